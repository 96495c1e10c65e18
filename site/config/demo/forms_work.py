"""Forms of exploitation: forced labour and domestic servitude."""

from config.demo.shapes import HELP, PageData, accordion, action, figures, sources, text

ACTION = action(
    "Worried about somebody?",
    "Read what to do, and what is better left undone.",
    "/learn/what-to-do/",
    "What to do if you are worried",
)
ACT = (
    "Modern Slavery Act 2015, sections 1 to 5",
    "https://www.legislation.gov.uk/ukpga/2015/30/part/1",
    "2015-03-26",
    "The crimes and the sentences",
)

LABOUR: PageData = {
    "slug": "forced-labour",
    "title": "Forced labour",
    "type": "exploitation",
    "kind": "labour",
    "summary": "A person works because of threats or lies, for little or no pay, and can't leave.",
    "search_description": (
        "Forced labour in the UK in plain words: how people are drawn in and held, debt bondage, the law, and what "
        "people get wrong."
    ),
    "content_note": "This page describes how people are made to work by threats, debts and lies.",
    "body": [
        text(
            "<h2>What it is</h2>",
            "<p>Forced labour is work that a person did not freely choose, and does because they fear what will happen "
            "if they stop. Bad pay alone is not forced labour. The question is: can this person refuse, and can they "
            "leave?</p>",
            "<h2>How people are drawn in</h2>",
            "<ul><li>An advert or a friend of a friend offers a good job, with a room.</li>",
            "<li>Somebody pays for the journey and says that it can be paid back later.</li>",
            "<li>A stranger offers work, food and a bed to a person who has nowhere to sleep.</li>",
            "<li>Somebody at home, whom the family knows, makes the contact.</li></ul>",
            "<p>Often the first days go well. Then the pay is late, the rent goes up and the passport is kept “to be "
            "safe”.</p>",
            "<h2>How people are held</h2>",
            "<p>The most common tool is a debt. It is called <b>debt bondage</b>: the person has to work off what they "
            "owe. But each day adds more, for the bed, the food, the van and the tools. It can't be paid off, and it "
            "is not meant to be.</p>",
            "<ul><li>Their passport, phone or bank card is kept.</li>",
            "<li>Their wages go into an account that somebody else controls.</li>",
            "<li>They hear that the police will arrest them or send them away.</li>",
            "<li>They, or their family, are threatened.</li>",
            "<li>They live where they work, far from anybody else.</li></ul>",
            "<h2>Where it is found</h2>",
            "<p>In work that needs many hands, or is paid in cash. That can be on farms, building sites and fishing "
            "boats, or in factories and warehouses. It can be in care, car washes, nail bars and kitchens. Most "
            "firms in these trades are honest. Some people have a proper job with a proper contract. They are robbed "
            "of their pay at home, by the person who houses them.</p>",
            "<h2>Who is affected</h2>",
            "<p>Men and women, from abroad and from here. Traffickers often pick out people who have no home, or who "
            "are in debt. They pick out people who drink or take drugs, who have a learning disability, or who speak "
            "little English. That says something about those who look for them, and nothing about the people.</p>",
        ),
        figures(
            (
                "adults-labour-2021",
                "of the adults referred in 2021 were referred for forced work, the most common kind",
            ),
            ("nrm-2023-male", "of all the people referred in 2023, for any kind, were boys and men"),
        ),
        text(
            "<h2>What the law says</h2>",
            "<p>In England and Wales it is a crime to force a person to work: {fact:msa-section-1}. It makes no "
            "difference that the person agreed at first. The longest sentence is {fact:msa-life}. Wrong pay, or too "
            "many hours, can break other laws. The {fact:fair-work-agency} looks into abuse at work. In April 2026 it "
            "took over from the Gangmasters and Labour Abuse Authority. Scotland and Northern Ireland have Acts of "
            "their own.</p>",
        ),
        accordion(
            "What people get wrong",
            (
                "They earn more here than at home, so they are fine",
                "<p>What counts is whether they are free and get what the law says. The same law holds for everybody "
                "who works here.</p>",
            ),
            (
                "They get paid, so it isn't slavery",
                "<p>Some people get a little pay, so that they stay and hope. It is still forced if they can't "
                "leave.</p>",
            ),
            (
                "They say that they are happy",
                "<p>They may be. They may also have been told what to say, or not see it as slavery. That is not "
                "for you to find out: tell trained people what you saw.</p>",
            ),
            (
                "A cheap car wash must be using forced labour",
                "<p>Low prices have many reasons. Look for signs of control, and don't judge a trade by its worst "
                "firms.</p>",
            ),
        ),
        HELP,
        ACTION,
        sources(
            (
                "The Clewer Initiative, signs of exploitation and forced labour",
                "https://theclewerinitiative.org/modern-slavery/signs-of-exploitation-and-forced-labour",
                "",
                "How workers are held",
            ),
            (
                "The Clewer Initiative, modern slavery outside the employment chain",
                "https://theclewerinitiative.org/blog/an-emerging-trend-modern-slavery-outside-the-employment-chain",
                "2021-03-31",
                "People in lawful jobs who are exploited at home",
            ),
            (
                "Together Free, labour exploitation",
                "https://www.togetherfree.org.uk/labour-exploitation",
                "",
                "Trades, and people without a home",
            ),
            (
                "Home Office, end of year summary 2021",
                "https://www.gov.uk/government/statistics/modern-slavery-national-referral-mechanism-and-duty-to-notify-"
                "statistics-uk-end-of-year-summary-2021/modern-slavery-national-referral-mechanism-and-duty-to-notify-"
                "statistics-uk-end-of-year-summary-2021",
                "2022-03-03",
                "Adults referred for forced work",
            ),
            ACT,
            (
                "Fair Work Agency, on GOV.UK",
                "https://www.gov.uk/government/organisations/fair-work-agency",
                "2026-08-22",
                "The body for abuse at work",
            ),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}

DOMESTIC: PageData = {
    "slug": "domestic-servitude",
    "title": "Domestic servitude",
    "type": "exploitation",
    "kind": "domestic",
    "summary": "A person has to clean, cook or care for a family day and night, behind a front door, and can't leave.",
    "search_description": (
        "Domestic servitude in plain words: work without end in a home, how people are drawn in and held, and what "
        "people get wrong."
    ),
    "content_note": "This page describes how people, children among them, are made to work in private homes.",
    "body": [
        text(
            "<h2>What it is</h2>",
            "<p><b>Servitude</b> is forced work from which a person sees no way out. <b>Domestic</b> means that it is "
            "in a home. The person cooks, cleans and looks after children or old people. They have to live there, and "
            "their day never ends.</p>",
            "<p>Most people who live and work in a family's home are treated fairly. Here the person has no real pay, "
            "no time off, often no bed of their own, and nobody to tell.</p>",
            "<h2>How people are drawn in</h2>",
            "<ul><li>They come with a family who employed them abroad.</li>",
            "<li>An agency, or somebody they know, promises a job as a nanny or carer.</li>",
            "<li>Parents send a child to relations or friends who promise to send the child to school.</li>",
            "<li>They marry, and find that the new family wants a servant.</li></ul>",
            "<h2>How people are held</h2>",
            "<ul><li>The family keeps their passport.</li>",
            "<li>They are not allowed out alone, or only to take the children to school.</li>",
            "<li>Phone calls are listened to or banned.</li>",
            "<li>They are told that the police will not believe them.</li>",
            "<li>Their right to be in the country may hang on the job, or they fear that it does.</li>",
            "<li>If they leave, the family may report them as missing or call them a thief.</li></ul>",
            "<p>Some people also stay because they love the children whom they look after.</p>",
            "<h2>Where it is found</h2>",
            "<p>In private homes of every size, in towns and in villages. Because nobody else works there, it can go "
            "on for years. Those who notice are often neighbours, other parents at the school gate, teachers, health "
            "visitors, or people who come to mend something.</p>",
            "<h2>Who is affected</h2>",
            "<p>Mostly women and girls, but men and boys as well. Many come from abroad. Some were born here. A person "
            "may even be used by their own relations or partner.</p>",
            "<h2>What the law says</h2>",
            "<p>In England and Wales it is a crime to hold a person in servitude: {fact:msa-section-1}. The longest "
            "sentence is {fact:msa-life}. It makes no difference that it is in a family. Scotland and Northern Ireland "
            "have Acts of their own. Somebody who came here to work in a home has rights at work. A lawyer or the "
            "helpline can explain what holds for their visa.</p>",
        ),
        accordion(
            "What people get wrong",
            (
                "They are part of the family",
                "<p>Then they would eat with it, have a bed and be free to go out. Look at what the person may do, not "
                "at what they are called.</p>",
            ),
            (
                "It is their custom, so it is not our business",
                "<p>No custom allows it. The law is the same for every family here. And being from a certain country "
                "is no sign of it at all.</p>",
            ),
            (
                "They go out on their own, so they could run away",
                "<p>Where to? They may have no money, papers or friends. They may think that they would be sent to "
                "prison.</p>",
            ),
            (
                "The children in the home are fine, so all is well",
                "<p>A family can be kind to its own children and cruel to the person who looks after them.</p>",
            ),
        ),
        HELP,
        ACTION,
        sources(
            (
                "Hope for Justice, signs of domestic servitude",
                "https://archive.hopeforjustice.org/spot-the-signs/domestic-servitude/",
                "",
                "What it is, and being called a thief",
            ),
            (
                "West Midlands Anti-Slavery Network, domestic servitude",
                "https://westmidlandsantislavery.org/domestic-servitude-2/",
                "",
                "How people are held",
            ),
            (
                "Stop the Traffik, domestic servitude",
                "https://www.stopthetraffik.org/spot/scenario/5.html",
                "",
                "The kinds of work, and children",
            ),
            (
                "Home Office, a typology of modern slavery offences in the UK (2017)",
                "https://www.stopslaverynetwork.org/resource_hub/a-typology-of-modern-slavery-offences-in-the-uk/",
                "",
                "Being used by relations or a partner",
            ),
            ACT,
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
