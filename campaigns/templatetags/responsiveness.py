from django import template

register = template.Library()


@register.filter
def percent(share: float) -> int:
    """A whole number; for words and for attributes of SVG alike."""
    return round(100 * share)
