"""Bills about slavery and trafficking since 2013, with where each day was found, and one that is made up.

Facts of UK Parliament under the Open Parliament Licence v3.0. A day without a source was not checked, as the page says.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple, NotRequired, TypedDict

from django.utils import timezone

from campaigns.enums import BillEnd, BillKind, House, StageKind
from campaigns.models import Bill, BillSitting, BillStage

COMPARED = date(2026, 11, 23)
EXAMPLE = "support-for-survivors-bill"
WEDNESDAY, FRIDAY = 2, 4
UK_LAW = "https://www.legislation.gov.uk"
ANNOUNCED = (
    "http://webarchive.parliament.uk/20150609024247/http:/www.parliament.uk/business/news/2015/march/"
    "mps-consider-lords-amendments-to-modern-slavery-bill/"
)
IN_THE_LORDS_2014 = "https://webtest.parliament.uk/business/news/news-by-year/2014/november/lords-modern-slavery-bill"
IN_THE_LORDS_2021 = (
    "https://webtest.parliament.uk/business/news/2021/december-2021/lords-debates-nationality-and-borders-bill"
)
DEFEATS_2022 = "https://ilpa.org.uk/government-defeats-during-report-stage-of-the-nationality-and-borders-bill-in-the-house-of-lords"
TO_AND_FRO_2022 = "https://www.ein.org.uk/node/672551"
LIBRARY_2023 = "https://commonslibrary.parliament.uk/research-briefings/cbp-9832/"
IN_THE_LORDS_2023 = "https://webtest.parliament.uk/business/news/2023/may-2023/lords-scrutinises-illegal-migration-bill"
VICTIMS_LIBRARY = "https://lordslibrary.parliament.uk/research-briefings/lln-2023-0049/"
VICTIMS_LAW = "https://webtest.parliament.uk/business/news/2024/may/victims-and-prisoners-bill-becomes-law"
CRIME_LIBRARY = "https://lordslibrary.parliament.uk/research-briefings/lln-2025-0026/"
FREE_FOR_GOOD = "https://freeforgood.org.uk/about-the-bill/"

CODES = {
    "1R": StageKind.FIRST_READING,
    "2R": StageKind.SECOND_READING,
    "CS": StageKind.COMMITTEE,
    "RS": StageKind.REPORT,
    "3R": StageKind.THIRD_READING,
    "CA": StageKind.AMENDMENTS,
    "RA": StageKind.ROYAL_ASSENT,
}
HOUSES = {"C": House.COMMONS, "L": House.LORDS}


class Stage(NamedTuple):
    code: str  # "C 2R": the House and the stage; "RA" is in neither
    days: str  # ISO dates; the first and last of a stage that took several
    source: str = ""  # none: not checked
    note: str = ""


class BillData(TypedDict):
    slug: str
    title: str
    summary: str
    session: str
    sponsors: str
    end: BillEnd
    stages: list[Stage]
    act: NotRequired[str]
    ended_on: NotRequired[str]  # ISO date
    starts_in: NotRequired[House]
    kind: NotRequired[BillKind]
    parliament_id: NotRequired[int]
    source: str
    source_name: str


MODERN_SLAVERY: BillData = {
    "slug": "modern-slavery-act-2015",
    "title": "Modern Slavery Bill",
    "act": "Modern Slavery Act 2015",
    "summary": (
        "It brought the crimes of slavery and trafficking into one law, gave courts two new orders, and made the post "
        "of Commissioner. Large companies must say what they do about slavery in their supply chains."
    ),
    "session": "2014-15",
    "sponsors": "Theresa May (Home Office)\nLord Bates (Home Office)",
    "end": BillEnd.ACT,
    "ended_on": "2015-03-26",
    "source": f"{UK_LAW}/ukpga/2015/30",
    "source_name": "Modern Slavery Act 2015 on legislation.gov.uk",
    "stages": [
        Stage("C 1R", "2014-06-10", ANNOUNCED),
        Stage("C 2R", "2014-07-08", ANNOUNCED),
        Stage("C CS", "2014-07-21 2014-10-14", ANNOUNCED, "A Public Bill Committee met eleven times."),
        Stage("C RS", "2014-11-04", ANNOUNCED),
        Stage("C 3R", "2014-11-04", ANNOUNCED),
        Stage("L 1R", "2014-11-05", ANNOUNCED),
        Stage("L 2R", "2014-11-17", ANNOUNCED),
        Stage("L CS", "2014-12-01 2014-12-10", "", "Four days. The last is checked, the first is not."),
        Stage("L RS", "2015-02-23 2015-02-25", ANNOUNCED),
        Stage("L 3R", "2015-03-04", ANNOUNCED),
        Stage("C CA", "2015-03-17", ANNOUNCED, "The Commons refused one change by 276 votes to 209."),
        Stage("L CA", "2015-03-25", IN_THE_LORDS_2014),
        Stage("RA", "2015-03-26", IN_THE_LORDS_2014),
    ],
}
BORDERS: BillData = {
    "slug": "nationality-and-borders-act-2022",
    "title": "Nationality and Borders Bill",
    "act": "Nationality and Borders Act 2022",
    "summary": (
        "Part 5 put support during the recovery period into law. It also lets late words count against a person, and "
        "lets some people be shut out."
    ),
    "session": "2021-22",
    "sponsors": "Priti Patel (Home Office)",
    "end": BillEnd.ACT,
    "ended_on": "2022-04-28",
    "source": f"{UK_LAW}/ukpga/2022/36",
    "source_name": "Nationality and Borders Act 2022 on legislation.gov.uk",
    "stages": [
        Stage("C 1R", "2021-07-06", "http://www.antislaverycommissioner.co.uk"),
        Stage("C 2R", "2021-07-19 2021-07-20"),
        Stage("C CS", "2021-09-21 2021-11-04"),
        Stage("C RS", "2021-12-07 2021-12-08"),
        Stage("C 3R", "2021-12-08"),
        Stage("L 1R", "2021-12-09"),
        Stage("L 2R", "2022-01-05", IN_THE_LORDS_2021),
        Stage("L CS", "2022-01-27 2022-02-10"),
        Stage("L RS", "2022-02-28 2022-03-02 2022-03-08", DEFEATS_2022, "The government lost 19 votes."),
        Stage("L 3R", "2022-03-14", DEFEATS_2022),
        Stage("C CA", "2022-03-22", TO_AND_FRO_2022),
        Stage("L CA", "2022-04-04", "House of Commons Library, briefing 9386"),
        Stage("C CA", "2022-04-20", TO_AND_FRO_2022),
        Stage("L CA", "2022-04-26", IN_THE_LORDS_2021),
        Stage("L CA", "2022-04-27", IN_THE_LORDS_2021),
        Stage("RA", "2022-04-28", IN_THE_LORDS_2021),
    ],
}
MIGRATION: BillData = {
    "slug": "illegal-migration-act-2023",
    "title": "Illegal Migration Bill",
    "act": "Illegal Migration Act 2023",
    "summary": "Sections 22 to 29 would take help away from victims who came to the UK without leave.",
    "session": "2022-23",
    "sponsors": "Suella Braverman (Home Office)",
    "end": BillEnd.ACT,
    "ended_on": "2023-07-20",
    "source": f"{UK_LAW}/ukpga/2023/37",
    "source_name": "Illegal Migration Act 2023 on legislation.gov.uk",
    "stages": [
        Stage("C 1R", "2023-03-07", LIBRARY_2023),
        Stage("C 2R", "2023-03-13"),
        Stage("C CS", "2023-03-27 2023-03-28", "", "The whole House was the committee."),
        Stage("C RS", "2023-04-26"),
        Stage("C 3R", "2023-04-26"),
        Stage("L 1R", "2023-04-27", LIBRARY_2023),
        Stage("L 2R", "2023-05-10", "Electronic Immigration Network, news of 5 May 2023"),
        Stage("L CS", "2023-05-24 2023-06-14", LIBRARY_2023, "Five days."),
        Stage("L RS", "2023-06-28 2023-07-05", LIBRARY_2023, "Three days. The government lost 20 votes."),
        Stage("L 3R", "2023-07-10", LIBRARY_2023),
        Stage("C CA", "2023-07-11", LIBRARY_2023),
        Stage("L CA", "2023-07-12", IN_THE_LORDS_2023),
        Stage("C CA", "2023-07-17", "https://valerievazmp.co.uk/?p=32321"),
        Stage("L CA", "2023-07-17", IN_THE_LORDS_2023),
        Stage("RA", "2023-07-20", IN_THE_LORDS_2023),
    ],
}
VICTIMS: BillData = {
    "slug": "victims-and-prisoners-act-2024",
    "title": "Victims and Prisoners Bill",
    "act": "Victims and Prisoners Act 2024",
    "summary": (
        "It put the code for victims of crime into law. Parliament finished it in a hurry, on the last days before the "
        "election of 2024."
    ),
    "session": "2022-23 and 2023-24",
    "sponsors": "Ministry of Justice",
    "end": BillEnd.ACT,
    "ended_on": "2024-05-24",
    "source": f"{UK_LAW}/ukpga/2024/21",
    "source_name": "Victims and Prisoners Act 2024 on legislation.gov.uk",
    "stages": [
        Stage("C 1R", "2023-03-29", VICTIMS_LIBRARY),
        Stage("C 2R", "2023-05-15"),
        Stage("C CS", "2023-06-20 2023-07-11"),
        Stage("C RS", "2023-12-04"),
        Stage("C 3R", "2023-12-04"),
        Stage("L 1R", "2023-12-05"),
        Stage("L 2R", "2023-12-18", VICTIMS_LIBRARY),
        Stage("L CS", "2024-01-24 2024-03-25", "", "Eight days. The last is checked, the first is not."),
        Stage(
            "L RS",
            "2024-04-16 2024-05-21",
            "https://webtest.parliament.uk/business/news/2024/april/"
            "victims-and-prisoners-bill-to-undergo-further-scrutiny-in-the-lords",
            "Four days.",
        ),
        Stage("L 3R", "2024-05-23", VICTIMS_LAW),
        Stage("C CA", "2024-05-24"),
        Stage("L CA", "2024-05-24", VICTIMS_LAW),
        Stage("RA", "2024-05-24", VICTIMS_LAW),
    ],
}
CRIME: BillData = {
    "slug": "crime-and-policing-act-2026",
    "title": "Crime and Policing Bill",
    "act": "Crime and Policing Act 2026",
    "summary": (
        "Two crimes got names of their own: using a child to commit crime, and cuckooing, which is taking over a "
        "person's home."
    ),
    "session": "2024-26",
    "sponsors": "Home Office",
    "end": BillEnd.ACT,
    "ended_on": "2026-04-29",
    "parliament_id": 3938,
    "source": (
        "https://southwellandpartners.com/2026/05/20/"
        "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/"
    ),
    "source_name": "Southwell & Partners, on the Act",
    "stages": [
        Stage("C 1R", "2025-02-25", CRIME_LIBRARY),
        Stage("C 2R", "2025-03-10", CRIME_LIBRARY),
        Stage("C CS", "2025-03-27 2025-05-13", CRIME_LIBRARY, "The committee met 15 times."),
        Stage("C RS", "2025-06-17 2025-06-18", CRIME_LIBRARY),
        Stage("C 3R", "2025-06-18", CRIME_LIBRARY, "Passed by 312 votes to 95."),
        Stage("L 1R", "2025-06-19"),
        Stage(
            "L 2R",
            "2025-10-16",
            "https://parallelparliament.co.uk/debate/2025-10-16/lords/lords-chamber/crime-and-policing-bill",
        ),
        Stage("L CS", "2025-11-10 2026-02-05", "", "The last day is checked, the first is not."),
        Stage(
            "L RS",
            "2026-02-25",
            "https://www.parallelparliament.co.uk/lord/baroness-jones-of-moulsecoomb/debate/2026-02-25/lords/"
            "lords-chamber/crime-and-policing-bill-3",
            "It began on this day. We have not found when it ended.",
        ),
        Stage(
            "RA",
            "2026-04-29",
            "https://southwellandpartners.com/2026/05/20/"
            "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
        ),
    ],
}
PRIVATE: list[BillData] = [
    {
        "slug": "human-trafficking-further-provisions-bill-2013",
        "title": "Human Trafficking (Further Provisions and Support for Victims) Bill",
        "summary": "An early try to put support for victims into law.",
        "session": "2013-14",
        "sponsors": "Lord McColl of Dulwich",
        "starts_in": House.LORDS,
        "kind": BillKind.PRIVATE_MEMBERS,
        "end": BillEnd.FELL,
        "source": "",
        "source_name": "",
        "stages": [Stage("L 1R", "2013-05-15"), Stage("L 2R", "2013-11-22")],
    },
    {
        "slug": "modern-slavery-transparency-supply-chains-bill-2016",
        "title": "Modern Slavery (Transparency in Supply Chains) Bill",
        "summary": (
            "Public bodies, too, would have had to say what they do about slavery in their supply chains. A list of "
            "the companies that must would have been made public."
        ),
        "session": "2016-17",
        "sponsors": "Baroness Young of Hornsey",
        "starts_in": House.LORDS,
        "kind": BillKind.PRIVATE_MEMBERS,
        "end": BillEnd.FELL,
        "source": "https://www.theyworkforyou.com/lords/?id=2016-07-08a.2223.2",
        "source_name": "TheyWorkForYou, the debate",
        "stages": [
            Stage("L 2R", "2016-07-08", "https://www.theyworkforyou.com/lords/?id=2016-07-08a.2223.2"),
        ],
    },
    {
        "slug": "modern-slavery-victim-support-bill-2017",
        "title": "Modern Slavery (Victim Support) Bill",
        "summary": (
            "It would have given confirmed victims in England and Wales support for twelve months. The Lords passed "
            "it. In the Commons it got no further than its first reading."
        ),
        "session": "2017-19",
        "sponsors": "Lord McColl of Dulwich\nFrank Field (Commons)",
        "starts_in": House.LORDS,
        "kind": BillKind.PRIVATE_MEMBERS,
        "end": BillEnd.FELL,
        "source": FREE_FOR_GOOD,
        "source_name": "Free for Good, about the bill",
        "stages": [
            Stage("L 1R", "2017-06-26", "https://lordslibrary.parliament.uk/research-briefings/lln-2017-0053/"),
            Stage("L 2R", "2017-09-08", "https://www.theyworkforyou.com/lords/?id=2017-09-08b.2212.0"),
            Stage("L CS", "2018-03-29", FREE_FOR_GOOD),
            Stage("L 3R", "2018-05-10", FREE_FOR_GOOD),
            Stage("C 1R", "2018-05-17", FREE_FOR_GOOD),
        ],
    },
    {
        "slug": "modern-slavery-amendment-bill-2021",
        "title": "Modern Slavery (Amendment) Bill",
        "summary": "A false statement about a supply chain, or none at all, would have become a crime.",
        "session": "2021-22",
        "sponsors": "Lord Alton of Liverpool",
        "starts_in": House.LORDS,
        "kind": BillKind.PRIVATE_MEMBERS,
        "end": BillEnd.FELL,
        "source": "",
        "source_name": "",
        "stages": [Stage("L 1R", "2021-06-15")],
    },
]
HISTORY = [MODERN_SLAVERY, BORDERS, MIGRATION, VICTIMS, CRIME, *PRIVATE]


def make() -> Bill:
    """All of them; returns the one that is made up, which goes on."""
    for data in HISTORY:
        add_stages(made_of(data), data["stages"])
    return made_up()


def made_of(data: BillData) -> Bill:
    fields = {name: value for name, value in data.items() if name not in ("stages", "ended_on")}
    ended = data.get("ended_on")
    day = date.fromisoformat(ended) if ended else None
    made: Bill = Bill.objects.create(**fields, ended_on=day, checked_on=COMPARED)
    return made


def add_stages(bill: Bill, stages: Iterable[Stage]) -> None:
    for place, stage in enumerate(stages):
        house, _, code = stage.code.rpartition(" ")
        made = BillStage.objects.create(
            bill=bill,
            sort_order=place,
            house=HOUSES.get(house, ""),
            kind=CODES[code],
            note=stage.note,
            source=stage.source,
            is_verified=bool(stage.source),
        )
        for day in stage.days.split():
            BillSitting.objects.create(stage=made, on=date.fromisoformat(day))


def made_up() -> Bill:
    """With days around the one on which it is loaded, so that it always has one to come."""
    bill: Bill = Bill.objects.create(
        title="Support for Survivors Bill",
        slug=EXAMPLE,
        summary="Every confirmed survivor in England and Wales would have a right to twelve months of support.",
        kind=BillKind.PRIVATE_MEMBERS,
        sponsors="Nobody: this bill is made up",
        is_illustrative=True,
    )
    add_stages(
        bill,
        [
            Stage("C 1R", a_day(-70, WEDNESDAY), "Made up"),
            Stage("C 2R", a_day(-21, FRIDAY), "Made up", "Agreed without a vote."),
            Stage("C CS", f"{a_day(14, WEDNESDAY)} {a_day(21, WEDNESDAY)}", "Made up"),
        ],
    )
    return bill


def a_day(away: int, weekday: int) -> str:
    """The first such day of the week from so many days away on."""
    day = timezone.localdate() + timedelta(days=away)
    return f"{day + timedelta(days=(weekday - day.weekday()) % 7)}"
