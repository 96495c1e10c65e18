"""The laws and bodies among the facts: rows that config.demo.facts turns into facts with the rest."""

# key, label, value, statement, (name of the source, its address, ISO date)
Row = tuple[str, str, str, str, tuple[str, str, str]]

ACT_2015 = "https://www.legislation.gov.uk/ukpga/2015/30"

LAWS: list[Row] = [
    (
        "msa-2015",
        "The main law in England and Wales",
        "Modern Slavery Act 2015",
        "The Modern Slavery Act 2015 became law on 26 March 2015; it makes slavery and human trafficking crimes.",
        ("Modern Slavery Act 2015", f"{ACT_2015}/contents", "2015-03-26"),
    ),
    (
        "msa-life",
        "The longest sentence",
        "life in prison",
        "Under the Modern Slavery Act 2015 a person who holds or trafficks others can be sent to prison for life.",
        ("Modern Slavery Act 2015, section 5", f"{ACT_2015}/section/5", "2015-03-26"),
    ),
    (
        "msa-section-45",
        "A defence for people forced to break the law",
        "Modern Slavery Act 2015, section 45",
        "Section 45 can protect victims who were made to commit a crime, though not for the most serious crimes.",
        ("Modern Slavery Act 2015, section 45", f"{ACT_2015}/section/45", "2015-03-26"),
    ),
    (
        "msa-section-50a",
        "Support while a decision is awaited, England and Wales",
        "Modern Slavery Act 2015, section 50A",
        "Section 50A says that the Home Secretary must secure the support a person needs in the recovery period.",
        (
            "Nationality and Borders Act 2022, section 64",
            "https://www.legislation.gov.uk/ukpga/2022/36/section/64",
            "2022-04-28",
        ),
    ),
    (
        "msa-section-52",
        "The duty of public bodies to tell the Home Office",
        "Modern Slavery Act 2015, section 52",
        "Under section 52 public bodies in England and Wales must tell the Home Office of people who may be victims.",
        (
            "Home Office First Responder Toolkit, April 2026",
            f"{ACT_2015}/section/52",
            "2026-04-01",
        ),
    ),
    (
        "palermo",
        "The meaning that countries agreed on",
        "UN Palermo Protocol 2000, article 3",
        "Article 3 of the UN Palermo Protocol says what human trafficking means: an act, a means and a purpose.",
        (
            "United Nations, Protocol to Prevent, Suppress and Punish Trafficking in Persons",
            "https://www.ohchr.org/en/instruments-mechanisms/instruments/"
            "protocol-prevent-suppress-and-punish-trafficking-persons",
            "2000-11-15",
        ),
    ),
    (
        "ecat-article-4",
        "The same meaning in a treaty of the Council of Europe",
        "Convention on Action against Trafficking 2005, article 4",
        "The Council of Europe's convention uses the same meaning; it has bound the United Kingdom since 1 April 2009.",
        (
            "Council of Europe Convention on Action against Trafficking in Human Beings",
            "https://www.coe.int/en/web/anti-human-trafficking",
            "2005-05-16",
        ),
    ),
    (
        "echr-article-4",
        "The human right not to be held as a slave",
        "European Convention on Human Rights, article 4",
        "Article 4 bans slavery and forced labour; the Court at Strasbourg has said that it covers human trafficking.",
        (
            "European Court of Human Rights, Rantsev v Cyprus and Russia",
            "https://www.bailii.org/eu/cases/ECHR/2010/22.html",
            "2010-01-07",
        ),
    ),
    (
        "scotland-2015",
        "The main law in Scotland",
        "Human Trafficking and Exploitation (Scotland) Act 2015",
        "Scotland has its own law on human trafficking, passed in 2015.",
        (
            "Human Trafficking and Exploitation (Scotland) Act 2015",
            "https://www.legislation.gov.uk/asp/2015/12/contents",
            "2015-11-04",
        ),
    ),
    (
        "northern-ireland-2015",
        "The main law in Northern Ireland",
        "Human Trafficking and Exploitation (Criminal Justice and Support for Victims) Act (Northern Ireland) 2015",
        "Northern Ireland has its own law on human trafficking and on support for its victims, passed in 2015.",
        (
            "Human Trafficking and Exploitation Act (Northern Ireland) 2015, section 18",
            "https://www.legislation.gov.uk/nia/2015/2/section/18",
            "2015-01-13",
        ),
    ),
    (
        "crime-policing-2026",
        "New crimes: child criminal exploitation and cuckooing",
        "Crime and Policing Act 2026",
        "The Crime and Policing Act 2026, which became law on 29 April 2026, makes both of them crimes by name.",
        (
            "Southwell & Partners, on the Crime and Policing Act 2026",
            "https://southwellandpartners.com/2026/05/20/"
            "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
            "2026-05-20",
        ),
    ),
]

ORGANISATIONS: list[Row] = [
    (
        "nca",
        "The agency that leads against serious and organised crime",
        "National Crime Agency",
        "The National Crime Agency took over from the Serious Organised Crime Agency on 7 October 2013.",
        (
            "National Crime Agency, modern slavery and human trafficking (read 24 November 2026)",
            "https://www.nationalcrimeagency.gov.uk/what-we-do/crime-threats/modern-slavery-and-human-trafficking",
            "2026-11-24",
        ),
    ),
    (
        "fair-work-agency",
        "The agency for abuse at work",
        "Fair Work Agency",
        "The Fair Work Agency took over the work of the Gangmasters and Labour Abuse Authority in April 2026.",
        (
            "GOV.UK, list of government organisations, 22 August 2026",
            "https://www.gov.uk/government/organisations/fair-work-agency",
            "2026-08-22",
        ),
    ),
    (
        "first-responders",
        "Who may refer a person for support",
        "First Responders",
        "Only trained staff of named bodies, called First Responders, can refer a person who may be a victim.",
        (
            "Home Office First Responder Toolkit, April 2026",
            "https://www.modernslavery.gov.uk/start",
            "2026-04-01",
        ),
    ),
    (
        "victim-care-contract",
        "Who gives support to adults in England and Wales",
        "Modern Slavery Victim Care Contract",
        "The Salvation Army and its partners give support to adults under the Modern Slavery Victim Care Contract.",
        (
            "Home Office, support in England and Wales after a positive conclusive grounds decision",
            "https://www.gov.uk/government/publications/support-for-confirmed-victims-of-modern-slavery/"
            "support-in-england-and-wales-after-a-positive-conclusive-grounds-decision-accessible",
            "2026-01-22",
        ),
    ),
]
