"""The bank of the course for trainers."""

from config.demo import training_bank as bank
from config.demo.training_bank import question, right, wrong

QUESTIONS = [
    question(
        1,
        "What do you write down first when you plan a session?",
        wrong("The slides that you already have", "Then the slides decide, and not what people need."),
        right("What people should be able to do afterwards", "Whatever helps with none of it can be left out."),
        wrong("All that you know about the law and the numbers", "Most people try to teach too much."),
        source=bank.AWARDS_HERE,
    ),
    question(
        1,
        "Time runs short. What do you keep?",
        wrong("The talk about laws", "People can read it at home. It is not what they need in the moment."),
        wrong("The numbers of the last ten years", "They are on the site, with their sources."),
        right("Practising the call", "People who have said the words aloud once find it easier to ring."),
        source=bank.AWARDS_HERE,
    ),
    question(
        1,
        "Somebody asks for a number that you don't know. What do you say?",
        right("“I don't know. I'll look at the facts on our site.”", "A guess from a trainer is passed on as a truth."),
        wrong("The number that you remember from a film", "It may be old or wrong, and it has no source."),
        wrong(
            "“About ten thousand, I think, but don't hold me to it.”",
            "They will remember the number and forget the rest.",
        ),
        source=bank.AWARDS_HERE,
    ),
    question(
        1,
        "How do people best practise the call in your session?",
        wrong("They ring the helpline together, on loudspeaker", "The line is for people who need it."),
        right("In pairs, aloud, with no real number", "One is the caller, and one the adviser."),
        wrong("They listen while you tell them how it goes", "Hearing about it is not the same as having done it."),
        fact="helpline",
        critical=True,
        source=bank.HELPLINE,
    ),
    question(
        2,
        "What belongs to each sign that you teach?",
        wrong(
            "The kind of people with whom it is mostly found",
            "Signs are about what is done, and never about kinds of people.",
        ),
        wrong(
            "A true story, so that people remember it",
            "True stories can show who somebody is, and belong to that person.",
        ),
        right("What else it may be", "One sign alone proves nothing. Say so each time."),
        fact="advice-one-sign",
        critical=True,
        source=bank.STOP_THE_TRAFFIK,
    ),
    question(
        2,
        "You show S07, many short visits to one address. What must you say with it?",
        right("It does not show that anybody is forced", "It shows only that sex may be sold there."),
        wrong("It is the strongest sign of all", "By itself it shows nothing about force."),
        wrong("It should be reported to the landlord first", "That helps nobody, and may cost somebody their home."),
        indicator="S07",
        source=bank.STOP_THE_TRAFFIK,
    ),
    question(
        2,
        "A man says that “they are all like that” of people from one country. What do you do?",
        wrong(
            "Let it pass, to keep the peace",
            "Others think that you agree, and someone learns that this is no safe place.",
        ),
        right(
            "Say calmly that a country is no sign, and go back to what is done",
            "You put it right and need not shame him.",
        ),
        wrong(
            "Send him out of the room at once, so that all can see where you stand",
            "You can put it right without shaming him.",
        ),
        source=bank.AWARDS_HERE,
    ),
    question(
        2,
        "Which scenario is best for a table to talk about?",
        wrong("A case from the local paper, with the street", "Somebody in the room may know the people."),
        wrong(
            "The story of a survivor, told by you, in detail",
            "It is theirs to tell, and details may hurt those who listen.",
        ),
        right("A few lines with no name and no country", "Let some of them turn out to be harmless."),
        source=bank.AWARDS_HERE,
    ),
    question(
        2,
        "Which number helps a room to see a wider picture of who is exploited?",
        right(
            "The largest group referred in 2025: {fact:nrm-2025-largest-group}",
            "Many people think only of people from abroad.",
        ),
        wrong("The number of people who came to the UK last year", "It says nothing about exploitation."),
        wrong("The number of crimes in your town", "It says nothing about who is exploited."),
        fact="nrm-2025-largest-group",
        source=bank.STATISTICS_2025,
    ),
    question(
        3,
        "After the session some people want to go past a house that worries them. What do you say?",
        wrong("“Fine, if you stay in the car.”", "They may be seen. It puts people in danger."),
        right("“Please don't. Whoever is worried rings.”", "Don't investigate: no following, watching or filming."),
        wrong("“Let me know what you find.”", "You have just sent them."),
        fact="advice-no-investigating",
        critical=True,
        source=bank.CHELMSFORD,
    ),
    question(
        3,
        "In the break a woman says: “My boss is doing this. I'll tell him what I think tonight.” What do you say?",
        wrong("“Good for you. Somebody has to.”", "It may put her and others in danger."),
        wrong("“Wait until you have proof.”", "She needs no proof to ring, and should not confront him later either."),
        right("“Please don't confront him. Shall we ring together?”", "Believe her, and help her to make the call."),
        fact="advice-no-confronting",
        critical=True,
        source=bank.NEIGHBOURHOOD_WATCH,
    ),
    question(
        3,
        "Somebody offers a spare room for a person who wants to get away tonight. What do you say?",
        right(
            "“That is kind, and it could go badly. Ring for help.”",
            "Don't try a rescue, and don't offer a bed. It needs a plan and trained people.",
        ),
        wrong(
            "“Good. I know two more families who would help in such a case.”",
            "You would be building a rescue without a plan.",
        ),
        wrong(
            "“Only if the person agrees.”",
            "Their wish counts, but a bed with strangers may still be found by those who hold them.",
        ),
        fact="advice-no-rescue",
        critical=True,
        source=bank.THREE_RIVERS,
    ),
    question(
        3,
        "As you leave, a young man says that it is happening to him. Your train goes in ten minutes. What do you do?",
        wrong("Give him a card, and catch the train", "It took courage to come to you. He may not do so again."),
        right(
            "Stay, listen, and believe him", "Say that it is not his fault, and offer to ring the helpline together."
        ),
        wrong("Ask him to tell the group's leaders", "He chose you. Don't send him from one to the next."),
        fact="advice-listening",
        critical=True,
        source=bank.RED_CROSS,
    ),
    question(
        3,
        "Somebody begins: “Just between us, you mustn't tell …” What do you say?",
        wrong("“Of course.”", "You can't keep that promise if somebody is in danger."),
        right(
            "“I can't promise that. I'll only pass it on to keep people safe.”",
            "It is honest, and it is said before they tell you.",
        ),
        wrong(
            "“Then tell me without the names.”",
            "A story can be dangerous without names, and you have still not been honest.",
        ),
        fact="advice-no-secrecy",
        critical=True,
        source=bank.RED_CROSS,
    ),
    question(
        3,
        "A man holds up his phone with photos of a house. What happens to the pictures?",
        wrong(
            "You take them and pass them on",
            "You did not see it and can't answer questions. They would be on one more phone.",
        ),
        wrong(
            "He shows them to the room, so that others can say what they see",
            "Nobody should see them, and nobody should hear the place.",
        ),
        right("He asks the police what to do with them, on {fact:police}", "Sit with him while he rings."),
        fact="police",
        critical=True,
        source=bank.COMMISSIONER,
    ),
    question(
        3,
        "During a session somebody gets a message that a friend is being beaten right now. Which number?",
        right("{fact:emergency}", "Danger now. The one who knows of it rings, and you stay with them."),
        wrong("{fact:helpline}", "The helpline advises. In danger, the emergency number comes first."),
        wrong("{fact:crimestoppers}", "It takes what you know without your name. It sends nobody."),
        fact="emergency",
        critical=True,
        source=bank.COMMISSIONER,
    ),
    question(
        4,
        "Somebody came for the last quarter of an hour. What do you mark?",
        wrong(
            "That they were there, since they were", "The award would say that they learned the course. They did not."
        ),
        right("Nothing", "Tell them kindly, and show them the next date."),
        wrong("That they were there for a part", "An award is for the whole session. There is no part of one."),
        source=bank.AWARDS_HERE,
    ),
    question(
        4,
        "You closed the register, and then find a name that should not be on it. What do you do?",
        wrong("Leave it, because awards can't be changed", "They can be revoked, with a reason."),
        wrong(
            "Open the list and take the name out, so that nobody is troubled by it",
            "An award is never changed in silence.",
        ),
        right("Tell staff, who can revoke the award with a reason", "It stays visible what was done, and why."),
        source=bank.AWARDS_HERE,
    ),
    question(
        4,
        "What does an award allow its holder to do?",
        right("Nothing that they could not do before", "It is proof of learning, and no licence."),
        wrong("Refer people to the National Referral Mechanism", "Only {fact:first-responders} can."),
        wrong("Look into a worry on behalf of their group", "Nobody in a group looks into it."),
        fact="first-responders",
        source=bank.AWARDS_HERE,
    ),
    question(
        4,
        "A learner stumbles over a question about safety, and looks at you. What do you do?",
        wrong(
            "Nod at the right answer, since they know it really",
            "Somebody who would act wrongly should not hold an award.",
        ),
        right(
            "Help with reading it, and let them choose", "Help with words or the screen is fine. The choice is theirs."
        ),
        wrong("Tell them to leave it out", "All questions about safety have to be right."),
        source=bank.AWARDS_HERE,
    ),
]
