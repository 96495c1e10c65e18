"""Looking facts up by key, for templates, mails and blocks."""

from django.core.cache import cache

from pages import generation
from pages.models import Fact


def by_key() -> dict[str, Fact]:
    """Every fact under its key; read once for each generation of the site, so a change shows at once everywhere."""
    key = f"facts:{generation.current().published}"
    facts: dict[str, Fact] | None = cache.get(key)
    if facts is None:
        facts = {fact.key: fact for fact in Fact.objects.all()}
        if not generation.in_transaction():
            cache.set(key, facts)
    return facts
