"""Campaigns: their index, one with a petition, one to come and one that was won. They are made up, the law is not."""

from datetime import timedelta
from typing import TypedDict

from django.utils import timezone

from campaigns.models import Bill, CampaignFact, CampaignPage, CampaignSupporter, CampaignUpdate, Petition
from config.demo.bills import CRIME, EXAMPLE
from config.demo.shapes import CampaignData, PageData, accordion, callout, sources, text

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
    "campaign": {
        "state": "live",
        "decider": PETITION["addressee"],
        "has_petition": True,
        "is_featured": True,
        "bill": EXAMPLE,
        "ask": "Let every confirmed survivor in England and Wales have support for at least twelve months.",
        "why_now": (
            "How long support lasts is decided case by case. It rests on guidance, which can change from one day to "
            "the next. A law lasts."
        ),
        "share_text": "A survivor of slavery needs time to get well. I signed for a year of support. Will you?",
        "facts": [
            {"fact": "recovery-period", "sentence": "is the shortest recovery period while a person waits"},
            {"fact": "move-on-period", "sentence": "is the least support after a person is confirmed"},
        ],
        "updates": [
            (3, "More than half way", "More than six in ten of the signatures we hoped for are in. Thank you."),
            (19, "We met three survivors", "They told us what a year would have changed. This meeting is made up."),
            (40, "We began to collect signatures", "The petition opened, and the first groups took it to their towns."),
        ],
        "supporters": ["Example Street Community Church", "Exampleton Choir", "Sample Students' Union"],
    },
    "body": [
        callout(
            "info",
            "This petition is an example",
            "<p>This site is a demonstration. The petition is made up to show how one works, and it will not be handed "
            "in. No such bill is before Parliament because of it. What this page says about the law and its history is "
            "true.</p>",
        ),
        text(
            "<h2>One change to the law</h2>",
            "<p>When the Home Office has confirmed that a person is a survivor, that "
            "person should have a right to support for <b>at least twelve months</b>. Nobody has to take it. It should "
            "be there.</p>",
            "<h2>Why a year</h2>",
            "<p>Getting well takes time. So does finding a home, learning a skill or seeing a case through the courts. "
            "A person with no home and no money is easy to trap again. Time and safety lower that risk.</p>",
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

CUCKOOING: PageData = {
    "slug": "name-the-crime-of-cuckooing",
    "title": "Name the crime of cuckooing",
    "summary": "We asked for a crime of its own: taking over somebody's home to sell drugs or do other harm from it.",
    "search_description": "A campaign that was won: cuckooing, taking over a person's home, is now a crime by name.",
    "campaign": {
        "state": "won",
        "decider": "Parliament",
        "ask": "Make it a crime to take over a person's home.",
        "outcome": (
            "Cuckooing is now a crime by name. The Crime and Policing Act became law on 29 April 2026. Many people and "
            "charities had asked for it. This page is an example: we did not exist."
        ),
        "bill": CRIME["slug"],
        "share_text": "Taking over a person's home is now a crime by name. Here is how that came about.",
    },
    "body": [
        text(
            "<h2>The problem</h2>",
            "<p>Somebody makes friends with a person who lives alone. Then they bring others, and drugs. Soon the "
            "person is afraid in their own home, and may be held there. The police could act against the drugs. They "
            "had no crime to name for the taking of the home.</p>",
            '<p>You can read how to <a href="page:/learn/signs-to-notice/">notice the signs</a>.</p>',
        ),
        sources(
            (
                "Southwell & Partners, on the Act",
                CRIME["source"],
                "2026-05-20",
                "The two new crimes",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SUPPLY_CHAINS: PageData = {
    "slug": "clean-supply-chains",
    "title": "No slavery in what the state buys",
    "summary": "Public bodies buy food, clothes and building work. We will ask that they say who made it, and how.",
    "search_description": "A campaign to come: public bodies should say what they do about slavery in what they buy.",
    "campaign": {
        "state": "preparing",
        "decider": "The Cabinet Office",
        "ask": "Let every public body say each year what it does to keep slavery out of what it buys.",
        "is_featured": True,
    },
    "body": [
        callout(
            "info",
            "This campaign is an example",
            "<p>This site is a demonstration. Nobody prepares this campaign. The bill that it names was real.</p>",
        ),
        text(
            "<h2>The problem</h2>",
            "<p>Large companies must say each year what they do about slavery in their supply chains. Public bodies do "
            "not have to. In 2016 a bill in the House of Lords asked for it. It had one debate and then fell.</p>",
            '<p><a href="/bills/modern-slavery-transparency-supply-chains-bill-2016/">Read how far that bill '
            "got</a>.</p>",
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

CAMPAIGNS = [SUPPORT, SUPPLY_CHAINS, CUCKOOING]

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


def set_fields(page: CampaignPage, data: CampaignData, petition: Petition) -> None:
    page.state, page.decider, page.ask = data["state"], data["decider"], data["ask"]
    page.why_now, page.outcome = data.get("why_now", ""), data.get("outcome", "")
    page.is_featured, page.share_text = data.get("is_featured", False), data.get("share_text", "")
    page.petition = petition if data.get("has_petition") else None
    page.bill = Bill.objects.get(slug=data["bill"]) if "bill" in data else None


def add_rows(page: CampaignPage, data: CampaignData, facts: dict[str, int]) -> None:
    today = timezone.localdate()
    for before, title, words in data.get("updates", []):
        page.updates.add(CampaignUpdate(on=today - timedelta(days=before), title=title, text=words))
    for place, name in enumerate(data.get("supporters", [])):
        page.supporters.add(CampaignSupporter(name=name, sort_order=place))
    for place, figure in enumerate(data.get("facts", [])):
        page.related_facts.add(
            CampaignFact(fact_id=facts[figure["fact"]], sentence=figure["sentence"], sort_order=place)
        )
