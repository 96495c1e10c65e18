"""The course for those who lead a group: lessons three and four, on evenings together and on what may come up."""

from config.demo.shapes import accordion, callout, sources, steps, text
from config.demo.training_shapes import Lesson

SESSION = Lesson(
    slug="running-a-session-safely",
    title="Running a session safely",
    summary="How to plan an evening about a hard subject so that everybody goes home well, with words for its start "
    "and its end.",
    content_note="This lesson is about talking of exploitation with a group in which somebody may have lived through "
    "it. It describes no harm.",
    body=[
        text(
            "<p>Sooner or later somebody comes to your meeting who has lived through what you talk about. You will "
            "mostly not know. So plan each evening as if they were there.</p>",
            "<h2>Before</h2>",
            "<ul><li><b>Choose the place with care.</b> It has a second room or a hall where somebody can sit alone. "
            "People can leave without crossing the front.</li>",
            "<li><b>Say beforehand what it is about.</b> Put a content note in the invitation. Then people can "
            "choose.</li>",
            "<li><b>Be two.</b> One leads, and one looks after people.</li>",
            "<li><b>Put the numbers where all can see them</b>: {fact:emergency}, {fact:police} and the helpline, "
            "{fact:helpline}.</li>",
            "<li><b>Choose what you show.</b> No chains, no children in tears, no films that frighten. They shock "
            "people, and they teach the wrong picture.</li>",
            "<li><b>Ask for needs.</b> Steps, sound, large print, breaks.</li></ul>",
        ),
        steps(
            "Five things to say at the start",
            (
                "Nobody has to speak",
                "<p>You may listen all evening. Nobody will be asked what they have been through.</p>",
            ),
            (
                "You can leave",
                "<p>At any time, and without saying why. My colleague by the door will see that you are all right, if "
                "you want that.</p>",
            ),
            (
                "No true stories that show who somebody is",
                "<p>Not of people you know, and not from the town. If you are worried about a real person, come to us "
                "in the break.</p>",
            ),
            (
                "What is said stays here, with one exception",
                "<p>If somebody may be in danger, we have to pass it on. So nobody can promise to keep a secret.</p>",
            ),
            (
                "We are not here to look for victims",
                "<p>We learn what to notice, and whom to ring.</p>",
            ),
        ),
        text(
            "<h2>During</h2>",
            "<p>Watch people more than your notes. Somebody may go quiet, laugh too loudly, or leave. The second "
            "leader goes after them, calmly, and offers water and company. They don't ask what it is about.</p>",
            "<p>If somebody begins to tell a story that shows who a person is, stop it kindly. You could say: “Thank "
            "you. I'd like to keep that person safe, so let's leave it there. Come and find me at the break.”</p>",
            "<p>If somebody says something unkind about a people or a faith, don't let it pass. Say that looks, "
            "accent and faith are no signs, and why. Then go on. You need not win the argument.</p>",
            "<h2>If it is online</h2>",
            "<ul><li>Send the link only to those who booked.</li>",
            "<li>Don't record. People speak more freely, and nobody can be recognised later.</li>",
            "<li>Tell people that they can keep the camera off and use any name.</li>",
            "<li>Remember that somebody may be listening in their room. Don't ask for anything that could put them at "
            "risk to say.</li></ul>",
            "<h2>At the end</h2>",
            "<p>Leave ten minutes. Don't end on the worst thing you talked about. Say once more whom to ring. Ask "
            "each person to name one thing that they will do this week, if they like. Then do something light "
            "together: tea, a song, washing up.</p>",
            "<p>Stay in the room until the last person has gone. It is often then that somebody comes to you.</p>",
            "<h2>Write down what the site asks for</h2>",
            "<p>How many came, what you did, on which day. If it was training, who was there. Don't write down what "
            "anybody told you about themselves or about others. The boxes on this site are not for that, and they "
            "will say so.</p>",
        ),
        callout(
            "info",
            "To take away",
            "<ul><li>Plan as if somebody in the room had lived through it. Never ask who.</li><li>Two leaders, a way "
            "out, the numbers on the wall.</li><li>Leave time for the end.</li></ul>",
        ),
        sources(
            (
                "NCVO, supporting volunteers",
                "https://www.ncvo.org.uk/help-and-guidance/safeguarding/certain-roles/volunteer-managers/supporting/",
                "",
                "Somebody to turn to",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>You lead an evening for new people. Half-way through, a man gets up with a white face and goes out. "
            "Your second leader is making tea in the kitchen. Fourteen people look at you.</p>",
            "<p><b>What do you do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Go on. He is a grown man, and we said that anybody may leave.",
                "<p>He may, and he should not have to explain. But somebody should see that he is all right. A quiet "
                "offer of company is no question.</p>",
            ),
            (
                "Say to the room: “I think he may have been through this himself.”",
                "<p>Please don't. You don't know, and it is his to tell. Others would look at him differently from "
                "now on.</p>",
            ),
            (
                "Call a short break, ask the second leader to look after him, and go on in ten minutes.",
                "<p>This is the best answer. A break does everybody good, and nobody looks at him. The second leader "
                "offers water and a chair, and asks nothing. Before he goes home, make sure that he has the numbers, "
                "as everybody does.</p>",
            ),
        ),
    ],
    indicators=[],
    facts=["emergency", "police", "helpline"],
    critical=["emergency", "police", "helpline"],
    minutes=6,
)

