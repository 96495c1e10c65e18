from django import template

from training.models import Indicator
from training.selectors import indicators

register = template.Library()


@register.simple_tag
def signs(kind: str) -> list[Indicator]:
    """{% signs "labour" as list %}: the live signs of this kind, at no query of their own."""
    return indicators.of_kind(kind)
