"""Questions and answers, by theme."""

from config.demo.shapes import HELP, PageData, QuestionData, text


def about(theme: str, *pairs: tuple[str, str]) -> list[QuestionData]:
    return [{"theme": theme, "question": question, "answer": answer} for question, answer in pairs]


WHAT_IT_IS = about(
    "What it is",
    (
        "What is human trafficking?",
        "<p>Somebody takes control of a person in order to use them for gain. It has three parts: what they do, how "
        'they do it, and why. <a href="page:/learn/what-is-human-trafficking/">Read the guide</a>.</p>',
    ),
    (
        "Is it the same as modern slavery?",
        "<p>Modern slavery is the wider word. It covers trafficking, and also slavery and forced work where nobody was "
        "trafficked.</p>",
    ),
    (
        "Does a person have to come from abroad?",
        "<p>No. In the UK the largest group of people referred is UK nationals: {fact:nrm-2024-uk} in 2024. Nobody has "
        "to cross a border.</p>",
    ),
    (
        "What if they agreed to it?",
        "<p>It makes no difference if they were threatened, cheated or controlled. For a child under 18 it never makes "
        "a difference.</p>",
    ),
    (
        "How many people are there?",
        "<p>Nobody knows. In 2025, {fact:nrm-2025} people were referred as possible victims. Many are never seen. "
        '<a href="page:/numbers/">The numbers</a> says what is counted.</p>',
    ),
)

SEEING_SIGNS = about(
    "Seeing signs",
    (
        "What should I look for?",
        "<p>Look for several signs that fit together, such as a person who is afraid, watched, and without their own "
        'papers or money. <a href="page:/learn/signs-to-notice/">Signs to notice</a> has them all.</p>',
    ),
    (
        "Is one sign enough?",
        "<p>No. One sign alone proves nothing. You don't need proof to ask for advice, though. Ring the helpline and "
        "say what you noticed.</p>",
    ),
    (
        "Should I speak to the person?",
        "<p>Don't ask them about it, and don't say what you plan to do. Somebody may be watching. If they tell you "
        "themselves, listen and believe them. Then ring for advice.</p>",
    ),
    (
        "May I take a picture or write down a number plate?",
        "<p>Don't take pictures, and don't follow anybody. If you happen to remember a car, write it down later, in a "
        "safe place, for the call.</p>",
    ),
    (
        "Somebody is stealing in shops and seems to be made to do it. What then?",
        "<p>When you ring the police, say that you think it may be forced crime, or modern slavery. Then they know "
        "that the person may need help.</p>",
    ),
)

GETTING_HELP = about(
    "Getting help",
    (
        "Whom do I ring?",
        "<p>In danger now, or a child at risk now: {fact:emergency}. If nobody is in danger now, ring the police on "
        "{fact:police}, or the helpline on {fact:helpline}. The helpline is free. The "
        "charity {fact:unseen} runs it. "
        '<a href="page:/learn/what-to-do/">What to do</a> says more.</p>',
    ),
    (
        "Do I have to give my name?",
        "<p>No. The helpline lets you choose. Or ring Crimestoppers on {fact:crimestoppers}: there too you need not "
        "say who you are.</p>",
    ),
    (
        "I think that it is happening to me. What can I do?",
        "<p>It is not your fault. You can ring {fact:helpline}, from a phone that nobody checks. They tell you your "
        "choices before you decide anything. In danger, ring {fact:emergency}. There is a page for you: "
        '<a href="page:/learn/if-this-is-you/">If this is you</a>.</p>',
    ),
    (
        "Can I refer somebody for support?",
        "<p>No. Only {fact:first-responders} can: trained staff of named bodies, such as the police and councils. You "
        "can tell the helpline, and they know what to do.</p>",
    ),
    (
        "What happens to a person who is found?",
        "<p>An adult is asked if they want to be referred. If the first decision says yes, they have at least "
        "{fact:recovery-period} days to recover. If they need it, they may get a safe place, a doctor and advice. "
        '<a href="page:/learn/when-a-person-is-found/">Read how it goes</a>.</p>',
    ),
    (
        "Is it the same in all of the UK?",
        "<p>The numbers to ring are. Support is not. In England and Wales the Salvation Army and its partners give it "
        "to adults. In Scotland it is {fact:migrant-help}, or a service called TARA for women who were sexually "
        "exploited. In Northern Ireland it is {fact:migrant-help} or Women's Aid.</p>",
    ),
    (
        "Whom do I tell about bad treatment at work?",
        "<p>The {fact:fair-work-agency} looks after that. It took over from the Gangmasters and Labour Abuse Authority "
        "in April 2026. If you think that somebody is forced to work, ring the police or the helpline.</p>",
    ),
)

OUR_GROUPS = about(
    "Our groups",
    (
        "What is an ACTFORJUSTICE group?",
        "<p>People in one place who meet, learn the signs and tell others. They also ask their MP for better law.</p>",
    ),
    (
        "Does a group go looking for victims?",
        "<p>No, never. A group learns what to notice in daily life. It passes what it notices to the police or the "
        'helpline. <a href="page:/learn/how-a-group-passes-on/">How that works</a>.</p>',
    ),
    (
        "How do I start a group or join one?",
        "<p>Write to {fact:contact-groups}. This site is a demonstration, so nobody will answer.</p>",
    ),
)

THIS_SITE = about(
    "This site",
    (
        "Can I report somebody here?",
        "<p>No. This site takes no reports, and nobody watches it for them. Please ring {fact:emergency} in danger, or "
        "else {fact:police} or {fact:helpline}.</p>",
    ),
    (
        "Does this site keep what I read?",
        "<p>No. There are no accounts for readers, and reading sets no cookie. But your own browser keeps a list of "
        'pages. <a href="page:/your-safety-online/">Your safety online</a> says what you can do.</p>',
    ),
    (
        "How do I leave quickly?",
        "<p>Press “Exit this page”, or press the Shift key three times. It does not erase the list of pages in your "
        "browser.</p>",
    ),
    (
        "My question is not here. Whom can I ask?",
        '<p>See <a href="page:/contact/">Contact</a>. Please don\'t write about a person you are worried about: ring '
        "the police or the helpline.</p>",
    ),
    (
        "Is this the real site of a charity?",
        "<p>No. It is a demonstration. The facts and sources are real. The people, the petition and the addresses at "
        "example.org are made up.</p>",
    ),
)

PAGE: PageData = {
    "slug": "questions",
    "title": "Questions and answers",
    "summary": "Short answers about human trafficking, the signs, whom to ring, our groups and this site.",
    "search_description": (
        "Short, plain answers about human trafficking in the UK: signs, whom to ring, what happens next, our groups."
    ),
    "type": "questions",
    "body": [
        text("<p>Most answers link to a page that says more and names its sources.</p>"),
        HELP,
    ],
    "questions": [*WHAT_IT_IS, *SEEING_SIGNS, *GETTING_HELP, *OUR_GROUPS, *THIS_SITE],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