WORDS = Lesson(
    slug="words-and-what-comes-up",
    title="Words, and what comes up afterwards",
    summary="Words that respect people, what to say if somebody tells you that it happened to them, and how to look "
    "after your group afterwards.",
    content_note="This lesson is about what to do when somebody tells you that they were exploited. It has no details "
    "of what they may say.",
    body=[
        text(
            "<p>Words can make a person small, or leave them whole. They can also open or shut a door. This lesson is "
            "about the words you choose, and about the moment when somebody chooses you.</p>",
            "<h2>Words that respect people</h2>",
            "<ul><li>Say <b>a person who was exploited</b>. That is something that was done to them. It is not what "
            "they are.</li>",
            "<li>Ask people what they want to be called. Some say survivor, some say victim, and some want "
            "neither.</li>",
            "<li>Say <b>may be a victim</b>. You don't know, and it is not for you to say.</li>",
            "<li>Don't say that a victim “sold herself” or “worked for” somebody who forced her.</li>",
            "<li>Don't say “saved” or “rescued by us”. People get out with help, and mostly by their own "
            "strength.</li>",
            "<li>Don't call a person “an illegal”.</li>",
            "<li>Say “selling sex”, not an insult.</li></ul>",
            "<p>Leave out what makes a listener gasp. What was done to somebody is theirs. You can say why it matters "
            "without it.</p>",
            "<h2>If somebody tells you that it is happening, or happened, to them</h2>",
            "<p>They may have waited years. They watch your face. You don't need the right sentence. You need to be "
            "calm and to have time.</p>",
        ),
        steps(
            "What to do",
            (
                "Listen",
                "<p>{fact:advice-listening}. Sit where nobody else can hear. Put your phone and your notes away.</p>",
            ),
            (
                "Say three things",
                "<p>I believe you. It is not your fault. I'm glad that you told me.</p>",
            ),
            (
                "Be honest about secrets",
                "<p>{fact:advice-no-secrecy}. Say it early and gently: “If you or somebody else is in danger, I'll "
                "have to tell people who can help.”</p>",
            ),
            (
                "Ask only what you need for safety",
                "<p>Are you safe now? Is anybody else in danger? Is it safe for you to go home? That is all. No "
                "dates, no names, no “why didn't you”.</p>",
            ),
            (
                "Offer a call, and let them choose",
                "<p>An adult may choose. Offer to ring the helpline together, on {fact:helpline}, from a phone that "
                "nobody checks. If they are in danger now, or a child is at risk, ring {fact:emergency}, and tell "
                "them that you do.</p>",
            ),
            (
                "Then tell your safeguarding lead",
                "<p>That somebody told you something and that a call was made, or offered. Not what they said.</p>",
            ),
        ),
        callout(
            "warning",
            "Don't",
            "<ul><li>{fact:advice-no-rescue}. Don't take them home with you, even for one "
            "night.</li><li>{fact:advice-no-interpreting}, and don't ask a relation to do it. The helpline can bring "
            "an interpreter on to the call.</li><li>Don't promise money, papers, a home or a good end.</li><li>Don't "
            "tell their story to anybody, ever, also without a name.</li><li>Don't make them your speaker.</li></ul>",
        ),
        text(
            "<h2>After an evening</h2>",
            "<p>When everybody has gone, sit down with the other leader for five minutes. Ask three questions.</p>",
            "<ul><li>Is there anybody we should ring about tonight? If so, do it before you go home.</li>",
            "<li>Is there anybody we should write to tomorrow, only to ask how they are?</li>",
            "<li>How are we?</li></ul>",
            "<p>It is common to feel heavy, angry or tired after such an evening. It is common to dream of it. Talk "
            "about how you feel with your safeguarding lead or somebody you trust, and leave out who and where. Take "
            "turns with leading. If it does not get better, speak to your doctor. A leader who rests for a month does "
            "more good than one who stops for ever.</p>",
            "<h2>If somebody comes back to you</h2>",
            "<p>Somebody who told you something may want to talk to you again and again. You are not their "
            "counsellor, and it is kind to say so. Be friendly, be the same each week, and point to those who are "
            "trained: the helpline, or their doctor. If you find that you are the only one they have, tell your "
            "safeguarding lead.</p>",
        ),
        sources(
            (
                "British Red Cross, how to respond to a disclosure",
                "https://volunteer-operator-manual.redcross.org.uk/home-page/training-and-advice/advice-for-operators/safeguarding/how-to-respond-to-a-disclosure",
                "",
                "Listen, believe, no secrets",
            ),
            (
                "Thurrock CVS, modern slavery and human trafficking",
                "https://thurrockcvs.org/modern-slavery-human-trafficking-what-is-it/",
                "",
                "Not letting a companion interpret",
            ),
            (
                "Stronger2gether, the Modern Slavery Helpline",
                "https://stronger2gether.org/the-modern-slavery-helpline/",
                "2017-03-20",
                "Interpreters on the call",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>You are stacking chairs. A woman who sat at the back stays behind. She says: “What you said tonight, "
            "about the debt. That is my sister. She can't leave that house. Please can you fetch her? You have a "
            "car.”</p>",
            "<p><b>What do you say?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "“Give me the address. I'll have a look first.”",
                "<p>Please don't go. If you are seen there, her sister may be moved or hurt. You don't need the "
                "address: those whom you ring do.</p>",
            ),
            (
                "“I believe you. I can't fetch her, it could put her in danger. Shall we ring together, now?”",
                "<p>This is the best answer. You believe her, you are honest, and you stay with her. If the sister is "
                "in danger now, ring {fact:emergency}. If not, ring the helpline on {fact:helpline}. The woman "
                "speaks, since she knows. Then tell your safeguarding lead that a call was made.</p>",
            ),
            (
                "“Fill in the form on our website. The charity will see to it.”",
                "<p>The site takes no reports, and nobody watches it for them. Help would come too late. Ring, "
                "together, tonight.</p>",
            ),
        ),
    ],
    indicators=["G16", "D05"],
    facts=[
        "advice-listening",
        "advice-no-secrecy",
        "advice-no-rescue",
        "advice-no-interpreting",
        "helpline",
        "emergency",
    ],
    critical=[
        "advice-listening",
        "advice-no-secrecy",
        "advice-no-rescue",
        "advice-no-interpreting",
        "helpline",
        "emergency",
    ],
    minutes=6,
)

LESSONS = [SESSION, WORDS]
