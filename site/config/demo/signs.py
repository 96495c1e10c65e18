"""The signs, each with its code and where it was published; the words are in the three modules beside this one.

`published_on` is the day the source said it; where a page bears no date it is the day it was read, and the name of the
source says so.
"""

from typing import TypedDict

from config.demo import signs_crime_and_children, signs_general_and_work, signs_sex_and_home

# code, sentence, explanation, key of SOURCES
Row = tuple[str, str, str, str]


class IndicatorData(TypedDict):
    code: str
    kind: str
    sentence: str
    explanation: str
    source_name: str
    source_url: str
    published_on: str
    review_by: str


REVIEW_BY = "2027-11-25"
READ = "2026-11-25"
KINDS = {"G": "general", "L": "labour", "S": "sexual", "D": "domestic", "C": "criminal", "K": "child"}
WEST_MIDLANDS = "https://westmidlandsantislavery.org"

# key: name, address, ISO date
SOURCES: dict[str, tuple[str, str, str]] = {
    "toolkit": (
        "Home Office, First Responder Toolkit for England and Wales, section 9",
        "https://www.modernslavery.gov.uk/start",
        "2026-04-01",
    ),
    "county-lines": (
        "Home Office, county lines guidance; Pace, Parents Against Child Exploitation",
        "https://www.gov.uk/government/publications/criminal-exploitation-of-children-and-vulnerable-adults-county-lines/"
        "criminal-exploitation-of-children-and-vulnerable-adults-county-lines",
        "2023-10-20",
    ),
    "watford": (
        "Watford Borough Council, from Home Office and Crimestoppers guidance on county lines",
        "https://www.watford.gov.uk/news/article/723/know_the_signs_to_spot_child_exploitation_for_drug_trafficking",
        "2019-01-02",
    ),
    "helpline": (
        "Modern Slavery & Exploitation Helpline, run by Unseen, spot the signs (read 25 November 2026)",
        "https://www.modernslaveryhelpline.org/about/spot-the-signs",
        READ,
    ),
    "salvation-army": (
        "The Salvation Army, spot the signs (read 25 November 2026)",
        "https://salvationarmy.org/resources/spot-signs",
        READ,
    ),
    "sohtis": (
        "Survivors of Human Trafficking in Scotland (read 25 November 2026)",
        "https://sohtis.org/report-suspicions/",
        READ,
    ),
    "clewer": (
        "The Clewer Initiative, signs of exploitation and forced labour (read 25 November 2026)",
        "https://theclewerinitiative.org/modern-slavery/signs-of-exploitation-and-forced-labour",
        READ,
    ),
    "clewer-accounts": (
        "The Clewer Initiative, modern slavery outside the employment chain",
        "https://theclewerinitiative.org/blog/an-emerging-trend-modern-slavery-outside-the-employment-chain",
        "2021-03-31",
    ),
    "clewer-car-wash": (
        "The Clewer Initiative, Safe Car Wash app",
        "https://theclewerinitiative.org/blog/safe-car-wash-app-helps-to-tackle-exploitation",
        "2023-07-11",
    ),
    "west-midlands-labour": (
        "West Midlands Anti-Slavery Network, labour exploitation (read 25 November 2026)",
        f"{WEST_MIDLANDS}/labour-exploitation-2/",
        READ,
    ),
    "west-midlands-sexual": (
        "West Midlands Anti-Slavery Network, sexual exploitation (read 25 November 2026)",
        f"{WEST_MIDLANDS}/sexual-exploitation-2/",
        READ,
    ),
    "west-midlands-domestic": (
        "West Midlands Anti-Slavery Network, domestic servitude (read 25 November 2026)",
        f"{WEST_MIDLANDS}/domestic-servitude-2/",
        READ,
    ),
    "sandwell": (
        "Sandwell Council, modern slavery in a car wash (read 25 November 2026)",
        "https://sandwell.gov.uk/modern-slavery/identifying-modern-slavery/3",
        READ,
    ),
    "sandwell-signs": (
        "Sandwell Council, how to spot modern slavery (read 25 November 2026)",
        "https://www.sandwell.gov.uk/info/200348/modern_slavery/4335/how_to_spot_modern_slavery",
        READ,
    ),
    "stop-the-traffik": (
        "Stop the Traffik, signs of sexual exploitation at a property (read 25 November 2026)",
        "https://www.stopthetraffik.org/spot/scenario/3.html",
        READ,
    ),
    "blue-blindfold": (
        "Blue Blindfold, Anti Human Trafficking Unit, Ireland (read 25 November 2026)",
        "http://blueblindfold.gov.ie/website/bbf/bbfweb.nsf/page/knowthesigns-sexualexploitation-en",
        READ,
    ),
    "derby": (
        "Derby City Council, modern slavery (read 25 November 2026)",
        "https://derby.gov.uk/community-and-living/crime-prevention-community-safety/modern-slavery",
        READ,
    ),
    "hope-for-justice": (
        "Hope for Justice, signs of domestic servitude (read 25 November 2026)",
        "https://archive.hopeforjustice.org/spot-the-signs/domestic-servitude/",
        READ,
    ),
    "business-crime": (
        "National Business Crime Centre, criminal exploitation in shops (read 25 November 2026)",
        "https://nbcc.police.uk/guidance/identifying-criminal-exploitation-in-retail",
        READ,
    ),
    "peterborough": (
        "North West Peterborough, have you been cuckooed?",
        "https://www.nwpeterborough.co.uk/2023/06/27/have-you-been-cuckooed/",
        "2023-06-27",
    ),
    "derbyshire": (
        "Signs of cuckooing in Derbyshire, North Derbyshire Radio (read 25 November 2026)",
        "https://northderbyshireradio.com/behind-closed-doors-how-to-spot-the-signs-of-cuckooing-in-derbyshire",
        READ,
    ),
    "bexley": (
        "London Borough of Bexley, who's sharing your home? (read 25 November 2026)",
        "https://bexley.gov.uk/bexley-magazine-online/community-safety",
        READ,
    ),
    "ecpat": (
        "ECPAT UK and Missing People, on When Harm Remains",
        "https://www.ecpat.org.uk/news/one-in-three-trafficked-children-go-missing-from-local-authority-care",
        "2022-04-19",
    ),
    "brighton": (
        "Brighton & Hove Safeguarding Children Partnership, signs of child trafficking (read 25 November 2026)",
        "https://www.bhscp.org.uk/preventing-abuse-and-neglect/spotting-the-signs/"
        "signs-of-child-trafficking-modern-slavery/",
        READ,
    ),
    "plymouth": (
        "Plymouth Safeguarding Children Board, exploitation pathway; Pace (read 25 November 2026)",
        "https://plymouthscb.co.uk/exploitation-pathway",
        READ,
    ),
    "bournemouth": (
        "Bournemouth, Christchurch and Poole Council, knowing the signs; Pace (read 25 November 2026)",
        "https://www.bcpcouncil.gov.uk/children-young-people-and-families/childrens-social-care/"
        "child-sexual-exploitation/knowing-the-signs",
        READ,
    ),
    "ceop": (
        "CEOP Education, is your child being sexually exploited?; Pace (read 25 November 2026)",
        "https://www.ceopeducation.co.uk/parents/articles/Are-you-worried-your-child-is-being-sexually-exploited/",
        READ,
    ),
    "hertsmere": (
        "Hertsmere Borough Council, modern slavery; Pace (read 25 November 2026)",
        "https://hertsmere.gov.uk/Community/Community-Safety/Modern-Slavery.aspx",
        READ,
    ),
    "surrey-heath": (
        "Surrey Heath Borough Council, child exploitation; Pace (read 25 November 2026)",
        "https://www.surreyheath.gov.uk/residents/communities-wellbeing/surrey-heath-partnership/child-exploitation",
        READ,
    ),
}


def indicator(code: str, sentence: str, explanation: str, source: str) -> IndicatorData:
    name, url, published_on = SOURCES[source]
    return {
        "code": code,
        "kind": KINDS[code[0]],
        "sentence": sentence,
        "explanation": explanation,
        "source_name": name,
        "source_url": url,
        "published_on": published_on,
        "review_by": REVIEW_BY,
    }


INDICATORS: list[IndicatorData] = [
    indicator(*row) for row in (*signs_general_and_work.ROWS, *signs_sex_and_home.ROWS, *signs_crime_and_children.ROWS)
]
