"""Forms of exploitation: sexual exploitation."""

from config.demo.shapes import HELP, PageData, accordion, action, figures, sources, text

SEXUAL: PageData = {
    "slug": "sexual-exploitation",
    "title": "Sexual exploitation",
    "type": "exploitation",
    "kind": "sexual",
    "summary": (
        "Somebody is forced, threatened or groomed into sexual acts from which others gain. It happens to people from "
        "abroad and to people born here."
    ),
    "search_description": (
        "Sexual exploitation and trafficking in plain words: prostitution, pornography, ritual abuse, grooming, the "
        "boyfriend method and movement within the UK."
    ),
    "content_note": (
        "This page is about sexual exploitation, of children too. It describes how it works, with no details."
    ),
    "body": [
        text(
            "<h2>What it is</h2>",
            "<p>A person is brought to take part in sexual acts, and somebody else gains by it. The person did not "
            "freely choose it. They may be forced by violence. They may be held by threats. Or they may be "
            "<b>groomed</b>, which means that somebody wins their trust in order to use them.</p>",
            "<p>Adults may sell sex by their own choice. That is not what this page is about. What counts is whether "
            "the person can say no, keep the money and leave.</p>",
            "<h3>Prostitution</h3>",
            "<p>A person is made to sell sex in the street, in a brothel, a massage parlour, a hotel or a rented flat. "
            "They may be advertised online by somebody else. The money goes to those in control.</p>",
            "<h3>Pornography</h3>",
            "<p>A person is made to appear in pictures or films, or in front of a camera on the internet. The pictures "
            "can then be used as a threat: do what we say, or everybody will see them.</p>",
            "<h3>Ritual abuse</h3>",
            "<p>Some people are abused in the course of rites. An oath or a curse may be used to frighten them into "
            "silence. The faith of a person or a group is no sign of this.</p>",
            "<h2>How people are drawn in</h2>",
            "<ul><li>By an offer of work that turns out to be something else.</li>",
            "<li>By a person who seems to love them.</li>",
            "<li>By a debt, such as for the journey.</li>",
            "<li>By somebody they already know: a friend, a partner, a relation.</li>",
            "<li>By gifts, drink or drugs that must later be paid for.</li></ul>",
            "<h3>Grooming and the boyfriend method</h3>",
            "<p>He is kind and pays attention. He buys presents. She, or he, comes to feel loved and tells him "
            "everything. Then he asks for a favour: to go with a friend of his. The friend is a trafficker. The "
            "boyfriend may be paid for bringing young people, or may be under threat himself.</p>",
            "<p>It works because trust is a good thing to have. Nobody is to blame for having trusted somebody. It can "
            "happen to boys too, and the person who grooms may be a woman.</p>",
            "<h3>Moved within the UK</h3>",
            "<p>Many people think only of journeys from abroad. But people from here are moved as well, from town to "
            "town or just across one town. A lift to a party can be enough. It is trafficking when it is done in order "
            "to exploit.</p>",
            "<h2>How people are held</h2>",
            "<ul><li>Threats to them, or to their family at home.</li>",
            "<li>Violence, or the fear of it.</li>",
            "<li>A debt that grows.</li>",
            "<li>Drugs or drink, so that they need the person who gives them.</li>",
            "<li>Shame, and pictures that could be shown.</li>",
            "<li>Being moved so often that they know nobody.</li>",
            "<li>Love for the person who uses them.</li></ul>",
            "<h2>Where it is found</h2>",
            "<p>In ordinary places: flats and houses, short lets, hotels, massage parlours, cars and parks. Much of it "
            "is arranged online. An address may be used for only a few days.</p>",
            "<h2>Who is affected</h2>",
            "<p>Most of those who are found are women and girls. Men and boys are exploited too, and may find it even "
            "harder to say so. It happens to people of every origin and class. Those who do it look for somebody who "
            "is short of something: money, a home, papers, friends or love.</p>",
            "<h2>What the law says</h2>",
            "<p>In England and Wales, trafficking is a crime under {fact:msa-section-2}. {fact:msa-section-3} names "
            "sexual exploitation as one of its aims. The longest sentence is {fact:msa-life}. For a person under 18 "
            "nobody has to show force or lies. Other laws make sexual abuse a crime by itself. Scotland and Northern "
            "Ireland have Acts of their own.</p>",
        ),
        accordion(
            "What people get wrong",
            (
                "If nobody has locked the door, they are free",
                "<p>Most people are held by fear, debt, shame or love. These can't be seen, and they hold as well as a "
                "lock.</p>",
            ),
            (
                "They agreed to it",
                "<p>They may have agreed to something else, such as to dance or to clean. Or they agreed because they "
                "were afraid. Agreeing changes nothing when somebody used force, lies or control. A child can never "
                "agree to it.</p>",
            ),
            (
                "It happens only to girls from broken homes",
                "<p>It can happen in any family. Trouble at home is one of many things that people who groom look "
                "for.</p>",
            ),
            (
                "Everybody who sells sex is trafficked",
                "<p>No. Some adults choose it. Treating all of them as victims, or as criminals, drives people away "
                "from help. Look for control.</p>",
            ),
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
            "<p>These figures are old. They show what was said at the time. They were counted in different ways, so "
            "they can't be compared with one another or with figures of today.</p>",
        ),
        figures(
            ("estimate-2003", "in the UK were trafficked for prostitution at any one time in 2003, by an estimate"),
            ("youngest-2009", "the age of the youngest children trafficked here for sex, in a report of 2009 by ECPAT"),
            ("assisted-2011-12", "who had been trafficked were helped in the UK by Hope for Justice in 2011-2012"),
        ),
        sources(
            (
                "Hope for Justice, trafficking and exploitation",
                "https://hopeforjustice.org/trafficking-exploitation/",
                "",
                "Prostitution, pornography, ritual abuse and the boyfriend method",
            ),
            (
                "Stop the Traffik, sexual exploitation",
                "https://stopthetraffik.org/what-is-human-trafficking/spot-the-signs/sexual-exploitation/",
                "",
                "Where it happens, and whom it affects most",
            ),
            (
                "CEOP Education, is your child being sexually exploited?",
                "https://www.ceopeducation.co.uk/parents/articles/Are-you-worried-your-child-is-being-sexually-exploited/",
                "",
                "How grooming works",
            ),
            (
                "Kent Police, modern day slavery",
                "https://www.kent.police.uk/police-forces/kent-police/areas/kent-police/campaigns/modern-day-slavery/",
                "",
                "Short lets and other places",
            ),
            (
                "Modern Slavery Act 2015, sections 2 and 3",
                "https://www.legislation.gov.uk/ukpga/2015/30/part/1",
                "2015-03-26",
                "The crime of trafficking and what exploitation means",
            ),
            (
                "Joint Committee on Human Rights, Human Trafficking",
                "https://publications.parliament.uk/pa/jt200506/jtselect/jtrights/245/24507.htm",
                "2006-10-01",
                "The estimate for 2003",
            ),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
