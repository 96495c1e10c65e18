"""Stories, each made up from published patterns and about no real person, and each saying so."""

from config.demo.shapes import HELP, PageData, action, callout, sources, text

REVIEWED, REVIEW_BY = "2026-11-25", "2027-11-25"
BASIS = "Made up from patterns that the Home Office and charities describe. It is about no real person."
WORRIED = action(
    "Worried about somebody?",
    "Read what to do, and what is better left undone.",
    "/learn/what-to-do/",
    "What to do if you are worried",
)
TOOLKIT = (
    "Home Office, First Responder Toolkit for England and Wales",
    "https://www.modernslavery.gov.uk/start",
    "2026-04-01",
    "Signs, consent, the two decisions and support",
)

AT_THE_CAR_WASH: PageData = {
    "slug": "a-job-with-a-room",
    "title": "A job with a room",
    "type": "story",
    "basis": BASIS,
    "summary": "A young man is promised work and a bed. A customer notices small things, and rings for advice.",
    "search_description": "A made-up story about forced labour at a car wash: what could be noticed and what helped.",
    "content_note": "A story about forced work. It has threats in it, and no violence. It ends well.",
    "body": [
        text(
            "<p>A young man lost his job, and then his flat. At a soup kitchen somebody told him of work in another "
            "town: cash each week, and a room. He was good with his hands. He said yes.</p>",
            "<p>The work was at a car wash. The room was a caravan behind it, with three other men. In the first week "
            "he was paid. In the second he was told that he owed money for the bed, the boots and the lift. His bank "
            "card was taken, to be safe. The sum went up each Friday.</p>",
            "<p>He thought of leaving. The manager knew where his sister lived, and said so.</p>",
            "<h2>What somebody noticed</h2>",
            "<p>A woman brought her car every month. She saw that he wore the same thin jacket in January, with no "
            "gloves (<b>G08</b>, <b>L01</b>). Only the manager took money, and gave no receipt (<b>L11</b>). When she "
            "thanked the young man, he looked at the manager before he answered (<b>G05</b>). Washing hung behind the "
            "building (<b>G14</b>).</p>",
            "<p>None of it proved anything. She did not ask him questions and took no pictures. At home she wrote down "
            "what she had seen, and rang the helpline. She did not give her name.</p>",
            "<h2>What helped</h2>",
            "<p>She was not the only one who had called. The police put the pieces together and came with people who "
            "could explain things in private. An officer asked the young man whether he wanted to be referred for "
            "support. He took a night to think, in a safe place, and said yes.</p>",
            "<p>He had somewhere to live, a doctor and a support worker. It took a long time before he slept well. Now "
            "he mends bicycles. He says that what he remembers is that nobody hurried him.</p>",
        ),
        callout(
            "info",
            "What to take from it",
            "<p>Small things, seen together, were enough to ask for advice. She left the rest to trained people, and "
            "that kept him safe.</p>",
        ),
        HELP,
        WORRIED,
        sources(
            TOOLKIT,
            (
                "The Clewer Initiative, Safe Car Wash app",
                "https://theclewerinitiative.org/blog/safe-car-wash-app-helps-to-tackle-exploitation",
                "2023-07-11",
                "What customers notice at car washes",
            ),
            (
                "Together Free, labour exploitation",
                "https://www.togetherfree.org.uk/labour-exploitation",
                "",
                "How people without a home are drawn in",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

AT_THE_SCHOOL_GATE: PageData = {
    "slug": "at-the-school-gate",
    "title": "At the school gate",
    "type": "story",
    "basis": BASIS,
    "summary": (
        "A woman looks after somebody else's children day and night. Another parent sees that she is never free."
    ),
    "search_description": "A made-up story about domestic servitude: what could be noticed and what helped.",
    "content_note": "A story about a woman who is held in a home. It has control in it, and no violence. It ends well.",
    "body": [
        text(
            "<p>A woman came to this country to look after two children. She had a contract. The family kept it for "
            "her, and her passport too.</p>",
            "<p>She got up first and went to bed last. She slept on the floor of the children's room. Her pay was sent "
            "home for her, the family said. When she asked to ring her mother, they told her that it cost too much. "
            "They told her that the police here lock up people like her.</p>",
            "<p>She loved the children. That made it harder to think of leaving.</p>",
            "<h2>What somebody noticed</h2>",
            "<p>Each day she brought the children to school and fetched them. It was the only time she was seen "
            "outside (<b>D05</b>). Another parent noticed that she wore sandals in the snow, while the children had "
            "new coats (<b>D06</b>). Once the parent asked whether she would come to the summer fair. She said that "
            "she was not allowed (<b>D07</b>). Later she said that she was always working, at night as well "
            "(<b>D04</b>).</p>",
            "<p>The parent was not sure. Perhaps it was just a strict family. She did not go to the house or speak to "
            "the family. She told the school's safeguarding lead, who looks after safety there. And she rang the "
            "helpline for advice.</p>",
            "<h2>What helped</h2>",
            "<p>The helpline knew what to ask and whom to tell. Some weeks later somebody spoke to the woman alone, in "
            "her own language, with a trained interpreter. Nobody told her what to do. She learned that she could get "
            "support, and that she did not have to speak to the police to get it.</p>",
            "<p>She chose to leave. A lawyer helped with her papers, which took many months. She rings her mother "
            "every Sunday.</p>",
        ),
        callout(
            "info",
            "What to take from it",
            "<p>The parent did not need to be sure. She kept calm, told nobody in the family, and asked people who "
            "know this work.</p>",
        ),
        HELP,
        WORRIED,
        sources(
            TOOLKIT,
            (
                "Hope for Justice, signs of domestic servitude",
                "https://archive.hopeforjustice.org/spot-the-signs/domestic-servitude/",
                "",
                "How people are held in a home",
            ),
            (
                "West Midlands Anti-Slavery Network, domestic servitude",
                "https://westmidlandsantislavery.org/domestic-servitude-2/",
                "",
                "Signs, such as going out only to take children to school",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

A_NEW_PHONE: PageData = {
    "slug": "a-new-phone",
    "title": "A new phone",
    "type": "story",
    "basis": BASIS,
    "summary": (
        "A boy gets gifts from older friends, and then a debt. A ticket inspector and his aunt notice the change."
    ),
    "search_description": "A made-up story about county lines: what could be noticed and what helped.",
    "content_note": "A story about a boy whom a gang uses to carry drugs. It has threats in it, and no violence shown.",
    "body": [
        text(
            "<p>A boy of fifteen had moved to a new school and did not know many people. Some older lads played "
            "football with him. They gave him a phone, then trainers. They called him brother.</p>",
            "<p>Then came the favour: take this bag to a town by the sea. On the way he was robbed. He did not know "
            "that they had planned it. Now he owed them. He went again, and again.</p>",
            "<h2>What somebody noticed</h2>",
            "<p>His aunt saw that he had two phones, which never stopped (<b>C03</b>), and clothes that nobody had "
            "bought for him (<b>C02</b>). The school wrote that he was often away (<b>C05</b>). He had been a boy who "
            "sang in the kitchen. Now he hardly spoke (<b>C09</b>).</p>",
            "<p>On a weekday morning a ticket inspector on the train saw a boy who seemed lost. He could not say where "
            "he was going (<b>C07</b>). The ticket had been bought by somebody else. The inspector did not press him. "
            "He told the railway police what he had seen.</p>",
            "<p>That night the boy did not come home. His aunt rang the police at once and told them all of it: the "
            "phones, the clothes, the school.</p>",
            "<h2>What helped</h2>",
            "<p>The two calls fitted together. The boy was found the next day in a flat that was not his. Because he "
            "was under 18, he was referred for support, and the council was told. He was treated as somebody who had "
            "been used. His lawyer spoke of section 45, the law for people who were made to break the law.</p>",
            "<p>He was afraid of the debt for a long time. A youth worker came every week, and talked about football "
            "first. His aunt never asked him why. She said: “It is not your fault. I am glad that you are home.”</p>",
        ),
        callout(
            "info",
            "What to take from it",
            "<p>Two people each saw a part. Neither waited to be sure. For a child in danger, the emergency number is "
            "always right.</p>",
        ),
        HELP,
        WORRIED,
        sources(
            TOOLKIT,
            (
                "Home Office, county lines guidance",
                "https://www.gov.uk/government/publications/"
                "criminal-exploitation-of-children-and-vulnerable-adults-county-lines/"
                "criminal-exploitation-of-children-and-vulnerable-adults-county-lines",
                "2023-10-20",
                "How gangs draw in and hold young people",
            ),
            (
                "Watford Borough Council, from Home Office and Crimestoppers guidance",
                "https://www.watford.gov.uk/news/article/723/"
                "know_the_signs_to_spot_child_exploitation_for_drug_trafficking",
                "2019-01-02",
                "Signs on a journey",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SECTION: PageData = {
    "slug": "stories",
    "title": "Stories",
    "type": "section",
    "show_in_menus": False,
    "summary": "Three short stories about what people noticed, what they did, and what helped. All three are made up.",
    "search_description": (
        "Three made-up stories about modern slavery in the UK: what could be noticed and what helped."
    ),
    "body": [
        text(
            "<p>These stories are made up. They are put together from what the Home Office and charities say happens "
            "again and again. They are about no real person.</p>",
            "<p>We tell them so because a real story belongs to the person who lived it. Each one names the codes of "
            'the <a href="page:/learn/signs-to-notice/">signs</a> that somebody noticed.</p>',
        ),
        HELP,
        sources(TOOLKIT),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
    "children": [AT_THE_CAR_WASH, AT_THE_SCHOOL_GATE, A_NEW_PHONE],
}
