"""Every figure, telephone number, law and body that the demonstration states, once, with its source.

`published_on` is the day the source said it. Where a source gives only a month or a year it is the first day of that;
where a page bears no date at all it is the day it was read, and `source_name` says "read". Review: twelve months after
24 November 2026, six for telephone numbers. Figures of the past carry their year in the label and the statement.
"""

from typing import Literal, TypedDict

from config.demo import facts_advice, facts_forms, facts_law, facts_numbers

Kind = Literal["figure", "telephone", "law", "organisation", "address", "advice"]


class FactData(TypedDict):
    key: str
    label: str
    value: str
    unit: str
    statement: str
    kind: Kind
    source_name: str
    source_url: str
    published_on: str
    review_by: str


IN_SIX_MONTHS, IN_A_YEAR = "2027-05-24", "2027-11-24"
LAWS = "https://www.legislation.gov.uk"
NRM = "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary"
ANNEX = "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery"
ANNEX_2025 = f"{NRM}-2025/{ANNEX}-2024-to-2025"
SUMMARY_2023 = (
    f"{NRM}-2023/modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2023"
)
COMMISSIONER = "Independent Anti-Slavery Commissioner, frequently asked questions (read 23 November 2026)"
COMMISSIONER_URL = "https://www.antislaverycommissioner.co.uk/frequently-asked-questions/"
HEALTHWATCH = "Healthwatch Northamptonshire, information on modern slavery (read 23 November 2026)"
HEALTHWATCH_URL = (
    "https://healthwatchnorthamptonshire.co.uk/advice-and-information/2014-05-14/information-modern-slavery"
)


def telephone(key: str, label: str, value: str, statement: str, source: tuple[str, str, str]) -> FactData:
    return _fact(key, label, value, "", statement, "telephone", source, IN_SIX_MONTHS)


def figure(key: str, label: str, value: str, unit: str, statement: str, source: tuple[str, str, str]) -> FactData:
    return _fact(key, label, value, unit, statement, "figure", source, IN_A_YEAR)


def law(key: str, label: str, value: str, statement: str, source: tuple[str, str, str]) -> FactData:
    return _fact(key, label, value, "", statement, "law", source, IN_A_YEAR)


def organisation(key: str, label: str, value: str, statement: str, source: tuple[str, str, str]) -> FactData:
    return _fact(key, label, value, "", statement, "organisation", source, IN_A_YEAR)


def address(key: str, label: str, value: str, statement: str, source: tuple[str, str, str]) -> FactData:
    return _fact(key, label, value, "", statement, "address", source, IN_A_YEAR)


def advice(key: str, label: str, value: str, statement: str, source: tuple[str, str, str]) -> FactData:
    return _fact(key, label, value, "", statement, "advice", source, IN_SIX_MONTHS)


def _fact(
    key: str,
    label: str,
    value: str,
    unit: str,
    statement: str,
    kind: Kind,
    source: tuple[str, str, str],
    review_by: str,
) -> FactData:
    source_name, source_url, published_on = source
    return {
        "key": key,
        "label": label,
        "value": value,
        "unit": unit,
        "statement": statement,
        "kind": kind,
        "source_name": source_name,
        "source_url": source_url,
        "published_on": published_on,
        "review_by": review_by,
    }


