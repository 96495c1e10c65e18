"""The bank of the course for those who lead a group."""

from config.demo import training_bank as bank
from config.demo.training_bank import question, right, wrong

QUESTIONS = [
    question(
        1,
        "Members want to take turns to watch a house that worries them. What do you say?",
        wrong("“Only in pairs, and only from the car.”", "It still puts people in danger. Groups don't watch houses."),
        right(
            "“We don't. Whoever is worried rings, and I'll sit with them.”",
            "It stops the plan and helps with the call.",
        ),
        wrong(
            "“Let us vote on it, since it concerns the whole group.”",
            "It is nothing to vote on. One person who is worried is enough to ring.",
        ),
        fact="police",
        critical=True,
        source=bank.GROUPS_HERE,
    ),
    question(
        1,
        "How many leaders does a group need to stay in good health?",
        wrong("One", "One can be ill or leave. Two can check each other."),
        right("Two", "If one leaves, there are three months to find another."),
        wrong("As many as it has members, in turn", "Two are asked for. More are welcome."),
        source=bank.LEADING_HERE,
    ),
    question(
        1,
        "Where do you keep the list of members?",
        wrong(
            "In your own phone, so that you always have it",
            "Phones are lost, and choices about mail are not kept there.",
        ),
        wrong(
            "In a spreadsheet that the leaders share", "It goes on after somebody leaves, and nobody can correct it."
        ),
        right("On the site", "There it is kept up to date, and what people chose about mail is kept."),
        source=bank.LEADING_HERE,
    ),
    question(
        1,
        "Somebody at a meeting says that a neighbour may be a victim. What goes into the group's notes?",
        right("Nothing about it", "Such notes help nobody and can be found. The one who saw it rings."),
        wrong("The address, but not the name", "An address is enough to put somebody at risk."),
        wrong(
            "What was said, marked as confidential, for the next leader",
            "Marking it does not protect anybody. It should not be written down.",
        ),
        source=bank.GROUPS_HERE,
    ),
    question(
        1,
        "A boy of twelve wants to join. What do you tell him?",
        wrong("He can join if a parent signs", "Under 13 nobody can be a member, with or without a parent's name."),
        right("He can't be a member yet", "Nobody under 13 can. From 13 to 17 there are rules of care."),
        wrong("He can join, but may not come to evenings about hard subjects", "Under 13 nobody can be a member."),
        source=bank.LEADING_HERE,
    ),
    question(
        2,
        "A member saw something that worries them. Nobody is in danger now. Who rings?",
        wrong("The safeguarding lead, who is trained for it", "The lead did not see it, and can't answer questions."),
        right("The member who saw it", "They can answer questions. Sit with them if they wish."),
        wrong("The leader, after talking with the other leaders", "Nobody needs to agree first. It only costs time."),
        fact="helpline",
        critical=True,
        source=bank.NCVO,
    ),
    question(
        2,
        "A member thinks that a child at your stall is at risk now. The lead can't be reached. What happens?",
        right(
            "Whoever saw it rings {fact:emergency} at once",
            "With a child at risk now, don't wait to be sure, and ask nobody first.",
        ),
        wrong(
            "You keep the family at the stall until the lead rings back",
            "Don't hold anybody up. They may see that you are worried.",
        ),
        wrong("You write it down for the lead", "That loses time that the child may not have."),
        fact="advice-child-now",
        critical=True,
        source=bank.NSPCC,
    ),
    question(
        2,
        "A member says: “I'm not sure enough to ring.” What do you answer?",
        wrong("“Then wait, and see if it happens again.”", "Waiting may cost somebody dear."),
        wrong(
            "“Tell me all about it, and I'll tell you if it is enough.”",
            "It is not for you to decide, and the fewer people know, the safer it is.",
        ),
        right(
            "“You don't need to be sure. Shall I sit with you while you ring?”",
            "A call that turns out to be nothing has done no harm.",
        ),
        fact="advice-not-sure",
        critical=True,
        source=bank.NCVO,
    ),
    question(
        2,
        "Which of these is the work of a safeguarding lead?",
        wrong("To look into what happened", "Nobody in a group looks into it. The police do."),
        right(
            "To see that a call was made, and ask how the caller is",
            "They also tell the charity that a call was made, and no more.",
        ),
        wrong("To keep a file on each worry that members have had over the years", "Such files should not exist."),
        source=bank.GROUPS_HERE,
    ),
    question(
        2,
        "A worry is about your safeguarding lead. Whom does a member tell?",
        wrong("The lead, because everybody should be heard", "Don't warn the person whom it is about."),
        wrong("The whole group, so that nothing is hidden", "The fewer people know, the safer it is for all."),
        right(
            "Another leader, face to face",
            "They can also ring the police or the helpline without telling anybody first.",
        ),
        source=bank.GROUPS_HERE,
    ),
    question(
        2,
        "How often is it advised to be trained again in safeguarding, at least?",
        right("Every {fact:retraining-every} years", "Leaders of our groups do it more often."),
        wrong("Once is enough", "Advice and laws change, and we forget."),
        wrong("Every ten years", "That is too long: every {fact:retraining-every} years at least."),
        fact="retraining-every",
        source="NCVO, what training is required",
    ),
    question(
        2,
        "Which number does a member ring who is worried about a child who is not in danger now?",
        wrong("{fact:childline}", "That is Childline, for children and young people themselves."),
        right("{fact:nspcc}", "It is the NSPCC, for adults who are worried about a child."),
        wrong(
            "{fact:crimestoppers}", "Crimestoppers takes what you know about a crime. It does not advise about a child."
        ),
        fact="nspcc",
        critical=True,
        source=bank.NSPCC,
    ),
    question(
        3,
        "During an evening somebody is attacked in front of the hall. Which number do you ring?",
        wrong("{fact:police}", "That is for when it is not an emergency."),
        wrong("{fact:helpline}", "The helpline advises. In danger, ring the emergency number first."),
        right("{fact:emergency}", "Danger now: ring at once. Don't go out to step in."),
        fact="emergency",
        critical=True,
        source=bank.COMMISSIONER,
    ),
    question(
        3,
        "What do you say at the start about keeping things in the room?",
        wrong(
            "“All that is said here stays here. You have our word.”", "You can't keep that if somebody is in danger."
        ),
        right(
            "“It stays here, unless somebody may be in danger.”",
            "It is honest. Nobody can say later that you broke your word.",
        ),
        wrong(
            "“Nothing stays here, so please say nothing about yourselves.”",
            "It frightens people, and is not true either.",
        ),
        fact="advice-no-secrecy",
        critical=True,
        source=bank.RED_CROSS,
    ),
    question(
        3,
        "Somebody gets up with a white face and goes out. What is best?",
        right(
            "The second leader goes after them with water and asks nothing",
            "They are not alone, and nobody makes them explain.",
        ),
        wrong(
            "You ask the room if anybody knows what is wrong",
            "It is theirs to tell, and others will look at them differently.",
        ),
        wrong(
            "Nobody goes, since you said at the start that people may leave",
            "They may. Somebody should still see that they are all right.",
        ),
        source=bank.GROUPS_HERE,
    ),
    question(
        3,
        "Which picture fits an invitation to an evening about the signs?",
        wrong("Hands in chains", "It teaches the wrong picture. Most people are held by debt, lies and fear."),
        wrong("A child in tears", "It shocks people, and may hurt somebody who has lived through it."),
        right("People who talk around a table", "It shows what the evening is, and it hurts nobody."),
        source=bank.GROUPS_HERE,
    ),
    question(
        3,
        "You hold an evening online. What is wise?",
        wrong(
            "Record it for those who could not come", "People speak less freely, and somebody may be recognised later."
        ),
        right("Send the link only to those who booked", "And let people keep the camera off and use any name."),
        wrong("Ask all to switch on their cameras", "Some are safe only if they are not seen."),
        source=bank.LEADING_HERE,
    ),
    question(
        4,
        "Somebody tells you that they were exploited. What do you say first?",
        wrong("“Why didn't you go to the police?”", "It sounds like blame. People had their reasons."),
        right("“I believe you. It is not your fault.”", "Listen, be calm, and let them choose what to tell."),
        wrong("“What exactly did they do to you?”", "Ask only what you need to know to keep them safe."),
        fact="advice-listening",
        critical=True,
        source=bank.RED_CROSS,
    ),
    question(
        4,
        "A man asks you to fetch his brother from a place where he is held. You have a car. What do you do?",
        wrong("Drive there with a friend, and only look", "If you are seen, the brother may be moved or hurt."),
        right(
            "Stay with the man while he rings for help",
            "Don't try a rescue. Those whom he rings have a plan and are trained.",
        ),
        wrong("Lend the man your car", "Then he is in danger, and his brother too."),
        fact="advice-no-rescue",
        critical=True,
        source=bank.THREE_RIVERS,
    ),
    question(
        4,
        "A woman speaks little English. Her cousin came with her and offers to interpret what she wants to tell you. "
        "You …",
        wrong("accept, since a relation can be trusted", "A relation can be the one in control. You can't know."),
        wrong("ask a neighbour who speaks the same language", "Her story would then be known where she lives."),
        right("offer to ring the helpline with her alone", "It can bring an interpreter on to the call."),
        fact="advice-no-interpreting",
        critical=True,
        source=bank.THURROCK,
    ),
    question(
        4,
        "Which words fit best?",
        right("A person who was exploited", "It says what was done to somebody, and not what they are."),
        wrong("A sex slave who was saved", "It makes a person small, and turns their life into a headline."),
        wrong("An illegal", "No person is illegal, and it tells you nothing about what was done to them."),
        source=bank.GROUPS_HERE,
    ),
]
