from django import template

from mail import tokens

register = template.Library()


@register.filter
def with_fallbacks(text: str) -> str:
    """{{ mailout.subject|with_fallbacks }}: as somebody reads it of whom we know nothing."""
    return tokens.filled(text, {}, in_html=False)
