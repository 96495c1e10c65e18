"""What people of the demonstration write about, to whom, and what they say. Offices, MPs and writers are made up."""

from typing import Any, NamedTuple

from campaigns.letter_enums import LetterTo
from places.enums import OfficeKind


class Office(NamedTuple):
    key: str
    kind: OfficeKind
    department: str
    post: str
    salutation: str
    fields: dict[str, Any]


class Action(NamedTuple):
    slug: str
    title: str
    to: LetterTo
    offices: tuple[str, ...]
    purpose: str
    background: str
    points: tuple[tuple[str, str], ...]
    tone: str = ""
    language: str = "en"


MINISTER, DEPARTMENT, PEER, COMMISSIONER, WALES, NOWHERE = (
    "minister",
    "department",
    "peer",
    "commissioner",
    "wales",
    "nowhere",
)
K = OfficeKind
MINISTRY = "Example Ministry"
OFFICES = (
    Office(
        MINISTER,
        K.MINISTER,
        MINISTRY,
        "Minister for Safe Support",
        "Dear Minister",
        {"email": "minister@example.org", "holder": "Alex Sample"},
    ),
    Office(DEPARTMENT, K.DEPARTMENT, MINISTRY, "Support Unit", "", {"email": "support-unit@example.org"}),
    Office(PEER, K.PEER, "House of Lords", "Lord Example of Sampleton", "Dear Lord Example", {}),
    Office(
        COMMISSIONER,
        K.COMMISSIONER,
        "Example Commissioner",
        "Commissioner for Examples",
        "Dear Commissioner",
        {"email": "commissioner@example.org", "is_vacant": True},
    ),
    Office(
        WALES,
        K.MINISTER,
        "Example Ministry for Wales",
        "Minister for Examples in Wales",
        "Annwyl Weinidog",
        {"email": "wales@example.org", "holder": "Jo Placeholder"},
    ),
    Office(NOWHERE, K.DEPARTMENT, "Example Ministry for Wales", "Language Unit", "Annwyl Syr neu Fadam", {}),
)
MEMBERS = (
    ("Kim Example", "Example Party"),
    ("Pat Model", "Sample Party"),
    ("Robin Draft", "Example Party"),
    ("Chris Pattern", "Sample Party"),
    ("Lee Mockup", "Independent"),
    ("Sam Specimen", "Example Party"),
)

YEAR, OWN_MP, WELSH, HOMES = "a-year-of-support", "speak-up-in-parliament", "cefnogaeth-yng-nghymru", "safe-homes-first"
ACTIONS = (
    Action(
        YEAR,
        "Ask for a year of support",
        LetterTo.OFFICES,
        (MINISTER, DEPARTMENT, PEER, COMMISSIONER),
        "Survivors get support for a few weeks. We ask that it lasts for at least a year.",
        "Many people who were trafficked are asked to leave their safe house before they have a home or a doctor. "
        "Then they are in danger again.\n\nA year gives them time to get well, and to tell the police what happened.",
        (
            ("Time to get well", "A few weeks are not enough for anybody to get well. A year would be."),
            ("A safe home first", "A safe home comes first. Without one, nothing else helps for long."),
            ("It costs less", "Help for a year costs less than doing nothing, because fewer people fall back."),
            ("Survivors asked for it", "Survivors themselves asked for this. I think that we should listen."),
        ),
        "Say who you are and why you care. Ask one clear question, so that there is something to answer.",
    ),
    Action(
        OWN_MP,
        "Ask your MP to speak up in Parliament",
        LetterTo.OWN_MP,
        (),
        "We ask every MP to speak in the next debate about support for survivors.",
        "MPs speak about what people at home write to them about. A few letters from one place are noticed.",
        (
            ("I live here", "I live in your constituency, and I would like you to speak for us."),
            ("Say where you stand", "Please tell me whether you will vote for a year of support."),
            ("Come and meet us", "A group near you meets each month. Please come and meet us."),
        ),
    ),
    Action(
        WELSH,
        "Cefnogaeth yng Nghymru: support in Wales",
        LetterTo.OFFICES,
        (WALES, NOWHERE),
        "We ask for the same support in Wales. You can write in Welsh or in English.",
        "Whoever writes in Welsh gets an answer in Welsh.",
        (
            ("Blwyddyn o gefnogaeth", "Hoffwn weld cefnogaeth am o leiaf blwyddyn."),
            ("Cartref diogel", "Mae cartref diogel yn dod yn gyntaf."),
        ),
        language="cy",
    ),
)
IN_REVIEW = Action(
    HOMES,
    "Safe homes first",
    LetterTo.OFFICES,
    (DEPARTMENT,),
    "We will ask that nobody has to leave a safe house before there is a home to go to.",
    "",
    (("A home to go to", "Nobody should have to leave a safe house with nowhere to go."),),
)

OPENINGS = (
    "I am a nurse, and I meet people who have nobody else to talk to.",
    "I teach in a secondary school. My pupils asked me why nothing is done.",
    "I help at a food bank on Saturdays.",
    "I am retired, and I have written to a minister only once before.",
    "I went to a training evening in our library last month.",
    "I drive a bus. I see more than people think.",
    "My church has a group that learns about this.",
)
MIDDLES = (
    "What stayed with me is how short the help is. After a few weeks it ends, and people are on their own again.",
    "I did not know how many people are sent away before they have a home.",
    "When I was ill it took me a year to be myself again. Nobody asked me to hurry.",
    "We would not treat our own family like that.",
    "A safe home comes first. Without one, nothing else helps for long.",
    "I read what survivors ask for. It is not much.",
)
ENDINGS = (
    "Will you make support last for at least a year?",
    "Please tell me what you are going to do about it.",
    "I would be glad to hear when this will change.",
    "Please write back, also if you do not agree.",
)
ALIKE = (
    "A few weeks are not enough for anybody to get well. A year would be.\n\nA safe home comes first. Without one, "
    "nothing else helps for long.\n\nHelp for a year costs less than doing nothing, because fewer people fall back."
)
IN_WELSH = (
    "Rwy'n ysgrifennu atoch am gefnogaeth i bobl sydd wedi goroesi masnachu pobl.\n\nHoffwn weld cefnogaeth am o leiaf "
    "blwyddyn. Mae cartref diogel yn dod yn gyntaf.\n\nDiolch am ddarllen fy llythyr."
)
RUDE = "You are all useless idiots, and you should be ashamed of yourselves.\n\nResign."
SUBJECTS = ("Support for a year", "Please let support last", "A safe home comes first", "Time to get well")
SUBJECT_IN_WELSH = "Cefnogaeth am flwyddyn"

ANSWERS = (
    "Thank you for your letter about support for survivors. The Minister has read it with care. A review of the length "
    "of support begins in the spring, and letters such as yours are part of it.",
    "Thank you for writing. Support is given for as long as it is needed. There are no plans to change that.",
    "Thank you for taking the time to write to me. I agree that a few weeks are not enough. I will say so in the next "
    "debate, and I would be glad to meet your group.",
)
AUTOMATIC = "Thank you for your message. We aim to answer within four weeks. Please do not answer this message."
PUBLISHED = ANSWERS[0]
EVIDENCE = (
    ("supports", "Said in a debate that a year is the least that people need."),
    ("opposes", "Voted against a longer time, and said that each case should be looked at by itself."),
    ("undecided", "Told the group in the constituency that they will wait for the review."),
)
