"""Campaigns: the section page and one legislative campaign. The petition is made up; its background is not."""

from typing import TypedDict

from config.demo.shapes import PageData, accordion, callout, figures, sources, text

REVIEWED, REVIEW_BY = "2026-11-24", "2027-05-24"


class PetitionData(TypedDict):
    title: str
    slug: str
    wording: str
    addressee: str  # the post, not whoever holds it: ministers change
    goal: int


PETITION: PetitionData = {
    "title": "Support every survivor for at least a year",
    "slug": "support-every-survivor",
    "wording": (
        "We ask the Home Secretary to change the law for survivors of modern slavery in England and Wales. Every "
        "survivor who has been confirmed should be able to have support for at least twelve months. It should be there "
        "for all who want it. It means a safe home, care for body and mind, advice on the law and somebody at their "
        "side. Nobody should lose it before they are ready to stand on their own."
    ),
    "addressee": "The Home Secretary",
    "goal": 10_000,
}

SUPPORT: PageData = {
    "slug": "support-every-survivor",
    "title": "Support every survivor for at least a year",
    "summary": (
        "We ask the Home Secretary for a law: support of at least twelve months for every confirmed survivor in "
        "England and Wales."
    ),
    "search_description": (
        "A campaign for at least twelve months of support in law for confirmed survivors of modern slavery."
    ),
    "body": [
        callout(
            "info",
            "This petition is an example",
            "<p>This site is a demonstration. The petition is made up to show how one works, and it will not be handed "
            "in. No such bill is before Parliament because of it. What this page says about the law and its history is "
            "true.</p>",
        ),
        text(
            "<h2>What we ask</h2>",
            "<p>We ask for one change to the law. When the Home Office has confirmed that a person is a survivor, that "
            "person should have a right to support for <b>at least twelve months</b>. Nobody has to take it. It should "
            "be there.</p>",
            "<h2>Why a year</h2>",
            "<p>Getting well takes time. So does finding a home, learning a skill or seeing a case through the courts. "
            "A person with no home and no money is easy to trap again. Time and safety lower that risk.</p>",
        ),
        figures(
            ("recovery-period", "is the shortest recovery period while a person waits for a decision"),
            ("move-on-period", "is the least support after a person is confirmed, in England and Wales"),
        ),
        text(
            "<h2>What the law gives today</h2>",
            "<p>Support for adults differs across the United Kingdom.</p>",
            "<h3>England and Wales</h3>",
            "<p><b>While a person waits.</b> Once there are reasonable grounds to think that somebody is a victim, the "
            "Home Secretary must secure the support they need. The law says so: {fact:msa-section-50a}. The support "
            "lasts for the recovery period. Some people can be shut out of it.</p>",
            "<p><b>After they are confirmed.</b> They get time to move on. It may go on for longer if an assessment "
            "shows that they need it. The Home Office decides. The Salvation Army and its partners give the support "
            "under a contract, the {fact:victim-care-contract}. This part rests on guidance from the "
            "government. The Act names no length of time for it.</p>",
            "<h3>Scotland</h3>",
            "<p>Ministers must secure support for up to {fact:scotland-support} days while a person waits, or until "
            "the final decision if that is sooner. They may give more, before and after.</p>",
            "<h3>Northern Ireland</h3>",
            "<p>The Department of Justice must give support while a person waits. After the decision it may go on for "
            "up to twelve months, or longer.</p>",
        ),
        text(
            "<h2>What has been tried</h2>",
            "<ul><li><b>26 June 2017.</b> Lord McColl of Dulwich brought the Modern Slavery (Victim Support) Bill to "
            "the House of Lords. It would have given confirmed victims in England and Wales twelve months of "
            "support.</li>",
            "<li><b>8 September 2017.</b> Second reading: the Lords debated it.</li>",
            "<li><b>10 May 2018.</b> The Lords finished with it and made no changes.</li>",
            "<li><b>17 May 2018.</b> First reading in the House of Commons, where Frank Field MP took it up. It did "
            "not become law: it fell when the session of Parliament ended.</li>",
            "<li><b>December 2021.</b> Ministers said that confirmed victims who need it would get at least twelve "
            "months of support.</li>",
            "<li><b>28 April 2022.</b> The Nationality and Borders Act put support in the recovery period into law. It "
            "did not add the twelve months.</li>",
            "<li><b>December 2023.</b> The Home Office decided that help according to need was enough.</li></ul>",
        ),
        accordion(
            "Questions",
            (
                "Is there not support already?",
                "<p>Yes, and it helps many people. But how long it lasts is decided case by case. A right in law would "
                "let a survivor plan.</p>",
            ),
            (
                "Why the Home Secretary?",
                "<p>In England and Wales it is the Home Secretary who must secure support. Parliament makes the law, "
                "and a minister can bring a bill to it.</p>",
            ),
            (
                "Why only England and Wales?",
                "<p>Support for adults is a matter for the governments of Scotland and Northern Ireland "
                "themselves.</p>",
            ),
            (
                "Would everybody have to stay for a year?",
                "<p>No. A person can leave support whenever they like.</p>",
            ),
        ),
        sources(
            (
                "Home Office, support after a positive conclusive grounds decision",
                "https://www.gov.uk/government/publications/support-for-confirmed-victims-of-modern-slavery/"
                "support-in-england-and-wales-after-a-positive-conclusive-grounds-decision-accessible",
                "2026-01-22",
                "What a confirmed survivor gets in England and Wales",
            ),
            (
                "Nationality and Borders Act 2022, section 64",
                "https://www.legislation.gov.uk/ukpga/2022/36/section/64",
                "2022-04-28",
                "Support in the recovery period, and who is shut out",
            ),
            (
                "Support for Victims Regulations 2018 (Scotland)",
                "https://www.legislation.gov.uk/ssi/2018/90/made",
                "2018-03-01",
                "Support in Scotland",
            ),
            (
                "Human Trafficking and Exploitation Act (Northern Ireland) 2015, section 18",
                "https://www.legislation.gov.uk/nia/2015/2/section/18",
                "2015-01-13",
                "Support in Northern Ireland, as changed in 2022",
            ),
            (
                "House of Lords, second reading of the bill",
                "https://www.parallelparliament.co.uk/debate/2017-09-08/lords/lords-chamber/"
                "modern-slavery-victim-support-bill-hl",
                "2017-09-08",
                "What the bill would do",
            ),
            (
                "Free for Good, about the bill",
                "https://freeforgood.org.uk/about-the-bill/",
                "",
                "The stages of the bill",
            ),
            (
                "Human Trafficking Foundation, policy",
                "https://www.humantraffickingfoundation.org/policy-1",
                "",
                "What ministers said in 2021, and the decision of 2023",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SECTION: PageData = {
    "slug": "campaigns",
    "title": "Campaigns",
    "summary": "What we ask for, of whom, and how you can add your voice.",
    "search_description": (
        "Campaigns for better laws against human trafficking in the UK, and petitions that you can sign."
    ),
    "body": [
        text(
            "<p>Each campaign asks one person for one thing. We say what the law is today, what we want instead and "
            "who can decide. Then you can sign.</p>"
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}
