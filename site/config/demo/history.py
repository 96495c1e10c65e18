"""A history of the law, from the trade in slaves to the bill now before Parliament, as timelines."""

from config.demo.shapes import HELP, PageData, action, callout, sources, text, timeline

LAWS = "https://www.legislation.gov.uk"
BILL = (
    "UK Parliament, MPs consider Lords amendments to the bill",
    "https://webarchive.parliament.uk/20150609024247/http:/www.parliament.uk/business/news/2015/march/"
    "mps-consider-lords-amendments-to-modern-slavery-bill/",
)
LORDS_NEWS = (
    "UK Parliament, the bill in the House of Lords",
    "https://webtest.parliament.uk/business/news/news-by-year/2014/november/lords-modern-slavery-bill",
)
LORDS_REPORT = (
    "House of Lords Modern Slavery Act 2015 Committee, report",
    "https://publications.parliament.uk/pa/ld5901/ldselect/ldmodslav/8/809.htm",
)
ECPAT = (
    "ECPAT UK, law, policy and guidance",
    "https://www.ecpat.org.uk/law-child-trafficking-exploitation-and-slavery-law-policy-and-guidance",
)

SLAVERY = timeline(
    "Slavery is banned, in theory",
    (
        "25 March 1807",
        "Parliament ends the slave trade",
        "<p>A new Act bans the slave trade in the British Empire. People who are enslaved already are not freed.</p>",
        "Parliamentary Archives, history of the Act, archived page",
        "https://web.archive.org/web/20090430204500/http://slavetrade.parliament.uk/slavetrade/history",
    ),
    (
        "28 August 1833",
        "Slavery itself is ended in most colonies",
        "<p>The Slavery Abolition Act is passed. It pays those who held people as slaves, and not the people.</p>",
        "Slavery Abolition Act 1833",
        f"{LAWS}/ukpga/Will4/3-4/73",
    ),
    (
        "25 September 1926",
        "Countries promise to end slavery",
        "<p>The League of Nations, which came before the United Nations, agrees on a treaty. A treaty is a deal "
        "between countries. It says what slavery is: to treat a person as if you owned them.</p>",
        "The Open University, modern slavery",
        "https://www.open.edu/openlearn/society-politics-law/modern-slavery/altformat-imscc",
    ),
    (
        "4 November 1950",
        "A human right in Europe",
        "<p>Countries of Europe agree on a list of rights. One is not to be held as a slave or forced to work: "
        "{fact:echr-article-4}.</p>",
        "Human Rights Act 1998, Schedule 1",
        f"{LAWS}/ukpga/1998/42/schedule/1",
    ),
)

TRAFFICKING = timeline(
    "Trafficking gets a name",
    (
        "15 November 2000",
        "The Palermo Protocol",
        "<p>The United Nations agree on what human trafficking means: an act, a means and a purpose. Most laws of "
        "today go back to these words.</p>",
        "United Nations, Palermo Protocol",
        "https://www.ohchr.org/en/instruments-mechanisms/instruments/"
        "protocol-prevent-suppress-and-punish-trafficking-persons",
    ),
    (
        "10 February 2003",
        "The first UK crime of trafficking",
        "<p>It covers only trafficking for prostitution. It was meant to fill the gap until a better law was "
        "ready.</p>",
        "Hansard, written answers, 20 March 2003",
        "https://api.parliament.uk/historic-hansard/written_answers/2003/mar/20/yarls-wood",
    ),
    (
        "2003",
        "The Sexual Offences Act",
        "<p>Trafficking for sexual exploitation is a crime, whether into, within or out of the UK. So the law now "
        "covers people moved from town to town here. The longest sentence is 14 years.</p>",
        "Sexual Offences Act 2003, sections 57 to 59",
        f"{LAWS}/ukpga/2003/42/part/1/crossheading/trafficking/enacted",
    ),
    (
        "2004",
        "Forced work and organs",
        "<p>Section 4 of a new Act makes it a crime to traffic people for forced work, or to take an organ.</p>",
        "Hansard, written answers, 23 February 2004",
        "https://api.parliament.uk/historic-hansard/written-answers/2004/feb/23/people-trafficking-un-protocol-and-uk",
    ),
    (
        "2004",
        "Gangmasters need a licence",
        "<p>At least 21 workers from China drowned in Morecambe Bay that February. Parliament then made a law: those "
        "who supply workers for farming and food must have a licence.</p>",
        "BBC News, gangmaster laws come into force",
        "https://news.bbc.co.uk/1/hi/england/lancashire/5396502.stm",
    ),
    (
        "26 July 2005",
        "A court says that banning it is not enough",
        "<p>A girl in Paris was made to do housework all day, every day, for no pay. The European Court of Human "
        "Rights found that French law had failed her. A country must have crimes that fit, and use them.</p>",
        "European Court of Human Rights, Siliadin v France",
        "https://beta.bailii.org/eu/cases/ECHR/2005/545.html",
    ),
    (
        "1 April 2009",
        "A treaty for victims binds the UK",
        "<p>The Council of Europe, a body of more than 40 countries, made it in 2005. It says that victims must be "
        "found and helped. To do that, the UK set up the National Referral Mechanism.</p>",
        *ECPAT,
    ),
    (
        "7 January 2010",
        "Trafficking breaks Article 4",
        "<p>The same court says that the old ban on slavery covers trafficking too. Countries must protect people whom "
        "they know to be at risk.</p>",
        "European Court of Human Rights, Rantsev v Cyprus and Russia",
        "https://www.bailii.org/eu/cases/ECHR/2010/22.html",
    ),
    (
        "6 April 2010",
        "Holding a person as a slave is a crime by name",
        "<p>Section 71 of the Coroners and Justice Act 2009 starts to apply. It covers forced work as well. The "
        "longest sentence is 14 years.</p>",
        "XpertHR, anti-slavery law comes into force",
        "https://www.xperthr.co.uk/legal-timetable/anti-slavery-law-comes-into-force/101524/",
    ),
)

