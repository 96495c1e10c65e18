"""Words for what the groups of the demonstration do: titles, what happens there, what was handed out."""

from groups.enums import ActivityKind, GroupKind

A, K = ActivityKind, GroupKind
TITLES = {
    A.MEETING: (
        "Monthly meeting",
        "Open evening",
        "What we do next",
        "Tea and plans",
        "An evening for new people",
        "Reading together",
    ),
    A.STALL: (
        "Stall at the market",
        "Table in the library",
        "Cards and conversations",
        "Stall at the street fair",
        "A table by the station",
    ),
    A.TALK: (
        "How to notice the signs: an open talk",
        "Talk and questions",
        "What the new law would change",
        "Whose work is in what we buy?",
    ),
    A.VIGIL: ("Candles for those who wait", "A quiet hour", "Walk of light", "Names we do not know"),
    A.TRAINING: (
        "Training: the signs and what to do",
        "Signs at work: a training",
        "Training for new members",
        "What to say, and what not to ask",
    ),
    A.LETTERS: ("Letters to our MP", "Postcards to the minister", "A letter each before we go home"),
    A.FUNDRAISING: ("Cake sale", "Sponsored walk", "Soup lunch", "Quiz night", "Sale of plants"),
    A.OTHER: ("Posters around the town", "Film and discussion", "Display in the entrance hall", "A window in the shop"),
}
OF_KIND = {
    (K.CHURCH, A.STALL): ("Stall after the service", "Table at the church supper"),
    (K.CHURCH, A.VIGIL): ("Prayers for freedom", "Candles for those who wait", "A quiet hour"),
    (K.UNIVERSITY, A.STALL): ("Table between lectures", "Table in the students' union"),
    (K.UNIVERSITY, A.TALK): ("Lunch and learn", "Panel: work that should pay"),
    (K.SCHOOL, A.TALK): ("Assembly: safe work", "A lesson on rights at work"),
    (K.YOUTH, A.TALK): ("Talk: a job too good to be true", "Questions we never dared to ask"),
    (K.WORKPLACE, A.TRAINING): ("Twenty minutes on the signs", "Training for shift leaders"),
    (K.WORKPLACE, A.STALL): ("Table in the canteen",),
    (K.TRAINED, A.TRAINING): ("Refresher for the front desk", "The signs on a first visit", "Cases that are made up"),
    (K.TRAINED, A.MEETING): ("Learning circle", "What worked this month"),
    (K.OTHER, A.MEETING): ("Book of the month", "Reading together"),
}
WORDS = {
    A.MEETING: (
        "An hour together: what we did, what we learnt, and what is next. New people are welcome.",
        "We begin with a cup of tea and end on time. Somebody will be at the door to say hello.",
        "We share out the next month: who writes, who stands at the stall, who brings the cake.",
    ),
    A.STALL: (
        "We hand out cards with the signs, and answer what we can. Come by, or stand with us for an hour.",
        "Find us by the blue cloth. We talk about the signs, and about the petition.",
    ),
    A.TALK: (
        "A speaker, half an hour, and as many questions as you like. Nobody is asked for their own story.",
        "Open to everybody. It is about what anybody may notice, and whom to tell.",
    ),
    A.VIGIL: (
        "We light candles, read a few words, and are quiet together. Dress warmly.",
        "Half an hour, with readings and silence. You need not stay to the end.",
    ),
    A.TRAINING: (
        "What the signs are, what they can also mean, and what to do. With examples that are made up.",
        "For anybody who stands at a stall or meets people at work. You may leave the room at any time.",
    ),
}
NOTED = {
    A.MEETING: ("Good turnout. We planned the next stall.", "Two new people came, and stayed for tea.", ""),
    A.STALL: ("Rain until noon, then many talks.", "People took cards for friends as well.", "Busy all morning."),
    A.TALK: ("Many questions about what to do with a worry.", "We ran out of chairs.", ""),
    A.VIGIL: ("Quiet, and cold, and good.", "Passers-by stopped and asked.", ""),
    A.TRAINING: ("The made-up examples helped most.", "Everybody took a card home.", ""),
    A.LETTERS: ("Each in their own words.", "We read two of them aloud.", "One MP answered within the week."),
    A.FUNDRAISING: ("All of it goes to the charity.", "Thank you to everybody who baked.", ""),
    A.OTHER: ("Nine shops said yes.", "We leave it up until the end of the month.", ""),
}
HANDED_OUT = {
    A.STALL: ("80 cards with the signs, 12 posters", "150 cards with the signs", "60 cards, 20 sheets to sign"),
    A.TALK: ("Slides of the charity, 30 cards", "40 cards with the signs", ""),
    A.TRAINING: ("A sheet of signs for each", "Workbook and cards", ""),
    A.OTHER: ("25 posters", "10 posters, 100 cards", ""),
    A.VIGIL: ("Candles and a sheet with readings", "", ""),
}
REACHED = {
    A.MEETING: (5, 22),
    A.STALL: (25, 160),
    A.TALK: (15, 90),
    A.VIGIL: (12, 70),
    A.TRAINING: (8, 34),
    A.LETTERS: (4, 19),
    A.FUNDRAISING: (20, 120),
    A.OTHER: (10, 80),
}
HOURS = {A.MEETING: (19, 20), A.STALL: (10, 13), A.TALK: (19, 21), A.VIGIL: (18, 19), A.TRAINING: (18, 20)}
BY_DAY = {  # these meet when others work
    K.UNIVERSITY: {A.MEETING: (17, 18), A.STALL: (11, 15), A.TALK: (13, 14)},
    K.SCHOOL: {A.MEETING: (12, 13), A.TALK: (9, 10)},
    K.WORKPLACE: {A.MEETING: (12, 13), A.TRAINING: (8, 9), A.STALL: (12, 14), A.TALK: (12, 13)},
    K.TRAINED: {A.MEETING: (9, 10), A.TRAINING: (14, 16)},
}
CANCELLED = ("The hall has no heating this week.", "Our speaker is ill. We look for another day.")


def titles(group_kind: GroupKind, kind: ActivityKind) -> tuple[str, ...]:
    return OF_KIND.get((group_kind, kind)) or TITLES[kind]


def hours(group_kind: GroupKind, kind: ActivityKind) -> tuple[int, int]:
    return BY_DAY.get(group_kind, {}).get(kind) or HOURS[kind]
