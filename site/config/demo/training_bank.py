"""How the questions of the courses are written down, and the sources that they share."""

from config.demo.training_shapes import QuestionText

Answer = tuple[str, bool, str]

ADVICE_HERE = "This site, What to do if you are worried"
GROUPS_HERE = "This site, How a trained group passes on what it notices"
AWARDS_HERE = "This charity's rules for training and awards"
LEADING_HERE = "This charity's agreement with its groups"
COMMISSIONER = "Independent Anti-Slavery Commissioner, frequently asked questions"
TOOLKIT = "Home Office First Responder Toolkit, April 2026"
STATISTICS_2025 = "Home Office, modern slavery statistics for 2025, annex"
STATISTICS_2023 = "Home Office, modern slavery statistics, end of year summary 2023"
PALERMO = "UN Palermo Protocol, article 3"
ACT_2015 = "Modern Slavery Act 2015"
NEIGHBOURHOOD_WATCH = "Neighbourhood Watch, what to do if you spot the signs"
THREE_RIVERS = "Three Rivers District Council, modern slavery"
CHELMSFORD = "Chelmsford Against Slavery Partnership, report modern slavery"
STOP_THE_TRAFFIK = "Stop the Traffik, signs of sexual exploitation at a property"
COUNTY_LINES = "Home Office, county lines guidance"
RED_CROSS = "British Red Cross, how to respond to a disclosure"
NCVO = "NCVO, recognise, respond and report"
NSPCC = "NSPCC Learning, responding to child trafficking"
THURROCK = "Thurrock CVS, modern slavery and human trafficking"
HELPLINE = "Modern Slavery & Exploitation Helpline"
BUSINESS_CRIME = "National Business Crime Centre, criminal exploitation in shops"


def question(
    module: int,
    text: str,
    *answers: Answer,
    source: str,
    fact: str | None = None,
    indicator: str | None = None,
    critical: bool = False,
) -> QuestionText:
    return QuestionText(module, text, critical, answers, fact, indicator, source)


def right(text: str, why: str) -> Answer:
    return text, True, why


def wrong(text: str, why: str) -> Answer:
    return text, False, why
