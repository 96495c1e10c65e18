"""The course for trainers: lessons one and two, and the list of all four."""

from config.demo import training_trainer_sessions
from config.demo.shapes import accordion, callout, sources, steps, text
from config.demo.training_shapes import Lesson

ADULTS = Lesson(
    slug="teaching-adults",
    title="Teaching adults",
    summary="How grown-ups learn, how to plan an hour with little talking and much doing, and how to make it work for "
    "everybody in the room.",
    content_note="This lesson is about teaching. It describes no harm to people.",
    body=[
        text(
            "<p>You know the course, and you have taken the one for leaders. Now you will teach others. You don't "
            "have to be a "
            "great speaker. You have to help people do one thing well: notice, get to a safe place, ring, and leave "
            "the rest to others.</p>",
            "<h2>What grown-ups bring with them</h2>",
            "<ul><li><b>They know a lot already.</b> A bus driver, a nurse and a shopkeeper see things that you never "
            "will. Ask before you tell.</li>",
            "<li><b>They want to use it.</b> Tie each point to a place that they know: the bus, the ward, the "
            "shop.</li>",
            "<li><b>They choose.</b> They may agree with you or not, speak or be quiet, stay or go.</li>",
            "<li><b>They are tired.</b> It is evening. Keep it short, warm and clear.</li>",
            "<li><b>Some have been hurt.</b> Plan as if one of them had lived through it.</li></ul>",
            "<h2>Start from what people should do afterwards</h2>",
            "<p>Write it down before you plan anything. At the end of this hour, each person can say:</p>",
            "<ul><li>what to do if somebody is in danger now, and which number that is;</li>",
            "<li>why one sign alone proves nothing;</li>",
            "<li>three things that they will not do, and why;</li>",
            "<li>who the safeguarding lead of their group is.</li></ul>",
            "<p>If something you planned helps with none of these, leave it out. Most people try to teach too "
            "much.</p>",
        ),
        steps(
            "A plan for an hour",
            (
                "Welcome, and what to expect",
                "<p>Ten minutes. Say the five things of the leader's course: nobody has to speak, you can leave, no "
                "true stories, one exception to keeping things in the room, and we don't look for victims.</p>",
            ),
            (
                "What it is",
                "<p>Ten minutes. Let pairs sort a few sentences into true and false. Then talk about the ones that "
                "split the room.</p>",
            ),
            (
                "Signs, and weighing them",
                "<p>Fifteen minutes. Give each table a short scenario and the three questions: several? do they fit? "
                "do they go on?</p>",
            ),
            (
                "What to do",
                "<p>Fifteen minutes. Practise the call in pairs, out loud. One is the caller and one the adviser. "
                "Nobody rings a real number.</p>",
            ),
            (
                "The end",
                "<p>Ten minutes. Questions, the numbers once more, one thing each will do. Something light to "
                "finish.</p>",
            ),
        ),
        text(
            "<h2>Why practising the call matters most</h2>",
            "<p>People who know all the signs still don't ring. They fear that they are wrong, that it takes long, or "
            "that they must give their name. When they have said the words aloud once, it is easier. So never leave "
            "that part out. If time runs short, cut the talk about laws.</p>",
            "<h2>Make it work for everybody</h2>",
            "<ul><li>Read out what is on a slide or a card. Somebody may not see it, or not read well.</li>",
            "<li>Use short words. Explain a hard word once, and then use it in the same way.</li>",
            "<li>Ask beforehand who needs an interpreter, large print, a ramp, a break. Do it for those who ask, and "
            "don't make them explain.</li>",
            "<li>Nobody has to read aloud.</li>",
            "<li>Don't use a member of somebody's family as an interpreter.</li></ul>",
            "<h2>When you don't know the answer</h2>",
            "<p>Say so. “I don't know. I'll look at the facts on our site and write to you.” A guess from a trainer "
            "is passed on as a truth. Use the facts on this site, which have a source and a day of review. Don't "
            "bring numbers from elsewhere.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>Begin with what people should do afterwards.</li><li>Less talk, more practice. The call is the "
            "heart of it.</li><li>“I don't know” is a good answer.</li></ul>",
        ),
    ],
    scenario=[
        text(
            "<p>You have an hour. After forty minutes you are only half-way through. There was a long and lively talk "
            "about laws. What is left: weighing the signs, and the call.</p>",
            "<p><b>What do you do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Speak faster, so that everything on the plan has been said.",
                "<p>It has then been said, and not learned. People remember what they did, and above all the end.</p>",
            ),
            (
                "Go on half an hour longer.",
                "<p>Some have a bus to catch or a child to fetch. They leave in the middle, at the worst place, and "
                "without the numbers.</p>",
            ),
            (
                "Do one scenario together, then the call in pairs, and end on time.",
                "<p>This is the best answer. They practise what they will need. The rest stands in the lessons on "
                "this site, which they can read at home.</p>",
            ),
        ),
    ],
    indicators=[],
    facts=[],
    critical=[],
    minutes=6,
)

