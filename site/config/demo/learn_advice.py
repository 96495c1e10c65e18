"""Learn: "Signs to notice" and "What to do if you are worried". The cautious advice, where sources differ."""

from config.demo.shapes import HELP, PageData, accordion, action, callout, figures, signs, sources, steps, text

REVIEWED, REVIEW_BY = "2026-11-25", "2027-11-25"
TOOLKIT = (
    "Home Office, First Responder Toolkit for England and Wales, section 9",
    "https://www.modernslavery.gov.uk/start",
    "2026-04-01",
    "General signs, and signs in children",
)
COMMISSIONER = (
    "Independent Anti-Slavery Commissioner, frequently asked questions",
    "https://www.antislaverycommissioner.co.uk/frequently-asked-questions/",
    "",
    "Whom to ring, and not telling the person what you do",
)

SIGNS: PageData = {
    "slug": "signs-to-notice",
    "title": "Signs to notice",
    "summary": (
        "Things that may mean that somebody is being controlled. One sign alone proves nothing. Several together are a "
        "reason to ask for advice."
    ),
    "search_description": (
        "Signs of modern slavery and human trafficking by kind, in plain words, each with its source, and how to weigh "
        "them with care."
    ),
    "content_note": "This page describes ways in which people are controlled and hurt, in plain words and briefly.",
    "body": [
        callout(
            "warning",
            "One sign alone proves nothing",
            "<p>Each sign here has many harmless reasons. A tired worker may just be tired. Somebody who looks away "
            "may be shy. Look for <b>several signs together</b>. Where a person comes from, and how they look, is no "
            "sign at all.</p>",
        ),
        text(
            "<p>The signs stand in six groups. Each has a code, such as G06, so that people can be sure which one "
            "they mean. Under each sign you can read why it may matter, and what else it may be.</p>",
            '<p><a href="/print/signs.pdf">Print the signs on one page (PDF)</a></p>',
        ),
        text(
            "<h2>Signs of any kind</h2>",
            "<p>Start with these. They can show that somebody else is in control, whatever the person is used for.</p>",
        ),
        signs("general"),
        text(
            "<h2>Signs at work</h2>",
            "<p>You may notice these on a building site or a farm. Or it may be at a car wash or in a nail bar. Bad "
            "bosses are not always traffickers. What counts is that the worker can't say no or leave.</p>",
        ),
        signs("labour"),
        text(
            "<h2>Signs of sexual exploitation</h2>",
            "<p>Adults may sell sex by their own choice. S07, S08 and S09 can show that sex is sold somewhere. They "
            "don't show that anybody is forced. So look for other signs with them, such as somebody who is guarded or "
            "can't keep their money.</p>",
        ),
        signs("sexual"),
        text(
            "<h2>Signs in a home</h2>",
            "<p>A person who has to keep house for a family is hard to see from outside. Neighbours, teachers, "
            "plumbers and people at church or mosque are often the first to notice.</p>",
        ),
        signs("domestic"),
        text(
            "<h2>Signs of forced crime</h2>",
            "<p>Somebody who breaks the law may have been made to. It can be a child who carries drugs, or an adult "
            "who has to beg or steal. It can be a neighbour whose home was taken over.</p>",
        ),
        signs("criminal"),
        text(
            "<h2>Signs in children</h2>",
            "<p>Growing up brings many changes, so no child is easy to read. If a child may be in danger now, ring "
            "{fact:emergency}. Don't wait to be sure.</p>",
        ),
        signs("child"),
        text(
            "<h2>How to weigh what you notice</h2>",
            "<p>Ask yourself three things.</p>",
            "<ul><li>Are there <b>several</b> signs?</li>",
            "<li>Do they <b>fit together</b>?</li>",
            "<li>Do they <b>go on</b>?</li></ul>",
            "<p>If so, ask for advice. You don't need proof, and it is not your job to find it. A sign that seems "
            "small to you may fit with what somebody else has told the police.</p>",
            "<p>Ask yourself one thing more: would you worry about this if the person came from your own street? If "
            "not, think again about what worries you.</p>",
            "<p>Don't look for more signs. Don't follow anybody. Don't take pictures. That could put the person in "
            "danger, and you as well.</p>",
        ),
        HELP,
        action(
            "What next?",
            "Whom to ring, what to write down, and what not to do.",
            "/learn/what-to-do/",
            "What to do if you are worried",
        ),
        sources(
            TOOLKIT,
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
                "Which signs show only that sex is sold",
            ),
            (
                "Home Office, county lines guidance",
                "https://www.gov.uk/government/publications/"
                "criminal-exploitation-of-children-and-vulnerable-adults-county-lines/"
                "criminal-exploitation-of-children-and-vulnerable-adults-county-lines",
                "2023-10-20",
                "Signs in young people",
            ),
            (
                "Three Rivers District Council, modern slavery",
                "https://www.threerivers.gov.uk/services/crime-and-safety/modern-slavery-human-trafficking",
                "",
                "Do not act on your worries yourself",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

WHAT_TO_DO: PageData = {
    "slug": "what-to-do",
    "title": "What to do if you are worried",
    "hides_its_title": True,
    "summary": (
        "In danger now? Ring the emergency number. Otherwise ring the police or the helpline. Don't step in yourself. "
        "You don't need to be sure."
    ),
    "search_description": (
        "What to do, and what not to do, if you think that somebody may be a victim of modern slavery in the UK."
    ),
    "body": [
        HELP,
        callout(
            "urgent",
            "Please don't report it here",
            "<p>This website takes no reports. Nobody watches it for them, so help would come too late. Please don't "
            "write about the person in any form, message or comment on this site. Tell the police or the helpline.</p>",
        ),
        text('<p><a href="/print/what-to-do.pdf">Print what to do on one page (PDF)</a></p>'),
        steps(
            "What to do",
            (
                "Is anybody in danger now?",
                "<p>If so, ring {fact:emergency} at once. Do the same if a child is at risk now. Don't wait to be "
                "sure.</p>",
            ),
            (
                "Get to a safe place",
                "<p>Move away first, as you would at any other time. Don't let anybody see that you are worried.</p>",
            ),
            (
                "Ring the police or the helpline",
                "<p>If nobody is in danger now, ring the police on {fact:police}. Or ring the helpline on "
                "{fact:helpline}. It is free, and the charity {fact:unseen} runs it. You need not give your name.</p>",
            ),
            (
                "Say what you saw",
                "<p>Tell them what you noticed, and when and where. If you think that somebody is being made to break "
                "the law, say the words <b>modern slavery</b> and <b>forced crime</b>. Then the police know what to "
                "look for.</p>",
            ),
            (
                "Leave the rest to them",
                "<p>You may not hear what came of it. That does not mean that nothing did. If you are out with one of "
                "our groups, tell its safeguarding lead, who looks after safety, that you made the call.</p>",
            ),
        ),
        text(
            "<h2>What not to do</h2>",
            "<ul><li><b>Don't confront</b> anybody you suspect. Don't accuse them or ask them questions.</li>",
            "<li><b>Don't try a rescue.</b> Don't offer a lift or a bed.</li>",
            "<li><b>Don't investigate.</b> Don't follow, film, take pictures or go inside.</li>",
            "<li><b>Don't tell the person</b> what you are doing. It could put them in more danger.</li>",
            "<li><b>Don't let a companion interpret.</b> That may be the person in control.</li>",
            "<li><b>Don't post</b> names, faces or places on social media.</li>",
            "<li><b>Don't go back alone.</b></li></ul>",
            "<h2>What to write down</h2>",
            "<p>Do this later, in a safe place, and only for the call. Write down what you saw, not what you think it "
            "means.</p>",
            "<ul><li>The day and the time.</li>",
            "<li>The place: a street, a shop, a house number if you know it.</li>",
            "<li>What you saw or heard.</li>",
            "<li>What people looked like and wore.</li>",
            "<li>Cars: make, colour and number plate.</li></ul>",
            "<p>Keep the note where nobody else can read it. Ask on the call what to do with it afterwards.</p>",
        ),
        accordion(
            "Questions people ask",
            (
                "What if it is a child?",
                "<p>Ring {fact:emergency} if the child may be in danger now. If not, ring the police on {fact:police}, "
                "your council's children's services, or the NSPCC on {fact:nspcc}. Don't question the child. A young "
                "person can ring Childline on {fact:childline}.</p>",
            ),
            (
                "What if somebody tells me that it is happening to them?",
                "<p>Listen. Believe them. Say that it is not their fault. Ask only what you need to know to keep them "
                "safe. Don't promise to keep it secret: say that you may have to pass it on. Then ring the helpline "
                "for advice, with them if they wish. If they are in danger now, ring {fact:emergency}.</p>",
            ),
            (
                "What happens when I ring the helpline?",
                "<p>A trained adviser answers. They first check that you are safe and free to talk. They listen and "
                "explain what can be done. You choose what becomes of your name. You can give it to nobody, or to the "
                "helpline alone, or let the helpline pass it on.</p>"
                "<p>They ask before they pass it on, with two exceptions: somebody is in great danger, or a child is "
                "at risk.</p>",
            ),
            (
                "What happens when I ring the police?",
                "<p>They ask what you saw, where and when. In an emergency they may send officers. Otherwise they "
                "record what you say and decide what to do. Tell them if you are afraid of what may follow.</p>",
            ),
            (
                "What if I would rather not give my name?",
                "<p>The helpline lets you choose. Or ring Crimestoppers on {fact:crimestoppers}. It takes what you "
                "know without your name.</p>",
            ),
            (
                "What if I am wrong?",
                "<p>You are not accusing anybody. You tell trained people what you saw, and they find out what it "
                "means. Please say only what you really saw.</p>",
            ),
            (
                "Should I talk to the person?",
                "<p>Guides differ. Some, meant for trained workers, say to ask gently. For everybody else we say no. "
                "The person in control may see it and make them suffer for it.</p>",
            ),
            (
                "What if I can't speak on the phone?",
                "<p>Ring {fact:emergency} from a mobile. Listen to the questions. If you can't answer, cough or tap "
                "the phone. If you are asked to, press 55. A silent call alone does not bring help. On a landline, 55 "
                "does nothing: stay on the line.</p>"
                "<p>You can also text {fact:emergency}, but only from a phone that was registered for it before.</p>",
            ),
        ),
        action(
            "Is it happening to you?",
            "Short advice for reading on a phone that somebody may check.",
            "/learn/if-this-is-you/",
            "If this is you",
        ),
        text(
            "<h2>Look after yourself</h2>",
            "<p>It can be hard to have seen such a thing. It is normal if it stays with you. Talk to somebody you "
            "trust about how you feel, without names or places.</p>",
            "<h2>Other numbers</h2>",
        ),
        figures(
            ("crimestoppers", "Crimestoppers, if you don't want to give your name"),
            ("nspcc", "NSPCC, if you are an adult worried about a child"),
            ("salvation-army", "The Salvation Army, for adults in England and Wales who need support"),
        ),
        figures(
            ("emergency-textphone", "the emergency number for textphones"),
            ("police-textphone", "the police by textphone, when it is not an emergency"),
        ),
        sources(
            COMMISSIONER,
            (
                "Modern Slavery & Exploitation Helpline, what happens when you call",
                "https://www.modernslaveryhelpline.org/about/what-happens-when-you-call-the-helpline",
                "",
                "Advisers, and what they do with your details",
            ),
            (
                "Isle of Wight Council, immediate danger",
                "https://www.iow.gov.uk/housing-and-adult-social-care/adult-social-care/adult-safeguarding/"
                "immediate-danger/",
                "",
                "When you can't speak",
            ),
            (
                "National Business Crime Centre, criminal exploitation in shops",
                "https://nbcc.police.uk/guidance/identifying-criminal-exploitation-in-retail",
                "",
                "Say that you fear forced crime",
            ),
            (
                "Ipswich Borough Council, modern slavery",
                "https://www.ipswich.gov.uk/housing/homelessness/modern-slavery",
                "",
                "Do not confront anybody",
            ),
            (
                "Standing Together, calling the police when you can't speak",
                "https://www.standingtogether.org.uk/get-support",
                "",
                "Silent calls from a mobile and from a landline",
            ),
            (
                "North Yorkshire Police, emergency text message service",
                "https://www.northyorkshire.police.uk/contact/emergency-sms-text-service/",
                "",
                "Texting in an emergency, and registering first",
            ),
            (
                "Three Rivers District Council, modern slavery",
                "https://www.threerivers.gov.uk/services/crime-and-safety/modern-slavery-human-trafficking",
                "",
                "Do not act on your worries yourself",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}
