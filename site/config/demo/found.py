"""Learn: what happens to a person who is found, step by step, with what it does not give."""

from config.demo.shapes import HELP, PageData, accordion, action, callout, figures, sources, steps, text

FOUND: PageData = {
    "slug": "when-a-person-is-found",
    "title": "What happens to a person who is found",
    "summary": (
        "The UK has one system for people who may have been exploited: the National Referral Mechanism. An adult "
        "chooses whether to enter it. A child is always referred."
    ),
    "search_description": (
        "The National Referral Mechanism in plain words: who refers a person, consent, the two decisions, support, "
        "guardians for children, and what it does not give."
    ),
    "body": [
        text(
            "<p>When somebody is found, the first thing should be that they are safe, warm and fed. Then a trained "
            "person explains what may come next. The system is called the <b>National Referral Mechanism</b>, or NRM "
            "for short. It does two jobs. It decides whether a person is a victim of modern slavery, and it opens the "
            "way to support.</p>",
        ),
        steps(
            "Step by step",
            (
                "A first responder explains it",
                "<p>Only trained staff of named bodies can refer a person. They are called <b>first responders</b>. "
                "The police, councils, parts of the Home Office and some charities are among them. You can't refer "
                "somebody else, and nobody can refer themselves.</p>",
            ),
            (
                "An adult says yes or no",
                "<p>An adult must agree first, and must know what they agree to. They are told what the system is, "
                "what it may give and how it may end. They are also told that the Home Office may share what it knows "
                "with the police and others. They can leave the system at any time.</p>",
            ),
            (
                "A child is always referred",
                "<p>A person under 18 is referred whether they agree or not. So is somebody who may be under 18. The "
                "council is told as well, because it has to keep children safe.</p>",
            ),
            (
                "The first decision",
                "<p>Are there <b>reasonable grounds</b> to think that this person is a victim? The Home Office looks "
                "for facts that support it, short of proof. It aims to decide within {fact:first-decision} working "
                "days, if it can.</p>",
            ),
            (
                "Time to recover",
                "<p>If the first answer is yes, a <b>recovery period</b> begins. It lasts at least "
                "{fact:recovery-period} days, and longer if the second decision takes longer. In that time a person "
                "may get support, and normally is not made to leave the country.</p>",
            ),
            (
                "The second decision",
                "<p>Is it <b>more likely than not</b> that this person is a victim? This is called the conclusive "
                "grounds decision. It can take many months.</p>",
            ),
            (
                "Afterwards",
                "<p>After a yes, support in England and Wales goes on for at least {fact:move-on-period} days. It can "
                "be longer if the person needs it to move on. After a no, they can ask for the decision to be looked "
                "at again.</p>",
            ),
        ),
        figures(
            ("first-decision", "that the Home Office aims at for the first decision, wherever possible"),
            ("recovery-period", "is the shortest recovery period after a positive first decision"),
            ("move-on-period", "is the shortest time of support after a positive final decision, England and Wales"),
        ),
        text(
            "<h2>What support there is</h2>",
            "<p>In England and Wales the Salvation Army and its partners give it, under a contract with the Home "
            "Office: the {fact:victim-care-contract}. It depends on what the person needs. These are some of the "
            "things that it can be.</p>",
            "<ul><li>A safe place to stay.</li>",
            "<li>Some money.</li>",
            "<li>A doctor, or somebody trained to listen.</li>",
            "<li>Advice from a lawyer.</li>",
            "<li>A support worker who helps with all of this.</li></ul>",
            "<p>An adult in danger of having no roof, or of being exploited again, may get help at once, before the "
            "first decision. Children get their care from the council.</p>",
        ),
        accordion(
            "Good to know",
            (
                "What if an adult says no?",
                "<p>Then nobody refers them. Public bodies in England and Wales must still tell the Home Office that "
                "they met somebody who may be a victim. This is the <b>duty to notify</b>: {fact:msa-section-52}. The "
                "person's name can be left out.</p>",
            ),
            (
                "Must they talk to the police?",
                "<p>No. The police are told about each person who is referred. An adult then chooses whether to speak "
                "to them. Support does not depend on it.</p>",
            ),
            (
                "Who stands by a child?",
                "<p>In many places a child may get a <b>guardian</b>: somebody of their own, who explains things and "
                "speaks up for them. In April 2026 there were guardians in {fact:guardians-2026} of the council areas "
                "of England and Wales. Scotland and Northern Ireland have guardians by law, for children who have "
                "nobody here to take care of them.</p>",
            ),
            (
                "What if it is not clear how old somebody is?",
                "<p>There may be good reason to think that they are under 18. Then they are treated as a child until "
                "their age is settled.</p>",
            ),
            (
                "How is it in Scotland?",
                "<p>The Home Office makes the two decisions there too. The Scottish Government sees to the support, "
                "for up to {fact:scotland-support} days while an adult waits for the second one. TARA helps women who "
                "were sexually exploited, and {fact:migrant-help} helps other adults.</p>",
            ),
            (
                "How is it in Northern Ireland?",
                "<p>The two decisions are the same. An Act of its own says what support an adult must be offered in "
                "the meantime: the {fact:northern-ireland-2015}. {fact:migrant-help} and Women's Aid give it.</p>",
            ),
            (
                "How is it in Wales?",
                "<p>The rules and the support are the same as in England.</p>",
            ),
        ),
        callout(
            "info",
            "What it does not give",
            "<ul><li><b>No right to stay in the UK.</b> Somebody from abroad may be given {fact:permission-to-stay}, "
            "but only on certain grounds.</li>"
            "<li><b>No promise about a court case.</b> A person who was made to break the law may have a defence, but "
            "the court decides.</li>"
            "<li><b>No punishment of the trafficker.</b> That takes an investigation and a trial, which are "
            "separate.</li>"
            "<li><b>No home for good.</b> Support under the system is meant to end.</li>"
            "<li><b>Not for everybody.</b> The Home Office may refuse protection in some cases, such as after certain "
            "crimes. The law says so: {fact:disqualification}.</li></ul>",
        ),
        action(
            "A year to recover",
            "We ask for support of at least twelve months for every confirmed survivor.",
            "/campaigns/support-every-survivor/",
            "Read about the campaign",
        ),
        HELP,
        sources(
            (
                "Home Office, First Responder Toolkit for England and Wales",
                "https://www.modernslavery.gov.uk/start",
                "2026-04-01",
                "Referral, consent, the two decisions, support and guardians",
            ),
            (
                "Home Office, modern slavery statutory guidance of October 2024",
                "https://www.gov.uk/government/publications/modern-slavery-how-to-identify-and-support-victims/"
                "modern-slavery-statutory-guidance-for-england-and-wales-under-s49-of-the-modern-slavery-act-2015-and-"
                "non-statutory-guidance-for-scotland-and-northe",
                "2024-10-08",
                "How decisions are made; later versions may differ",
            ),
            (
                "Home Office, support after a positive conclusive grounds decision",
                "https://www.gov.uk/government/publications/support-for-confirmed-victims-of-modern-slavery/"
                "support-in-england-and-wales-after-a-positive-conclusive-grounds-decision-accessible",
                "2026-01-22",
                "Moving on from support",
            ),
            (
                "Nationality and Borders Act 2022, part 5",
                "https://www.legislation.gov.uk/ukpga/2022/36/part/5",
                "2022-04-28",
                "The recovery period, and who may be refused",
            ),
            (
                "Home Office, temporary permission to stay",
                "https://gov.uk/government/publications/"
                "temporary-permission-to-stay-for-victims-of-human-trafficking-and-slavery-caseworker-guidance/"
                "temporary-permission-to-stay-considerations-for-victims-of-human-trafficking-or-slavery",
                "2024-11-22",
                "When somebody may stay in the UK",
            ),
            (
                "Home Office, interim guidance for child trafficking guardians",
                "https://www.gov.uk/government/publications/child-trafficking-advocates-early-adopter-sites/"
                "interim-guidance-for-independent-child-trafficking-guardians-accessible-version",
                "2024-05-14",
                "Guardians, and age that is not clear",
            ),
            (
                "Scottish Government, circular on support for victims",
                "https://www.gov.scot/publications/"
                "human-trafficking-and-exploitation-scotland-act-2015-march-2018-circular/",
                "2018-03-01",
                "Support in Scotland",
            ),
            (
                "Human Trafficking and Exploitation Act (Northern Ireland) 2015",
                "https://www.legislation.gov.uk/nia/2015/2/section/18",
                "2015-01-13",
                "Support and guardians in Northern Ireland",
            ),
        ),
    ],
    "reviewed_on": "2026-11-25",
    "review_by": "2027-11-25",
}
