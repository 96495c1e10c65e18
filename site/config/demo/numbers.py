"""The numbers: what is counted, what is not, and charts of the published series."""

from config.demo import numbers_tables as tables
from config.demo.shapes import HELP, PageData, accordion, action, callout, chart, download, figures, sources, text

REVIEW_BY = "2027-11-25"
GOV = "https://www.gov.uk/government/statistics/"
ANNEX_2024 = (
    "Home Office, modern slavery statistics for 2024, annex",
    f"{GOV}modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2024/"
    "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2023-to-2024",
    "2025-03-06",
)
SUMMARY_2023 = (
    "Home Office, modern slavery statistics, end of year summary 2023",
    f"{GOV}modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2023/"
    "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2023",
    "2024-03-07",
)
KEY_RESULTS_2024 = (
    "Home Office, key results for 2024, in a bookseller's copy; earlier summaries for the years before",
    "https://www.dandybooksellers.com/acatalog/Modern-Slavery-NRM-and-DtN-annual-statistics.html",
    "2025-03-19",
)
WRITTEN_ANSWER = (
    "Home Office, written answer to the House of Commons",
    "https://parallelparliament.co.uk/question/100585/slavery",
    "2025-12-22",
)

PEOPLE_REFERRED = chart(
    "line",
    "People referred each year, 2013 to 2025",
    "The line climbs almost all the way. It is flat from 2019 to 2020. In 2025 it is more than ten times as high as in "
    "2013. There is a gap at 2014 and 2015.",
    "people referred",
    tables.REFERRED,
    tables.REFERRALS_2025,
    review_by=REVIEW_BY,
    note="Each figure is the one first published. Later revisions differ by a few people; the file below gives both. "
    "2016 is from an account of it, one below what the agency printed. We could not check 2014 and 2015 against a "
    "source, so they are left empty.",
)
BY_AGE = chart(
    "stacked",
    "Exploited as a child or as an adult, 2021 and 2023",
    "In both years the part for adults is a little larger than the part for children. Both grew. For a small part the "
    "age is not known.",
    "people referred",
    tables.AGE,
    SUMMARY_2023,
    review_by=REVIEW_BY,
    note="As first published. It is the age at which the person says it happened. “Not known” is our own sum: the "
    "total less the other two. We have no figures of this kind for 2022, or for the years since 2023.",
)
BY_NATIONALITY = chart(
    "bar",
    "The five largest nationalities, 2023 and 2024",
    "UK nationals come first in both years. The bar for Albanians falls by more than a third. The bars for Vietnamese "
    "and Eritreans about double.",
    "people referred",
    tables.NATIONALITY,
    ANNEX_2024,
    review_by=REVIEW_BY,
    note="People with two nationalities are left out. The figures for 2023 are revised. In one place the source prints "
    "a different figure for the UK in 2024; we use the one in its comparison of the two years.",
)
UK_NATIONALS = chart(
    "line",
    "UK nationals referred each year, 2017 to 2024",
    "The line rises steeply up to 2020, and slowly from 2022 on. There are gaps at 2019 and 2021.",
    "UK nationals referred",
    tables.UK_NATIONALS,
    ANNEX_2024,
    review_by=REVIEW_BY,
    note="2017 and 2018 come from the National Crime Agency, 2020 and 2022 from accounts of Home Office figures. 2023 "
    "is revised, the others are as first published. We could not check 2019 and 2021.",
)
DECISIONS = chart(
    "bar",
    "How many decisions were positive, 2021 to 2024",
    "About nine in ten of both decisions were positive in 2021 and 2022. By 2024 it was little more than half.",
    "% of decisions that were positive",
    tables.DECISIONS,
    KEY_RESULTS_2024,
    review_by=REVIEW_BY,
    note="A decision may be about somebody referred in an earlier year. The test for the first decision became harder "
    "in January 2023. The shares for 2023 are from Southwell & Partners, quoting the Home Office.",
)
PROSECUTIONS = chart(
    "stacked",
    "People prosecuted, England and Wales, 2019 to 2024",
    "Prosecutions fell in 2020 and were highest in 2021. Since then there have been more than 400 a year. In each year "
    "more than two thirds of those prosecuted were convicted.",
    "people prosecuted",
    tables.PROSECUTIONS,
    WRITTEN_ANSWER,
    review_by=REVIEW_BY,
    note="Cases that the Crown Prosecution Service marks as modern slavery, whatever the crime they were charged with. "
    "Scotland and Northern Ireland count their own.",
)

