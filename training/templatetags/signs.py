from django import template

from training import selectors
from training.models import Indicator

register = template.Library()


@register.simple_tag
def signs(kind: str) -> list[Indicator]:
    """{% signs "labour" as list %}: the live signs of this kind, at no query of their own."""
    return selectors.indicators(kind)