STEPS = timeline(
    "How the Modern Slavery Act was made",
    (
        "10 June 2014",
        "The bill comes to the Commons",
        "<p>A bill is a law that is not made yet. Theresa May, then Home Secretary, brings it in. This step is called "
        "first reading.</p>",
        *BILL,
    ),
    ("8 July 2014", "Second reading in the Commons", "<p>MPs debate what the bill is for.</p>", *BILL),
    (
        "21 July to 14 October 2014",
        "Committee",
        "<p>A small group of MPs goes through it line by line, in eleven meetings.</p>",
        "House of Commons Library, briefing on the bill",
        "https://researchbriefings.parliament.uk/ResearchBriefing/Summary/SN07006",
    ),
    ("4 November 2014", "Report and third reading", "<p>All MPs can ask for changes. Then they pass it.</p>", *BILL),
    ("5 November 2014", "The bill comes to the House of Lords", "", *BILL),
    ("17 November 2014", "Second reading in the Lords", "", *BILL),
    ("10 December 2014", "The committee of the Lords ends", "<p>It took four days.</p>", *LORDS_NEWS),
    ("23 and 25 February 2015", "Report in the Lords", "", *BILL),
    ("4 March 2015", "Third reading in the Lords", "", *BILL),
    (
        "17 March 2015",
        "Back to the Commons",
        "<p>MPs look at what the Lords changed. They turn down one change.</p>",
        *BILL,
    ),
    ("25 March 2015", "The Lords agree", "<p>Both Houses now have the same words.</p>", *LORDS_NEWS),
    (
        "26 March 2015",
        "It becomes law",
        "<p>The King or Queen's agreement makes a bill an Act. It is called Royal Assent.</p>",
        *LORDS_NEWS,
    ),
)

