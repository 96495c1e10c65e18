"""Our work: the section page and its four articles, in the charity's voice. Figures of the past bear their date."""

from config.demo.shapes import HELP, PageData, action, callout, figures, sources, steps, text

REVIEWED, REVIEW_BY = "2026-11-24", "2027-11-24"
CHARITY = (
    "Hope for Justice, description of its work",
    "https://hopeforjustice.org/",
    "2012-01-01",
    "The four areas of work; written about 2012",
)
TOOLKIT = (
    "Home Office, First Responder Toolkit for England and Wales",
    "https://www.modernslavery.gov.uk/start",
    "2026-04-01",
    "Who refers a person, and what an adult chooses",
)
ACT = (
    "Modern Slavery Act 2015",
    "https://www.legislation.gov.uk/ukpga/2015/30/contents",
    "2015-03-26",
    "The crimes, the sentences and the defence in section 45",
)

INVESTIGATE: PageData = {
    "slug": "investigate-and-rescue",
    "title": "Investigate and rescue",
    "summary": "We follow up what trained people notice, work with the police, and help people out of exploitation.",
    "search_description": "How our investigators work with frontline agencies and the police to get people to safety.",
    "body": [
        text(
            "<p>Trafficking is hidden. It happens in our towns and streets all the same. Somebody often notices "
            "something. Our task is to make sure that it counts.</p>",
            "<h2>How we work</h2>",
            "<p>We train people who may meet victims: frontline agencies and community groups. They learn which signs "
            "to notice. Our investigators work with those agencies and with the police. They help people to leave and "
            "to reach safe care.</p>",
            "<p>A community group tells the police or the helpline what it notices, and never this site: see "
            '<a href="page:/learn/how-a-group-passes-on/">how a group passes on what it notices</a>.</p>',
            "<p>What we find goes to the police. A small piece can be part of a bigger picture. One house, one car or "
            "one name may link to a gang that works in many places.</p>",
        ),
        steps(
            "From a sign to safety",
            ("Notice", "<p>A person we have trained sees several signs that fit together.</p>"),
            ("Pass it on", "<p>The police get what is known. In danger, they come first.</p>"),
            ("Build trust", "<p>We take time to let the person see that they can trust us, and the police.</p>"),
            ("Reach safety", "<p>When the person is ready and it is safe, we help them to reach a place of care.</p>"),
        ),
        text(
            "<h2>Why trust matters</h2>",
            "<p>Many people have learned to fear the police. Some come from places where officers can't be trusted. "
            "Others were told lies about the police here, so that they would not ask for help. We can be a bridge. "
            "Some people will speak to us first, and to the police later.</p>",
        ),
        callout(
            "warning",
            "This is not something to try yourself",
            "<p>Our investigators are trained. Please never try a rescue, and never follow or question anybody. If you "
            'have noticed something, read <a href="page:/learn/what-to-do/">what to do</a>. Please don\'t send it to '
            "us through this site.</p>",
        ),
        HELP,
        sources(
            CHARITY,
            (
                "Independent Anti-Slavery Commissioner, frequently asked questions",
                "https://www.antislaverycommissioner.co.uk/frequently-asked-questions/",
                "",
                "Whom the public should tell",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

AFTERCARE: PageData = {
    "slug": "assist-aftercare",
    "title": "Assist aftercare",
    "summary": "Leaving is only the start. We help each person to find the right place of care, and we stay in touch.",
    "search_description": (
        "How we help survivors of human trafficking to find the right care, and keep in touch with them."
    ),
    "body": [
        text(
            "<p>Getting out is the first step. After it a person may need a safe bed, a doctor, advice on the law and "
            "somebody to talk to. We work closely with partners who give that care.</p>",
            "<h2>What our coordinator does</h2>",
            "<ul><li>Gets to know each place of care, and the standards it keeps.</li>",
            "<li>Suggests the one that suits this person best.</li>",
            "<li>Often helps with the journey there.</li>",
            "<li>Rings and visits afterwards, to see how things are going.</li></ul>",
            "<h2>The person decides</h2>",
            "<p>An adult chooses whether to be referred to the national system of support. Only trained staff of named "
            "bodies can refer them. A person can have that support and still not speak to the police.</p>",
        ),
        callout(
            "info",
            "Support from the government",
            "<p>In England and Wales the Salvation Army and its partners give support to adults under a contract with "
            "the Home Office. Scotland and Northern Ireland have their own rules.</p>",
        ),
        text("<h2>Looking back</h2><p>These two figures are from about 2012.</p>"),
        figures(
            ("assisted-2011-12", "people whom Hope for Justice assisted in the UK in 2011-2012"),
            ("advocacy-2012", "asked for help to speak up while their case was under way, in an account of about 2012"),
        ),
        action(
            "A year to recover",
            "We ask for support of at least twelve months for every confirmed survivor.",
            "/campaigns/support-every-survivor/",
            "Read about the campaign",
        ),
        HELP,
        sources(
            CHARITY,
            TOOLKIT,
            (
                "Home Office, support after a positive conclusive grounds decision",
                "https://www.gov.uk/government/publications/support-for-confirmed-victims-of-modern-slavery/"
                "support-in-england-and-wales-after-a-positive-conclusive-grounds-decision-accessible",
                "2026-01-22",
                "The contract with the Salvation Army",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

PROSECUTE: PageData = {
    "slug": "prosecute",
    "title": "Prosecute",
    "summary": "Traffickers should answer for what they did. We stand by each person who wants to take that path.",
    "search_description": "How our legal team supports survivors of human trafficking who choose to go to the police.",
    "body": [
        text(
            "<p>Trafficking will go on for as long as it pays and nobody is caught. So we want traffickers to face a "
            "court. An adult survivor decides whether to speak to the police.</p>",
            "<h2>What our legal team does</h2>",
            "<ul><li>Stands by the person when they report the crime, and while it is looked into.</li>",
            "<li>Makes sure that they get basic advice on the law, on every side of their case.</li>",
            "<li>Explains whether they might claim money from the people who harmed them.</li></ul>",
            "<h2>Whom we work with</h2>",
            "<p>We work with local police forces and with the {fact:nca}, which leads on this crime. You may still "
            "read older names. The Human Trafficking Centre once belonged to the Serious Organised Crime Agency. The "
            "National Crime Agency took that agency's place on 7 October 2013.</p>",
            "<p>Abuse at work has its own body: the {fact:fair-work-agency}. In April 2026 it took over from the "
            "Gangmasters and Labour Abuse Authority.</p>",
            "<h2>What the law says</h2>",
            "<ul><li>In England and Wales the main law is the <b>{fact:msa-2015}</b>. The longest sentence is "
            "{fact:msa-life}.</li>",
            "<li>A person who was made to break the law may have a defence: <b>{fact:msa-section-45}</b>. It does not "
            "cover the most serious crimes.</li>",
            "<li>In Scotland the main law is the <b>{fact:scotland-2015}</b>.</li>",
            "<li>In Northern Ireland it is the <b>{fact:northern-ireland-2015}</b>.</li>",
            "<li>The <b>{fact:crime-policing-2026}</b> became law on 29 April 2026. It makes two things crimes in "
            "their own right: using a child to commit crime, and cuckooing, which is taking over a person's home. "
            "Parts of a new Act may start later than others.</li></ul>",
        ),
        callout(
            "info",
            "This page is not legal advice",
            "<p>Each case is different. A solicitor can tell a person what the law means for them.</p>",
        ),
        HELP,
        sources(
            CHARITY,
            ACT,
            (
                "National Crime Agency, modern slavery and human trafficking",
                "https://www.nationalcrimeagency.gov.uk/what-we-do/crime-threats/modern-slavery-and-human-trafficking",
                "",
                "Who leads on this crime",
            ),
            (
                "Crime and Courts Act 2013, explanatory notes",
                "https://www.legislation.gov.uk/ukpga/2013/22/notes",
                "2013-04-25",
                "The National Crime Agency takes the place of the Serious Organised Crime Agency",
            ),
            (
                "Fair Work Agency, on GOV.UK",
                "https://www.gov.uk/government/organisations/fair-work-agency",
                "2026-08-22",
                "The body for abuse at work",
            ),
            (
                "Southwell & Partners, on the Crime and Policing Act 2026",
                "https://southwellandpartners.com/2026/05/20/"
                "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
                "2026-05-20",
                "The two new crimes",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": "2027-05-24",
}

CAMPAIGN: PageData = {
    "slug": "campaign",
    "title": "Campaign",
    "summary": "We ask those who make the law to make it work, near home, in Parliament and with partners abroad.",
    "search_description": (
        "How we campaign for better laws against human trafficking, with community groups and supporters."
    ),
    "body": [
        text(
            "<p>A law is only as good as what it does. We watch what happens to people after they are found. Then we "
            "go to those who can change the rules, and ask.</p>",
            "<h2>Where we campaign</h2>",
            "<ul><li><b>Near home.</b> Our community groups are called ACTFORJUSTICE. They tell their neighbours what "
            "trafficking is, and they speak to their own MP.</li>",
            "<li><b>In Parliament.</b> We bring what we learn to ministers, MPs and the House of Lords.</li>",
            "<li><b>Beyond the UK.</b> Trafficking crosses borders, so we work with others who fight it.</li></ul>",
            "<h2>What you can do</h2>",
            "<p>Sign a petition and ask one friend to sign as well. It takes a minute, and each name comes from a real "
            "place that an MP speaks for.</p>",
        ),
        figures(("groups-2012", "ACTFORJUSTICE community groups had joined the call, in an account of about 2012")),
        action(
            "Our campaign now",
            "Support of at least twelve months for every confirmed survivor.",
            "/campaigns/support-every-survivor/",
            "Support every survivor",
        ),
        sources(CHARITY),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SECTION: PageData = {
    "slug": "our-work",
    "title": "Our work",
    "summary": (
        "We help people out of trafficking, stand by them afterwards, bring traffickers to court and change the law."
    ),
    "search_description": (
        "The four parts of our work against human trafficking: investigate and rescue, aftercare, prosecute, campaign."
    ),
    "body": [
        text(
            "<p>Human trafficking concerns all of us, because it goes on where we live. We exist to find it and to "
            "end it. Our work has four parts, and each one leads to the next.</p>"
        ),
        sources(CHARITY),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

ARTICLES: list[PageData] = [INVESTIGATE, AFTERCARE, PROSECUTE, CAMPAIGN]
