"""Figures, laws, bodies and addresses that the numbers, the history, the news and "About us" state, as rows."""

from config.demo.facts_forms import FigureRow
from config.demo.facts_law import Row

STATISTICS = "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics"
OF_2025 = (
    "Home Office, modern slavery statistics for 2025, annex",
    f"{STATISTICS}-end-of-year-summary-2025/"
    "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
    "2026-02-19",
)
LAST_QUARTER_2025 = (
    "Home Office, modern slavery statistics, October to December 2025",
    f"{STATISTICS}-october-to-december-2025/"
    "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-quarter-4-2025-october-to-december",
    "2026-02-19",
)
OF_2024 = (
    "Home Office, modern slavery statistics for 2024, annex",
    f"{STATISTICS}-end-of-year-summary-2024/"
    "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2023-to-2024",
    "2025-03-06",
)
OF_2023 = (
    "Home Office, modern slavery statistics, end of year summary 2023",
    f"{STATISTICS}-end-of-year-summary-2023/"
    "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2023",
    "2024-03-07",
)
PROSECUTED = (
    "Home Office, written answer to the House of Commons",
    "https://parallelparliament.co.uk/question/100585/slavery",
    "2025-12-22",
)
DEMONSTRATION = ("An address made up for this demonstration", "", "2026-11-25")

FIGURES: list[FigureRow] = [
    (
        "dtn-2025-rise",
        "Rise in reports of adults who did not wish to be referred, 2024 to 2025",
        "27%",
        "",
        "Reports of adults who may be victims but did not agree to be referred rose by 27% from 2024 to 2025.",
        OF_2025,
    ),
    (
        "nrm-2025-third-quarter",
        "People referred from July to September 2025, as revised",
        "6,407",
        "people",
        "From July to September 2025, 6,407 people were referred, the most in any three months; this is the revised "
        "figure.",
        LAST_QUARTER_2025,
    ),
    (
        "final-positive-2025",
        "Share of final decisions that were positive, October to December 2025",
        "73%",
        "",
        "From October to December 2025, 73% of the final decisions said that the person is a victim.",
        LAST_QUARTER_2025,
    ),
    (
        "nrm-2024-rise",
        "Rise in referrals from 2023 to 2024",
        "13%",
        "",
        "Referrals of possible victims rose by 13% from 2023 to 2024.",
        OF_2024,
    ),
    (
        "nrm-2024-uk",
        "UK nationals referred in 2024",
        "4,441",
        "people",
        "In 2024, 4,441 UK nationals were referred, 23% of all and the largest group.",
        OF_2024,
    ),
    (
        "dtn-2024",
        "Adults reported in 2024 who did not wish to be referred",
        "5,598",
        "reports",
        "In 2024 public bodies sent 5,598 reports of adults who may be victims but did not agree to be referred.",
        OF_2024,
    ),
    (
        "nrm-2023",
        "People referred in 2023, as first published",
        "17,004",
        "people",
        "In 2023, 17,004 people were referred, as first published; the figure was later revised to 16,990.",
        OF_2023,
    ),
    (
        "convicted-2024",
        "People convicted in modern slavery cases in 2024",
        "353",
        "people",
        "In 2024, 353 of the 454 people prosecuted in modern slavery cases were convicted, as the Crown Prosecution "
        "Service counts them.",
        PROSECUTED,
    ),
    (
        "nrm-2013",
        "History: people referred in 2013",
        "1,746",
        "people",
        "In 2013, 1,746 people were referred as possible victims of human trafficking.",
        (
            "National Crime Agency, 2013 National Referral Mechanism data published",
            "https://www.wired-gov.net/wg/wg-news-1.nsf/0/E01BD8C9EA7E632D80257C8300416B3D",
            "2014-02-01",
        ),
    ),
    (
        "police-recorded-2020",
        "History: modern slavery crimes recorded by the police, April 2019 to March 2020",
        "7,779",
        "crimes",
        "In the year to March 2020 the police in England and Wales recorded 7,779 modern slavery crimes; Greater "
        "Manchester is not in this figure.",
        (
            "The Clewer Initiative, on the Home Office's annual report on modern slavery",
            "https://theclewerinitiative.org/blog/home-offices-annual-report-on-modern-slavery",
            "2020-10-19",
        ),
    ),
    (
        "section-54-turnover",
        "The sales from which a company must publish a statement",
        "£36 million",
        "a year",
        "A company that does business in the UK and has sales of £36 million a year or more must publish a statement.",
        (
            "EEF, transparency in supply chains provision comes into force",
            "https://www.eef.org.uk/business-support/news-blogs-and-publications/news/2015/oct/"
            "modern-slavery-act-transparency-in-supply-chains-provision",
            "2015-10-29",
        ),
    ),
    (
        "gift-aid",
        "What Gift Aid adds",
        "25p",
        "for every £1",
        "With Gift Aid a charity can claim 25p from the government for every £1 that a UK taxpayer gives.",
        ("GOV.UK, Gift Aid (read 25 November 2026)", "https://www.gov.uk/donating-to-charity/gift-aid", "2026-11-25"),
    ),
]