TELEPHONES: list[FactData] = [
    telephone(
        "emergency",
        "Police, in an emergency",
        "999",
        "If anybody is in danger now, ring 999.",
        (COMMISSIONER, COMMISSIONER_URL, "2026-11-23"),
    ),
    telephone(
        "police",
        "Police, when it is not an emergency",
        "101",
        "If nobody is in danger now, ring the police on 101.",
        (COMMISSIONER, COMMISSIONER_URL, "2026-11-23"),
    ),
    telephone(
        "helpline",
        "Modern Slavery & Exploitation Helpline",
        "08000 121 700",
        "The Modern Slavery & Exploitation Helpline, run by the charity Unseen, is free: 08000 121 700.",
        (
            "Modern Slavery & Exploitation Helpline; Home Office First Responder Toolkit, April 2026",
            "https://www.modernslaveryhelpline.org/",
            "2026-04-01",
        ),
    ),
    telephone(
        "crimestoppers",
        "Crimestoppers",
        "0800 555 111",
        "You can tell Crimestoppers what you know without giving your name: 0800 555 111.",
        (COMMISSIONER, COMMISSIONER_URL, "2026-11-23"),
    ),
    telephone(
        "salvation-army",
        "Salvation Army confidential referral helpline",
        "0800 808 3733",
        "In England and Wales an adult who has been exploited can ask the Salvation Army for help: 0800 808 3733.",
        (
            "Home Office, support organisations, 21 April 2026",
            "https://github.com/UKHomeOffice/modern-slavery/blob/54dfce7f/apps/common/views/content/support-organisations.md",
            "2026-04-21",
        ),
    ),
    telephone(
        "nspcc",
        "NSPCC Helpline",
        "0808 800 5000",
        "An adult who is worried about a child can ring the NSPCC on 0808 800 5000.",
        (
            "NSPCC, child trafficking (read 23 November 2026)",
            "https://www.nspcc.org.uk/preventing-abuse/child-abuse-and-neglect/child-trafficking/keeping-children-safe/",
            "2026-11-23",
        ),
    ),
    telephone(
        "emergency-textphone",
        "Emergency services by textphone",
        "18000",
        "If you are deaf or find it hard to hear, the textphone number in an emergency is 18000.",
        (HEALTHWATCH, HEALTHWATCH_URL, "2026-11-23"),
    ),
    telephone(
        "police-textphone",
        "Police by textphone, when it is not an emergency",
        "18001 101",
        "If you are deaf or find it hard to hear, the textphone number for the police is 18001 101.",
        (HEALTHWATCH, HEALTHWATCH_URL, "2026-11-23"),
    ),
]

HOME_OFFICE_2025 = ("Home Office, modern slavery statistics for 2025, annex", ANNEX_2025, "2026-02-19")
HOME_OFFICE_2023 = ("Home Office, modern slavery statistics, end of year summary 2023", SUMMARY_2023, "2024-03-07")
CHARITY_2012 = ("Hope for Justice, description of its work, about 2012", "https://hopeforjustice.org/", "2012-01-01")

