"""Fills a site with pages and asks it questions. Runs as a process of its own in the site's environment.

`python -m benchmarks.searching fill COUNT` adds pages until there are COUNT, and brings the index up to date.
`python -m benchmarks.searching times ROUNDS` prints {question: [milliseconds of each search]}.
"""

import json
import random
import sys
import time
from urllib.parse import quote

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection, transaction
from django.test import Client

QUESTIONS = [
    "trafficking",
    "exploited",
    "the signs of forced labour",
    "county lines",
    "recruiting children",
    "what to do if I am worried about somebody",
    "helpline",
    "G06",
    "domestic servitude",
    "national referral mechanism",
    "cuckooing neighbour police",
    "exploitatoin",
    "xylophone",
    "I am being held",
    "passport taken away by employer",
    "x" * 10_000,
]
SEED, PARAGRAPHS, SENTENCES = 3, 8, 5


def main(arguments: list[str]) -> None:
    match arguments:
        case ["fill", count]:
            fill(int(count))
        case ["times", rounds]:
            print(json.dumps(times(int(rounds))))
        case _:
            sys.exit(__doc__)


def fill(count: int) -> None:
    """Pages of about 600 words each, made of the demonstration's own sentences in another order."""
    from wagtail.models import Page

    from pages.models import ArticlePage, SectionPage
    from pages.search import own, words

    chance = random.Random(SEED)  # noqa: S311  not for secrets
    known = own.pages([page.pk for page in Page.objects.live()])
    call_command("wagtail_update_index", verbosity=0)
    sentences = [each for text in own.indexed_texts(known).values() for each in words.BETWEEN_SENTENCES.split(text)]
    above = Page.objects.get(depth=2).add_child(instance=SectionPage(title="Many pages", slug="many"))
    with transaction.atomic():
        for number in range(count - Page.objects.live().count()):
            title = " ".join(chance.choice(sentences).split()[:6]).strip(" .,") or "A page"
            body = [{"type": "text", "value": paragraph(chance, sentences)} for _ in range(PARAGRAPHS)]
            above.add_child(instance=ArticlePage(title=f"{title} {number}", slug=f"page-{number}", body=body))
    call_command("wagtail_update_index", verbosity=0)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")


def paragraph(chance: random.Random, sentences: list[str]) -> str:
    return f"<p>{' '.join(chance.choices(sentences, k=SENTENCES))}</p>"


def times(rounds: int) -> dict[str, list[float]]:
    """Each question a first time unmeasured: a process reads the outline once, and compiles each template."""
    client = Client(SERVER_NAME=settings.ALLOWED_HOSTS[0])
    for question in QUESTIONS:
        timed(client, question)
    return {question: [timed(client, question) for _ in range(rounds)] for question in QUESTIONS}


def timed(client: Client, question: str) -> float:
    started = time.perf_counter()
    answer = client.get(f"/search/?q={quote(question)}", secure=True)
    taken = (time.perf_counter() - started) * 1000
    if answer.status_code != 200:
        raise RuntimeError(f"{question[:60]!r} was answered with {answer.status_code}")
    return taken


if __name__ == "__main__":
    django.setup()
    main(sys.argv[1:])
