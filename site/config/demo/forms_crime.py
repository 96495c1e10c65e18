"""Forms of exploitation: criminal exploitation, and child trafficking."""

from config.demo.shapes import HELP, PageData, accordion, action, callout, figures, sources, text

ACTION = action(
    "Worried about somebody?",
    "Read what to do, and what is better left undone.",
    "/learn/what-to-do/",
    "What to do if you are worried",
)
COUNTY_LINES = (
    "Home Office, county lines guidance",
    "https://www.gov.uk/government/publications/criminal-exploitation-of-children-and-vulnerable-adults-county-lines/"
    "criminal-exploitation-of-children-and-vulnerable-adults-county-lines",
    "2023-10-20",
    "County lines, signs and who is picked out",
)
NEW_CRIMES = (
    "Southwell & Partners, on the Crime and Policing Act 2026",
    "https://southwellandpartners.com/2026/05/20/"
    "crime-and-policing-act-2026-cuckooing-and-child-criminal-exploitation-become-standalone-offences/",
    "2026-05-20",
    "The two new crimes; figures of 14 May 2026",
)

CRIMINAL: PageData = {
    "slug": "criminal-exploitation",
    "title": "Criminal exploitation",
    "type": "exploitation",
    "kind": "criminal",
    "summary": (
        "Somebody is made to break the law so that others gain: by carrying drugs, stealing, begging or growing "
        "cannabis. It includes county lines and cuckooing."
    ),
    "search_description": (
        "Criminal exploitation in plain words: county lines, cuckooing, forced begging and theft, the new crimes of "
        "2026, and what people get wrong."
    ),
    "content_note": (
        "This page describes how gangs use children and adults, with threats and violence named but not shown."
    ),
    "body": [
        text(
            "<h2>What it is</h2>",
            "<p>Somebody is forced, tricked or groomed into breaking the law, and others take the gain. The person who "
            "is caught is often the one who was used.</p>",
            "<h3>County lines</h3>",
            "<p>A gang in one place sells drugs in another, often a smaller town. The <b>line</b> is the phone on "
            "which people order. The gang sends children or other people it controls to carry the drugs, sell them and "
            "bring back the money. So the gang stays out of sight.</p>",
            "<h3>Cuckooing</h3>",
            "<p>A gang takes over the home of somebody who can't easily say no. It is named after the cuckoo, which "
            "lays its eggs in other birds' nests. They use the home to store or sell drugs, or for other crimes. The "
            "person who lives there may be shut in one room, or pushed out.</p>",
            "<h3>Other forced crime</h3>",
            "<p>People are made to steal from shops, pick pockets or beg. They are made to grow cannabis in a locked "
            "house, or to let others use their bank account.</p>",
            "<h2>How people are drawn in</h2>",
            "<ul><li>With friendship, a place to belong, and somebody older who stands up for them.</li>",
            "<li>With trainers, a phone, cash or drugs, which turn into a debt.</li>",
            "<li>With a small job: carry this bag, look after this parcel.</li>",
            "<li>By a staged robbery: the child “loses” the drugs and now owes the gang.</li>",
            "<li>With the offer of work and a room, for adults who have neither.</li>",
            "<li>With company, for a person who lives alone.</li></ul>",
            "<h2>How people are held</h2>",
            "<p>By debt, by threats to them and their family, by violence, and by the fear of the police. They are "
            "told: you have broken the law, so nobody will help you. That is not true.</p>",
            "<h2>Where it is found</h2>",
            "<p>In cities and in quiet towns, on trains, coaches and taxis, in parks, flats, hotels and short lets. "
            "Gangs get in touch at school gates, in takeaways, on games and on social media.</p>",
            "<h2>Who is affected</h2>",
            "<p>Most of those referred for county lines are boys. Girls are used as well, and may be overlooked. It "
            "happens in every kind of family. Gangs look for young people who are out of school, in care, short of "
            "money or lonely. They also look for children whom nobody would suspect. Adults who are ill, use drugs, "
            "have no home or live alone are picked out too.</p>",
        ),
        figures(
            ("county-lines-boys-2026", "of the referrals marked as county lines were of boys, in figures of May 2026"),
            ("children-criminal-2021", "of the children referred in 2021 were referred for criminal exploitation"),
        ),
        text(
            "<h2>What the law says</h2>",
            "<p>To move a person in order to use them for crime can be trafficking under {fact:msa-section-2}. "
            "Somebody who was made to break the law may have a defence: {fact:msa-section-45}. It does not cover the "
            "most serious crimes.</p>",
            "<p>A new law names two more crimes: the {fact:crime-policing-2026}. An adult who uses a child to commit "
            "crime can get up to {fact:cce-sentence}. To take over a home for crime is now a crime by name. The plan "
            "was for up to {fact:cuckooing-sentence}. The Act starts step by step. The first parts started on "
            "{fact:crime-policing-start}. One law firm expected these two then, but we could not check that. Until "
            "they start, other laws hold.</p>",
        ),
        accordion(
            "What people get wrong",
            (
                "They are just criminals",
                "<p>A person can break the law and be exploited at the same time. Ask who gains, and who takes the "
                "risk.</p>",
            ),
            (
                "They have nice things, so they are doing well",
                "<p>Gifts are the way in. They are paid for later, and many times over.</p>",
            ),
            (
                "They went back, so they wanted to",
                "<p>People go back because of debts and threats, or because the gang is all they have. They need help "
                "more than before.</p>",
            ),
            (
                "They let the dealers in, so it's their own fault",
                "<p>They let in somebody who seemed to be a friend. Then it was too late to say no.</p>",
            ),
        ),
        callout(
            "info",
            "If you ring about somebody who may be forced",
            "<p>Say the words <b>modern slavery</b> and <b>forced crime</b>. Then the police know to look for somebody "
            "who needs help, and not only for a crime.</p>",
        ),
        HELP,
        ACTION,
        sources(
            COUNTY_LINES,
            NEW_CRIMES,
            (
                "Home Office, factsheet on child criminal exploitation and cuckooing",
                "https://gov.uk/government/publications/crime-and-policing-bill-2025-factsheets/"
                "crime-and-policing-bill-child-criminal-exploitation-and-cuckooing-factsheet",
                "2025-02-25",
                "What the new crimes cover, as the Bill began",
            ),
            (
                "Legislation Tracker, Commencement No. 1 Regulations 2026",
                "https://www.legislationtracker.co.uk/article/"
                "crime-and-policing-act-2026-commencement-no-1-regulations-25-06-26",
                "2026-06-25",
                "The first parts of the Act to start",
            ),
            (
                "National Business Crime Centre, criminal exploitation in shops",
                "https://nbcc.police.uk/guidance/identifying-criminal-exploitation-in-retail",
                "",
                "Forced theft, and what to tell the police",
            ),
            (
                "Cambridgeshire and Peterborough Safeguarding Partnership, cuckooing",
                "https://safeguardingcambspeterborough.org.uk/adults-board/adult-abuse-and-neglect/cuckooing",
                "",
                "How homes are taken over, and whose",
            ),
            (
                "Safeguarding Southend, criminal exploitation",
                "https://safeguardingsouthend.co.uk/?p=230162",
                "",
                "Forced begging and people without a home",
            ),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}

CHILD: PageData = {
    "slug": "child-trafficking",
    "title": "Child trafficking",
    "type": "exploitation",
    "kind": "child",
    "summary": (
        "A person under 18 is recruited, moved or housed in order to be used. Nobody has to show force or lies: a "
        "child can't agree to be exploited."
    ),
    "search_description": (
        "Child trafficking in plain words: the rule for children, grooming, how children are held, who is affected, "
        "the law, and what people get wrong."
    ),
    "content_note": "This page is about harm to children. It explains how it works, with no details of abuse.",
    "body": [
        text(
            "<h2>What it is</h2>",
            "<p>A child is anybody under 18. A child is trafficked when somebody recruits, moves, hands over or houses "
            "them <b>in order to exploit them</b>. For a child that is enough. Nobody has to show force, threats or "
            "lies, because a child can't agree to be exploited.</p>",
            "<p>The move may be from abroad, from one town to the next, or to a house down the road. Children are used "
            "for sex, for crime such as selling drugs, for work, for housework and for begging. Often it is more than "
            "one of these.</p>",
            "<h2>How children are drawn in</h2>",
            "<p>Mostly by <b>grooming</b>. Somebody finds out what the child lacks, and gives it: attention, love, "
            "money, a place to belong. It can happen face to face or online. Later the gifts must be paid for.</p>",
            "<ul><li>Somebody acts like a boyfriend or girlfriend.</li>",
            "<li>An older friend offers easy money.</li>",
            "<li>Another child brings them along, and has to.</li>",
            "<li>Parents are promised school or work for their child.</li>",
            "<li>Sometimes it is a relation who does it.</li></ul>",
            "<h2>How children are held</h2>",
            "<ul><li>They think that they are in love, or in debt.</li>",
            "<li>They, their friends or their family are threatened.</li>",
            "<li>They are told that it was their own choice and that they will go to prison.</li>",
            "<li>They were told to trust nobody and to run from care.</li>",
            "<li>They may not know that what happens to them is wrong.</li></ul>",
            "<h2>Where it is found</h2>",
            "<p>Anywhere that children are: at home, near schools, in parks and takeaways, in hotels, on trains, on "
            "phones and in games. Children who came here without a parent can be found by traffickers soon after they "
            "arrive.</p>",
            "<h2>Who is affected</h2>",
            "<p>Girls and boys, of every age and from every kind of family. Many were born here. Children in care, out "
            "of school, or alone in the country are at more risk, since fewer people look out for them. A teenager who "
            "seems grown-up is still a child.</p>",
        ),
        figures(
            ("nrm-2023-children", "of the people referred in 2023 said that they were exploited as children"),
            (
                "missing-from-care-2020",
                "of children in council care who were, or may have been, trafficked went missing in 2020",
            ),
        ),
        text(
            "<h2>What the law says</h2>",
            "<p>The rule that force need not be shown for a child comes from a treaty: {fact:palermo}. In England and "
            "Wales the law is {fact:msa-2015}. A child who broke the law because they were exploited may have a "
            "defence: {fact:msa-section-45}. It does not cover the most serious crimes. A new law is about adults who "
            "use children to commit crime: the {fact:crime-policing-2026}. Check whether that part is in force. "
            "Scotland and Northern Ireland have Acts of their own.</p>",
            "<p>A child who is found is always referred for support, and the council has to keep the child safe. Read "
            '<a href="page:/learn/when-a-person-is-found/">what happens to a person who is found</a>.</p>',
        ),
        accordion(
            "What people get wrong",
            (
                "They chose it",
                "<p>A child can't choose to be exploited. What looks like a choice was made for them by somebody with "
                "more power.</p>",
            ),
            (
                "It is always strangers",
                "<p>It is often somebody whom the child knows and likes. It can be another young person.</p>",
            ),
            (
                "It happens to children from abroad",
                "<p>It does, and to children from here. In recent years many of those referred were British.</p>",
            ),
            (
                "They would tell somebody",
                "<p>Many can't, because of fear, shame or love. Some told, and were not believed. If a child tells "
                "you, listen, and say that it is not their fault.</p>",
            ),
        ),
        HELP,
        ACTION,
        sources(
            (
                "NSPCC Learning, protecting children from trafficking",
                "https://learning.nspcc.org.uk/child-abuse-and-neglect/child-trafficking-and-modern-slavery/",
                "2018-09-04",
                "What children are used for, and how it happens",
            ),
            COUNTY_LINES,
            (
                "ECPAT UK and Missing People, on When Harm Remains",
                "https://www.ecpat.org.uk/news/one-in-three-trafficked-children-go-missing-from-local-authority-care",
                "2022-04-19",
                "Children who go missing from care",
            ),
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "Children are always referred",
            ),
            (
                "Stop the Traffik, county lines",
                "https://stopthetraffik.org/county-lines-can-help-protect-children-exploitation/",
                "",
                "Why children don't see themselves as victims",
            ),
            NEW_CRIMES,
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
