"""What the block picker shows of each block: words that are plainly samples, facts and pages that the site has."""

from typing import Any

TITLE = "A heading of a few words"
SENTENCE = "A sample sentence, so that you see how this block looks on the page."
TEXT = f"<p>{SENTENCE} It can hold <b>bold</b> and <i>italic</i> words and lists.</p>"
PROSE = f"<h2>{TITLE}</h2>{TEXT}<ul><li>One point</li><li>Another point</li></ul>"
PERSON = {"name": "Name of a person", "role": "What they do here", "text": SENTENCE}
STEPS = [{"title": "What to do first", "text": TEXT}, {"title": "What to do next", "text": TEXT}]
EXPLAINER = {
    "heading": TITLE,
    "parts": [
        {"label": "What they do", "title": "The first part", "text": TEXT, "examples": ""},
        {"label": "How they do it", "title": "The second part", "text": TEXT, "examples": ""},
        {"label": "Why they do it", "title": "The third part", "text": TEXT, "examples": ""},
    ],
    "note": TEXT,
}
TIMELINE = {
    "heading": TITLE,
    "events": [
        {"when": "2003", "title": "What happened first", "text": TEXT, "source_name": "", "source_url": ""},
        {"when": "April 2026", "title": "What happened next", "text": TEXT, "source_name": "", "source_url": ""},
    ],
}
SOURCES = [{"name": "Who said it, and where", "url": "", "date": "24 November 2026", "note": "What it covers"}]


def helpline() -> Any:
    from pages import facts

    return facts.by_key().get("helpline")


def home() -> Any:
    from pages import outline

    return next(iter(outline.current().pages.values()), None)


def figures() -> list[dict[str, Any]]:
    return [{"fact": helpline(), "sentence": "What the figure counts, in a few words"}]


def cards() -> dict[str, Any]:
    card = {"page": home(), "label": "A label", "text": SENTENCE, "link_text": "A page of the site"}
    return {"heading": TITLE, "cards": [card, card]}


def action() -> dict[str, Any]:
    return {"heading": TITLE, "text": SENTENCE, "page": home(), "label": "What to do"}


def download() -> dict[str, Any]:
    from pages.models import SiteDocument

    document = SiteDocument(pk=0, title="A document", file="sample.pdf", file_size=120_000)
    return {"document": document, "title": "Name of the document", "text": SENTENCE}


def contact() -> dict[str, Any]:
    return {"about": "What it is about", "text": SENTENCE, "facts": [helpline()]}
