from django import template

from pages import last_known

register = template.Library()


@register.simple_tag
def last_known_numbers() -> last_known.Numbers:
    """{% last_known_numbers as numbers %}: of the safety facts, without a database."""
    return last_known.numbers()
