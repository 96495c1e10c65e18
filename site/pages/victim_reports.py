"""Text that looks like a report about a possible victim: this site can't act on one, so it must not be kept here.

Every form with free text asks `recognise` before anything is stored. What it finds is shown back to its writer with 999
and the helpline, and is not kept; the writer may say that it is about no real person. So a text in doubt is recognised:
a false alarm costs a click, a report that nobody reads may cost far more.

The rules are data: kinds of words, and what each weighs. What is done to somebody weighs most, that somebody in
particular is spoken of, here and now, less; what is general (a lesson, a law, a thing long over) counts against them. A
text is recognised where the kinds found within a few lines weigh enough. Only English is understood: what is written in
another language, or in words that no rule has, is missed. tests/pages/victim_reports holds the labelled texts.
"""

import re
import unicodedata
from dataclasses import dataclass

from pages import phrases

VERSION = 2
LONGEST = 20_000  # characters looked at; forms allow far fewer
LONGEST_WORD = 30
NEAR = 160  # characters: half of what is looked at together
ENOUGH = 8


@dataclass(frozen=True, eq=False)
class Rule:
    name: str
    weight: int
    phrases: list[str]
    pattern: re.Pattern[str]


def rule(name: str, weight: int, written: str) -> Rule:
    separate = phrases.separate(written)
    return Rule(name, weight, separate, phrases.pattern(separate))


def by_beginning(rules: list[Rule]) -> dict[str, list[Rule]]:
    found: dict[str, list[Rule]] = {}
    for each in rules:
        for beginning in {beginning for phrase in each.phrases for beginning in phrases.beginnings(phrase)}:
            found.setdefault(beginning, []).append(each)
    return found


HER = "(her|him|them|me|us)"
HERS = "(her|his|their|my|our|the)"
SHE = "(she|he|hes|shes|her|his|him)"
THEY = "(she|he|hes|shes|her|his|him|they|them|theyre|theyve|their)"
CHILD = """(girls?|boys?|kids?|child|children|teenagers?|teens?|toddler|baby|youngsters?|youths?|little ones|lads?|lass|
    pupil|daughter|son|grandson|granddaughter|niece|nephew)"""
ADULT = """(woman|women|man|men|lady|ladies|blokes?|fellas?|guys?|chaps?|workers?|staff|cleaner|nanny|au pair|carer|
    nurse|maid|housekeeper|gardener|home help|cook|chef|porter|waiter|waitress|pickers?|labourer|builder|seller|
    driver|hairdresser|dancer|neighbours?|friends?|mates?|m8|workmate|housemate|student|patient|tenant|lodger|
    customer|client|colleague|person|couple|people|adults|sister|brother|sis|bro|cousin|wife|husband|partner|
    boyfriend|girlfriend|bf|gf|mum|mother|dad|father|nan|gran|uncle|aunt|stepdad|stepson|stepdaughter)"""
BOSS = """(boss|gaffer|ganger|foreman|gangmaster|supervisor|manager|employer|owner|landlord|minder|pimp|agent|agency|
    madam|skipper|captain|recruiter|sponsor|gang|elders|olders|boyfriend|bf|husband|uncle|stepdad|mother in law|in laws|
    traffickers|smugglers|driver|dealer)"""
MAN = "(man|men|blokes?|fella|guy|chap|woman|lady|couple|family|lads)"
PAPER = "(passports?|papers|documents|ids?|visa|bank cards?|card|ticket|phones?|licence|letters|certificate)"
PAY = "(wages?|money|pay|cash|tips|takings|benefits|pension|earnings|earn|earns|every penny|change|packets?|salary)"