LAWS: list[Row] = [
    (
        "msa-section-54",
        "What large companies must say",
        "Modern Slavery Act 2015, section 54",
        "Section 54 says that large companies must publish each year what they do to keep slavery out of their work.",
        (
            "Modern Slavery Act 2015, section 54",
            "https://www.legislation.gov.uk/ukpga/2015/30/section/54",
            "2015-10-29",
        ),
    ),
    (
        "equality-act",
        "The law on fair access to services",
        "Equality Act 2010",
        "The Equality Act 2010 says that services must make fair changes so that disabled people can use them.",
        ("Equality Act 2010, section 20", "https://www.legislation.gov.uk/ukpga/2010/15/section/20", "2010-04-08"),
    ),
    (
        "wcag",
        "The standard for accessible websites",
        "WCAG 2.2, level AA",
        "WCAG 2.2 is the current standard for accessible websites; level AA is the middle one of its three levels.",
        ("World Wide Web Consortium, WCAG 2.2", "https://www.w3.org/TR/WCAG22/", "2023-10-05"),
    ),
]

ORGANISATIONS: list[Row] = [
    (
        "unseen",
        "The charity that runs the helpline",
        "Unseen",
        "The charity Unseen runs the Modern Slavery & Exploitation Helpline for the whole of the UK.",
        (
            "Modern Slavery & Exploitation Helpline (read 25 November 2026)",
            "https://www.modernslaveryhelpline.org/",
            "2026-11-25",
        ),
    ),
    (
        "migrant-help",
        "Support for adults in Scotland and Northern Ireland",
        "Migrant Help",
        "Migrant Help supports trafficked adults in Scotland, and in Northern Ireland those exploited at work.",
        (
            "Home Office, support organisations, 21 April 2026",
            "https://github.com/UKHomeOffice/modern-slavery/blob/54dfce7f/apps/common/views/content/support-organisations.md",
            "2026-04-21",
        ),
    ),
    (
        "anti-slavery-commissioner",
        "The official who watches how the law works",
        "Independent Anti-Slavery Commissioner",
        "The Commissioner checks how well the UK fights modern slavery, and does not take up single cases.",
        (
            "Independent Anti-Slavery Commissioner, the role (read 25 November 2026)",
            "https://antislaverycommissioner.co.uk/about-the-commissioners-office/"
            "the-independent-anti-slavery-commissioner",
            "2026-11-25",
        ),
    ),
    (
        "human-trafficking-foundation",
        "A forum where charities meet members of Parliament",
        "Human Trafficking Foundation",
        "The Human Trafficking Foundation brings charities and experts together with members of Parliament.",
        (
            "Human Trafficking Foundation, our work (read 25 November 2026)",
            "https://www.humantraffickingfoundation.org/ourwork/",
            "2026-11-25",
        ),
    ),
]

ADDRESSES: list[Row] = [
    (f"contact-{key}", label, f"{mailbox}@example.org", f"{sentence} {mailbox}@example.org.", DEMONSTRATION)
    for key, label, mailbox, sentence in (
        ("office", "Our office", "hello", "For anything that has no address of its own, write to"),
        ("groups", "Starting or joining a group", "groups", "To start or join a community group, write to"),
        ("training", "Training", "training", "To ask about training, write to"),
        ("press", "The press", "press", "If you work for a newspaper or a broadcaster, write to"),
        ("privacy", "Your data", "privacy", "To ask what we hold about you, or to have it removed, write to"),
        ("access", "Accessibility", "access", "If a page does not work for you, write to"),
    )
]
