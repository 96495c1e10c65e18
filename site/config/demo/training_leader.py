"""The course for those who lead a group: lessons one and two, and the list of all four."""

from config.demo import training_leader_evenings
from config.demo.shapes import HELP, accordion, callout, sources, steps, text
from config.demo.training_shapes import Lesson

JOB = Lesson(
    slug="a-leaders-job",
    title="A leader's job",
    summary="What a group is for, what the charity asks of it, what leaders look after together, and what is not "
    "theirs to do.",
    content_note="This lesson is about running a group. It describes no harm to people.",
    body=[
        text(
            "<p>Thank you for leading a group. It is work, and most of it is kind and ordinary work: opening a room, "
            "making tea, writing to people, keeping a promise. This course is about the small part that must not go "
            "wrong.</p>",
            "<p>You have passed the awareness course, so you know the signs and what to do. As a leader you also look "
            "after the people who learn them with you.</p>",
            "<h2>What a group is for</h2>",
            "<p>A group is people in one place who meet, learn the signs and tell others. They ask their MP for "
            "better law. Some raise money, and some pray.</p>",
            "<p>A group <b>does not look for victims</b>. It does not watch houses, follow cars, ask around or "
            "collect what people have seen. That holds for the best of reasons too. As a leader, you say so at the "
            "first meeting, and again whenever it comes up.</p>",
            "<h2>What the charity asks of a group</h2>",
            "<ul><li><b>Two leaders.</b> If one of you goes, you have three months to find another. Two people can "
            "check each other, and one can be ill.</li>",
            "<li><b>A safeguarding lead</b> whose training is up to date.</li>",
            "<li><b>The agreement</b>, read and accepted. When there is a new version, you have 30 days.</li>",
            "<li><b>Two activities in twelve months.</b> A meeting counts. So does a stall.</li>",
            "<li><b>An answer once a year</b> to the question of whether the group goes on.</li></ul>",
            "<p>Your group's page for leaders shows how each of these stands, when it will next change, and what to "
            "press to mend it. If something falls short, you get a warning, and then 31 days. A group that rests is "
            "not punished. It is only taken off the map until it wakes up.</p>",
            "<h2>What leaders look after</h2>",
            "<ul><li><b>People.</b> Newcomers are met. Nobody is pressed to speak, to give or to stay.</li>",
            "<li><b>Safety.</b> You know who your safeguarding lead is, and so does each member.</li>",
            "<li><b>Truth.</b> You use the facts on this site, which have sources, and not those from a shared "
            "picture.</li>",
            "<li><b>Other people's data.</b> You see names and addresses because you need them to run the group, and "
            "for nothing else.</li></ul>",
            "<h2>Other people's data, in short</h2>",
            "<p>Write to members through the site. Then choices that they made about mail are kept. Don't copy the "
            "list into your own phone or a spreadsheet. Don't put members into a chat group before you have asked "
            "them. When you stop leading, delete what you still have on paper.</p>",
            "<p>Never write down in the group's notes that somebody may be a victim. No name, no address, no number "
            "plate. Such notes help nobody and can be found.</p>",
            "<h2>Young people</h2>",
            "<p>Nobody under 13 can be a member. If your group takes people of 13 to 17, it needs an adult leader and "
            "a safeguarding lead, and there is a little more care to take: they have no public name, and you don't "
            "send them direct messages.</p>",
            "<h2>When you disagree</h2>",
            "<p>Leaders who argue about money, faith or politics can mostly sort it out. If it is about somebody's "
            "safety, don't sort it out. The more careful view wins until your safeguarding lead or the charity has "
            "been asked.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>A group learns, tells others and asks for better law. It never looks for victims.</li><li>Two "
            "leaders, a trained safeguarding lead, and honest notes.</li><li>Where safety is concerned, the more "
            "careful view wins.</li></ul>",
        ),
    ],
    scenario=[
        text(
            "<p>At a meeting a member says: “There's a house in my road that is surely full of victims. Let's take "
            "turns to watch it this week. Then we'd have something to show the police.” Several others nod.</p>",
            "<p><b>What do you say, as the leader?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "“Good idea, but only in pairs, and nobody gets out of the car.”",
                "<p>It still puts people in danger: those in the house, and your members. Groups don't watch houses, "
                "in pairs or alone.</p>",
            ),
            (
                "“We don't watch houses. If you are worried, ring tonight, and I'll sit with you.”",
                "<p>This is the best answer. It is clear and it is kind. The person who saw something rings, on "
                "{fact:police} or {fact:helpline}. You have stopped the plan, and you have also stopped more details "
                "from being told to the whole room.</p>",
            ),
            (
                "“Let's vote on it.”",
                "<p>This is not a thing to vote on. A vote to watch would be wrong, and a vote against a call would "
                "be wrong too. One person who is worried is enough to ring.</p>",
            ),
        ),
    ],
    indicators=[],
    facts=["police", "helpline"],
    critical=["police", "helpline"],
    minutes=6,
)

