from django import template

from pages import facts
from pages.models import Fact

register = template.Library()


@register.simple_tag
def fact(key: str) -> Fact | None:
    """{% fact "helpline" as helpline %}: the fact under this key, or None where nobody has stated it."""
    return facts.by_key().get(key)
