from typing import NamedTuple

from django import template
from django.urls import reverse

from campaigns.services import codes

register = template.Library()


class Way(NamedTuple):
    """The other way to confirm: six digits, and the address of the page that takes them."""

    digits: str
    path: str


@register.simple_tag
def way_by_code(confirm_path: str) -> Way:
    """{% way_by_code confirm_path as way %}: made as the message is, so that nothing holds the digits."""
    _, slug, _, token = confirm_path.strip("/").split("/")
    return Way(codes.of(token), reverse("petition_code", args=[slug]))
