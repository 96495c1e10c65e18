"""Learn: the section page and "What is human trafficking?". The two advice pages are in config.demo.learn_advice."""

from config.demo.learn_advice import SIGNS, WHAT_TO_DO
from config.demo.shapes import HELP, PageData, accordion, action, callout, figures, sources, text

EXPLAINER = {
    "heading": "Three parts make it trafficking",
    "parts": [
        {
            "label": "What they do",
            "title": "The act",
            "text": (
                "<p>Somebody <b>recruits</b>, <b>moves</b>, <b>hands over</b>, <b>houses</b> or <b>takes in</b> "
                "another person. One of these is enough. A trafficker may do only one of them and leave the rest to "
                "others.</p>"
            ),
            "examples": (
                "<ul><li>Placing an advert for a job that is not what it seems.</li>"
                "<li>Driving a worker from one town to the next.</li>"
                "<li>Passing a person on to another gang.</li>"
                "<li>Letting a room to people who are being controlled, and knowing it.</li>"
                "<li>Meeting a person off a coach to put them to work.</li></ul>"
            ),
        },
        {
            "label": "How they do it",
            "title": "The means",
            "text": (
                "<p>They use <b>force</b> or <b>threats</b>. They <b>kidnap</b>, <b>lie</b> or <b>cheat</b>. They "
                "<b>misuse power</b>, or take advantage of a person who has little choice. Or they <b>pay</b> somebody "
                "who has control over the person. One of these is enough. Often there is no violence to see.</p>"
            ),
            "examples": (
                "<ul><li>Saying that a family at home will be hurt.</li>"
                "<li>Promising good wages, then paying nothing.</li>"
                "<li>Adding to a debt so that it can never be paid off.</li>"
                "<li>Keeping a passport, so that the person can't leave.</li>"
                "<li>Acting as a loving partner in order to gain control.</li>"
                "<li>Picking out people who are homeless, ill or alone.</li></ul>"
            ),
        },
        {
            "label": "Why they do it",
            "title": "The purpose",
            "text": (
                "<p>They mean to <b>exploit</b> the person: to use them for gain. It counts even if the exploitation "
                "has not started yet, as long as that was the plan.</p>"
            ),
            "examples": (
                "<ul><li>Selling a person for sex, or other sexual exploitation.</li>"
                "<li>Forcing a person to work or to give services.</li>"
                "<li>Slavery, or treating a person as if they were owned.</li>"
                "<li>Servitude, such as work without end in a private home.</li>"
                "<li>Making a person commit crimes, such as selling drugs.</li>"
                "<li>Taking an organ.</li></ul>"
            ),
        },
    ],
    "note": (
        "<p><b>Children are different.</b> For anybody under 18 the means need not be shown. The act and the purpose "
        "are enough. A child can't agree to be exploited, even if nobody used force or told a lie.</p>"
    ),
}