FAIR = Lesson(
    slug="teaching-the-signs-fairly",
    title="Teaching the signs without old pictures",
    summary="How a training can do harm when people suspect the wrong ones. How to teach the signs so that they are "
    "seen and weighed fairly.",
    content_note="This lesson speaks of prejudice: the wrong pictures that people have of victims and of those who "
    "use them.",
    body=[
        text(
            "<p>A training about the signs can do harm. People may go home and suspect the man in the corner shop, "
            "because of how he looks. Somebody who did nothing is reported, and somebody who needs help is not seen. "
            "This lesson is about how to stop that.</p>",
            "<h2>The pictures that people bring</h2>",
            "<p>Ask a room to imagine a victim. Most see a young woman from abroad, and a locked door. Now tell them "
            "what the numbers say.</p>",
            "<ul><li>The largest group of people referred in 2025 were {fact:nrm-2025-largest-group}.</li>",
            "<li>Of the people referred in 2023, {fact:nrm-2023-male} were boys and men.</li>",
            "<li>Of the people referred in 2023, {fact:nrm-2023-children} said that they were exploited as "
            "children.</li></ul>",
            "<p>Don't scold people for their picture. We all have it, from films and the news. Just put a wider one "
            "next to it. And say what these numbers are: people who were referred. Those who are never seen are not "
            "in them.</p>",
            "<h2>Four rules for teaching signs</h2>",
            "<ul><li><b>Never teach a sign alone.</b> {fact:advice-one-sign}. Show it with others, and with what else "
            "it may be.</li>",
            "<li><b>Teach what is done, not what people are like.</b> “Somebody else keeps their passport” is a sign. "
            "A passport from a certain country is not.</li>",
            "<li><b>Name no nation, no faith, no street.</b> Also not to warn, and also not in a joke.</li>",
            "<li><b>Always ask the fourth question.</b> Would this worry me if the person came from my own "
            "street?</li></ul>",
            "<h2>Signs that are easy to get wrong</h2>",
            "<ul><li><b>S07, S08 and S09</b> show that sex may be sold somewhere. They don't show that anybody is "
            "forced. Say so each time.</li>",
            "<li><b>C02 and C03</b>: young people do have phones and new shoes. Look for change, and for other signs "
            "with it.</li>",
            "<li><b>L06</b>: many people share a van to work.</li>",
            "<li><b>G03</b>: people look away because they are shy, autistic, tired or polite.</li>",
            "<li><b>G04</b>: many people help a relation with English. Ask if the person can speak when they want "
            "to.</li></ul>",
            "<h2>Scenarios: use short ones, with no name</h2>",
            "<p>A scenario is a few lines that anybody could have lived through. It has a place, some things that you "
            "see, and a question. It gives no name, no country and no cruelty. Let some scenarios turn out to be "
            "harmless. If each one ends with a crime, you teach people to see crimes.</p>",
            "<p>Don't tell true stories that somebody could know. Don't use pictures of chains, bruises or children "
            "in tears. Don't invite a survivor to tell what happened to them so that your evening is more moving. If "
            "survivors teach with you, they choose what they say. They are paid as others are, and they can stop at "
            "any time.</p>",
            "<h2>When somebody in the room says it</h2>",
            "<p>Sooner or later somebody says that it is always people of one kind. Stay calm, and don't let it "
            "stand. Say: “That is a picture that many people have. The numbers say otherwise, and it makes us miss "
            "people. Let's look at what was done.” Then go back to the scenario. Someone else in the room has just "
            "been told whether you are safe to talk to.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>Teach what is done to people, and never what they look like.</li><li>Always several signs, "
            "always with what else it may be.</li><li>Let some scenarios be harmless.</li></ul>",
        ),
        sources(
            (
                "Home Office, modern slavery statistics for 2025, annex",
                "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2025/annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
                "2026-02-19",
                "The largest group",
            ),
            (
                "Stop the Traffik, signs of sexual exploitation at a property",
                "https://www.stopthetraffik.org/spot/scenario/3.html",
                "",
                "Which signs show only that sex is sold",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>In your session you ask for signs that people may see in their town. A man says: “The nail bar on the "
            "corner. They are all from the same country and hardly speak English.” Some people laugh.</p>",
            "<p><b>What do you say?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "“Yes, nail bars are well known for it. Keep an eye on them.”",
                "<p>You have just named a shop and a people as suspects. Nothing that he said is a sign. And you have "
                "sent people to watch a place.</p>",
            ),
            (
                "“A country and an accent are no signs. What might we see that is done to somebody?”",
                "<p>This is the best answer. It puts right what he said and takes the room along. Somebody may now "
                "say: one person takes all the money, and nobody ever goes home. Those are things to weigh, "
                "together.</p>",
            ),
            (
                "Say nothing, so as not to shame him, and take the next hand.",
                "<p>Those who laughed think that you agree. Somebody whose sister does nails has learned that this is "
                "no safe place. You can put it right without shaming him.</p>",
            ),
        ),
    ],
    indicators=["C02", "C03", "G03", "G04", "L06", "S07", "S08", "S09"],
    facts=["nrm-2025-largest-group", "nrm-2023-male", "nrm-2023-children", "advice-one-sign"],
    critical=["advice-one-sign"],
    minutes=6,
)

LESSONS = [ADULTS, FAIR, *training_trainer_sessions.LESSONS]
