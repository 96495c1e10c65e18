"""The facts of the pages on forms of exploitation and on help: rows that config.demo.facts turns into facts.

What the sources leave open is left open: of the Crime and Policing Act 2026 only the first days of start were found.
"""

from config.demo.facts_law import Row

# key, label, value, unit, statement, (name of the source, its address, ISO date)
FigureRow = tuple[str, str, str, str, str, tuple[str, str, str]]

LAWS_UK = "https://www.legislation.gov.uk/ukpga"
NRM = "https://www.gov.uk/government/statistics/modern-slavery"
TOOLKIT = ("Home Office First Responder Toolkit, April 2026", "https://www.modernslavery.gov.uk/start", "2026-04-01")
SUPPORT = (
    "Home Office, support organisations, 21 April 2026",
    "https://github.com/UKHomeOffice/modern-slavery/blob/54dfce7f/apps/common/views/content/support-organisations.md",
    "2026-04-21",
)
SOUTHWELL = (
    "Southwell & Partners, on the Crime and Policing Act 2026",
    "https://southwellandpartners.com/2026/05/20/"
    "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
    "2026-05-20",
)
SUMMARY_2021 = (
    "Home Office, modern slavery statistics, end of year summary 2021",
    f"{NRM}-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2021/"
    "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2021",
    "2022-03-03",
)
SUMMARY_2023 = (
    "Home Office, modern slavery statistics, end of year summary 2023",
    f"{NRM}-nrm-and-dtn-statistics-end-of-year-summary-2023/"
    "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2023",
    "2024-03-07",
)

TELEPHONES: list[Row] = [
    (
        "childline",
        "Childline, for children and young people",
        "0800 1111",
        "A child or young person can ring Childline for free on 0800 1111, or write to a counsellor on its website.",
        (
            "Childline, on what happens when a child gets in touch, Sunderland Echo, 28 August 2022",
            "https://www.sunderlandecho.com/news/opinion/columnists/"
            "childline-advice-when-a-child-contacts-us-we-will-listen-and-support-them-3817957",
            "2022-08-28",
        ),
    ),
    (
        "tara",
        "TARA, for women in Scotland",
        "0141 276 7724",
        "In Scotland a woman who has been sexually exploited can ring the TARA service: 0141 276 7724.",
        SUPPORT,
    ),
    (
        "migrant-help-scotland",
        "Migrant Help, for adults in Scotland",
        "0141 884 7900",
        "In Scotland Migrant Help supports women and men who have been exploited: 0141 884 7900.",
        SUPPORT,
    ),
    (
        "migrant-help-northern-ireland",
        "Migrant Help, Northern Ireland",
        "028 9244 8449",
        "In Northern Ireland Migrant Help supports people who have been exploited for their work: 028 9244 8449.",
        SUPPORT,
    ),
    (
        "womens-aid-northern-ireland",
        "Belfast and Lisburn Women's Aid",
        "028 9066 2385",
        "In Northern Ireland Belfast and Lisburn Women's Aid supports women who were exploited for sex or in a home: "
        "028 9066 2385.",
        SUPPORT,
    ),
]

FIGURES: list[FigureRow] = [
    (
        "first-decision",
        "Aim for the first decision",
        "5",
        "working days",
        "The Home Office aims to make the first decision within 5 working days wherever it can.",
        TOOLKIT,
    ),
    (
        "guardians-2026",
        "Where children get a guardian, England and Wales",
        "two thirds",
        "of council areas",
        "In April 2026 independent child trafficking guardians worked in two thirds of council areas in England and "
        "Wales.",
        TOOLKIT,
    ),
    (
        "nrm-2023-male",
        "Share who were boys and men, 2023",
        "76%",
        "",
        "In 2023, 76% of the people referred as possible victims were boys and men.",
        SUMMARY_2023,
    ),
    (
        "adults-labour-2021",
        "Adults referred for forced work, 2021",
        "33%",
        "",
        "In 2021, 33% of the adults referred were referred for forced work, the most common kind for adults.",
        SUMMARY_2021,
    ),
    (
        "children-criminal-2021",
        "Children referred for criminal exploitation, 2021",
        "49%",
        "",
        "In 2021, 49% of the children referred were referred for criminal exploitation, the most common kind for "
        "children.",
        SUMMARY_2021,
    ),
    (
        "county-lines-boys-2026",
        "Boys among county lines referrals, 2026",
        "75%",
        "",
        "In figures of 14 May 2026, 75% of the referrals marked as county lines were of boys.",
        SOUTHWELL,
    ),
    (
        "missing-from-care-2020",
        "Trafficked children who went missing from care, 2020",
        "31%",
        "",
        "In 2020, 31% of the children in council care who were, or may have been, trafficked went missing.",
        (
            "ECPAT UK and Missing People, on When Harm Remains",
            "https://www.ecpat.org.uk/news/one-in-three-trafficked-children-go-missing-from-local-authority-care",
            "2022-04-19",
        ),
    ),
]

