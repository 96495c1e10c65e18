"""News: six published events of 2025 and 2026, each with what it means and where it was read."""

from config.demo.shapes import HELP, Block, PageData, callout, figures, sources, text

REVIEWED, REVIEW_BY = "2026-11-25", "2027-11-25"
STATISTICS = "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics"
ANNEX = "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery"


def news(slug: str, title: str, day: str, summary: str, search: str, body: list[Block]) -> PageData:
    return {
        "slug": slug,
        "title": title,
        "summary": summary,
        "search_description": search,
        "type": "news",
        "date": day,
        "body": [*body[:-1], HELP, body[-1]],
        "reviewed_on": REVIEWED,
        "review_by": REVIEW_BY,
    }


BILL_2026 = news(
    "a-new-bill-would-change-the-law",
    "A new bill would change the law on modern slavery",
    "2026-06-30",
    "The Immigration and Asylum Bill has come to Parliament. It would change how victims are identified and what "
    "companies must publish.",
    "The Immigration and Asylum Bill of June 2026 and what it would change for victims of modern slavery.",
    [
        text(
            "<p>On 30 June 2026 the Home Secretary brought the Immigration and Asylum Bill to Parliament. A bill is a "
            "law that is not made yet. MPs and the House of Lords can change it, or turn it down.</p>",
            "<h2>What it would do</h2>",
            "<ul><li>Change how the Home Office decides who is a victim. It could weigh it against a person if they "
            "spoke late, or if their story changed.</li>",
            "<li>Give children a way of their own, apart from adults.</li>",
            "<li>Make companies publish more under section 54 of the {fact:msa-2015}, send it to the government, and "
            "pay a fine if they don't.</li></ul>",
            "<h2>What it means</h2>",
            "<p>Nothing changes yet. The rules of today hold until the bill is law and starts. Speaking late is common "
            "among people who were hurt and afraid.</p>",
        ),
        callout(
            "info",
            "Not checked",
            "<p>We know of this bill from a company that advises on the law. We have not checked the words of the "
            "bill, or how far it has got since then.</p>",
        ),
        sources(
            (
                "VinciWorks, what the Immigration and Asylum Bill will change",
                "https://vinciworks.com/blog/"
                "major-modern-slavery-reforms-coming-to-the-uk-what-the-immigration-and-asylum-bill-will-change/",
                "",
                "What the bill would do",
            ),
        ),
    ],
)

POLICING_ACT = news(
    "using-a-child-for-crime-is-a-crime-by-name",
    "Using a child for crime is now a crime by name",
    "2026-04-29",
    "The Crime and Policing Act 2026 became law on 29 April. It names two crimes: child criminal exploitation and "
    "cuckooing.",
    "The Crime and Policing Act 2026 makes child criminal exploitation and cuckooing crimes in their own right.",
    [
        text(
            "<p>On 29 April 2026 the {fact:crime-policing-2026} became law.</p>",
            "<h2>Two new crimes</h2>",
            "<ul><li><b>Child criminal exploitation.</b> An adult does something in order to make a child commit a "
            "crime. The longest sentence is {fact:cce-sentence}.</li>",
            "<li><b>Cuckooing.</b> Somebody takes control of a person's home and uses it for crime. The person lives "
            "there, and does not truly agree.</li></ul>",
            "<h2>What it means</h2>",
            "<p>Before this, few adults were charged for using a child. Now what they do to the child is a crime "
            "of its own. The aim is that the child is seen as a victim.</p>",
            "<p>The Act does not say what “child criminal exploitation” means as a term. Some lawyers fear that it "
            "will be read in different ways.</p>",
        ),
        callout(
            "info",
            "When it starts",
            "<p>Parts of an Act can start later. One law firm wrote that the new crimes were due to start on 29 June "
            "2026. We have not checked that they did.</p>",
        ),
        sources(
            (
                "Southwell & Partners, on the Crime and Policing Act 2026",
                "https://southwellandpartners.com/2026/05/20/"
                "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
                "2026-05-20",
                "The two crimes, and the doubts",
            ),
            (
                "Local Government Lawyer, on the plans for the bill",
                "https://localgovernmentlawyer.co.uk/housing-law/397-housing-news/"
                "60088-crime-and-policing-bill-to-include-offences-of-child-criminal-exploitation-and-cuckooing",
                "",
                "Few were charged before",
            ),
            (
                "Lawtons Solicitors, Crime and Policing Act 2026",
                "https://www.lawtonslaw.co.uk/resources/crime-and-policing-act-2026-new-offences-introduced/",
                "",
                "When the Act was due to start",
            ),
        ),
    ],
)

