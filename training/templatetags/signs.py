from typing import Any

from django import template

from pages.uses import Use
from training.models import Indicator
from training.selectors import fact_uses, indicators

register = template.Library()


@register.simple_tag
def signs(kind: str) -> list[Indicator]:
    """{% signs "labour" as list %}: the live signs of this kind, at no query of their own."""
    return indicators.of_kind(kind)


@register.simple_tag
def uses_of_sign(sign: Indicator, user: Any) -> list[Use]:
    """{% uses_of_sign sign request.user as uses %}: the modules that teach it and the questions that ask about it."""
    return fact_uses.of_sign(sign, user)
