"""Words of a letter that staff look at before it leaves: abuse, threats, and names of parties before an election.

The rules are data, as those of pages.victim_reports: phrases of one kind, and what the kind weighs. Sharp criticism is
what letters are for, so what counts is whom the words are aimed at: "you are scum" is abuse, "traffickers are scum" is
not, and a threat that was made to somebody and is told of weighs nothing. A letter is held where the kinds found in one
sentence and the one before weigh enough. It is never refused by a rule: staff read it and decide. English, and the
plainest Welsh. tests/campaigns/letter_words holds the labelled texts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from pages import phrases, victim_reports

VERSION = 1
ENOUGH = 3


@dataclass(frozen=True)
class Rule:
    name: str
    weight: int
    pattern: re.Pattern[str]


HARM = """(kill|hurt|harm|murder|shoot|stab|strangle|beat|burn|bomb|attack|rape|hang|lynch|behead|batter|knife|smash|
        destroy you|finish you|end you|poison|drown|skin|gut|gas|execute|string|cut|slap|punch|bash|thump|torch)"""
WILL = """(ill|i will|im going to|i am going to|im gonna|gonna|going to|i want to|i would|id|id like to|id love to| i
        could|we will|were going to|we are going to|someone will|somebody will|someone should|somebody should|someone
        ought to|somebody ought to|someone needs to|hope someone|hope somebody|hope they|time someone|time
        somebody|they should|let me|make me|want someone to)"""
YOU = """(you|u|ya|your|ur|the minister|this minister|that minister|my mp|the mp|every mp|all mps|ministers|mps|
        politicians|you all|every one of you|all of you|the lot of you)"""
SHAMELESS = """(scum|scumbags?|vermin|parasites?|filth|cockroach|cockroaches|maggots?|rats?|pigs?|swine|subhuman|
        morons?|idiots?|imbeciles?|cretins?|retards?|halfwits?|traitors?|worms?|lowlifes?|pond life|scumbag|trash|
        piece of (dirt|filth|garbage|work)|waste of (space|oxygen|skin|air))"""
OBSCENE = """(fuck*|cunt*|wanker*|twats?|motherfuck*|dickheads?|arseholes?|assholes?|tossers?|bellend*|shithead*|
        shitbag*|bastards?|bitch|bitches|whores?|sluts?|slags?|pricks?|knobhead*|piss off|bollocks to you)"""
KIN = "(kids?|children|child|family|wife|husband|daughters?|sons?|mother|mum|staff|dog)"

THREATS = {
    "threatens": f"{WILL} ~ {HARM} ~ {YOU}, {WILL} ~ put ~ (bullet|knife|bomb|brick|noose) ~ (you|your|house|window)",
    "to be killed": """(you|youll|you will|u|youre) ~ (be|get|are|going to be|end up|deserve to be|ought to be|should
        be|gonna be|gonna get) ~ (killed|shot|hanged|hung|stabbed|murdered|beheaded|lynched|raped|executed|strung up|
        dead|gassed|flogged|whipped)""",
    "wished dead": """(hope|wish|pray) ~ (you|your family|your children|your kids) ~ (die|dead|rot|burn|suffer|choke|
        hang|drown|cancer|raped|killed|shot|stabbed|trafficked), you ~ (deserve|ought|should|need|need*) to ~
        (die|hang| rot|burn|suffer in hell), you should (die|hang|rot|burn|all hang|all die|all burn), (rot|burn) in
        hell, drop dead, kill yourself, go (and )?(die|hang yourself), do the world a favour, better off dead, dance on
        your grave, spit on your grave, (youre|you are) (a )?dead (man|woman|men|meat), youre dead, you are dead, your
        days are numbered""",
    "to the body": """(slit|cut|wring) your (throat|neck), (break|smash|kick|bash|cave) ~ your (legs?|face|head|teeth|
        skull|neck|windows?|door), acid ~ (you|your|face), bullet ~ (you|your|head), (bomb|burn|torch|smash) ~ your
        (office| house|home|car|surgery|windows?), brick through your, rope ~ your neck, noose ~ (you|your), head on a
        (spike| stick|plate), (lamp ?posts?|gallows|guillotine|firing squad) ~ (for|waiting|with) ~ (you|your), bring ~
        (gun| knife|petrol|machete)""",
    "in Welsh": """(mi|fe|byddaf|byddai|dwi) ~ (dy|eich) (ladd|saethu|grogi|frifo|lladd), (dy|eich) (ladd|lladd)
        (di|chi), gobeithio ~ (marw|farw|farwi), (wyt|dych|rwyt) ~ (sbwriel|ffycin|cachgi brwnt), twll dy din, cer i
        grafu'r, ffyc *, bydd di farw""",
}
VEILED = {
    "where they live": f"""(know|found out|find out|got|have) ~ where ~ (you|your {KIN}|u) ~
        (live|lives|sleep|park|work| works|school|goes|go|walk*), (got|have|know) your (home )?address,
        (come|coming|go|going|drop*|pay) ~ (to|round to|by|a visit to) your (house|home|door|front door|family),
        (come|coming) (for|after) (you|your), (find|hunt|track) you ~ down, (waiting|wait) for you (outside|at home|in
        the dark|after), see you soon at your""",
    "watch out": f"""watch your back, look* over your shoulder, sleep with one eye, you (wont|will not) be safe,
        (youre|you are) not safe, you have been warned, or else, youre next, you are next, you will be next, be afraid,
        your {KIN} (will be|are|is|could be|may be|might be) (next|sorry|hurt|killed|found), your {KIN} ~
        (will|gonna|going to) ~ (suffer|die| pay|bleed|get it|get hurt), what happens to your {KIN}, shame if ~
        happened to (you|your), something ~ happen to (you|your), make you (bleed|scream|beg|suffer), you will
        (bleed|scream|beg|suffer), make your life hell, blood ~ will run, get what* coming to you""",
    "as others": """(end up|happened to|happens to|go the way of|the same as|next|like) ~ (jo cox|david amess), (jo
        cox| david amess) ~ (treatment|deserved)""",
}
ABUSE = {
    "called names": f"""(you|youre|u|ur) ~ {SHAMELESS}, {SHAMELESS} like you, (ministers|mps|politicians|your
        lot|tories|you people) are ~ {SHAMELESS}, you
        (stupid|useless|ugly|fat|filthy|dirty|evil|pathetic|worthless|brainless|thick) ~
        (cow|man|woman|thing|creature|lump|git|sod|hag|old|excuse|clown|people|lot)""",
    "obscene": OBSCENE,
    "slurs": """(pakis?|niggers?|wogs?|gyppos?|pikeys?|ragheads?|kikes?|faggots?|tranny|trannies|spaz|spackers?|
        darkies|darky|golliwog|towelheads?), go back (to )?(where you (came|come) from|to your own country|to africa|to
        pakistan|to india), (foreigners|immigrants|migrants|muslims|jews|gypsies|blacks|asians|refugees) are ~ (vermin|
        scum|filth|cockroaches|parasites|subhuman)""",
    "sexual": """(suck|lick) my, (see|get|have|want) you naked, your (tits|arse|ass|boobs|body), bend you over, in bed
        with you, (need|needs|want|wants|deserve) a good (shag|slap|seeing to|hiding|beating), send ~ nudes, touch
        yourself""",
}
MILD = {
    "you will pay": "(you|youll|you will) (all )?(pay|regret|answer|be sorry) ~ (this|it|that|day)",
    "swearing": "(shit|bullshit|crap|piss*|bloody|damn|arse), go to hell",
}
TOLD_OF = {
    "somebody said it": """(he|she|they|who|traffickers?|boss|gangmaster|man|men|woman|gang|gangs|husband|landlord|
        employer|captors?|recruiters?|supervisor|smugglers?|customers?|somebody|someone|one|father|uncle|brother|partner|texts?|
        messages?|letters?|notes?|voice) _
        (said|says|told|tells|threat*|shout*|warn*|text*|scream*|read|reads|wrote|used to say|would say|kept
        saying|spat|called|calls), (told|threat*|warn*|telling|tells|shout* at|said to|says to|scream* at)
        (her|him|them|me|us|each|victims?|women|girls|workers?|people|children|my|a|one|that|the|every|some),
        (was|were|are| is|been|being|get|gets|got) _ (told|threatened|called|warned), (call|calls|called|calling)
        (her|him|them|me|us|my), words (like|such as|of), in (his|her|their) words, (hear|heard|hears) (things
        like|words like|that|the words), threats (like|such as|of|to|that), bygwth*, dywedodd, dywedwyd, the
        traffickers? words, a survivor ~ (said|told| wrote), quote""",
}
POLITICS = {
    "at the polls": """(vote*|ballot|ballot box|election*|polls|polling|elect*|campaign trail|re elect*|lose your
        seat|history| conscience)""",
}
GROUPS = ((4, THREATS), (3, VEILED), (4, ABUSE), (2, MILD), (-8, TOLD_OF), (-1, POLITICS))
RULES = [
    Rule(name, weight, phrases.pattern(phrases.separate(written)))
    for weight, group in GROUPS
    for name, written in group.items()
]