FIGURES: list[FactData] = [
    figure(
        "nrm-2025",
        "People referred in 2025",
        "23,411",
        "people",
        "In 2025, 23,411 people were referred in the UK as possible victims of modern slavery, the most in any year.",
        HOME_OFFICE_2025,
    ),
    figure(
        "nrm-2025-rise",
        "Rise in referrals from 2024 to 2025",
        "22%",
        "",
        "Referrals of possible victims rose by 22% from 2024 to 2025.",
        HOME_OFFICE_2025,
    ),
    figure(
        "dtn-2025",
        "Adults reported in 2025 who did not wish to be referred",
        "7,130",
        "reports",
        "In 2025 public bodies sent 7,130 reports of adults who may be victims but did not agree to be referred.",
        HOME_OFFICE_2025,
    ),
    figure(
        "nrm-2024",
        "People referred in 2024",
        "19,125",
        "people",
        "In 2024, 19,125 people were referred in the UK as possible victims of modern slavery.",
        (
            "Home Office, modern slavery statistics for 2024, annex",
            f"{NRM}-2024/{ANNEX}-2023-to-2024",
            "2025-03-06",
        ),
    ),
    figure(
        "nrm-2023-children",
        "Share exploited as children, 2023",
        "44%",
        "",
        "In 2023, 44% of the people referred said that they had been exploited as children.",
        HOME_OFFICE_2023,
    ),
    figure(
        "nrm-2023-adults",
        "Share exploited as adults, 2023",
        "51%",
        "",
        "In 2023, 51% of the people referred said that they had been exploited as adults; for the rest it was not "
        "known.",
        HOME_OFFICE_2023,
    ),
    figure(
        "nrm-2023-uk",
        "Share who were UK nationals, 2023",
        "25%",
        "",
        "In 2023, 25% of the people referred were UK nationals, the largest group of all.",
        HOME_OFFICE_2023,
    ),
    figure(
        "recovery-period",
        "Shortest recovery period",
        "30",
        "days",
        "Once there are reasonable grounds to think that a person is a victim, the recovery period is at least 30 "
        "days.",
        ("Nationality and Borders Act 2022, Part 5", f"{LAWS}/ukpga/2022/36/part/5", "2022-04-28"),
    ),
    figure(
        "move-on-period",
        "Support after a person is confirmed as a survivor, England and Wales",
        "45",
        "days",
        "In England and Wales the move-on period after a positive final decision is at least 45 days.",
        (
            "Home Office, support in England and Wales after a positive conclusive grounds decision",
            "https://www.gov.uk/government/publications/support-for-confirmed-victims-of-modern-slavery/"
            "support-in-england-and-wales-after-a-positive-conclusive-grounds-decision-accessible",
            "2026-01-22",
        ),
    ),
    figure(
        "scotland-support",
        "Support in Scotland while a decision is awaited",
        "90",
        "days",
        "In Scotland ministers must secure support for up to 90 days, or until the final decision if that is sooner.",
        ("Support for Victims Regulations 2018 (Scotland)", f"{LAWS}/ssi/2018/90/made", "2018-03-01"),
    ),
    figure(
        "assisted-2011-12",
        "History: people assisted in 2011-2012",
        "78",
        "people",
        "In 2011-2012 Hope for Justice helped 78 people in the UK who had been trafficked.",
        ("Hope for Justice annual report 2011-2012, page 3", "https://hopeforjustice.org/", "2012-01-01"),
    ),
    figure(
        "advocacy-2012",
        "History: share who asked for help with the case, about 2012",
        "78.13%",
        "",
        "About 2012 Hope for Justice said that 78.13% asked it to speak up for them while their case was under way.",
        CHARITY_2012,
    ),
    figure(
        "groups-2012",
        "History: community groups, about 2012",
        "over 100",
        "groups",
        "About 2012 Hope for Justice said that over 100 ACTFORJUSTICE community groups had joined its call.",
        CHARITY_2012,
    ),
    figure(
        "estimate-2003",
        "History: estimate for the year 2003",
        "4,000",
        "people",
        "It was estimated that in 2003, at any one time, 4,000 people in the UK were trafficked for prostitution.",
        (
            "Joint Committee on Human Rights, Human Trafficking, twenty-sixth report of 2005-06",
            "https://publications.parliament.uk/pa/jt200506/jtselect/jtrights/245/24507.htm",
            "2006-10-01",
        ),
    ),
    figure(
        "youngest-2009",
        "History: the youngest children in a report of 2009",
        "3",
        "years old",
        "In 2009 ECPAT reported that children of only three years had been brought to the UK to be sexually exploited.",
        ("ECPAT, 2009", "", "2009-01-01"),
    ),
]

FACTS: list[FactData] = [
    *TELEPHONES,
    *FIGURES,
    *(law(*row) for row in facts_law.LAWS),
    *(organisation(*row) for row in facts_law.ORGANISATIONS),
    *(telephone(*row) for row in facts_forms.TELEPHONES),
    *(figure(*row) for row in facts_forms.FIGURES),
    *(law(*row) for row in facts_forms.LAWS),
    *(organisation(*row) for row in facts_forms.ORGANISATIONS),
    *(figure(*row) for row in facts_numbers.FIGURES),
    *(law(*row) for row in facts_numbers.LAWS),
    *(organisation(*row) for row in facts_numbers.ORGANISATIONS),
    *(address(*row) for row in facts_numbers.ADDRESSES),
    *(figure(*row) for row in facts_advice.FIGURES),
    *(advice(*row) for row in facts_advice.ADVICE),
]