FAIR_WORK = news(
    "fair-work-agency-starts",
    "The Fair Work Agency starts work",
    "2026-04-07",
    "One agency now looks after fair treatment at work. It replaces the Gangmasters and Labour Abuse Authority, which "
    "has closed.",
    "The Fair Work Agency replaced the Gangmasters and Labour Abuse Authority (GLAA) in April 2026.",
    [
        text(
            "<p>In April 2026 the {fact:fair-work-agency} took over from the Gangmasters and Labour Abuse Authority, "
            "known as the GLAA. The GLAA is closed.</p>",
            "<h2>What it does</h2>",
            "<ul><li>It looks into abuse at work, forced work among it.</li>",
            "<li>It gives licences to those who supply workers for farms and food.</li>",
            "<li>It makes sure that people get at least the minimum wage.</li></ul>",
            "<h2>What it means</h2>",
            "<p>Three bodies used to share this work. Now there is one to turn to. If you have an old leaflet with the "
            "GLAA on it, please throw it away. We found no new number that we could check, so we print none.</p>",
            "<p>If you think that somebody is being made to work, do as before: "
            '<a href="page:/learn/what-to-do/">what to do if you are worried</a>.</p>',
        ),
        sources(
            (
                "Fair Work Agency, on GOV.UK",
                "https://www.gov.uk/government/organisations/fair-work-agency",
                "2026-08-22",
                "It is live, and the GLAA is closed",
            ),
            (
                "BDO, on the start of the Fair Work Agency",
                "https://www.bdo.co.uk/en-gb/insights/industries/health-and-social-care/"
                "helping-you-prepare-for-the-april-2026-launch-of-the-fair-work-agency",
                "",
                "What it looks after",
            ),
            (
                "JMW, on the Employment Rights Bill",
                "https://jmw.co.uk/blog/employment/labours-employment-rights-bill-fair-work-agency",
                "",
                "The bodies that it brings together",
            ),
        ),
    ],
)

TOOLKIT = news(
    "a-toolkit-for-first-responders",
    "A toolkit for those who refer victims",
    "2026-04-01",
    "The Home Office has published a toolkit for First Responders, who refer possible victims in England and Wales.",
    "The Home Office's First Responder toolkit of April 2026 for England and Wales, and what it means for the public.",
    [
        text(
            "<p>In April 2026 the Home Office published a toolkit for {fact:first-responders} in England and Wales. "
            "These are trained staff of named bodies, such as the police, councils and some charities. Only they can "
            "refer a possible victim. It bears the month but no day.</p>",
            "<h2>What is in it</h2>",
            "<ul><li>How to fill in the form well, so that the decision is sound.</li>",
            "<li>How to speak with a person who has been hurt: with time, with breaks, in their own words.</li>",
            "<li>How to explain the system to adults and to children.</li>",
            "<li>A list of signs, with a warning that no list is complete.</li></ul>",
            "<h2>What it means for you</h2>",
            "<p>You don't fill in this form, and you don't need to. An adult must agree to be referred, and can leave "
            "at any time. A child under 18 is always referred. A person can have support and still not speak to the "
            "police.</p>",
        ),
        sources(
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "The whole of this page",
            ),
        ),
    ],
)

