"""How a trained group passes on what it notices: to the police or the helpline, never to this site."""

from config.demo.shapes import HELP, PageData, accordion, action, callout, sources, steps, text

PAGE: PageData = {
    "slug": "how-a-group-passes-on",
    "title": "How a trained group passes on what it notices",
    "summary": (
        "To the police or the helpline, never to this site. Who rings, what to note, what not to do, and how to look "
        "after each other."
    ),
    "search_description": (
        "How a trained community group passes on signs of human trafficking: to the police or the helpline, safely."
    ),
    "body": [
        HELP,
        callout(
            "urgent",
            "Never through this site",
            "<p>No group report, message or form on this site is for it. We can't act on it. It could put the person "
            "in more danger if others read it. Ring the police or the helpline.</p>",
        ),
        steps(
            "When somebody in the group notices something",
            (
                "Is anybody in danger now?",
                "<p>If so, or if a child is at risk now, ring {fact:emergency} at once. Don't ask the group first. "
                "Whoever sees it rings.</p>",
            ),
            (
                "Get away calmly",
                "<p>Do what you came to do, then leave. Don't let anybody see that you are worried.</p>",
            ),
            (
                "Note it down, in a safe place",
                "<p>Write when and where it was, and what you saw and heard. Describe people and cars if you remember "
                "them. Keep to what you saw. Leave out what you guess.</p>",
            ),
            (
                "Ring",
                "<p>If nobody is in danger now, ring the police on {fact:police}, or the helpline on {fact:helpline}. "
                "The person who saw it should ring, since they can answer questions. Give them your note.</p>",
            ),
            (
                "Tell the safeguarding lead that you rang",
                "<p>Each group has one person who looks after safety: the safeguarding lead. Tell them that you rang, "
                "when, and whom. They don't need names or places.</p>",
            ),
            (
                "Then let it go",
                "<p>Ask the police or the helpline what to do with your note, and then do that. Don't keep a copy. You "
                "may not hear what came of it.</p>",
            ),
        ),
        text(
            "<h2>What not to do</h2>",
            "<ul><li><b>Don't go and look.</b> A group does not watch houses, follow cars or ask around.</li>",
            "<li><b>Don't take pictures</b>, and don't film.</li>",
            "<li><b>Don't speak to those you suspect.</b> Don't tell the person what you plan.</li>",
            "<li><b>Don't share it.</b> Not in the group chat, not by e-mail, not on social media.</li>",
            "<li><b>Don't wait for the next meeting.</b> Ring the same day.</li>",
            "<li><b>Don't vote on it.</b> One person who is worried is enough.</li></ul>",
        ),
        accordion(
            "Good to know",
            (
                "What the safeguarding lead does",
                "<p>They make sure that the call was made. They ask how you are. They note for the charity that a call "
                "was made and on which day, and no more. They don't look into it themselves.</p>",
            ),
            (
                "If somebody tells you that it is happening to them",
                "<p>Listen and believe them. Don't promise to keep it secret. Ask only what you need to know to keep "
                "them safe. Then ring for advice, with them if they wish.</p>",
            ),
            (
                "If it is about somebody in the group",
                "<p>Tell the safeguarding lead. If it is about the lead, tell another leader, face to face. You can "
                "always ring the police or the helpline yourself. In danger, ring the police first.</p>",
            ),
            (
                "Why you can't refer a person",
                "<p>Only {fact:first-responders} can: trained staff of named bodies. A group is not one of them. The "
                "helpline and the police can do it, if an adult agrees. A child is always referred.</p>",
            ),
        ),
        text(
            "<h2>Looking after yourselves</h2>",
            "<p>What you saw may stay with you. It may be hard to sleep, or you may think that you did too little. "
            "That is common, and it is no weakness.</p>",
            "<ul><li>Talk to your safeguarding lead about how you feel. You can do that and leave out who and "
            "where.</li>",
            "<li>Take a break from the group if you need one. Nobody will ask why.</li>",
            "<li>If it does not get better, speak to your doctor.</li></ul>",
            "<p>You noticed, and you rang. That was your part, and you have done it.</p>",
        ),
        action(
            "The short version",
            "Whom to ring and what to say, for everybody.",
            "/learn/what-to-do/",
            "What to do if you are worried",
        ),
        sources(
            (
                "Independent Anti-Slavery Commissioner, frequently asked questions",
                "https://www.antislaverycommissioner.co.uk/frequently-asked-questions/",
                "",
                "Whom the public should tell",
            ),
            (
                "NCVO, recognise, respond and report",
                "https://www.ncvo.org.uk/help-and-guidance/safeguarding/steps-safer-organisation/"
                "recognise-respond-and-report/",
                "",
                "You need not be certain; tell the person responsible for safety",
            ),
            (
                "Reset, a guide to safeguarding for community groups",
                "https://training-resetuk.org/toolkit/working-with-refugees/understanding-your-safeguarding-commitments/"
                "guide-safeguarding",
                "2021-02-26",
                "Ring first, tell the lead after; do not look into it yourself",
            ),
            (
                "NCVO, supporting volunteers",
                "https://www.ncvo.org.uk/help-and-guidance/safeguarding/certain-roles/volunteer-managers/supporting/",
                "",
                "Somebody to turn to",
            ),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-05-25",
}