WHAT_IS: PageData = {
    "slug": "what-is-human-trafficking",
    "title": "What is human trafficking?",
    "summary": (
        "Human trafficking is a form of modern slavery: somebody takes control of a person in order to use them for "
        "gain. It has three parts: the act, the means and the purpose."
    ),
    "search_description": (
        "Human trafficking in plain words: the act, the means and the purpose, the rule for children, consent, and how "
        "it differs from smuggling."
    ),
    "body": [
        text(
            "<p>Human trafficking is a form of modern slavery. It is a serious crime, and a business. Drugs can be "
            "sold only once. Traffickers can sell what one person does again and again.</p>",
            "<p>It happens to women, men and children. It happens to people who were born here and to people who came "
            "here. It happens in the United Kingdom.</p>",
        ),
        figures(
            ("nrm-2025", "people referred in the UK in 2025 as possible victims of modern slavery, the most ever"),
            ("nrm-2023-children", "of the people referred in 2023 said that they were exploited as children"),
            ("nrm-2023-uk", "of the people referred in 2023 were UK nationals, the largest group"),
        ),
        ("explainer", EXPLAINER),
        text(
            "<h2>Where this meaning comes from</h2>",
            "<p>Countries agreed on it in the year 2000. It stands in a treaty of the United Nations: {fact:palermo}. "
            "A treaty of the Council of Europe uses the same meaning: {fact:ecat-article-4}. That treaty has bound "
            "the United Kingdom since 2009.</p>",
            "<p>Each part of the UK then has its own law, in its own words. In England and Wales it is the "
            "{fact:msa-2015}. Under that Act a trafficker can get {fact:msa-life}.</p>",
        ),
        accordion(
            "Things people often get wrong",
            (
                "Does the person have to cross a border?",
                "<p>No. Moving somebody from one street to the next is enough. Under the treaty it is also enough to "
                "recruit or house them, with no journey at all. Many people are trafficked inside the country that "
                "they were born in.</p>",
            ),
            (
                "What if the person agreed to it?",
                "<p>It makes no difference if one of the means was used. A person who was threatened, cheated or "
                "controlled has not made a free choice. For a child it never makes a difference.</p>",
            ),
            (
                "If they could walk away, why don't they?",
                "<p>Staying is not the same as agreeing. They may fear for their family. They may think that they owe "
                "money. They may have no papers and nowhere to go. They may believe what they were told about the "
                "police.</p>",
            ),
            (
                "Is it the same as people smuggling?",
                "<p>No. A smuggler helps a person to cross a border against the law, and the deal ends there. It is a "
                "crime against the state. Trafficking is a crime against a person, and it is about using that person. "
                "One can turn into the other: a smuggled person may be exploited on the way or later.</p>",
            ),
            (
                "Is modern slavery something else?",
                "<p>Modern slavery is the wider word. It covers human trafficking. It also covers slavery, servitude "
                "and forced work where nobody was trafficked.</p>",
            ),
            (
                "Must it have happened already?",
                "<p>No. If a person was recruited in order to be exploited, that counts, even when somebody stopped it "
                "in time.</p>",
            ),
        ),
        text(
            "<h2>Kinds of exploitation</h2>",
            "<ul><li><b>Sexual exploitation.</b> A person is forced, threatened or groomed into sexual acts. It "
            "happens to people from abroad, and to people from here who are moved from place to place.</li>",
            "<li><b>Forced work.</b> A person works for little or no pay and can't leave.</li>",
            "<li><b>Domestic servitude.</b> A person has to keep house or care for a family day and night.</li>",
            "<li><b>Criminal exploitation.</b> A person is made to break the law. In <b>county lines</b>, gangs use "
            "children to move and sell drugs. In <b>cuckooing</b>, they take over the home of somebody who can't "
            "easily say no.</li></ul>",
            '<p>Each has a page of its own under <a href="page:/learn/forms-of-exploitation/">forms of '
            "exploitation</a>.</p>",
            "<p>Some children are drawn in by a person who acts like a boyfriend. He gives gifts and attention. Then "
            "he hands the child on to somebody else. What looks like love is part of the plan.</p>",
        ),
        callout(
            "info",
            "What happens when a person is found",
            "<p>There is a system for it, called the National Referral Mechanism. Only trained staff of named bodies "
            "can refer a person: the police, councils and some charities are among them. An adult has to agree first. "
            "A child is always referred.</p>"
            "<p>The Home Office then decides twice. First: are there reasonable grounds to think that this person is a "
            'victim? Later: is it more likely than not? Read <a href="page:/learn/when-a-person-is-found/">what '
            "happens, step by step</a>.</p>",
        ),
        text(
            "<h2>What you can do</h2>",
            "<p>You don't have to be sure. If something worries you, tell the police or the helpline. Please don't "
            "step in yourself, and don't send it to us: this website takes no reports.</p>",
        ),
        HELP,
        action(
            "Worried about somebody?",
            "Read what to do, and what is better left undone.",
            "/learn/what-to-do/",
            "What to do if you are worried",
        ),
        text(
            "<h2>Looking back</h2>",
            "<p>These figures are old. They show what was said at the time, not how things stand today. They were not "
            "counted in the same way as the figures above, so the two can't be compared.</p>",
        ),
        figures(
            (
                "estimate-2003",
                "in the UK were trafficked for prostitution at any one time in 2003, by an estimate",
            ),
            ("youngest-2009", "the age of the youngest children in a report of 2009 on sexual exploitation"),
        ),
        sources(
            (
                "United Nations, Palermo Protocol, article 3",
                "https://www.ohchr.org/en/instruments-mechanisms/instruments/"
                "protocol-prevent-suppress-and-punish-trafficking-persons",
                "2000-11-15",
                "The three parts, consent, and the rule for children",
            ),
            (
                "Modern Slavery Act 2015",
                "https://www.legislation.gov.uk/ukpga/2015/30/contents",
                "2015-03-26",
                "The law in England and Wales",
            ),
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "Who refers a person, and the two decisions",
            ),
            (
                "Home Office, statistics for 2025, annex",
                "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2025/"
                "annex-an-analysis-of-nrm-referrals-and-dtn-reports-for-potential-victims-of-modern-slavery-2024-to-2025",
                "2026-02-19",
                "People referred in 2025",
            ),
            (
                "Home Office, end of year summary 2023",
                "https://www.gov.uk/government/statistics/modern-slavery-nrm-and-dtn-statistics-end-of-year-summary-2023/"
                "modern-slavery-national-referral-mechanism-and-duty-to-notify-statistics-uk-end-of-year-summary-2023",
                "2024-03-07",
                "Children and UK nationals among those referred",
            ),
            (
                "National Police Chiefs' Council, modern slavery legislation",
                "https://www.npcc-msoicu.co.uk/about-msoic/legislation/",
                "",
                "How smuggling and trafficking differ",
            ),
            (
                "Hope for Justice, frequently asked questions",
                "https://archive.hopeforjustice.org/faqs/",
                "",
                "Borders, consent and the three parts",
            ),
        ),
    ],
    "reviewed_on": "2026-11-24",
    "review_by": "2027-11-24",
}

SECTION: PageData = {
    "slug": "learn",
    "title": "Learn",
    "summary": "What human trafficking is, which signs to notice, and what to do if something worries you.",
    "search_description": (
        "Plain guides to human trafficking and modern slavery in the UK: what it is, signs to notice, what to do."
    ),
    "body": [
        text(
            "<p>Short guides in plain words. Each takes about five minutes. Start with the first, or go straight to "
            "the one that you need.</p>"
        ),
        HELP,
    ],
    "reviewed_on": "2026-11-24",
    "review_by": "2027-11-24",
}

ARTICLES: list[PageData] = [WHAT_IS, SIGNS, WHAT_TO_DO]