LAWS: list[Row] = [
    (
        "msa-section-1",
        "The crime of slavery, servitude and forced work",
        "Modern Slavery Act 2015, section 1",
        "Section 1 makes it a crime to hold a person in slavery or servitude, or to force them to work.",
        ("Modern Slavery Act 2015, section 1", f"{LAWS_UK}/2015/30/section/1", "2015-03-26"),
    ),
    (
        "msa-section-2",
        "The crime of human trafficking",
        "Modern Slavery Act 2015, section 2",
        "Section 2 makes it a crime to arrange or help with a person's travel so that they are exploited.",
        ("Modern Slavery Act 2015, section 2", f"{LAWS_UK}/2015/30/section/2", "2015-03-26"),
    ),
    (
        "msa-section-3",
        "What exploitation means in the law of England and Wales",
        "Modern Slavery Act 2015, section 3",
        "Section 3 names forced work, sexual exploitation, taking organs, and getting services by force or from "
        "children.",
        ("Modern Slavery Act 2015, section 3", f"{LAWS_UK}/2015/30/section/3", "2015-03-26"),
    ),
    (
        "cce-sentence",
        "Longest sentence for using a child to commit crime",
        "10 years in prison",
        "Under the Crime and Policing Act 2026 an adult who uses a child to commit crime can get up to 10 years in "
        "prison.",
        SOUTHWELL,
    ),
    (
        "cuckooing-sentence",
        "Longest sentence planned for cuckooing",
        "5 years in prison",
        "The Home Office said of the Bill, in February 2025, that cuckooing would carry up to 5 years in prison.",
        (
            "Local Government Lawyer, on the Crime and Policing Bill (the Home Office's plans of February 2025)",
            "https://localgovernmentlawyer.co.uk/housing-law/397-housing-news/"
            "60088-crime-and-policing-bill-to-include-offences-of-child-criminal-exploitation-and-cuckooing",
            "2025-02-25",
        ),
    ),
    (
        "crime-policing-start",
        "First day on which parts of the Crime and Policing Act 2026 started",
        "29 June 2026",
        "The first parts of the Act started on 29 June 2026; check whether the crimes named here are in force.",
        (
            "Legislation Tracker, Commencement No. 1 Regulations 2026",
            "https://www.legislationtracker.co.uk/article/crime-and-policing-act-2026-commencement-no-1-regulations-25-06-26",
            "2026-06-25",
        ),
    ),
    (
        "disqualification",
        "When protection may be refused",
        "Nationality and Borders Act 2022, section 63",
        "Section 63 lets the Home Office refuse protection to a person whom it sees as a danger or as acting in bad "
        "faith.",
        ("Nationality and Borders Act 2022, section 63", f"{LAWS_UK}/2022/36/section/63", "2022-04-28"),
    ),
    (
        "permission-to-stay",
        "Permission to stay in the UK",
        "temporary permission to stay",
        "A confirmed victim from abroad may be given temporary permission to stay, but only on certain grounds.",
        (
            "Home Office, temporary permission to stay: victims of human trafficking or slavery",
            "https://gov.uk/government/publications/"
            "temporary-permission-to-stay-for-victims-of-human-trafficking-and-slavery-caseworker-guidance/"
            "temporary-permission-to-stay-considerations-for-victims-of-human-trafficking-or-slavery",
            "2024-11-22",
        ),
    ),
    (
        "organs-abroad",
        "When paying for an organ abroad became a crime",
        "July 2022",
        "Since July 2022 a person who lives in England, Wales or Scotland breaks the law by paying for an organ "
        "anywhere.",
        (
            "Human Tissue Authority, trafficking for organ harvesting (read 25 November 2026)",
            "https://content.hta.gov.uk/news/trafficking-purpose-organ-harvesting",
            "2026-11-25",
        ),
    ),
]

ORGANISATIONS: list[Row] = [
    (
        "human-tissue-authority",
        "Who must agree before a living person gives an organ",
        "Human Tissue Authority",
        "The Human Tissue Authority must agree before a living person in the UK gives an organ to another.",
        (
            "Human Tissue Authority, review of 2023/24 (read 25 November 2026)",
            "https://hta.gov.uk/about-the-HTA/corporate-publications/annual-reviews-and-reports/202324-review/"
            "202324-review-1",
            "2026-11-25",
        ),
    ),
]
