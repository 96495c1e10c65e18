"""The awareness course, lesson six: what to do, what not to do, what happens then, and looking after yourself."""

from config.demo.shapes import HELP, accordion, callout, sources, steps, text
from config.demo.training_shapes import Lesson

LESSON = Lesson(
    slug="what-to-do",
    title="What to do, and what not to do",
    summary="Whom to ring and what to say. What to leave alone, how a person gets help, and what your safeguarding "
    "lead does. How to look after yourself.",
    content_note="This lesson is about acting safely when you are worried about somebody. It speaks of danger in "
    "general words only.",
    body=[
        text(
            "<p>You know what to look for. This last lesson is the one to remember. It comes down to one sentence: "
            "<b>notice, get to a safe place, ring, and leave the rest to others.</b></p>",
        ),
        HELP,
        callout(
            "urgent",
            "Never through this website",
            "<p>{fact:advice-no-reports-here}, and nobody watches it for them. Please don't write about a person you "
            "are "
            "worried about in any form, message or quiz on this site. Ring the police or the helpline.</p>",
        ),
        steps(
            "What to do",
            (
                "Is anybody in danger now?",
                "<p>If so, ring {fact:emergency} at once. {fact:advice-child-now}. Whoever sees it rings. Don't ask "
                "the group first.</p>",
            ),
            (
                "Get to a safe place",
                "<p>Do what you came to do, then leave. {fact:advice-no-showing}.</p>",
            ),
            (
                "Ring",
                "<p>If nobody is in danger now, ring the police on {fact:police}. Or ring the helpline on "
                "{fact:helpline}. It is free, and the charity {fact:unseen} runs it. You need not give your name. If "
                "you would rather speak to neither, tell Crimestoppers on {fact:crimestoppers} what you know, without "
                "your name.</p>",
            ),
            (
                "Say what you saw",
                "<p>Say what, where and when. Say what you saw, and not what you think it means. If somebody may be "
                "made to break the law: {fact:advice-forced-crime}.</p>",
            ),
            (
                "Tell your safeguarding lead that you rang",
                "<p>Do this if it came up in group work. They need to know that you rang, when, and whom. They don't "
                "need names or places.</p>",
            ),
        ),
        text(
            "<h2>What not to do</h2>",
            "<ul><li><b>{fact:advice-no-confronting}.</b> It can bring harm to the person and to you.</li>",
            "<li><b>{fact:advice-no-rescue}.</b> Don't offer a lift or a bed. A person who is taken away without a "
            "plan may be found again, or their family may pay for it.</li>",
            "<li><b>{fact:advice-no-investigating}.</b> Don't follow, watch, film, take pictures or go inside.</li>",
            "<li><b>{fact:advice-no-interpreting}.</b> That may be the person in control.</li>",
            "<li><b>{fact:advice-no-secrecy}.</b> You may have to pass it on.</li>",
            "<li><b>Don't post</b> names, faces or places, and don't share them in the group chat.</li>",
            "<li><b>Don't go back alone.</b></li></ul>",
            "<p>You may read elsewhere that you should gently ask the person. That advice is mostly meant for trained "
            "workers. Sources differ here, so we teach the careful way.</p>",
            "<h2>What to write down</h2>",
            "<p>Do it later, in a safe place, and only for the call: the day and time, the place, what you saw and "
            "heard, what people looked like and wore, and cars with their number plates if you remember them. Keep "
            "the note where nobody else can read it. Ask on the call what to do with it.</p>",
        ),
        accordion(
            "When it is not so simple",
            (
                "I can't speak on the phone",
                "<p>Ring {fact:emergency} from a mobile. Listen to the questions. If you can't answer, cough or tap "
                "the phone. If you are asked to, press 55. A silent call alone does not bring help. On a landline, 55 "
                "does nothing: stay on the line.</p>",
            ),
            (
                "I am deaf, or find it hard to hear",
                "<p>The textphone number in an emergency is {fact:emergency-textphone}. For the police at other times "
                "it is {fact:police-textphone}. You can also text {fact:emergency}, but only from a phone that was "
                "registered for it before.</p>",
            ),
            (
                "Somebody tells me that it is happening to them",
                "<p>{fact:advice-listening}. Say that it is not their fault. Ask only what you need to know to keep "
                "them safe. Say that you may have to pass it on. Then ring the helpline for advice, with them if they "
                "wish.</p>",
            ),
            (
                "What if I am wrong?",
                "<p>{fact:advice-not-sure}. You are not accusing anybody. You tell trained people what you saw, and "
                "they find out what it means.</p>",
            ),
        ),
        text(
            "<h2>What happens then</h2>",
            "<p>The UK has one system to find out who is a victim and to give support: the <b>National Referral "
            "Mechanism</b>, or NRM. You can't refer anybody to it, and nobody can refer themselves. Only "
            "{fact:first-responders} can: trained staff of named bodies, such as the police and councils.</p>",
            "<ul><li><b>An adult must agree.</b> They are told first what it may bring. If they say no, public bodies "
            "in England and Wales must still tell the Home Office that they met somebody who may be a victim, and can "
            "leave the name out: {fact:msa-section-52}. This duty binds public bodies, not you.</li>",
            "<li><b>A child is always referred.</b> The council is told too.</li>",
            "<li><b>The first decision</b> asks: are there reasonable grounds to think that this person is a victim? "
            "The Home Office aims to answer within {fact:first-decision} working days.</li>",
            "<li><b>Then there is time to recover</b>: at least {fact:recovery-period} days.</li>",
            "<li><b>The second decision</b> asks: is it more likely than not? It is called conclusive grounds, and "
            "can take many months.</li></ul>",
            "<p>You may hear nothing of all this. That does not mean that nothing was done.</p>",
            "<h2>Your safeguarding lead</h2>",
            "<p>Each of our groups has one person who looks after safety: the <b>safeguarding lead</b>. They make "
            "sure that the call was made, ask how you are, and know what the charity needs to hear. They don't look "
            "into it themselves. If it is about the lead, tell another leader face to face. You can always ring the "
            "police or the helpline yourself.</p>",
            "<h2>Look after yourself</h2>",
            "<p>What you saw may stay with you. You may sleep badly, or think that you did too little. That is "
            "common, and it is no weakness. Talk to your lead or to somebody you trust about how you feel. Leave out "
            "names and places. Take a break from the group if you need one. If it does not get better, speak to your "
            "doctor.</p>",
            "<p>You noticed, and you rang. That was your part.</p>",
        ),
        sources(
            (
                "Independent Anti-Slavery Commissioner, frequently asked questions",
                "https://www.antislaverycommissioner.co.uk/frequently-asked-questions/",
                "",
                "Whom the public should tell",
            ),
            (
                "Neighbourhood Watch, what to do if you spot the signs",
                "https://www.ourwatch.org.uk/moern-slavery/reporting",
                "",
                "Not confronting anybody",
            ),
            (
                "Three Rivers District Council, modern slavery",
                "https://www.threerivers.gov.uk/services/crime-and-safety/modern-slavery-human-trafficking",
                "",
                "Not acting on your worries yourself",
            ),
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "Referral, consent and the two decisions",
            ),
            (
                "Standing Together, calling the police when you can't speak",
                "https://www.standingtogether.org.uk/get-support",
                "",
                "Silent calls from a mobile and from a landline",
            ),
        ),
    ],
    scenario=[
        text(
            "<p>You hand out leaflets with your group at a market. A woman at a stall takes one. She looks over her "
            "shoulder and gives it back. Very quietly she says: “He has my passport. Please don't tell him.” A man at "
            "the next stall looks up.</p>",
            "<p><b>What is the best thing to do?</b></p>",
        ),
        accordion(
            "Choose an answer, then open it",
            (
                "Take her by the arm and walk her to your car.",
                "<p>You want to help, and it could go badly. The man may follow. Others may be held because of her, "
                "and you don't know who waits for her at home. A rescue needs a plan and trained people.</p>",
            ),
            (
                "Promise her that you will tell nobody.",
                "<p>You would have to break your word to get her help. Don't argue about it in front of him, and "
                "don't make the promise.</p>",
            ),
            (
                "Say something plain, such as “of course, no problem”, move on, and ring from a safe place.",
                "<p>This is the best answer. You have shown him nothing, and you have promised nothing about the "
                "police. Walk on calmly, round the corner and out of earshot. If you think that she is in danger now, "
                "ring {fact:emergency}. If not, ring {fact:police} or {fact:helpline}. Say where she is and what she "
                "said. Then tell your safeguarding lead that you rang.</p>",
            ),
        ),
    ],
    indicators=["G05", "G06", "C10"],
    facts=[
        "emergency",
        "police",
        "helpline",
        "unseen",
        "crimestoppers",
        "emergency-textphone",
        "police-textphone",
        "first-responders",
        "msa-section-52",
        "first-decision",
        "recovery-period",
        "advice-child-now",
        "advice-no-showing",
        "advice-forced-crime",
        "advice-no-confronting",
        "advice-no-rescue",
        "advice-no-investigating",
        "advice-no-interpreting",
        "advice-no-secrecy",
        "advice-listening",
        "advice-not-sure",
        "advice-no-reports-here",
    ],
    critical=[
        "emergency",
        "police",
        "helpline",
        "advice-child-now",
        "advice-no-showing",
        "advice-no-confronting",
        "advice-no-rescue",
        "advice-no-investigating",
        "advice-no-interpreting",
        "advice-no-secrecy",
        "advice-listening",
        "advice-not-sure",
        "advice-forced-crime",
        "advice-no-reports-here",
    ],
    minutes=10,
)