PAGE: PageData = {
    "slug": "numbers",
    "title": "The numbers",
    "summary": (
        "How many people are referred in the UK as possible victims of modern slavery, what is counted and what is "
        "not, with charts and sources."
    ),
    "search_description": (
        "UK modern slavery figures in charts: people referred by year, age, nationality, decisions and prosecutions."
    ),
    "show_in_menus": True,
    "content_note": "Some figures on this page are about the exploitation of children.",
    "body": [
        text(
            "<p>Nobody knows how many people are held in modern slavery in the UK. It is a hidden crime, and those it "
            "harms are often afraid to speak. But we do know how many were noticed and sent for help. The Home Office "
            "counts them and prints the figures four times a year.</p>",
        ),
        figures(
            ("nrm-2025", "people referred in the UK in 2025, the most ever in a year"),
            ("nrm-2025-rise", "more than in the year before"),
            ("dtn-2025", "of adults in 2025 who did not wish to be referred, so they were counted without a name"),
        ),
        callout(
            "warning",
            "A referral is not proof",
            "<p>Each person counted here was <b>referred</b>: somebody trained thought that they might be a victim. "
            "The Home Office decides later. Some are found not to be victims. Many real victims are never seen at "
            "all.</p>",
        ),
        text(
            "<h2>What is counted</h2>",
            "<ul><li><b>Referrals.</b> People sent to the National Referral Mechanism. That is the UK's system for "
            "finding victims and giving them support. Only trained staff of named bodies can refer.</li>",
            "<li><b>Reports without a name.</b> An adult can say no. Public bodies in England and Wales must still "
            "tell the Home Office. This is the duty to notify.</li>",
            "<li><b>Decisions.</b> There are two: a first one, and a final one.</li>",
            "<li><b>Prosecutions.</b> People taken to court.</li></ul>",
            "<h2>What is not counted</h2>",
            "<ul><li>People whom nobody noticed.</li>",
            "<li>People who ran away, or who are too afraid to say anything.</li>",
            "<li>How many people there are at one moment. The figures count a year of referrals.</li></ul>",
            "<p>So more referrals can mean more crime. They can also mean that more people know the signs. The figures "
            "alone can't tell us which.</p>",
        ),
        text("<h2>Year by year</h2>"),
        PEOPLE_REFERRED,
        download(
            "nrm-by-year",
            "People referred by year (CSV)",
            "The same figures as first published and as revised, for a spreadsheet.",
        ),
        text(
            "<h2>Children and adults</h2>",
            "<p>Some people were exploited as children and only found as adults. This chart goes by the age at which "
            "it happened. In 2023, {fact:nrm-2023-children} said that they were exploited as children, and "
            "{fact:nrm-2023-adults} as adults. For the rest it was not known.</p>",
        ),
        BY_AGE,
        text(
            "<h2>Where people come from</h2>",
            "<p>The largest group is from the UK itself. Nobody has to cross a border to be trafficked. In 2025 UK "
            "nationals were still first. Boys made to commit crime were most of the rise among them.</p>",
        ),
        BY_NATIONALITY,
        UK_NATIONALS,
        text(
            "<h2>What is decided</h2>",
            "<p>The first decision asks if there are good reasons to think that somebody is a victim. The final one "
            "asks if it is more likely than not. In the last three months of 2025, {fact:final-positive-2025} of final "
            "decisions were positive.</p>",
        ),
        DECISIONS,
        text(
            "<h2>In court</h2>",
            "<p>Far fewer people stand trial than are referred. Cases are hard to prove, and they take years. So a "
            "person in this chart may be tried for something that took place long before. In 2024, "
            "{fact:convicted-2024} people were convicted in England and Wales.</p>",
        ),
        PROSECUTIONS,
        text(
            "<h2>Looking back</h2><p>These figures belong to their time. They are here as history. Please don't use "
            "them for today.</p>",
        ),
        figures(
            ("estimate-2003", "in the UK were trafficked for prostitution at any one time in 2003, by an estimate"),
            ("youngest-2009", "was the age of the youngest children in a report of 2009 on trafficking into the UK"),
            ("assisted-2011-12", "whom Hope for Justice assisted in the UK in 2011-2012"),
            ("nrm-2013", "were referred in 2013, when the National Crime Agency kept count"),
        ),
        figures(("police-recorded-2020", "of this kind were recorded in England and Wales in the year to March 2020")),
        accordion(
            "How we use figures",
            (
                "First published and revised",
                "<p>The Home Office goes back to its figures and corrects them. Then a year has two totals: the first "
                "one and a later one. For 2023 the first was {fact:nrm-2023}, and the revised one is 14 lower. We say "
                "which one we show.</p>",
            ),
            (
                "Empty places in a chart",
                "<p>An empty place is not a zero. It means that we could not check the figure against a source. We "
                "would rather leave a gap than guess.</p>",
            ),
            (
                "Different places",
                "<p>Referrals are for the whole UK. Prosecutions and police figures here are for England and Wales. So "
                "you can't divide one by the other.</p>",
            ),
            (
                "Using them yourself",
                "<p>You may. Home Office figures are free to use under the Open Government Licence. Please name the "
                "Home Office and the date.</p>",
            ),
        ),
        action(
            "Behind each number is a person",
            "Learn what you might notice, and what to do then.",
            "/learn/signs-to-notice/",
            "Signs to notice",
        ),
        HELP,
        sources(
            (*tables.REFERRALS_2025, "People referred in 2025"),
            (*ANNEX_2024, "Nationalities in 2023 and 2024"),
            (*SUMMARY_2023, "Children and adults"),
            (*KEY_RESULTS_2024, "Decisions in 2024"),
            (
                "Southwell & Partners, on the statistics for 2023",
                "https://southwellandpartners.com/?p=884",
                "",
                "Decisions in 2023, quoting the Home Office",
            ),
            (
                "National Crime Agency, end of year summary 2018, stored copy",
                "https://docslib.org/doc/4579793/national-referral-mechanism-statistics",
                "2019-03-20",
                "People referred in 2017 and 2018, and UK nationals",
            ),
            (
                "The Clewer Initiative, understanding the latest figures",
                "https://www.theclewerinitiative.org/news/2019/3/28/understanding-the-latest-nrm-results",
                "2019-03-28",
                "People referred in 2016",
            ),
            (
                "British Frozen Food Federation, on the annual report on modern slavery",
                "https://bfff.co.uk/health-safety-news/2021-uk-annual-report-on-modern-slavery/",
                "",
                "UK nationals in 2020",
            ),
            (
                "Hope for Justice, on the statistics for 2022",
                "https://hopeforjustice.org/news/"
                "highest-ever-number-of-potential-victims-of-modern-slavery-identified-in-the-uk-2022",
                "",
                "UK nationals in 2022",
            ),
            (*WRITTEN_ANSWER, "Prosecutions"),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": REVIEW_BY,
}