# Kinds of words, by weight.
CLEAR = {
    "no pay": f"""(not|never|isnt|arent|aint|wasnt|hardly|barely) _ (paid|pay|wages|salary), (not|hasnt|havent|aint)
        been _ paid, (dont|doesnt|wont|not|never|didnt) (pay|get|give|see) ~ (paid|pay|wages|salary|money|her|him|them|
        me|us), without (pay|being paid), no (pay|wages?|money|salary|contract), nothing left, pays? for ~ (bed|bus|
        overalls|tools|transport), (take|takes|took|taking|keeps?|keeping|holds?|collect*|gets?|gives?|hands?|empt*|cut|
        cash|cashes|goes) ~ {PAY}, (take|takes|took) ~~ (off|from) {HER}, work* for (nothing|free|food), (pounds|quid)
        (a|for the) (week|day), for wages, (are|is) taken out, (his|own) pocket, (gives?|give) (him|my \\w+) (money|
        what|it)""",
    "debt": f"""owes?, owed, owing, debts?, repay*, (pay|pays|paying) ~ (back|off), until ~~ paid, work* ~ off, (bought|
        sold|sells?|owns) {HER}, must pay, have to pay ~ (back|if|before|thousand), out of (her|his|my|our) wages""",
    "not free": f"""(not|isnt|arent|aint|wasnt|never|only time _ ) (be )?(allowed|permitted|free), forbidden, (forbid|
        stop|stops) {HER}, (wont|doesnt|dont|didnt|not|never|refuses to|wouldnt) let {HER} ~ (go|leave|out|off|talk|
        speak|see|phone|call|stop|rest|alone|have), never leaves?, let me out, trapped, (cant|cannot|couldnt|could not|
        may not|must not|unable to|afraid to|scared to) ~ (leave|get out|out|escape|get away|go home|go out|come home|
        come out|stop|resign|quit|change jobs|go back), (never|nobody|no one|not once|hardly ever|rarely) ~ (comes?|
        goes|leaves?|seen?|steps?) ~ (out|outside|ashore|alone|on (her|his|their) own), prisoner, escape*, (ran|run|
        runs) (away|off), (she|he) ran, no way out, never (be )?let, (cant|cannot) go, wants? (to )?(leave|out|get out|
        get away|escape|go home), (chain|chains) on""",
    "locked in": f"""(locks?|locked|padlock*|shut|bolt*|weld*|kept|held|bars) ~~ (in|up|inside|here|outside|at night|
        captive|on them|there|door|window*), (keeps?|keeping) {HER} ~ (in|at|here|there|inside), door ~ lock*, locks
        the, lock on, (weld*|bolt*|padlock*) ~ door, against {HERS} will, ({CHILD}|{ADULT}) (is |are )?(being )?kept,
        boarded up, curtains _ (shut|drawn|closed)""",
    "threatened": f"""threat*, kill {HER}, (burn|harm|hurt) {HERS}, be hurt, deport*, blackmail*, (report|send|arrest)
        {HER}, sent back, police will, cancel ~ (visa|sponsorship), visa (finish|gone|cancel*), put {HER} out, (show|
        tell) my (mum|dad|family|parents), put (them|it) on ?line, take {HER} to court, knows where, immigration, home
        office, come to (the|my|our) house, (keep|take|took|kept) (your|her|my|his|their) (baby|child|children|son|
        daughter)""",
    "in secret": """whisper*, mouthed, begged? me, confided, promise, not to (say|tell|phone|call), secret*, code word,
        (slipped|passed|gave) (me|us), a note, listening, dont call, go to the police, mind my own, let slip, embassy,
        confidential, dont tell, keep my name out, anonymous, cant (talk|tell|say)""",
    "a cry for help": "help (me|us) please, please help (me|us), said help, please police, save me, rescue",
    "watched": f"""(speaks?|spoke|answers|answered|talks?|interprets?|translates?|books) ~ for (her|him|them|all|
        everyone), answer* ~ questions, all the talking, (not|wouldnt|didnt) let me (talk|speak|see), always _ with,
        minder, watch* (her|him|them|me), followed, the same {MAN}, holds (her|his) (arm|hand), would not leave, {MAN}
        (waits?|comes?|drives?|pays?|watch*), answers the door, (wife|husband|boss|man) answered, never (left )?alone,
        never on (her|his|their) own, always the same, (wait|waits) for (her|him|them), (waits|waiting) (in|outside)""",
    "sold for sex": """brothel*, prostitut*, pimp*, escort*, massage, sex work*, sexual*, groom*, punters, nudes, send ~
        pics, webcam, advertis* (her|me|them|him), hotel room*, (men|blokes|cars) ~ (come|comes|coming|go|going|visit*|
        queue*|in), (different|diff|strange|older|lots of|random|see|sold to|brings?|meet) (men|man|hotels|blokes),
        (his|her) (mates|friends), (young|different) women, to my room, touch* me, moved every, different (girl|woman),
        red light, sleep with (people|men|him|strangers), (for|at|to) parties, (go|went|goes) with (the )?(men|blokes),
        sell (myself|herself|himself)""",
    "made to marry": """(to|making|made|must|get|getting) _ _ (marry|married|marriage), marry (a|his|her|my|someone),
        get cut""",
    "used by a gang": """county lines, trappin*, drugs, weed, cannabis, deal* (drugs|from), they deal, knife, (selling|
        sell|carry|carrying|running|deliver) ~ (stuff|drugs|packages|for|4), (two|three|2|3|new|burner) phones?, (goes|
        gone|going|went) missing, older (boys?|lads?|kids|brother), electric meter, tampered, windows ~ (blacked|
        covered), new trainers, second phone, shoplift*, steal*, tattoo, needles, dropped out, grow (weed|plants),
        growing (weed|cannabis|plants), wads? of, nicking, blade, older (guys|ones|man|men), being used""",
    "home taken over": f"""taken over, took over, come and go, (coming|comings|going) and (going|goings|out), in and
        out, at all hours, using {HERS} ~ (home|flat|house), (staying|stayin|living) ~ (flat|house), cuckoo*, living
        with (her|him) who, moved in on, moved into (her|his)""",
    "worn out": """starv*, malnourish*, hungry, so thin, skinny, ate, nothing to eat, leftovers, scraps, ask* for (food|
        bread|help), no (food|coat|shoes|boots|gloves|hard hats|work|harness*), barefoot, flip flops, dirty clothes,
        filthy, unwashed, unkempt, same clothes, asleep at, exhausted, days? off, day of rest, know (what|where) ~ (was|
        is|in), soaked, shivering, in rags, pale, (dont|doesnt|not|never) (eat|eats|eaten|smile|smiles|smiling), stopped
        smiling, for food, tired, (gloves|shoes|coat|boots|harness*), bare feet""",
    "trafficked": """(been|being|is|was|im|am|are|shes|hes|get) _ (trafficked|exploited|enslaved|groomed|smuggled|sold|
        abused), victim of, trafficking going on, (like|the|called) (a )?slaves?, treated like""",
    "one person's doings": f"{SHE} ~~ {SHE} ~~ {SHE}",
    "asks what to do": f"""worried (about|for), concern*, bad feelin*, gut feeling, not right, help {HER}, needs? help,
        check on, send someone, look into, (what|who) (should|can|do|could|would) i (do|tell|ask|call|ring|speak), dont
        know (who|what|if), dunno who, not sure (if|who), where to report, (to|you|u) report, want to tell, who to
        (tell|msg), something ~ wrong, (nobody|no one|dont) ~ do* anything, probably nothing, might be nothing, get
        anyone in trouble, hope this reaches, police, (can|could) (someone|somebody|sum1|anyone|you) ~ (check|send|
        look), (go|come) and look, in trouble""",
    "all hours": """# hours, (seven|7) days, all day, every day, day and night, every hour, from # till, from _ till,
        (till|until|at) (late|#am|# am|midnight), up at (four|five|4|5), all (nite|night), in the dark, in all weathers,
        night shift, (drives|driven|drop*|picked|picks?|brought|brings|collect*|take|bus) ~ (in every|off|up|again|every
        morning|to work|home at|home from)""",
    "a child": """(im|i am|hes|shes|is|was|aged|about|be|like|maybe|only|over|than|just) (about |maybe |only |over |
        around )?(ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|nineteen|1#), (not|never|should be) ~ (in|to|at)
        school, term time, (cant|cannot) be (more|older|over), looks? like _ child*, begging, (in )?year (#|ten|nine|
        eleven), school age, too young, underage, dropped out of school""",
    "from abroad": """foreign, vietnam*, romania*, albania*, bulgaria*, nepal*, philippines, filipin*, chinese, china,
        polish, ghana*, nigeria*, zimbabwe*, india*, pakistan*, bangladesh*, sudan*, eritrea*, somali*, thai*, brazil*,
        ethiopia*, my country, back home, abroad, (no|broken|much|small) english, english not, accent, interpreter,
        moldova*, ukrain*, morocc*, turk*, afghan*, iran*, iraq*, syria*, hungar*, lithuania*, latvia*, slovak*,
        uganda*, kenya*, sri lanka*, asian, african, eastern european""",
    "unfit place": """(sleep*|slept|lives?|living|kept|stay*) ~~ (floor|shed|garage|van|bus|lorry|wagon|container|
        caravan|portakabin|cabin|kitchen|barn|box|back room|site|car|basement|cellar|tent|sacks), (sleep|sleeps|
        sleeping) (in|on|there|at|over|under|with), bunk beds, to a (room|cabin), (one|same|every|share) (room|bed), no
        (heating|toilet|water), lives? (over|above), crammed, cramped, overcrowd*, mattress*""",
}
TELLING = {
    "papers are kept": f"""(take|takes|took|taken|taking|hold|holds|held|keeps?|kept|keeping|has|have|had|got|hid|hides|
        lost|locked) ~ {PAPER}, {PAPER} ~ (taken|held|kept|hidden|office|safe|drawer|with them), (not|wont|never) give
        {HER} ~ {PAPER}, charged? {HER} ~~ (papers|visa|certificate), tracker, keep (her|his|their|my) things""",
    "made to": f"""forced, forcing, forces, made (to|2), (make|makes|making) {HER}, they make, (has|have|had|must|got)
        to (give|hand|sleep|work|pay|be nice|do what|do it|do things|earn|sell|deliver|carry), if (i|we|she|he|they)
        (dont|doesnt|talk*|say*|complain*|loved|leaves?|behaves), (dont|didnt|doesnt) want to, does everything for
        (them|her|him|everyone), no choice, for (his|her|their) keep, servant""",
    "hurt": """hits?, hitting, beat*, slap*, kick*, punch*, stab*, shov*, burns?, burnt, bruis*, black eye, broken (jaw|
        arm|nose), split lip, cuts? on, injur*, scar*, limp*, hurts?, swollen, blood, shout* at, yell*, scream*, rape*,
        abus*, assault*""",
    "afraid": """scared, frightened, terrified, petrified, afraid, fear, nervous, jumpy, anxious, trembl*, shaking, cry,
        cries, crying, weeps?, weeping, sobb*, in tears, flinch*, eye contact, (wont|would not) look, never looks?,
        looked? at the (door|floor|ground), (eyes|head) down, (never|hardly) (talks?|speaks?|smiles?), wont say,
        withdrawn, feel sick, scripted""",
    "somebody in particular": f"""(a|an|the|this|that|one|another|my|our|his|her|their|two|three|four|five|six|eight|#|
        several|some|few|these|those|little|lots of) ~ ({CHILD}|{ADULT}), (someone|somebody|somones?) (i|in|at|on|near|
        next|who|is|being|there), she, he, shes, hes, theyve got""",
    "somebody in charge": f"(the|an?|his|her|their|my|one|older) _ {BOSS}, (an?|the|some|big|older|same|one) _ {MAN}",
    "of others": f"{THEY} ~~ {THEY}",
    "as it is": """keeps, holds, says, goes, gets, comes, takes, gives, brings, lives, sleeps, makes, pays, works,
        wants, looks, tells, (he|she) has, has (a|her|his|to|been|got|no|my), who has, theyve, whos, is (being|there|in|
        with|still)""",
    "there": "theres, there (is|are|was|were), outside, inside, night, each, round, away, house, flat, door, bed",
    "papers": f"passport*, visa, identity card, bank card*, sim card, {HERS} _ (papers|documents|ids?|ticket|phones?)",
    "seen or heard": """(i|we|ive|weve|id) _ (saw|seen|see|noticed?|heard|hear|here|suspect|pass|sat|visit|found|viewed|
        worked|watched), found, my own eyes, (told|texted|asked) (me|us|my), (she|he|they) (says?|said|told), looks?,
        looked, still (there|in|at)""",
    "a trade": """nail (bar|shop|salon|place), car ?wash, valet*, farm*, field*, factory, warehouse, depot, recycling,
        boat, harbour, takeaway, restaurant, hotel*, kitchen, building site, paving, driveways, roofing, scaffold*,
        tarmac*, laundrette, fishing, chicken, poultry, care (home|worker|work), fruit, clean*, cook*, garden*, salon,
        pub, bar, massage, caravan, begging""",
}
SLIGHT = {
    "money": """wage*, money, cash, paid, unpaid, pays?, tips, earn*, rent, takings, benefits, fees?, penalty, deduct*,
        pounds, quid, thousand*, salary, bank account""",
    "lured": """promis*, advert*, agency, sponsor*, met ~ online, brought ~ (over|here|from), came here, got here,
        arrived, job offer, jobs in, modelling, from the internet, visa, offered (me|my|her|him), cant reach, hasnt been
        seen, stopped coming, told (id|i would|she would|he would|theyd) be""",
    "the writer": f"""(makes?|made|told|let|give|hit|pay|bought|owe|hurt|take|took|call|keeps|promise) me, my {BOSS},
        (im|i am|i have|we are|i) _ (1#|here|kept|locked|not|work|cant|scared|afraid|must|came|owe)""",
    "a certain place": """next door, doors down, opposite, upstairs, downstairs, below, underneath, behind (us|ours|the|
        our), round the corner, down the road, end of, near (us|me|my), number #, my window, (in|on|at|round|from|to)
        our, high (st|street), (the|a|my|our|this|that|on|at) ~ (street|road|lane|close|way|parade|estate|village|flat|
        house|property|shop|school|church|hostel|station|library|lights|supermarket|van|minibus|car|door|surgery|
        ward)""",
}
WITH_US = {
    "with us": """sign, signed, petition, page, site, website, form, group, course, (a|your) talk, meeting, emails?,
        letters?, hall, banner, your (work|letter|page|form|office|map|charity|group|review|cards?|privacy|site|talk|
        bill), password, account, mailing list, newsletter, fundraising""",
    "you": "your",
}
GENERAL = {
    "a lesson": """training, trainer, course, we learn*, lesson, signs, indicators, essay, coursework, poster, leaflet*,
        explain*, if you see, look out for, quiz, (gave|give|heard) a talk, webinar, dissertation""",
    "a story": """film, novel, documentary, programme, television, history, scene, story, in the (papers|news),
        survivors?, radio, play, wrote, the report""",
    "the law": "the law, act, minister, government, penalties, mps?, parliament, section, consent, petitions, courts",
    "people in general": f"""(no|every|any) ({CHILD}|{ADULT}) should, (nobody|no one|workers|people|children|victims|
        they|supermarkets|companies) should, as an employer, (very|for|all|these|where|most|of) (people|children|women|
        men) who, those who, the person who, these (gangs|people|companies)""",
    "long over": """years ago, its over, i am safe, im safe, is free now, i used to, when i was, ancestors, grandmother,
        victorian*, late father, my father (came|was), in 1#*, the war, of war, in all my years, at the time, museum,
        great (aunt|gran*|uncle)""",
    "how and what": """how (do|can|could|many|long|dare|are|is|much|hard|ordinary), could you, can you, may (i|we), id
        like, would like, i would be, do you, is there, are there, where can i, what should i, what am i""",
    "thanks and praise": """thank, thanks, proud, glad, shame, support, deserve*, disgust*, insult, wonderful, well
        done, keep going""",
}
GROUPS = ((3, CLEAR), (2, TELLING), (1, SLIGHT), (-2, WITH_US), (-3, GENERAL))
RULES = [rule(name, weight, written) for weight, group in GROUPS for name, written in group.items()]
BY_BEGINNING = by_beginning(RULES)
WORDS = re.compile(r"[^\W_]+|[.!?;]|\n\s*\n")
UNSEEN = {"Cf", "Mn", "Me"}  # zero-width characters, soft hyphens, accents
APOSTROPHES = dict.fromkeys(map(ord, "'`\u00b4\u02bc\u2018\u2019\u201b\uff07"))


