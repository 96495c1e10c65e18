"""The home page: hero, figures, explainer, cards."""

from typing import TypedDict

from config.demo.shapes import HELP, Block, cards, figures, sources


class LinkData(TypedDict):
    page: str
    label: str


class HeroData(TypedDict):
    heading: str
    lead: str
    primary: LinkData
    secondary: LinkData


class HomeData(TypedDict):
    slug: str
    title: str
    summary: str
    search_description: str
    hero: HeroData
    body: list[Block]
    reviewed_on: str
    review_by: str


HOME: HomeData = {
    "slug": "home",
    "title": "Act for justice",
    "summary": (
        "Human trafficking happens here, in our own towns. Learn what it is, notice the signs, and ask for laws that "
        "work."
    ),
    "search_description": (
        "A UK charity against human trafficking: learn what it is, notice the signs, and campaign for better law."
    ),
    "hero": {
        "heading": "It is hidden in plain sight. Learn to notice it.",
        "lead": (
            "People are bought, sold and controlled in our own towns, today. See what it looks like, know what to do, "
            "and ask those in power to act."
        ),
        "primary": {"page": "/learn/signs-to-notice/", "label": "See the signs"},
        "secondary": {"page": "/campaigns/support-every-survivor/", "label": "Sign the petition"},
    },
    "body": [
        figures(
            ("nrm-2025", "possible victims referred in the UK in 2025, the most ever"),
            ("nrm-2025-rise", "more than in the year before"),
            ("nrm-2023-children", "of those referred in 2023 said that they were exploited as children"),
        ),
        (
            "explainer",
            {
                "heading": "What is human trafficking?",
                "parts": [
                    {
                        "label": "What they do",
                        "title": "The act",
                        "text": "<p>Somebody recruits, moves, hands over, houses or takes in another person.</p>",
                        "examples": (
                            "<ul><li>A job advert that is not what it seems</li><li>A lift to the next town</li></ul>"
                        ),
                    },
                    {
                        "label": "How they do it",
                        "title": "The means",
                        "text": (
                            "<p>They use force, threats or lies, or take advantage of a person with little choice.</p>"
                        ),
                        "examples": (
                            "<ul><li>A debt that never gets smaller</li><li>A passport kept by the boss</li></ul>"
                        ),
                    },
                    {
                        "label": "Why they do it",
                        "title": "The purpose",
                        "text": "<p>They mean to use the person for gain.</p>",
                        "examples": "<ul><li>Forced work or forced crime</li><li>Sexual exploitation</li></ul>",
                    },
                ],
                "note": (
                    "<p>For a child under 18 the means need not be shown. No border has to be crossed. "
                    '<a href="page:/learn/what-is-human-trafficking/">Read the whole guide</a>.</p>'
                ),
            },
        ),
        cards(
            "What we do",
            (
                "/our-work/investigate-and-rescue/",
                "Find",
                "We follow up what trained people notice, and work with the police.",
                "Investigate and rescue",
            ),
            (
                "/our-work/assist-aftercare/",
                "Recover",
                "We help each person to find the right care, and stay in touch.",
                "Assist aftercare",
            ),
            (
                "/our-work/prosecute/",
                "Hold to account",
                "We stand by survivors who choose to go to the police.",
                "Prosecute",
            ),
            (
                "/our-work/campaign/",
                "Change the law",
                "We ask those in power to make the law work for survivors.",
                "Campaign",
            ),
        ),
        cards(
            "Three short guides",
            (
                "/learn/what-is-human-trafficking/",
                "Understand",
                "The act, the means and the purpose.",
                "What is human trafficking?",
            ),
            (
                "/learn/signs-to-notice/",
                "Notice",
                "One sign alone proves nothing. Several together are a reason to ask.",
                "Signs to notice",
            ),
            (
                "/learn/what-to-do/",
                "Act",
                "Whom to ring, and what not to do.",
                "What to do if you are worried",
            ),
        ),
        HELP,
        sources(
            (
                "Home Office, statistics for 2025, annex",
                "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2025/"
                "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
                "2026-02-19",
                "People referred in 2025",
            ),
            (
                "Home Office, end of year summary 2023",
                "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2023/"
                "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2023",
                "2024-03-07",
                "Children among those referred",
            ),
            (
                "United Nations, Palermo Protocol, article 3",
                "https://www.ohchr.org/en/instruments-mechanisms/instruments/"
                "protocol-prevent-suppress-and-punish-trafficking-persons",
                "2000-11-15",
                "The three parts of trafficking",
            ),
        ),
    ],
    "reviewed_on": "2026-11-24",
    "review_by": "2027-11-24",
}
