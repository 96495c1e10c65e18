"""What the groups of the demonstration are called and say of themselves. All of them are made up."""

from groups.enums import Aim, GroupKind

K = GroupKind
NAMES = {
    K.TOWN: "ACTFORJUSTICE {town}",
    K.CHURCH: "ACTFORJUSTICE {town} Church Group",
    K.UNIVERSITY: "ACTFORJUSTICE {town} Students",
    K.SCHOOL: "ACTFORJUSTICE {town} Sixth Form",
    K.YOUTH: "ACTFORJUSTICE {town} Youth",
    K.WORKPLACE: "ACTFORJUSTICE {town} at Work",
    K.TRAINED: "ACTFORJUSTICE {town} Frontline",
    K.OTHER: "ACTFORJUSTICE {town} Readers",
}
IN_TURN = (
    *(K.TOWN, K.CHURCH, K.TOWN, K.UNIVERSITY, K.CHURCH, K.SCHOOL, K.TOWN, K.TRAINED, K.CHURCH, K.YOUTH),
    *(K.TOWN, K.WORKPLACE, K.CHURCH, K.UNIVERSITY, K.OTHER, K.TOWN, K.CHURCH),
)
AIMS = {
    K.TOWN: ((Aim.LEARN, Aim.CAMPAIGN), (Aim.LEARN, Aim.TEACH, Aim.CAMPAIGN), (Aim.CAMPAIGN, Aim.RAISE)),
    K.CHURCH: ((Aim.LEARN, Aim.PRAY), (Aim.PRAY, Aim.CAMPAIGN, Aim.RAISE), (Aim.LEARN, Aim.PRAY, Aim.SUPPORT)),
    K.UNIVERSITY: ((Aim.LEARN, Aim.CAMPAIGN), (Aim.CAMPAIGN, Aim.TEACH), (Aim.CAMPAIGN,)),
    K.SCHOOL: ((Aim.LEARN, Aim.RAISE), (Aim.LEARN,)),
    K.YOUTH: ((Aim.LEARN, Aim.RAISE), (Aim.LEARN, Aim.PRAY)),
    K.WORKPLACE: ((Aim.LEARN, Aim.TEACH), (Aim.LEARN, Aim.RAISE)),
    K.TRAINED: ((Aim.TEACH, Aim.SUPPORT), (Aim.LEARN, Aim.TEACH, Aim.SUPPORT)),
    K.OTHER: ((Aim.LEARN, Aim.CAMPAIGN), (Aim.LEARN, Aim.RAISE)),
}
BEGIN = {
    K.TOWN: (
        "We are neighbours from all over {town}, between nineteen and eighty years old.",
        "Six of us met in a queue in {town} and found that we worried about the same thing.",
        "Anybody who lives in or near {town} can come, and nobody has to know anything beforehand.",
        "We began around one kitchen table in {town}; now we need a hall.",
        "Some of us have lived in {town} all our lives, and some came last year.",
    ),
    K.CHURCH: (
        "We are people of several churches in {town} who eat, pray and plan together.",
        "After the service we stay for an hour: that is how this group in {town} began.",
        "Our group grew out of a home group in {town}. You need not believe what we believe to join in.",
        "Once a month we pray for those who are not free, and then we do something about it in {town}.",
        "Three congregations in {town} share this group, and the washing up.",
    ),
    K.UNIVERSITY: (
        "We are students in {town}, of every subject and every year.",
        "Our society in {town} meets in term, between lectures and the last bus.",
        "Law students in {town} started it; now most of us study something else.",
    ),
    K.SCHOOL: (
        "We are pupils of a sixth form in {town}, with two teachers who keep us on time.",
        "Our group meets in a classroom in {town} at lunch on Thursdays.",
    ),
    K.YOUTH: (
        "We are a youth club in {town}: thirteen to seventeen, with leaders who are older.",
        "On Friday evenings in {town} we cook, talk, and plan what we can do.",
    ),
    K.WORKPLACE: (
        "We work for different employers on one estate in {town} and share our lunch breaks.",
        "It began with a poster in a staff room in {town}.",
    ),
    K.TRAINED: (
        "We meet people at work in {town}: at front desks, on wards, on doorsteps. Each of us was trained first.",
        "Nurses, housing officers and advisers in {town} learn from each other here.",
    ),
    K.OTHER: (
        "We are a reading circle in {town} that could not stop at reading.",
        "What began in {town} as a book club reads reports as well now, and then writes letters.",
    ),
}
MIDDLE = (
    "We learn the signs, and we tell others where to turn.",
    "Each season we choose one thing to do well, and leave the rest.",
    "A meeting is an hour: twenty minutes to learn, twenty to plan, twenty for tea.",
    "We write to those who make the law, and thank them when they listen.",
    "We run a table at the market on the first Saturday of most months.",
    "Twice a year we invite a speaker, and ask what we should do differently.",
    "We put cards with the helpline where people can pick them up unseen.",
    "We collect for the charity, and say exactly what the money is for.",
    "We visit shops and cafés, and ask whether they would put up a poster.",
    "We don't look for victims: we learn what to notice, and whom to call.",
    "We keep quiet company with survivors' own words, read aloud and discussed.",
    "New people get a short training before they stand behind a stall.",
    "We take turns to lead, so nobody gets worn out.",
)
END = (
    "Come once and see.",
    "There is always cake.",
    "If evenings are hard for you, write to us: some of what we do is online.",
    "The room has a ramp and a hearing loop.",
    "Bring a friend, or come to find one.",
    "You can do as little or as much as you like.",
    "We would love somebody who is good with posters.",
)
ROOMS = ("Example Hall", "Sample Street Library", "Room 2, Specimen House", "The Pattern Rooms", "Example Lane Centre")
FIRST = (
    *("Amina", "Bea", "Callum", "Deepa", "Ewan", "Farah", "Gwen", "Hamid", "Iris", "Jonah", "Kezia", "Lewis"),
    *("Mairi", "Nadia", "Owen", "Petra", "Quentin", "Rhys", "Sadia", "Tomos", "Una", "Viktor", "Wanda", "Yusuf"),
)
LAST = ("Sample", "Example", "Pattern", "Specimen", "Placeholder", "Template", "Instance")


def about(kind: GroupKind, town: str, number: int) -> str:
    """No two that stand near each other in a list say the same."""
    begin = BEGIN[kind][number // 3 % len(BEGIN[kind])].format(town=town)
    middle = f"{MIDDLE[number % len(MIDDLE)]} {MIDDLE[(number * 5 + 3) % len(MIDDLE)]}"
    if number % len(MIDDLE) == (number * 5 + 3) % len(MIDDLE):
        middle = MIDDLE[number % len(MIDDLE)]
    return f"{begin}\n\n{middle} {END[number % len(END)]}"


def name_of_person(number: int) -> str:
    return f"{FIRST[number % len(FIRST)]} {LAST[number // len(FIRST) % len(LAST)]}"
