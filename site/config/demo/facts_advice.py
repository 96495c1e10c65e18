"""What the courses advise for safety, each piece once and with its source, for sign-off by the safeguarding lead.

The value is a clause that lessons put into a sentence, so that a change of advice reaches every lesson at once.
"""

from config.demo.facts_forms import FigureRow
from config.demo.facts_law import Row

HOME_OFFICE_2025 = (
    "Home Office, modern slavery statistics for 2025, annex",
    "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2025/"
    "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
    "2026-02-19",
)
NEIGHBOURHOOD_WATCH = (
    "Neighbourhood Watch, what to do if you spot the signs (read 26 November 2026)",
    "https://www.ourwatch.org.uk/moern-slavery/reporting",
    "2026-11-26",
)
THREE_RIVERS = (
    "Three Rivers District Council, modern slavery (read 25 November 2026)",
    "https://www.threerivers.gov.uk/services/crime-and-safety/modern-slavery-human-trafficking",
    "2026-11-25",
)
RED_CROSS = (
    "British Red Cross, how to respond to a disclosure (read 26 November 2026)",
    "https://volunteer-operator-manual.redcross.org.uk/home-page/training-and-advice/advice-for-operators/"
    "safeguarding/how-to-respond-to-a-disclosure",
    "2026-11-26",
)
STOP_THE_TRAFFIK = (
    "Stop the Traffik, signs of sexual exploitation at a property (read 25 November 2026)",
    "https://www.stopthetraffik.org/spot/scenario/3.html",
    "2026-11-25",
)
THURROCK = (
    "Thurrock CVS, modern slavery and human trafficking, what is it? (read 26 November 2026)",
    "https://thurrockcvs.org/modern-slavery-human-trafficking-what-is-it/",
    "2026-11-26",
)
NSPCC_LEARNING = (
    "NSPCC Learning, responding to child trafficking (read 26 November 2026)",
    "https://learning.nspcc.org.uk/research-resources/leaflets/trafficking-leaflets-children",
    "2026-11-26",
)
CHELMSFORD = (
    "Chelmsford Against Slavery Partnership, report modern slavery (read 26 November 2026)",
    "https://www.chelmsfordasp.org.uk/report-modern-slavery",
    "2026-11-26",
)
BUSINESS_CRIME = (
    "National Business Crime Centre, criminal exploitation in shops (read 25 November 2026)",
    "https://nbcc.police.uk/guidance/identifying-criminal-exploitation-in-retail",
    "2026-11-25",
)
NCVO = (
    "NCVO, recognise, respond and report (read 25 November 2026)",
    "https://www.ncvo.org.uk/help-and-guidance/safeguarding/steps-safer-organisation/recognise-respond-and-report/",
    "2026-11-25",
)

FIGURES: list[FigureRow] = [
    (
        "nrm-2025-largest-group",
        "The largest group of people referred in 2025",
        "UK nationals",
        "",
        "In 2025 UK nationals were still the largest group of the people referred as possible victims.",
        HOME_OFFICE_2025,
    ),
    (
        "retraining-every",
        "How often to be trained again in safeguarding, at least",
        "three",
        "years",
        "NCVO advises that staff and volunteers are trained again in safeguarding at least every three years.",
        (
            "NCVO, what training is required (read 26 November 2026)",
            "https://www.ncvo.org.uk/help-and-guidance/safeguarding/specialist-guides/specific-activities/"
            "planning-training/what-training-required/",
            "2026-11-26",
        ),
    ),
]

ADVICE: list[Row] = [
    (
        "advice-one-sign",
        "How much one sign says",
        "One sign alone proves nothing",
        "One sign alone proves nothing, so look for several that fit together.",
        STOP_THE_TRAFFIK,
    ),
    (
        "advice-not-sure",
        "How sure one has to be before ringing",
        "You don't need to be sure",
        "You don't need to be sure before you ask for advice.",
        NCVO,
    ),
    (
        "advice-child-now",
        "When a child is at risk",
        "If a child is at risk now, don't wait to be sure",
        "If a child is at risk now, ring the emergency number and don't wait to be sure.",
        NSPCC_LEARNING,
    ),
    (
        "advice-no-confronting",
        "Speaking to those one suspects",
        "Don't confront or question anybody you suspect",
        "Don't confront, accuse or question anybody you suspect: it can put the person and you in danger.",
        NEIGHBOURHOOD_WATCH,
    ),
    (
        "advice-no-rescue",
        "Getting a person out",
        "Don't try a rescue",
        "Don't try a rescue, and don't offer a lift or a bed: tell those whose work it is.",
        THREE_RIVERS,
    ),
    (
        "advice-no-investigating",
        "Finding out more",
        "Don't investigate",
        "Don't investigate: don't follow, watch, film, take pictures or go inside.",
        CHELMSFORD,
    ),
    (
        "advice-no-showing",
        "Showing what one thinks",
        "Don't let anybody see that you are worried",
        "Don't let anybody see that you are worried, since whoever is in control may make the person suffer for it.",
        NEIGHBOURHOOD_WATCH,
    ),
    (
        "advice-no-interpreting",
        "Who interprets",
        "Don't let a companion interpret",
        "Don't let a companion interpret, since that may be the person in control.",
        THURROCK,
    ),
    (
        "advice-no-secrecy",
        "Keeping what one is told to oneself",
        "Don't promise to keep it secret",
        "Don't promise to keep it secret: say that you may have to pass it on to keep people safe.",
        RED_CROSS,
    ),
    (
        "advice-listening",
        "When somebody tells you",
        "Listen and believe them",
        "When somebody tells you, listen, believe them, and say that it is not their fault.",
        RED_CROSS,
    ),
    (
        "advice-no-reports-here",
        "Reports to this site",
        "This site takes no reports",
        "This site takes no reports of people who may be victims, since nobody watches it for them.",
        ("This charity, What to do if you are worried", "", "2026-11-25"),
    ),
    (
        "advice-forced-crime",
        "What to say about forced crime",
        "Say the words modern slavery and forced crime",
        "When you ring about somebody who may be made to break the law, say modern slavery and forced crime.",
        BUSINESS_CRIME,
    ),
]
