"""The bank of the awareness course: children (module five), what to do and what not to do (module six)."""

from config.demo import training_bank as bank
from config.demo.training_bank import question, right, wrong

QUESTIONS = [
    question(
        5,
        "Who is a child in law?",
        wrong("Anybody under 16", "The law's line here is 18."),
        right("Anybody under 18", "A tall boy of seventeen with a beard is a child too."),
        wrong("Anybody who still lives with their parents", "It goes by age alone."),
        source=bank.PALERMO,
    ),
    question(
        5,
        "You think that a child may be at risk right now, but you are not sure. What do you do?",
        right("Ring {fact:emergency} at once", "With a child at risk now, don't wait to be sure."),
        wrong(
            "Wait until you have seen it a second time, so as not to bring trouble to a family",
            "The second time may be too late.",
        ),
        wrong("Ask the child if anything is wrong", "The child may not be able to say, and somebody may be watching."),
        fact="advice-child-now",
        critical=True,
        source=bank.NSPCC,
    ),
    question(
        5,
        "A girl asks: “If I tell you something, do you promise not to tell?” What do you say?",
        wrong(
            "“I promise. You can trust me.”",
            "You can't keep that promise if she is in danger, and then she trusts nobody.",
        ),
        wrong("“Don't tell me, then I don't have to pass anything on.”", "That shuts the door. She may not try again."),
        right(
            "“I can't promise that. I want you to be safe. I'm listening.”",
            "It is honest, and it leaves the door open.",
        ),
        fact="advice-no-secrecy",
        critical=True,
        source=bank.RED_CROSS,
    ),
    question(
        5,
        "A child tells you about something that hurt them. How do you answer?",
        wrong(
            "“Are you quite sure? That is a serious thing to say about a person.”",
            "A child who is doubted may never tell again.",
        ),
        right(
            "Listen, believe them, and say that it is not their fault",
            "What you do now can decide whether they ever tell anybody else.",
        ),
        wrong(
            "Ask for names, days and places, so that you can tell the police",
            "That is for people who are trained to ask. Let the child use their own words.",
        ),
        fact="advice-listening",
        critical=True,
        source=bank.RED_CROSS,
    ),
    question(
        5,
        "A child is not in danger now, but you are worried. Which of these is for adults who are worried about a "
        "child?",
        wrong("Childline on {fact:childline}", "That one is for children and young people themselves."),
        right(
            "The NSPCC on {fact:nspcc}",
            "Its advisers listen and tell you what can be done. The council or the police are good ways too.",
        ),
        wrong(
            "Crimestoppers on {fact:crimestoppers}",
            "It takes what you know about a crime, and gives no advice about a child.",
        ),
        fact="nspcc",
        critical=True,
        source=bank.NSPCC,
    ),
    question(
        5,
        "A young person wants to talk to somebody, and not to you. Which number can you give them?",
        right("Childline, {fact:childline}", "It is free, and for children and young people."),
        wrong("The Salvation Army, {fact:salvation-army}", "That line is for adults in England and Wales."),
        wrong(
            "The Fair Work Agency's, since they were made to work",
            "It looks into abuse at work. A child needs somebody to talk to first.",
        ),
        fact="childline",
        critical=True,
        source="Childline",
    ),
    question(
        5,
        "What does grooming mean?",
        wrong("Forcing a child with violence from the first day", "It mostly begins with kindness."),
        right(
            "Winning a child's trust in order to use it",
            "Attention, gifts and a place to belong come first. Later they must be paid for.",
        ),
        wrong(
            "Any contact between a grown-up and a child online",
            "Most such contact is harmless. Grooming has the aim of using the child.",
        ),
        indicator="K07",
        source=bank.COUNTY_LINES,
    ),
    question(
        5,
        "Which of these is a sign to weigh with others?",
        wrong("A teenager sleeps late and is moody", "Growing up does that to most people."),
        wrong(
            "A teenager has a friend from another school", "Friends are no sign. Older people who control them may be."
        ),
        right(
            "A teenager has things that nobody can account for",
            "New phones, clothes or money can be the gifts that come before a debt.",
        ),
        indicator="C02",
        source=bank.COUNTY_LINES,
    ),
    question(
        5,
        "A child goes missing again and again, above all soon after coming into care. What may lie behind it?",
        wrong(
            "Only that the child does not like rules",
            "It may be so. But it is on the list of signs, so it should be weighed with others.",
        ),
        right(
            "Somebody may be drawing or calling the child away",
            "Some children were told to run from care. Tell those whose work it is.",
        ),
        wrong("Nothing that anybody could do something about", "People can, if they hear of it."),
        indicator="K04",
        source="ECPAT UK and Missing People, When Harm Remains",
    ),
    question(
        6,
        "What are the digits of the {fact:unseen} helpline for modern slavery?",
        wrong("{fact:crimestoppers}", "That is Crimestoppers."),
        wrong("{fact:nspcc}", "That is the NSPCC, about children."),
        right("{fact:helpline}", "It is free, and you need not give your name."),
        fact="helpline",
        critical=True,
        source=bank.HELPLINE,
    ),
    question(
        6,
        "Nobody is in danger now, and you want to tell the police. Which number is it?",
        right("{fact:police}", "It is the police when it is not an emergency."),
        wrong("{fact:emergency}", "Keep that one for danger now, or a child at risk now."),
        wrong("{fact:emergency-textphone}", "That is the emergency number for textphones."),
        fact="police",
        critical=True,
        source=bank.COMMISSIONER,
    ),
    question(
        6,
        "A woman whispers that she is being held, and asks to come with you now. Nobody else is near. What is right?",
        wrong(
            "Drive her to your home until things are clear",
            "She may be followed, and her family may pay. A rescue needs a plan and trained people.",
        ),
        right(
            "Get help by phone at once: {fact:emergency} if she is in danger",
            "Believe her, and leave taking her to safety to those who are trained for it.",
        ),
        wrong(
            "Tell her to go back in, and return with friends tonight", "That puts all of you in danger, and loses time."
        ),
        fact="advice-no-rescue",
        critical=True,
        source=bank.THREE_RIVERS,
    ),
    question(
        6,
        "You are worried about somebody whom you saw. May you write about it in a form on this site?",
        wrong("Yes, in the contact form", "Nobody watches it for reports. Help would come too late."),
        wrong("Yes, if you leave out the name", "A place or a day can be enough to put somebody at risk. Please ring."),
        right("No, not even without a name", "This site takes no reports. Ring the police or the helpline."),
        fact="advice-no-reports-here",
        critical=True,
        source=bank.ADVICE_HERE,
    ),
    question(
        6,
        "Who can refer a person to the National Referral Mechanism for support?",
        wrong("Anybody who is worried about them", "You can tell the police or the helpline. They know who can refer."),
        right(
            "Only {fact:first-responders}", "They are trained staff of named bodies, such as the police and councils."
        ),
        wrong("The person themselves, with a form from the Home Office", "Nobody can refer themselves."),
        fact="first-responders",
        source=bank.TOOLKIT,
    ),
    question(
        6,
        "An adult who may be a victim does not want to be referred. What happens?",
        wrong("They are referred all the same", "An adult must agree. A child is always referred."),
        wrong("The police decide it for them", "Nobody decides it for an adult."),
        right(
            "They are not referred, since an adult must agree",
            "Public bodies in England and Wales must still tell the Home Office, and can leave out the name.",
        ),
        fact="msa-section-52",
        source=bank.TOOLKIT,
    ),
    question(
        6,
        "What does the first decision ask?",
        right(
            "Are there reasonable grounds to think that this person is a victim?",
            "It is short of proof. The second decision comes later.",
        ),
        wrong("Is it more likely than not?", "That is the second decision, on conclusive grounds."),
        wrong("Has anybody been charged?", "Support does not depend on that."),
        fact="first-decision",
        source=bank.TOOLKIT,
    ),
    question(
        6,
        "How long is the recovery period at least, after a positive first decision?",
        wrong("7 days", "It is longer: {fact:recovery-period} days at least."),
        right("{fact:recovery-period} days", "It is longer if the second decision takes longer."),
        wrong(
            "As long as the police need the person as a witness",
            "It does not depend on whether they speak to the police.",
        ),
        fact="recovery-period",
        source="Nationality and Borders Act 2022, Part 5",
    ),
    question(
        6,
        "You need {fact:emergency} from a mobile and can't speak. You are asked to press 55. What do you do?",
        wrong("Hang up and try again", "Stay on the line."),
        right(
            "Press 55, and stay on the line",
            "A silent call alone does not bring help. On a landline 55 does nothing, so stay on the line there.",
        ),
        wrong(
            "Wait, since the police come to each silent call",
            "They don't. Cough, tap the phone, or press 55 when you are asked.",
        ),
        source="Standing Together, calling the police when you can't speak",
    ),
    question(
        6,
        "Which note helps most when you ring?",
        wrong("A list of those whom you suspect, and why", "Say what you saw. Others find out what it means."),
        wrong("A film that you took from across the street", "Don't film. It can put people in danger."),
        right(
            "Day, time, place, and what you saw",
            "Write it later, in a safe place, and keep it where nobody else can read it.",
        ),
        source=bank.CHELMSFORD,
    ),
    question(
        6,
        "You rang, and it came up in group work. What does your safeguarding lead need to hear from you?",
        right(
            "That you rang, when and whom, but no names or places",
            "The lead makes sure of the call and asks how you are. They don't look into it.",
        ),
        wrong(
            "Everything, so that they can decide whether the call was right",
            "They don't decide that. The fewer people know, the safer it is.",
        ),
        wrong(
            "Nothing, since it is a matter for the police",
            "The lead makes sure that the call was made, and asks how you are.",
        ),
        source=bank.GROUPS_HERE,
    ),
]