def is_abusive(text: str) -> bool:
    return bool(abusive(text))


def abusive(text: str) -> list[str]:
    """The names of the rules that together weigh enough; none where staff need not look."""
    sentences = [sentence.strip() for sentence in victim_reports.plain(text).split(" . ")]
    before: list[Rule] = []
    for sentence in sentences:
        here = [rule for rule in RULES if rule.pattern.search(sentence)]
        near = {rule.name: rule for rule in (*before, *here)}.values()
        if any(rule.weight > 0 for rule in here) and sum(rule.weight for rule in near) >= ENOUGH:
            return [rule.name for rule in near if rule.weight > 0]
        before = here
    return []


def listed(written: str) -> frozenset[str]:
    return frozenset(written.split())


WORD = re.compile(r"\w+(?:['\u2019]\w+)?|[.!?:;\n]")
ENDS = frozenset(".!?:;\n")
OF_PARTIES = listed("""party mp mps candidate candidates government councillor councillors manifesto voters voter leader
    leaders minister ministers peer peers politician politicians supporter supporters""")
BEFORE_PARTIES = frozenset(["vote", "voting", "voted", "votes", "elect", "electing"])
OF_LAW = listed("forced exploitation exploiters abuse bill act inspectorate market unpaid compulsory cheap")


def names_party(text: str, parties: Iterable[str]) -> bool:
    """Whether it names one of these parties or candidates.

    A party's name may be a word of its own, as labour and green are: of one word it counts where it has its capital
    within a sentence, or stands with a word such as party, candidate or vote.
    """
    words = WORD.findall(text)
    small = [word.lower() for word in words]
    names = [WORD.findall(party.partition("(")[0].lower()) for party in parties]  # of "Labour (Co-op)" the first word
    return any(is_named(name, words, small) for name in names if name)


def is_named(wanted: list[str], words: list[str], small: list[str]) -> bool:
    places = [place for place, word in enumerate(small) if word == wanted[0]]
    if len(wanted) > 1:
        return any(small[place : place + len(wanted)] == wanted for place in places)
    return any(is_a_party(place, words, small) for place in places)


def is_a_party(place: int, words: list[str], small: list[str]) -> bool:
    before = small[place - 1] if place else "."
    after = small[place + 1] if place + 1 < len(small) else "."
    if after in OF_PARTIES or before in BEFORE_PARTIES:
        return True
    within = before not in ENDS
    return within and words[place][0].isupper() and before not in OF_LAW and after not in OF_LAW