FIGURES_2025 = news(
    "more-people-referred-than-ever-in-2025",
    "More people referred in 2025 than ever before",
    "2026-02-19",
    "The Home Office has published its figures for 2025. Referrals of possible victims of modern slavery are the "
    "highest since counting began.",
    "UK modern slavery statistics for 2025, published on 19 February 2026, in plain words.",
    [
        figures(
            ("nrm-2025", "people referred in 2025 as possible victims"),
            ("nrm-2025-rise", "more than in 2024"),
            ("dtn-2025", "of adults who did not wish to be referred"),
            ("dtn-2025-rise", "more such reports than in 2024"),
        ),
        text(
            "<h2>What changed</h2>",
            "<ul><li>Most of the rise is people from Eritrea and Somalia. Many say that they were forced to work "
            "abroad, before they came here.</li>",
            "<li>UK nationals are still the largest group. Boys made to commit crime were most of the rise among "
            "them.</li>",
            "<li>Fewer people from Albania and Vietnam were referred.</li>",
            "<li>Border Force, which checks people who arrive, referred many more.</li></ul>",
            "<p>The busiest three months were July to September, with {fact:nrm-2025-third-quarter} people.</p>",
            "<h2>What it means</h2>",
            "<p>More referrals can mean more crime. They can also mean that more people look. A referral is not yet a "
            'finding. <a href="page:/numbers/">The numbers</a> explains what is counted, with charts.</p>',
        ),
        sources(
            (
                "Home Office, statistics for 2025, annex",
                f"{STATISTICS}-end-of-year-summary-2025/{ANNEX}-2024-to-2025",
                "2026-02-19",
                "What changed from 2024 to 2025",
            ),
            (
                "Home Office, statistics for October to December 2025",
                f"{STATISTICS}-october-to-december-2025/modern-slavery-national-referral-mechanism-and-duty-to-notify-"
                "statistics-uk-quarter-4-2025-october-to-december",
                "2026-02-19",
                "The quarters of 2025",
            ),
        ),
    ],
)

FIGURES_2024 = news(
    "figures-for-2024",
    "Figures for 2024: more people, and a different mix",
    "2025-03-06",
    "The Home Office published its figures for 2024. More people were referred than in any year up to then.",
    "UK modern slavery statistics for 2024, published on 6 March 2025, in plain words.",
    [
        figures(
            ("nrm-2024", "people referred in 2024 as possible victims, the most up to then"),
            ("nrm-2024-rise", "more than in 2023"),
            ("nrm-2024-uk", "of them UK nationals, the largest group"),
            ("dtn-2024", "of adults who did not wish to be referred"),
        ),
        text(
            "<h2>What changed</h2>",
            "<ul><li>Far fewer Albanians were referred than in 2023.</li>",
            "<li>More than twice as many Vietnamese were.</li>",
            "<li>The numbers of Eritreans and Sudanese went up as well.</li></ul>",
            "<h2>What it means</h2>",
            "<p>The mix of people changes quickly from year to year. So where a person comes from tells you nothing "
            "about whether they are a victim. Look at what happens to them.</p>",
            '<p>The year after was higher still: see <a href="page:/numbers/">the numbers</a>.</p>',
        ),
        sources(
            (
                "Home Office, statistics for 2024, annex",
                f"{STATISTICS}-end-of-year-summary-2024/{ANNEX}-2023-to-2024",
                "2025-03-06",
                "All the figures on this page",
            ),
        ),
    ],
)

PAGE: PageData = {
    "slug": "news",
    "title": "News",
    "summary": "What has changed in the law, in the figures and among the bodies that help, in plain words.",
    "search_description": "News on human trafficking and modern slavery in the UK: law, figures and public bodies.",
    "type": "news index",
    "show_in_menus": True,
    "body": [],
    "children": [BILL_2026, POLICING_ACT, FAIR_WORK, TOOLKIT, FIGURES_2025, FIGURES_2024],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}
