"""About us, with the people; contact; how to give; where we work."""

from config.demo.shapes import HELP, PageData, action, callout, cards, contact, figures, partners, people, sources, text

REVIEWED, REVIEW_BY = "2026-11-25", "2027-11-25"
CHARITY = (
    "Hope for Justice, description of its work",
    "https://hopeforjustice.org/",
    "2012-01-01",
    "Where it worked and with whom; written about 2012",
)

PEOPLE: PageData = {
    "slug": "people",
    "title": "People and partners",
    "summary": "Who looks after this demonstration, and the public bodies and charities that we point you to.",
    "search_description": (
        "The made-up people of this demonstration, and the real bodies that help against human trafficking in the UK."
    ),
    "type": "people",
    "body": [
        callout(
            "info",
            "These people are made up",
            "<p>This site is a demonstration. No such people work for us. They show who does what on a site like this. "
            "The bodies below them are real. They do not work for us, and did not ask to stand here.</p>",
        ),
    ],
    "people": [
        people(
            "People in this demonstration",
            ("Morgan", "Publisher", "Publishes the pages, checks the facts and runs the campaign. Made up."),
            ("Dele", "Administrator", "Gives each person the rights that their work needs. Made up."),
            ("Priya", "Trainer", "Teaches groups which signs to notice. Drafts pages, which Morgan reads. Made up."),
            ("Charlie", "Leads the Leeds group", "Plans its meetings and keeps in touch with its members. Made up."),
        ),
        partners(
            "Bodies we point to",
            (
                "The police",
                "They come when somebody is in danger, and they look into crimes.",
                "https://www.police.uk/",
            ),
            (
                "Unseen",
                "A charity. It runs the Modern Slavery & Exploitation Helpline for the whole UK.",
                "https://www.unseenuk.org/",
            ),
            (
                "The Salvation Army",
                "With its partners it gives support to adults in England and Wales, paid for by the government.",
                "https://www.salvationarmy.org.uk/modern-slavery",
            ),
            (
                "Migrant Help",
                "A charity. It supports adults in Scotland, and in Northern Ireland those exploited at work.",
                "https://www.migranthelpuk.org/",
            ),
            (
                "Crimestoppers",
                "A charity. You can tell it about a crime and not give your name.",
                "https://crimestoppers-uk.org/",
            ),
            (
                "NSPCC",
                "A charity for children. Adults who are worried about a child can ring it.",
                "https://www.nspcc.org.uk/",
            ),
            (
                "Fair Work Agency",
                "A government agency for abuse at work. It replaced the Gangmasters and Labour Abuse Authority.",
                "https://www.gov.uk/government/organisations/fair-work-agency",
            ),
            (
                "National Crime Agency",
                "It leads against serious crime that is organised, and works with local police.",
                "https://www.nationalcrimeagency.gov.uk/what-we-do/crime-threats/modern-slavery-and-human-trafficking",
            ),
            (
                "Independent Anti-Slavery Commissioner",
                "An official who checks how well the UK does. Not for single cases.",
                "https://www.antislaverycommissioner.co.uk/",
            ),
            (
                "Human Trafficking Foundation",
                "It brings charities together with MPs and peers, who sit in the House of Lords.",
                "https://www.humantraffickingfoundation.org/ourwork/",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SECTION: PageData = {
    "slug": "about",
    "title": "About us",
    "summary": "Who we are, what we want and how we keep this site right. We are here to help end human trafficking.",
    "search_description": "About ACTFORJUSTICE: what we want, how we work, and how we check what this site says.",
    "type": "section",
    "show_in_menus": True,
    "children": [PEOPLE],
    "body": [
        callout(
            "info",
            "This is a demonstration",
            "<p>It shows what a site like this can do. The facts are real and each has a source. The people, the "
            "petition and the addresses are made up. What it says of the past of the charity Hope for Justice comes "
            "from an account of about 2012.</p>",
        ),
        text(
            "<h2>What we want</h2>",
            "<p>We want human trafficking to end. It goes on in secret, close to where people live. So we do four "
            "things. We find it, with the police. We help people to recover. We stand by them in court. And we ask for "
            'better law. <a href="page:/our-work/">Our work</a> tells you more.</p>',
            "<h2>Our groups</h2>",
            "<p>Our community groups are called ACTFORJUSTICE, like this site. They learn the signs and teach others. "
            "They tell those in power what should change.</p>",
            "<h2>How we keep this site right</h2>",
            "<ul><li>Each figure, law and phone number is kept in one place, with its source and a date. If it "
            "changes, every page changes.</li>",
            "<li>Most pages bear the day when somebody last checked them.</li>",
            "<li>An editor can't publish a page alone. A second person reads it first.</li>",
            "<li>Where we could not check something, we say so or leave it out.</li></ul>",
        ),
        cards(
            "More about us",
            ("/about/people/", "People", "Who does what, and whom we point to.", "People and partners"),
            ("/our-work/where-we-work/", "Places", "Near home, in Parliament and abroad.", "Where we work"),
            ("/give/", "Give", "What a gift can do, and where to give it.", "Give"),
            ("/contact/", "Write", "Whom to write to about what.", "Contact"),
        ),
        HELP,
        sources(CHARITY),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

CONTACT: PageData = {
    "slug": "contact",
    "title": "Contact",
    "summary": (
        "Whom to write to about what. If you are worried about a person, don't write to us: ring the police or the "
        "helpline."
    ),
    "search_description": "How to reach us about groups, training, the press, your data or a page that does not work.",
    "type": "contact",
    "body": [  # the page itself begins with where worries about a person go
        callout(
            "info",
            "These addresses are made up",
            "<p>This site is a demonstration. Nobody reads mail to these addresses, and you will get no answer.</p>",
        ),
    ],
    "contacts": [
        contact("Anything else", "If you don't know whom to ask, ask here.", "contact-office"),
        contact("Groups", "To start a group near you, or to join one.", "contact-groups"),
        contact("Training", "To ask for training for your group, school or team.", "contact-training"),
        contact("The press", "If you work for a newspaper, radio or television.", "contact-press"),
        contact("Your data", "To see what we hold about you, or to have it removed.", "contact-privacy"),
        contact("A page does not work for you", "Say which page it is and what went wrong.", "contact-access"),
    ],
    "reviewed_on": REVIEWED,
    "review_by": "2027-05-25",
}

GIVE: PageData = {
    "slug": "give",
    "title": "Give",
    "summary": "This site takes no money. What a gift can do, where you can give, and what Gift Aid adds to it.",
    "search_description": "How to give to the work against human trafficking, and how Gift Aid adds to your gift.",
    "body": [
        callout(
            "info",
            "No payments here",
            "<p>You can't pay on this site, and we will never ask for your card or bank details. If a page that looks "
            "like ours does, it is not ours.</p>",
        ),
        text(
            "<h2>What a gift can do</h2>",
            "<ul><li>Train people who may meet a victim, so that they notice.</li>",
            "<li>Pay for somebody to look into what they notice, and to tell the police.</li>",
            "<li>Help a person on the way to a safe place, and ring them in the months after.</li>",
            "<li>Pay for advice on the law, for those who choose to go to court.</li></ul>",
            "<h2>Where to give</h2>",
            "<p>The charity has a site of its own. This link leaves our site: "
            '<a href="https://hopeforjustice.org/">hopeforjustice.org</a>. Other charities on our page '
            '<a href="page:/about/people/">People and partners</a> need gifts as well.</p>',
            "<p>Before you give to any charity, you can look it up on the public list of charities: "
            '<a href="https://www.gov.uk/find-charity-information">find a charity</a>.</p>',
            "<h2>Gift Aid</h2>",
            "<p>If you pay tax in the UK, a charity can claim Gift Aid on your gift. The government then adds "
            "{fact:gift-aid} to each pound, at no cost to you. You have to tell the charity that you pay enough "
            "tax.</p>",
            "<h2>Give something else</h2>",
            "<p>Your time counts too. Learn the signs, print a poster or "
            '<a href="page:/campaigns/support-every-survivor/">sign the petition</a>.</p>',
        ),
        action(
            "Print a poster",
            "It costs nothing, and one person may see the number when they need it.",
            "/resources/",
            "Resources",
        ),
        sources(
            CHARITY,
            (
                "GOV.UK, find a charity",
                "https://www.gov.uk/find-charity-information",
                "",
                "The public lists of charities",
            ),
            ("GOV.UK, Gift Aid", "https://www.gov.uk/donating-to-charity/gift-aid", "", "What Gift Aid adds"),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

WHERE: PageData = {
    "slug": "where-we-work",
    "title": "Where we work",
    "summary": "Near home with community groups, in Whitehall and Parliament, and with partners in other countries.",
    "search_description": (
        "Our local, national and international work against human trafficking: groups, Whitehall and partners abroad."
    ),
    "body": [
        text(
            "<p>Trafficking starts in one place and ends in another. It may be two streets away, or two countries. So "
            "we work near home, for the whole UK, and beyond.</p>",
            "<h2>Near home</h2>",
            "<p>Our groups are called ACTFORJUSTICE. A group learns the signs, teaches them to others, and asks its MP "
            "to act. We also train workers who may meet a victim: nurses, housing staff, people in shelters.</p>",
            "<p>What a group notices goes to the police or the helpline. It never goes to this site: see "
            '<a href="page:/learn/how-a-group-passes-on/">how a group passes on what it notices</a>.</p>',
            "<h2>For the whole UK</h2>",
            "<p>Whitehall is the street in London where the government has its offices. We speak to ministers and "
            "their staff there. In Parliament we speak to MPs and to the House of Lords. We tell them what happens to "
            "people after they are found, and what the law should do.</p>",
            "<p>We work with the police and with the {fact:nca}, which leads against this crime. With other charities "
            "we share what we learn. One place for that is the {fact:human-trafficking-foundation}.</p>",
            "<h2>Beyond the UK</h2>",
            "<p>Those who traffic people don't stop at a border. Many victims were deceived in their own country. So "
            "we work with partners abroad, and ask for laws that fit together.</p>",
        ),
        text(
            "<h2>Looking back</h2>",
            "<p>About 2012 the charity wrote that its groups were many and its ties with Whitehall were growing. It "
            "belonged to the Human Trafficking Foundation. This figure is from that time.</p>",
        ),
        figures(("groups-2012", "ACTFORJUSTICE community groups had joined the call, in an account of about 2012")),
        HELP,
        sources(
            CHARITY,
            (
                "Human Trafficking Foundation, our work",
                "https://www.humantraffickingfoundation.org/ourwork/",
                "",
                "A forum for charities",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}