SAFEGUARDING = Lesson(
    slug="safeguarding-and-your-lead",
    title="Safeguarding, and your lead",
    summary="What safeguarding means. What the lead does, who rings and what is written down. What to do if it is "
    "about one of you.",
    content_note="This lesson speaks of harm to children and adults in general words, and of worries about people in "
    "your own group.",
    body=[
        text(
            "<p><b>Safeguarding</b> means keeping people from harm: the people you meet, the people in your group, "
            "and yourself. In each group one person looks after it. They are the <b>safeguarding lead</b>.</p>",
            "<p>Having a lead does not take it off everybody else. Each person who sees something acts on it. The "
            "lead makes sure that it was done.</p>",
            "<h2>What the lead does</h2>",
            "<ul><li>They are known. Each member can say who they are.</li>",
            "<li>They keep their training up to date. It is advised to be trained again at least every "
            "{fact:retraining-every} years. Leaders of our groups do it more often.</li>",
            "<li>They make sure that a call was made, and on which day.</li>",
            "<li>They ask how the person is who made it.</li>",
            "<li>They tell the charity that a call was made, and no more.</li></ul>",
            "<h2>What the lead does not do</h2>",
            "<ul><li>They don't look into it. They ask nobody what happened.</li>",
            "<li>They don't decide if it is serious enough. The police and the helpline do that.</li>",
            "<li>They don't collect notes, names or pictures.</li>",
            "<li>They don't hold a call back until they have time.</li></ul>",
        ),
        HELP,
        steps(
            "When a member is worried about somebody",
            (
                "Is anybody in danger now?",
                "<p>Then they ring {fact:emergency} at once. {fact:advice-child-now}. Nobody asks you, or the lead, "
                "for leave first.</p>",
            ),
            (
                "Who saw it, rings",
                "<p>If nobody is in danger now, the one who saw it rings the police on {fact:police}, or the helpline "
                "on {fact:helpline}. They can answer questions, and you can't. Sit with them if they wish.</p>",
            ),
            (
                "Not in front of everybody",
                "<p>If it comes out at a meeting, stop it kindly: “Let's talk about that outside.” The fewer people "
                "know where and who, the safer it is.</p>",
            ),
            (
                "Then the lead is told",
                "<p>That a call was made, when, and to whom. No names and no places.</p>",
            ),
            (
                "Ask again in a week",
                "<p>Not about the case. About the person: how are you? Do you need a break?</p>",
            ),
        ),
        text(
            "<h2>You can't refer anybody</h2>",
            "<p>Only {fact:first-responders} can refer a person for support. A group is not one of them. So never "
            "tell somebody that you will get them into the system, or that they will be given a home or be allowed to "
            "stay. You don't know that. Say that there are people who can tell them their choices, and give them the "
            "number.</p>",
            "<h2>If it is about somebody in the group</h2>",
            "<p>It may be about a member, a helper or a leader. It makes no difference how well you know them. Tell "
            "the safeguarding lead. If it is about the lead, tell another leader, face to face. Anybody can ring the "
            "police or the helpline without telling anyone first. If somebody is in danger, the police come first.</p>",
            "<p>Don't warn the person whom it is about. Don't try to find out if it is true. Don't tell the others "
            "why somebody is not there for now.</p>",
            "<h2>Two in the room</h2>",
            "<p>With children and young people, and with adults who need care, be two. Keep the door open, or stay "
            "where others can see you. Don't give anybody a lift alone. That keeps them safe, and it keeps you "
            "safe.</p>",
        ),
        callout(
            "warning",
            "Ring first, tell the lead after",
            "<p>{fact:advice-not-sure}. A call that was made and turns out to be nothing has done no harm. A worry "
            "that waits for the next meeting may.</p>",
        ),
        sources(
            (
                "NCVO, recognise, respond and report",
                "https://www.ncvo.org.uk/help-and-guidance/safeguarding/steps-safer-organisation/recognise-respond-and-report/",
                "",
                "You need not be certain; tell the person responsible for safety",
            ),
            (
                "NCVO, what training is required",
                "https://www.ncvo.org.uk/help-and-guidance/safeguarding/specialist-guides/specific-activities/planning-training/what-training-required/",
                "",
                "How often to be trained again",
            ),
            (
                "Reset, a guide to safeguarding for community groups",
                "https://training-resetuk.org/toolkit/working-with-refugees/understanding-your-safeguarding-commitments/guide-safeguarding",
                "2021-02-26",
                "Ring first, tell the lead after; do not look into it yourself",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>After a stall, a member takes you aside. She thinks that a girl who came past was with a man who "
            "frightened her. She is not sure. “I didn't want to ring before I had asked you,” she says. “You decide.” "
            "Your safeguarding lead is on holiday until Monday.</p>",
            "<p><b>What do you do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Ask her to write it all down and e-mail it to the lead for Monday.",
                "<p>That loses days. It also puts what she saw in an e-mail, where others may read it. A child may be "
                "at risk now.</p>",
            ),
            (
                "Ring on her behalf, so that she is not troubled.",
                "<p>It is kindly meant. But you did not see it and can't answer the questions. It is better if she "
                "rings and you stay beside her.</p>",
            ),
            (
                "Help her to ring now, and tell the lead afterwards that she did.",
                "<p>This is the best answer. It is about a child, so don't wait to be sure. If the girl may be at "
                "risk now, she rings {fact:emergency}. If not, the NSPCC on {fact:nspcc} or the police on "
                "{fact:police} will listen and advise.</p>",
            ),
        ),
    ],
    indicators=[],
    facts=[
        "retraining-every",
        "emergency",
        "advice-child-now",
        "police",
        "helpline",
        "first-responders",
        "advice-not-sure",
        "nspcc",
    ],
    critical=["emergency", "advice-child-now", "police", "helpline", "advice-not-sure", "nspcc"],
    minutes=6,
)

LESSONS = [JOB, SAFEGUARDING, *training_leader_evenings.LESSONS]