def recognise(text: str) -> list[str]:
    """The names of the rules that together weigh enough, none where the text looks like no report."""
    where = places(plain(text))
    for place in sorted(set().union(*where.values())):
        near = [rule for rule, found in where.items() if place in found or place + 1 in found]
        if sum(rule.weight for rule in near) >= ENOUGH:
            return [rule.name for rule in near if rule.weight > 0]
    return []


def places(text: str) -> dict[Rule, set[int]]:
    """Where each rule is found. To search a text for each of them takes several times as long as to try, word after
    word, those alone that have a phrase which begins so.
    """
    where: dict[Rule, set[int]] = {rule: set() for rule in RULES}
    looked_at, start = dict.fromkeys(RULES, 0), 0
    for word in text.split(" "):
        for rule in begun_by(word):
            if start >= looked_at[rule] and (match := rule.pattern.match(text, start)):
                where[rule].add(start // NEAR)
                looked_at[rule] = match.end()
        start += len(word) + 1
    return where


def begun_by(word: str) -> set[Rule]:
    return {rule for beginning in phrases.begun_by(word) for rule in BY_BEGINNING.get(beginning, ())}


def plain(text: str) -> str:
    """Small letters and figures, a space between words and a full stop for the end of a sentence."""
    same = unicodedata.normalize("NFKD", text[:LONGEST].translate(APOSTROPHES))[:LONGEST].lower()
    seen = same if same.isascii() else "".join(each for each in same if unicodedata.category(each) not in UNSEEN)
    return " ".join(word[:LONGEST_WORD] if word[0].isalnum() else "." for word in WORDS.findall(seen))
