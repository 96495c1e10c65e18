"""The awareness course, lesson two: the general signs, and how to weigh them."""

from config.demo.shapes import accordion, callout, sources, text
from config.demo.training_shapes import Lesson

LESSON = Lesson(
    slug="signs-and-how-to-weigh-them",
    title="Signs, and how to weigh them",
    summary="Eighteen signs of any kind, why one alone proves nothing, three questions that help to weigh them, and "
    "how to stay fair.",
    content_note="This lesson names ways in which people are watched, threatened and kept in need. It does so "
    "briefly. You can stop at any time and come back.",
    body=[
        text(
            "<p>In this lesson you meet the signs that can show up whatever a person is used for. There are eighteen. "
            "You don't have to learn them by heart. What counts is that you can weigh them.</p>",
            "<h2>The first rule</h2>",
            "<p><b>{fact:advice-one-sign}.</b> Each sign has many harmless reasons. A tired worker may just be tired. "
            "A person who looks away may be shy. Somebody in old clothes may like old clothes.</p>",
            "<p>It is the picture that counts. Several signs that fit together can mean that one person is in the "
            "power of another.</p>",
            "<h2>What lies behind the signs</h2>",
            "<p>Somebody who controls a person has to keep them from leaving, and from telling. Most signs are traces "
            "of that. They fall into four groups.</p>",
            "<ul><li><b>Need.</b> The person is hungry, hurt, tired or not cared for.</li>",
            "<li><b>Fear.</b> They are afraid of somebody near them, of the police, or of what may happen at "
            "home.</li>",
            "<li><b>Control.</b> Others hold their papers, their money and their phone. Others speak for them, and "
            "take them here and there.</li>",
            "<li><b>Being cut off.</b> They don't know where they live, have nothing of their own, and are never "
            "alone with you.</li></ul>",
            "<p>Each sign has a code, such as G06. The G stands for general. The codes help when you take the quiz, "
            "and when you read more later. Nobody on the phone will ask you for a code.</p>",
        ),
        text(
            "<p>All eighteen stand at the end of this lesson, each with why it may matter and what else it may be. "
            "Look through them now. Then come back, and learn how to weigh them.</p>",
        ),
        text(
            "<h2>Three questions that help</h2>",
            "<p>When something strikes you, ask yourself three things.</p>",
            "<ul><li><b>Are there several signs?</b> One is not enough.</li>",
            "<li><b>Do they fit together?</b> No phone, no money and somebody who always answers: that is a picture "
            "of control.</li>",
            "<li><b>Do they go on?</b> A bad day passes. Control stays.</li></ul>",
            "<p>If you say yes to these, ask for advice. {fact:advice-not-sure}. It is not your job to find proof. "
            "What seems small to you may fit with what somebody else has told the police.</p>",
            "<p>There is one case in which you don't weigh anything. If somebody is in danger now, ring "
            "{fact:emergency}. {fact:advice-child-now}.</p>",
            "<h2>Be fair</h2>",
            "<p>We all carry pictures in our heads of what a victim looks like. Those pictures make us see things "
            "that are not there. They also make us miss what is there. So ask yourself a fourth question.</p>",
            "<p><b>Would this worry me if the person came from my own street, and looked and spoke as I do?</b></p>",
            "<p>If not, think again. A skin colour, an accent, a faith, a job or a head scarf is never a sign. People "
            "from here are used as well, and men as well as women. A call that rests on looks alone can hurt people "
            "who have done nothing. It also takes up time that somebody else needs.</p>",
            "<h2>Why people don't say what is happening</h2>",
            "<p>You may think: if it were true, they would tell me. Most can't, for reasons that make sense to "
            "them.</p>",
            "<ul><li>They believe that they owe a debt, and must pay it first.</li>",
            "<li>They were told that the police will lock them up or send them away.</li>",
            "<li>Somebody has said that their family will be hurt.</li>",
            "<li>They feel ashamed, or think that it was their own choice.</li>",
            "<li>They have grown close to the one who uses them.</li>",
            "<li>They don't know you. Why should they trust you?</li></ul>",
            "<p>So a “no, I'm fine” tells you little. Nor should you try to get a different answer. Asking is not "
            "your part, and it can put them in danger when somebody sees it.</p>",
            "<h2>Notice, and go on with your day</h2>",
            "<p>Noticing means that you keep your eyes open while you do what you came to do. You don't go back for a "
            "closer look. You don't follow, film or ask around. {fact:advice-no-showing}. If the person in control "
            "sees it, the other may pay for it.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>One sign alone proves nothing. Several that fit together and go on are a reason to ask for "
            "advice.</li><li>Looks, accent and faith are no signs.</li><li>You notice. Others find out what it "
            "means.</li></ul>",
        ),
        sources(
            (
                "Home Office, First Responder Toolkit for England and Wales, section 9",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "General signs",
            ),
            (
                "Modern Slavery & Exploitation Helpline, spot the signs",
                "https://www.modernslaveryhelpline.org/about/spot-the-signs",
                "",
                "General signs",
            ),
            (
                "Stop the Traffik, signs of sexual exploitation at a property",
                "https://www.stopthetraffik.org/spot/scenario/3.html",
                "",
                "Looking at signs together",
            ),
            (
                "Neighbourhood Watch, what to do if you spot the signs",
                "https://www.ourwatch.org.uk/moern-slavery/reporting",
                "",
                "Not speaking to the people concerned",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>You work at the desk of a library. A woman comes in with a man on three Mondays in a row. You greet "
            "her, and the man answers. She has the same thin coat on each time, though it is cold. When she needs her "
            "card, he takes it out of his own wallet. Today she has a bruise on her wrist. She pulls her sleeve over "
            "it when he looks.</p>",
            "<p><b>What is the best thing to do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Nothing. There may be a harmless reason for all of it.",
                "<p>There may. But here are several signs. He speaks for her and keeps her card. Her clothes are "
                "wrong for the weather. She has an injury that she hides. They fit together, and they go on. That is "
                "enough to ask for advice.</p>",
            ),
            (
                "Wait until he is busy, and ask her if he is hurting her.",
                "<p>You mean well. But he may notice, and she may suffer for it later. She has no reason to trust you "
                "yet. Asking is for people who are trained for it and can keep her safe.</p>",
            ),
            (
                "Serve them as always. Later, from a quiet room, ring for advice.",
                "<p>This is the best answer. Nobody has seen that you are worried. Ring the helpline on "
                "{fact:helpline}, or the police on {fact:police}. Say what you saw, and on which days. If he hurt her "
                "in front of you, or you thought that he was about to, you would ring {fact:emergency} at once.</p>",
            ),
        ),
    ],
    indicators=[f"G{number:02}" for number in range(1, 19)],
    facts=[
        "advice-one-sign",
        "advice-not-sure",
        "advice-child-now",
        "advice-no-showing",
        "emergency",
        "helpline",
        "police",
    ],
    critical=["advice-not-sure", "advice-child-now", "advice-no-showing", "emergency", "helpline", "police"],
    minutes=10,
)
