"""The bank of the awareness course: work and home (module three), sex and forced crime (module four)."""

from config.demo import training_bank as bank
from config.demo.training_bank import question, right, wrong

QUESTIONS = [
    question(
        3,
        "Which two questions help most to tell a bad job from forced work?",
        right("Can they say no, and can they leave?", "Forced work is work that a person can't refuse or leave."),
        wrong("Is the pay low, and are the hours long?", "That can break other laws. By itself it is not forced work."),
        wrong("Are they from abroad, and do they speak English?", "Neither has anything to do with it."),
        fact="msa-section-1",
        source=bank.ACT_2015,
    ),
    question(
        3,
        "A worker is paid a little each week, owes the boss for bed and food, and dares not leave. Is this forced "
        "work?",
        wrong(
            "No, because there is some pay", "A little pay keeps people hoping. What counts is whether they can leave."
        ),
        wrong("No, because nobody has hit anybody", "Debt and threats can force a person without a blow."),
        right(
            "It may well be: debt and fear hold the worker",
            "A debt that only grows and the fear of leaving are strong signs together.",
        ),
        indicator="L03",
        source=bank.ACT_2015,
    ),
    question(
        3,
        "A foreman offers to interpret for a frightened worker who has come to you for help. What do you do?",
        wrong(
            "Accept, since he knows the work and the language",
            "He may be the one in control. The worker can't say what is true.",
        ),
        right(
            "Decline politely, and don't let him speak for the worker",
            "A companion should not interpret. The helpline can bring an interpreter on to a call.",
        ),
        wrong(
            "Accept, but watch his face to see if he tells you everything",
            "You can't know what he leaves out, and the worker may pay for each word.",
        ),
        fact="advice-no-interpreting",
        indicator="L07",
        critical=True,
        source=bank.THURROCK,
    ),
    question(
        3,
        "You are sure that the owner of a car wash holds his workers. He is at the till. What do you say to him about "
        "it?",
        wrong(
            "That you will go to the police if it does not stop",
            "He may move the workers or hurt them, and may turn on you.",
        ),
        wrong("That you would like to see their contracts", "Questions warn him. It is not your part to check."),
        right("Nothing", "Don't confront or question anybody you suspect. Pay, leave, and ring from a safe place."),
        fact="advice-no-confronting",
        critical=True,
        source=bank.NEIGHBOURHOOD_WATCH,
    ),
    question(
        3,
        "Nobody is forced, but a firm in your town pays less than the law says. Which body looks into that?",
        right(
            "The {fact:fair-work-agency}", "It took over from the Gangmasters and Labour Abuse Authority in April 2026."
        ),
        wrong(
            "The Gangmasters and Labour Abuse Authority",
            "Its work passed to the {fact:fair-work-agency} in April 2026.",
        ),
        wrong(
            "The Independent Anti-Slavery Commissioner",
            "The Commissioner watches how the law works, and takes up no single cases.",
        ),
        fact="fair-work-agency",
        source="GOV.UK, Fair Work Agency",
    ),
    question(
        3,
        "A van fetches people for work at six each morning. By itself, what is that?",
        wrong("A reason to ring {fact:emergency}", "That number is for danger now. Nothing here shows any."),
        right(
            "How many people get to work",
            "It is a sign only together with others, such as fear, no safety clothes or one person who speaks for all.",
        ),
        wrong(
            "A sign that is strong enough to take down the number plate each day",
            "Don't watch or collect. One sign alone proves nothing.",
        ),
        indicator="L06",
        source="West Midlands Anti-Slavery Network",
    ),
    question(
        3,
        "What may point to servitude in a family's home?",
        wrong(
            "Somebody from abroad looks after the children", "That is a job like others. A country of birth is no sign."
        ),
        wrong(
            "A relation lives with the family and helps with the cooking",
            "That is how many families live. Look for signs that they can't leave or rest.",
        ),
        right(
            "A person who works day and night and is never out alone",
            "Weigh it with other signs, such as no bed of their own or no phone.",
        ),
        indicator="D05",
        source="Hope for Justice, signs of domestic servitude",
    ),
    question(
        3,
        "Why does servitude in a home often go on for years?",
        right(
            "Nobody else works there, so few people see it",
            "Neighbours, teachers and people who come to mend things may be the only ones.",
        ),
        wrong("The law does not reach into families", "It does. The law is the same in each home."),
        wrong(
            "Those who are held there are mostly content with the family that they live with",
            "Fear, no papers and nowhere to go keep people there.",
        ),
        indicator="D07",
        source="West Midlands Anti-Slavery Network, domestic servitude",
    ),
    question(
        3,
        "Which of these is a sign at work to weigh with others?",
        wrong("The firm's prices are low", "Prices have many reasons. They are no sign of force."),
        right(
            "Workers wash and sleep where they work", "It can mean that they may not leave. Weigh it with other signs."
        ),
        wrong("The workers talk to each other in a language that you don't understand", "A language is never a sign."),
        indicator="L10",
        source="The Clewer Initiative, signs of exploitation and forced labour",
    ),
    question(
        4,
        "Many short visits to one flat by day and night (S07). What does this show by itself?",
        wrong(
            "That a person is held there against their will", "It does not show force. Look for other signs with it."
        ),
        wrong(
            "That the person who lives there should be warned by a neighbour",
            "Don't go to the door. You don't know who is behind it.",
        ),
        right("That sex may be sold there", "It does not show that anybody is forced. Weigh it with signs of control."),
        indicator="S07",
        source=bank.STOP_THE_TRAFFIK,
    ),
    question(
        4,
        "Which is a sign that somebody who sells sex may be forced to?",
        right(
            "Somebody else takes all the money",
            "When others take it all, it is hard to leave. Weigh it with other signs.",
        ),
        wrong(
            "They have tattoos",
            "Most tattoos are a free choice. Only a mark that seems to say who owns them is on the list.",
        ),
        wrong(
            "They travel to other towns for work",
            "Some people choose to. Being moved often by others is something else.",
        ),
        indicator="S04",
        source="West Midlands Anti-Slavery Network",
    ),
    question(
        4,
        "What does the “line” in county lines mean?",
        wrong("The border between two counties", "The drugs may cross it, but that is not where the name comes from."),
        right(
            "The phone on which people order drugs",
            "A gang in one place sells in another, and uses children and others to carry.",
        ),
        wrong("The row of people who stand and wait for drugs in the street", "The name comes from the phone line."),
        indicator="C03",
        source=bank.COUNTY_LINES,
    ),
    question(
        4,
        "What is cuckooing?",
        wrong(
            "Sending a child to live with relations",
            "That is something else, though children can be exploited there too.",
        ),
        wrong(
            "Making somebody hand over their pay each week",
            "That is a way to exploit workers. Cuckooing is about a home.",
        ),
        right(
            "Taking over the home of somebody who can't easily say no",
            "The gang uses the home for drugs or other crimes.",
        ),
        indicator="C12",
        source="Cambridgeshire and Peterborough Safeguarding Partnership, cuckooing",
    ),
    question(
        4,
        "You see a woman steal from a shop. Somebody waits outside, and she hands it all over. You ring the police. "
        "What do you add?",
        right(
            "That it may be modern slavery and forced crime",
            "Then the police know to look for somebody who needs help, and not only for a thief.",
        ),
        wrong(
            "That she should be let off", "That is not for you to say, and it does not tell the police what you fear."
        ),
        wrong(
            "Nothing, because the police can see from what happened that she was made to do it",
            "They may not. Say the words.",
        ),
        fact="advice-forced-crime",
        indicator="C10",
        critical=True,
        source=bank.BUSINESS_CRIME,
    ),
    question(
        4,
        "You think that a neighbour's flat has been taken over. May you go up and look through the letterbox?",
        wrong(
            "Yes, if somebody else goes with you", "Two people can be hurt as well. Don't go inside, watch or follow."
        ),
        right(
            "No, what you saw from your own home is enough",
            "Don't investigate. People may be hurt, and you don't need to find out more.",
        ),
        wrong(
            "Yes, because the police will ask you how many people are in there",
            "They will ask what you saw. They don't need you to find out more.",
        ),
        fact="advice-no-investigating",
        indicator="C13",
        critical=True,
        source=bank.CHELMSFORD,
    ),
    question(
        4,
        "A man was made to grow cannabis under threats, and is charged. What may help him in England and Wales?",
        wrong("Nothing, since he broke the law", "A person can break the law and be a victim at the same time."),
        wrong(
            "He can't be charged at all",
            "He can. A court decides, and the defence does not cover the most serious crimes.",
        ),
        right(
            "A defence for people who were made to commit a crime: {fact:msa-section-45}",
            "It can protect him, but not for the most serious crimes.",
        ),
        fact="msa-section-45",
        indicator="C11",
        source=bank.ACT_2015,
    ),
    question(
        4,
        "A boy of fifteen was found with drugs, and ran back to the gang the next day. Why may that be?",
        right(
            "He may owe them money, or fear for his family",
            "Debts and threats bring people back. He needs help more than before.",
        ),
        wrong(
            "He has shown that he wants this life, so nobody can do much about it",
            "A child can't agree to be exploited. Going back is no choice.",
        ),
        wrong("He was not really used by them", "Going back says nothing of the kind."),
        indicator="C06",
        source=bank.COUNTY_LINES,
    ),
    question(
        4,
        "Who are county lines gangs known to use?",
        wrong(
            "Only boys who are already in trouble with the police",
            "They also look for children whom nobody would suspect, and girls are used as well.",
        ),
        right(
            "Children, and adults who are easy to put under pressure",
            "They use people of every kind of family, mostly out of sight.",
        ),
        wrong("Only children from big cities", "Children in small towns are used as well."),
        indicator="C04",
        source=bank.COUNTY_LINES,
    ),
]
