from django import template

register = template.Library()


@register.filter
def percent(share: float) -> str:
    """{{ 0.0012|percent }}: "0.12%"."""
    return f"{share * 100:.2f}%"
