"""Looking facts up by key, for templates, mails and blocks."""

from django.core.cache import caches

from pages import generation, last_known
from pages.models import Fact


def by_key() -> dict[str, Fact]:
    """Every live fact under its key; read once for each generation of the site, so that a change shows at once."""
    key = f"facts:{generation.current().published}"
    facts: dict[str, Fact] | None = caches["pages"].get(key)
    if facts is None:
        facts = {fact.key: fact for fact in Fact.objects.live()}
        if not generation.in_transaction():
            caches["pages"].set(key, facts)
            last_known.keep(facts.values())
    return facts


def by_id() -> dict[str, Fact]:
    """Every live fact under its primary key, written as rich text holds it."""
    return {str(fact.pk): fact for fact in by_key().values()}


def due() -> list[Fact]:
    """The live facts that somebody should have checked again by now, the oldest first."""
    return sorted((fact for fact in by_key().values() if fact.is_due_for_review), key=lambda fact: fact.review_by)
