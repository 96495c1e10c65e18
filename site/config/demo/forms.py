"""Forms of exploitation: the section, with a page for each, and the page on organs."""

from config.demo.forms_crime import CHILD, CRIMINAL
from config.demo.forms_sexual import SEXUAL
from config.demo.forms_work import DOMESTIC, LABOUR
from config.demo.shapes import HELP, PageData, accordion, action, sources, text

REVIEWED, REVIEW_BY = "2026-11-25", "2027-11-25"

ORGANS: PageData = {
    "slug": "organ-removal",
    "title": "Organ removal",
    "type": "exploitation",
    "kind": "organs",
    "summary": (
        "A person is brought or kept somewhere so that an organ, mostly a kidney, can be taken. It is rare in the UK."
    ),
    "search_description": (
        "Trafficking for organ removal in plain words: how people are drawn in, the first case in England, the law, "
        "and what people get wrong."
    ),
    "content_note": "This page is about people who are trafficked for their organs. It describes no operations.",
    "body": [
        text(
            "<h2>What it is</h2>",
            "<p>An organ is a part of the body such as a kidney or the liver. A person can live with one kidney, and "
            "many people give one freely to somebody they love. It is trafficking when somebody recruits, moves or "
            "keeps a person in order to take an organ. They may use force, or lies, or the person's need.</p>",
            "<h2>How people are drawn in</h2>",
            "<ul><li>With the promise of a job abroad, and no word of an operation.</li>",
            "<li>With an offer of money, to somebody in great need. Often little or nothing is paid.</li>",
            "<li>With a lie about the risks, or about who the organ is for.</li></ul>",
            "<h2>How people are held</h2>",
            "<p>They may be far from home, with no money and no papers of their own. They may have been told to say "
            "that they are a relation of the person who is ill. They may fear for their family.</p>",
            "<h2>Where it is found</h2>",
            "<p>Taking an organ needs doctors and a hospital. So those who notice are often hospital staff. In the UK "
            "the {fact:human-tissue-authority} must agree before a living person gives an organ. It checks three "
            "things: that nobody forced the person, that nobody rewards them, and that they truly agree.</p>",
            "<h2>Who is affected</h2>",
            "<p>Mostly adults who are poor, wherever they live. Few people are known to have been brought to the UK "
            "for this. In March 2023 a court in London found three people guilty of bringing a young man here for his "
            "kidney. It was the first case of its kind under the {fact:msa-2015}. The doctors had stopped the plan, "
            "and he went to the police himself.</p>",
            "<h2>What the law says</h2>",
            "<p>In England and Wales it is trafficking to arrange a person's travel in order to take an organ: "
            "{fact:msa-section-2}. The longest sentence is {fact:msa-life}. Buying or selling an organ is a crime as "
            "well. Since {fact:organs-abroad} that also holds for organs bought abroad by people who live in England, "
            "Wales or Scotland.</p>",
            "<h2>What might be noticed</h2>",
            "<p>There is no list of signs for the public. The general signs can help: somebody else speaks for the "
            "person, keeps their papers and never leaves them alone. Hospital staff may notice that a person does not "
            "know what the operation is. Or the person may seem not to know who is to get the organ.</p>",
        ),
        accordion(
            "What people get wrong",
            (
                "You could wake up without a kidney",
                "<p>That is an old story that people tell. Real cases are about lies, need and control, over weeks or "
                "months.</p>",
            ),
            (
                "They were paid, so it was a fair deal",
                "<p>Buying an organ is against the law. Somebody who sells a part of their body because they see no "
                "other way has not made a free choice.</p>",
            ),
            (
                "Giving an organ is dangerous because of this",
                "<p>Giving an organ in the UK is checked with care, and it saves lives.</p>",
            ),
        ),
        HELP,
        action(
            "Worried about somebody?",
            "Read what to do, and what is better left undone.",
            "/learn/what-to-do/",
            "What to do if you are worried",
        ),
        sources(
            (
                "Human Tissue Authority, review of 2023/24",
                "https://hta.gov.uk/about-the-HTA/corporate-publications/annual-reviews-and-reports/202324-review/"
                "202324-review-1",
                "",
                "What is checked, and the case of March 2023",
            ),
            (
                "Human Tissue Authority, trafficking for organ harvesting",
                "https://content.hta.gov.uk/news/trafficking-purpose-organ-harvesting",
                "",
                "The law since July 2022",
            ),
            (
                "Freedom United, organ trafficking in the UK",
                "https://www.freedomunited.org/news/organ-trafficking-uk/",
                "2023-05-06",
                "The first case, and how it came to light",
            ),
            (
                "Modern Slavery Act 2015, sections 2 and 3",
                "https://www.legislation.gov.uk/ukpga/2015/30/part/1",
                "2015-03-26",
                "Organ removal as exploitation",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
}

SECTION: PageData = {
    "slug": "forms-of-exploitation",
    "title": "Forms of exploitation",
    "type": "section",
    "summary": (
        "Six ways in which people are used: what each is, how people are drawn in and held, and the signs to notice."
    ),
    "search_description": (
        "The forms of modern slavery in the UK: sexual exploitation, forced labour, domestic servitude, criminal "
        "exploitation, child trafficking, organ removal."
    ),
    "body": [
        text(
            "<p>To exploit somebody is to use them for gain. The forms differ, but the tools are much the same: lies, "
            "debts, threats, and taking away what makes a person free. One person may be used in more than one "
            "way.</p>",
            "<p>Each page says what this form is and what people get wrong about it. The signs follow at the end.</p>",
        ),
        HELP,
        sources(
            (
                "Modern Slavery Act 2015, section 3",
                "https://www.legislation.gov.uk/ukpga/2015/30/section/3",
                "2015-03-26",
                "What exploitation means in the law",
            ),
        ),
    ],
    "reviewed_on": REVIEWED,
    "review_by": REVIEW_BY,
    "children": [SEXUAL, LABOUR, DOMESTIC, CRIMINAL, CHILD, ORGANS],
}
