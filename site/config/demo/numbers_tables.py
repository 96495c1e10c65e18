"""The published figures that "The numbers" draws. An empty cell is a figure that we could not check."""

import csv
from io import StringIO

REFERRALS_2025 = (
    "Home Office, modern slavery statistics for 2025, annex; earlier summaries for the years before",
    "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2025/"
    "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
    "2026-02-19",
)

# year, as first published, latest revision, who published it
NRM_BY_YEAR: list[list[str]] = [
    ["Year", "First published", "Latest revision", "Source"],
    ["2013", "1746", "", "National Crime Agency"],
    ["2014", "", "", "Not checked"],
    ["2015", "", "", "Not checked"],
    ["2016", "3804", "", "The Clewer Initiative, quoting the National Crime Agency"],
    ["2017", "5145", "5142", "National Crime Agency"],
    ["2018", "6993", "6986", "National Crime Agency; revised: Home Office"],
    ["2019", "10627", "10611", "Home Office"],
    ["2020", "10613", "10601", "Home Office"],
    ["2021", "12727", "12706", "Home Office"],
    ["2022", "16938", "16921", "Home Office"],
    ["2023", "17004", "16990", "Home Office"],
    ["2024", "19125", "", "Home Office"],
    ["2025", "23411", "", "Home Office"],
]

REFERRED: list[list[str]] = [
    ["Year", "People referred"],
    *([year, first] for year, first, _revised, _source in NRM_BY_YEAR[1:]),
]

AGE: list[list[str]] = [
    ["Year", "As children", "As adults", "Not known"],
    ["2021", "5468", "6411", "848"],
    ["2023", "7432", "8622", "950"],
]

NATIONALITY: list[list[str]] = [
    ["Nationality", "2023", "2024"],
    ["UK", "4287", "4441"],
    ["Albanian", "4055", "2492"],
    ["Vietnamese", "988", "2153"],
    ["Eritrean", "897", "1702"],
    ["Sudanese", "940", "1175"],
]

UK_NATIONALS: list[list[str]] = [
    ["Year", "UK nationals referred"],
    ["2017", "820"],
    ["2018", "1625"],
    ["2019", ""],
    ["2020", "3560"],
    ["2021", ""],
    ["2022", "4185"],
    ["2023", "4287"],
    ["2024", "4441"],
]

DECISIONS: list[list[str]] = [
    ["Year", "First decision", "Final decision"],
    ["2021", "90", "91"],
    ["2022", "88", "89"],
    ["2023", "55", "66"],
    ["2024", "53", "56"],
]

PROSECUTIONS: list[list[str]] = [
    ["Year", "Convicted", "Not convicted"],
    ["2019", "251", "98"],
    ["2020", "197", "70"],
    ["2021", "332", "134"],
    ["2022", "282", "123"],
    ["2023", "311", "99"],
    ["2024", "353", "101"],
]


def nrm_by_year_csv() -> bytes:
    """The table of people referred by year, for the resource library."""
    made = StringIO()
    csv.writer(made).writerows(NRM_BY_YEAR)
    return made.getvalue().encode()
