"""The bank of the awareness course: what human trafficking is (module one), and how to weigh signs (module two)."""

from config.demo import training_bank as bank
from config.demo.training_bank import question, right, wrong

QUESTIONS = [
    question(
        1,
        "Which three parts come together when an adult is trafficked?",
        wrong("A border, a vehicle and a buyer", "No border has to be crossed, and often nobody is sold to anybody."),
        right(
            "An act, a means and a purpose",
            "Something is done to them, by threats, lies or control, in order to exploit them.",
        ),
        wrong(
            "Violence, a locked door and false papers",
            "Many people are held by debt or fear alone. Chains and locks are rare pictures.",
        ),
        fact="palermo",
        source=bank.PALERMO,
    ),
    question(
        1,
        "What does not have to be shown when the person is a child?",
        wrong("That the child was to be exploited", "The purpose has to be shown for a child too."),
        wrong(
            "That somebody moved, housed or took in the child",
            "The act has to be shown. A move down the road is enough.",
        ),
        right(
            "That there was force, threats or lies",
            "For a child the act and the purpose are enough. A child can't agree to be exploited.",
        ),
        fact="palermo",
        source=bank.PALERMO,
    ),
    question(
        1,
        "A woman is moved from one street to the next in her own town, to be used for work. Can this be trafficking?",
        right("Yes, since no border has to be crossed", "A few streets are enough."),
        wrong(
            "Only if she came from abroad before",
            "Where she came from makes no difference. In 2025 the largest group referred were "
            "{fact:nrm-2025-largest-group}.",
        ),
        wrong("Only if she was taken to another part of the country", "There is no shortest distance."),
        source=bank.PALERMO,
    ),
    question(
        1,
        "How does trafficking differ from smuggling?",
        wrong("Smuggling is done by sea, and trafficking by land", "The way of travel makes no difference."),
        wrong(
            "They are two words for the same thing",
            "A smuggler is paid to get somebody across a border. One can turn into the other on the way.",
        ),
        right(
            "Trafficking is about using a person, and needs no border",
            "The purpose is to exploit. It can happen in one town.",
        ),
        source=bank.PALERMO,
    ),
    question(
        1,
        "Somebody said yes to a job, and was then cheated and threatened. What is their yes worth?",
        wrong(
            "It makes it a matter between them and the employer",
            "To force a person to work is a crime, and not a quarrel about a contract.",
        ),
        right(
            "Nothing in law: it was got by lies and threats",
            "A yes that was got by threats, lies or control does not count.",
        ),
        wrong(
            "It means that they can't be a victim, though they may be unlucky",
            "People are often drawn in by a yes. They did not say yes to what came after.",
        ),
        fact="msa-section-1",
        source=bank.ACT_2015,
    ),
    question(
        1,
        "A door is not locked, and a person still does not leave. What does that tell you?",
        right("Little: fear, debt or threats can hold a person", "Not leaving is not the same as being free to leave."),
        wrong(
            "That they are content, since they could walk out at any time",
            "They may have no money, no papers and nowhere to go, or fear for their family.",
        ),
        wrong("That what happens there is not serious", "How serious it is can't be seen from a door."),
        indicator="G18",
        source=bank.TOOLKIT,
    ),
    question(
        1,
        "Which was the largest group of people referred in the UK as possible victims in 2025?",
        wrong(
            "People who had just arrived from outside Europe",
            "It is a common picture, and it is wrong. It makes us miss people from here.",
        ),
        wrong(
            "People who had asked for asylum", "The statistics are by nationality, and this was not the largest group."
        ),
        right("{fact:nrm-2025-largest-group}", "They were the largest group in 2025, as in the years before."),
        fact="nrm-2025-largest-group",
        source=bank.STATISTICS_2025,
    ),
    question(
        1,
        "In 2025, {fact:nrm-2025} people were referred as possible victims. What does this number count?",
        wrong("All victims in the UK", "Nobody knows how many there are. Many are never seen."),
        right(
            "Those who were noticed and referred",
            "It counts referrals. Others are never seen, and some of those referred are found not to be victims.",
        ),
        wrong(
            "Those for whom a court has found somebody guilty",
            "Referrals are made long before any trial, and often there is none.",
        ),
        fact="nrm-2025",
        source=bank.STATISTICS_2025,
    ),
    question(
        1,
        "What is the longest sentence under the {fact:msa-2015} for holding or trafficking a person?",
        right("{fact:msa-life}", "The law treats it as one of the gravest crimes."),
        wrong("A fine", "It is far graver than that."),
        wrong("Two years in prison", "The longest sentence is much longer: {fact:msa-life}."),
        fact="msa-life",
        source=bank.ACT_2015,
    ),
    question(
        2,
        "You notice one sign: a man at work always looks at the floor. What does it prove?",
        wrong("That he is afraid of somebody at work", "He may be shy, tired or thinking of something else."),
        right("Nothing", "One sign alone proves nothing. Look for several that fit together and go on."),
        wrong(
            "That he has something to hide, so somebody should ask him",
            "It proves nothing, and asking is not your part. It could harm him.",
        ),
        fact="advice-one-sign",
        indicator="G03",
        source=bank.STOP_THE_TRAFFIK,
    ),
    question(
        2,
        "Which of these is a sign to weigh together with others?",
        wrong("She has a strong accent", "An accent is never a sign."),
        wrong("She wears a head scarf", "Faith and dress of a faith are never signs."),
        right(
            "Somebody else keeps her bank card and phone", "It can be a trace of control. Weigh it with other signs."
        ),
        indicator="G06",
        source=bank.TOOLKIT,
    ),
    question(
        2,
        "How sure do you have to be before you ring for advice?",
        wrong("Sure enough to say so in court", "You are a caller. Others find out what it means."),
        wrong(
            "Sure enough that two other people agree with you",
            "One person who is worried is enough. Waiting for others can cost time.",
        ),
        right(
            "You don't have to be sure: a worry is enough",
            "You don't need proof. What you saw may fit with what somebody else has told the police.",
        ),
        fact="advice-not-sure",
        critical=True,
        source=bank.NCVO,
    ),
    question(
        2,
        "You are worried about a customer at your till. The man with her is watching. What do you do?",
        right(
            "Serve them as always, and ring later from a safe place",
            "Nobody has seen that you are worried, so nobody has to pay for it.",
        ),
        wrong(
            "Give her a sign with your eyes that you have understood", "He may see it too, and make her suffer for it."
        ),
        wrong(
            "Ask him, in a friendly way, why he always answers for her",
            "It tells him that somebody has noticed. That can put her in danger.",
        ),
        fact="advice-no-showing",
        indicator="G04",
        critical=True,
        source=bank.NEIGHBOURHOOD_WATCH,
    ),
    question(
        2,
        "Somebody in front of you is being beaten. Which number do you ring?",
        wrong("{fact:police}", "That is the police when it is not an emergency."),
        wrong("{fact:helpline}", "The helpline gives advice. In danger, ring the emergency number first."),
        right("{fact:emergency}", "In danger now, ring it at once, and don't step in yourself."),
        fact="emergency",
        critical=True,
        source=bank.COMMISSIONER,
    ),
    question(
        2,
        "Which question helps you to be fair when something worries you?",
        wrong("Do people like this do such things?", "That question rests on a picture of a group of people."),
        right(
            "Would it worry me if the person came from my own street?", "If not, think again about what worries you."
        ),
        wrong(
            "Have I read in the news about cases in which people of the same kind were involved?",
            "The news shows some cases and not others. Look at what is done to the person.",
        ),
        source=bank.ADVICE_HERE,
    ),
    question(
        2,
        "A person believes that they must work off a debt, and it grows however hard they work. What is it called?",
        wrong("A payday loan", "A loan has terms, and can be paid back. This can't, and is not meant to be."),
        wrong("Wage theft", "Pay may be stolen as well. But the tie that holds the person is the debt."),
        right("Debt bondage", "It is one of the most common ways to hold a person."),
        indicator="G16",
        source=bank.TOOLKIT,
    ),
    question(
        2,
        "Three questions help to weigh signs: are there several, do they fit together, and …?",
        right("do they go on, from one day to the next?", "A bad day passes. Control stays."),
        wrong("does the person come from abroad?", "Where somebody comes from is no sign."),
        wrong("have I got a picture of it?", "Don't take pictures. You need no proof."),
        source=bank.ADVICE_HERE,
    ),
    question(
        2,
        "You ask a neighbour if she is all right, and she says that she is fine. What do you learn from it?",
        wrong(
            "That you were wrong, and can forget the signs",
            "She may be watched or afraid. Signs that fit together still count.",
        ),
        wrong(
            "That she needs to be asked again, more firmly", "Asking again can put her in danger, and gets her no help."
        ),
        right(
            "Very little, so the signs that you saw still count",
            "Many people can't say what is happening. You can still ring for advice.",
        ),
        indicator="G15",
        source=bank.TOOLKIT,
    ),
]