SINCE = timeline(
    "The Act, and what came after",
    (
        "13 January 2015",
        "Northern Ireland is first",
        "<p>Its own Act brings one crime of human trafficking, and support for victims.</p>",
        "Human Trafficking and Exploitation Act (Northern Ireland) 2015",
        f"{LAWS}/nia/2015/2/contents",
    ),
    (
        "31 July 2015",
        "Most of the Modern Slavery Act starts",
        "<p>The longest sentence is now life in prison. People who were made to break the law may have a defence.</p>",
        "Modern Slavery & Exploitation Helpline, the Act",
        "https://www.modernslaveryhelpline.org/our-impact/society/modern-slavery-act",
    ),
    (
        "2015",
        "A Commissioner",
        "<p>The Act makes the post of {fact:anti-slavery-commissioner}. The Commissioner checks how well the UK "
        "does. Kevin Hyland was the first.</p>",
        *LORDS_REPORT,
    ),
    (
        "29 October 2015",
        "Large companies must say what they do",
        "<p>{fact:msa-section-54} starts. A company with sales of {fact:section-54-turnover} or more must publish "
        "a statement each year: what it does to keep slavery out of its work.</p>",
        "EEF, on section 54",
        "https://www.eef.org.uk/business-support/news-blogs-and-publications/news/2015/oct/"
        "modern-slavery-act-transparency-in-supply-chains-provision",
    ),
    (
        "4 November 2015",
        "Scotland",
        "<p>Scotland's own Act becomes law. Here too the longest sentence is life.</p>",
        "Human Trafficking and Exploitation (Scotland) Act 2015",
        f"{LAWS}/asp/2015/12/contents",
    ),
    (
        "26 June 2017 to 17 May 2018",
        "A bill for a year of support",
        "<p>Lord McColl's bill would have given confirmed victims twelve months of support. The Lords passed it. It "
        "never finished in the Commons.</p>",
        "Free for Good, about the bill",
        "https://freeforgood.org.uk/about-the-bill/",
    ),
    (
        "28 April 2022",
        "Nationality and Borders Act",
        "<p>Part 5 puts support while a person waits into law. It also lets the Home Office shut some people out, and "
        "lets it count speaking late against a person.</p>",
        "Nationality and Borders Act 2022, Part 5",
        f"{LAWS}/ukpga/2022/36/part/5",
    ),
    (
        "20 July 2023",
        "Illegal Migration Act",
        "<p>Sections 22 to 29 would take help away from victims who came to the UK without leave. By the end of 2024 "
        "the Act was not fully in use.</p>",
        "House of Commons Library, briefing on the bill",
        "https://commonslibrary.parliament.uk/research-briefings/cbp-9832/",
    ),
    (
        "11 December 2023",
        "A new Commissioner at last",
        "<p>The post had been empty since April 2022. Eleanor Lyons takes it up.</p>",
        "ECPAT UK, new Commissioner announced",
        "https://www.ecpat.org.uk/new-anti-slavery-commissioner-announced-after-18-month-vacancy",
    ),
    (
        "2 December 2025",
        "Much of the Act of 2023 is taken back",
        "<p>The Border Security, Asylum and Immigration Act removes many of its parts. Section 29 stays: it could make "
        "it harder for some to get help. It was not in use when our source was written.</p>",
        "Right to Remain, the Act is now law",
        "https://righttoremain.org.uk/"
        "the-border-security-asylum-immigration-act-2025-is-now-law-what-does-this-mean-for-our-communities",
    ),
    (
        "April 2026",
        "The Fair Work Agency starts",
        "<p>It takes over from the Gangmasters and Labour Abuse Authority, which is closed.</p>",
        "GOV.UK, Fair Work Agency",
        "https://www.gov.uk/government/organisations/fair-work-agency",
    ),
    (
        "29 April 2026",
        "Crime and Policing Act",
        "<p>Two crimes now have a name of their own: using a child to commit crime, and cuckooing, which is taking "
        "over a person's home.</p>",
        "Southwell & Partners, on the Act",
        "https://southwellandpartners.com/2026/05/20/"
        "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
    ),
    (
        "30 June 2026",
        "A new bill",
        "<p>The Immigration and Asylum Bill comes to Parliament. It would change how victims are identified, and what "
        "companies must say. Not checked: how far it has got since then.</p>",
        "VinciWorks, what the bill would change",
        "https://vinciworks.com/blog/"
        "major-modern-slavery-reforms-coming-to-the-uk-what-the-immigration-and-asylum-bill-will-change/",
    ),
)

PAGE: PageData = {
    "slug": "history-of-the-law",
    "title": "A history of the law",
    "summary": (
        "How slavery was banned, how human trafficking became a crime, and how the law has changed up to this year. "
        "Each step with its source."
    ),
    "search_description": (
        "A timeline of UK law on slavery and human trafficking: 1807, the Palermo Protocol, the Act of 2015, and since."
    ),
    "body": [
        text(
            "<p>Slavery was banned long ago. The law has been catching up with it ever since. Here are the steps that "
            "matter most, with where we found each.</p>",
        ),
        SLAVERY,
        TRAFFICKING,
        STEPS,
        SINCE,
        callout(
            "info",
            "A law may start later",
            "<p>The day when a bill becomes law is not always the day when it starts to apply. Parts of it may wait "
            "for years. This page is history, not legal advice.</p>",
        ),
        action(
            "The next step",
            "We ask for a year of support for every confirmed survivor.",
            "/campaigns/support-every-survivor/",
            "Read about the campaign",
        ),
        HELP,
        sources(
            ("UK Parliament, stages of the Modern Slavery Bill, archived", BILL[1], "", "How the Act was made"),
            ("ECPAT UK, law, policy and guidance", ECPAT[1], "", "The treaty of the Council of Europe"),
            ("House of Lords, report on the Act", LORDS_REPORT[1], "", "The Commissioners"),
            (
                "Home Office, written answer to the House of Commons",
                "https://parallelparliament.co.uk/question/20235/slavery",
                "2024-12-24",
                "The Illegal Migration Act was not fully in use",
            ),
            ("legislation.gov.uk", f"{LAWS}/", "", "The Acts themselves"),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
