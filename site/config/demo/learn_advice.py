"""Learn: "Signs to notice" and "What to do if you are worried". The cautious advice, where sources differ."""

from config.demo.shapes import HELP, PageData, accordion, action, callout, figures, sources, steps, text

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
ALONE = "<p><b>One of these alone proves nothing.</b> "

SIGNS: PageData = {
    "slug": "signs-to-notice",
    "title": "Signs to notice",
    "summary": (
        "Things that may mean that somebody is being controlled. One sign alone proves nothing. Several together are a "
        "reason to ask for advice."
    ),
    "search_description": (
        "General signs of modern slavery and human trafficking, in plain words, and how to weigh them with care."
    ),
    "body": [
        callout(
            "warning",
            "One sign alone proves nothing",
            "<p>Each of these has many harmless reasons. A tired worker may just be tired. Somebody who looks away may "
            "be shy. Look for <b>several signs together</b>. Where a person comes from, and how they look, is no sign "
            "at all.</p>",
        ),
        accordion(
            "Signs, by what you might notice",
            (
                "How the person is",
                f"{ALONE}Notice it together with others.</p>"
                "<ul><li>They seem afraid, worried or shut off.</li>"
                "<li>They look hungry or not cared for.</li>"
                "<li>They have injuries that nobody has treated, or that don't fit the story.</li>"
                "<li>They wear the same clothes day after day, or clothes that don't suit the work or the weather.</li>"
                "<li>They are afraid of the police or of anybody official.</li></ul>",
            ),
            (
                "Who is in control",
                f"{ALONE}Some people bring a friend because they are shy or speak little English.</p>"
                "<ul><li>Somebody else answers for them.</li>"
                "<li>They are never alone, or seem to be watched.</li>"
                "<li>They act as if they were told what to say.</li>"
                "<li>They don't hold their own passport, phone, money or bank card.</li>"
                "<li>They think that they owe a debt that never gets smaller.</li></ul>",
            ),
            (
                "Where they live",
                f"{ALONE}Many people share a crowded home because rents are high.</p>"
                "<ul><li>They sleep where they work.</li>"
                "<li>The home is crowded and bare, with curtains always closed.</li>"
                "<li>They don't know their own address.</li>"
                "<li>They have hardly anything of their own.</li></ul>",
            ),
            (
                "How they work and travel",
                f"{ALONE}Early buses and long shifts are part of many honest jobs.</p>"
                "<ul><li>They work very long hours with no days off.</li>"
                "<li>They get little or no pay, or it goes to somebody else.</li>"
                "<li>They have no safety clothes for risky work.</li>"
                "<li>They are always fetched and dropped off, at odd times.</li></ul>",
            ),
            (
                "A child or young person",
                f"{ALONE}Growing up brings many changes. If a child may be in danger now, ring the emergency "
                f"number.</p>"
                "<ul><li>They are often missing, or are found far from home.</li>"
                "<li>They have money, clothes or phones that they can't explain.</li>"
                "<li>They have much older friends who control them.</li>"
                "<li>They miss school, or have no time to play.</li>"
                "<li>Nobody seems to know which adult cares for them.</li></ul>",
            ),
            (
                "A home taken over",
                f"{ALONE}New neighbours and visitors are mostly just that.</p>"
                "<ul><li>Strangers come and go at all hours.</li>"
                "<li>The person who lives there is not seen any more, or seems worried.</li>"
                "<li>There is damage to the door, and more noise and litter.</li></ul>",
            ),
        ),
        text(
            "<h2>How to weigh what you notice</h2>",
            "<p>Ask yourself three things. Are there several signs? Do they fit together? Do they go on? If so, ask "
            "for advice. You don't need proof, and it is not your job to find it.</p>",
            "<p>Don't look for more. Don't follow anybody. Don't take pictures. That could put the person in danger, "
            "and you as well.</p>",
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
                "Healthwatch Northamptonshire, information on modern slavery",
                "https://healthwatchnorthamptonshire.co.uk/advice-and-information/2014-05-14/information-modern-slavery",
                "",
                "Signs that the public may notice",
            ),
            (
                "Three Rivers District Council, modern slavery",
                "https://www.threerivers.gov.uk/services/crime-and-safety/modern-slavery-human-trafficking",
                "",
                "Signs in adults and children; do not act on them yourself",
            ),
        ),
    ],
    "reviewed_on": "2026-11-24",
    "review_by": "2027-05-24",
}

WHAT_TO_DO: PageData = {
    "slug": "what-to-do",
    "title": "What to do if you are worried",
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
        steps(
            "What to do",
            (
                "Is anybody in danger now?",
                "<p>If so, or if a child is at risk now, ring the emergency number at once. Don't wait to be sure.</p>",
            ),
            (
                "Get to a safe place",
                "<p>Move away first, as you would at any other time. Don't let anybody see that you are worried.</p>",
            ),
            (
                "Ring the police or the helpline",
                "<p>If nobody is in danger now, ring the police on their other number. Or ring the helpline, which is "
                "run by the charity Unseen. There you get a trained adviser, and you need not give your name.</p>",
            ),
            (
                "Say what you saw",
                "<p>Say when and where it was and what you noticed. Describe people and cars, if you can. Write it "
                "down for the call while you still remember it. If you think that somebody is being made to break the "
                "law, say so.</p>",
            ),
            (
                "Leave the rest to them",
                "<p>You may not hear what came of it. That does not mean that nothing did. If you are out with one of "
                "our groups, tell its safeguarding lead that you made the call.</p>",
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
        ),
        accordion(
            "More help",
            (
                "Somebody tells you that it is happening to them",
                "<p>Listen. Believe them. Say that it is not their fault. Ask only what you need to know to keep them "
                "safe. Don't promise to keep it secret: say that you may have to pass it on. Then ring for advice.</p>",
            ),
            (
                "It is happening to you",
                "<p>You can ring the emergency number or the helpline. It is not your fault. Ring from a phone that "
                "nobody else checks, if you can. The helpline can tell you what choices you have before you "
                "decide.</p>",
            ),
            (
                "You can't speak on the phone",
                "<p>Ring the emergency number from a mobile. Listen to the questions. If you can't answer, cough or "
                "tap the phone. If you are asked to, press 55. A silent call alone does not bring help.</p>",
            ),
            (
                "You would rather not give your name",
                "<p>The helpline lets you choose. You can give your details to nobody, or to the helpline alone. It "
                "will ask before it passes them on, unless somebody is in great danger or a child is at risk. "
                "Crimestoppers takes what you know without your name.</p>",
            ),
        ),
        text("<h2>Other numbers</h2>"),
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
                "Ipswich Borough Council, modern slavery",
                "https://www.ipswich.gov.uk/housing/homelessness/modern-slavery",
                "",
                "Do not confront anybody",
            ),
            (
                "Three Rivers District Council, modern slavery",
                "https://www.threerivers.gov.uk/services/crime-and-safety/modern-slavery-human-trafficking",
                "",
                "Do not act on your worries yourself",
            ),
        ),
    ],
    "reviewed_on": "2026-11-24",
    "review_by": "2027-05-24",
}
