from django import template

from campaigns.services import letter_codes
from campaigns.templatetags.signature_codes import Way

register = template.Library()


@register.simple_tag
def way_by_code_to(confirm_path: str, action_path: str) -> Way:
    """{% way_by_code_to confirm_path action_path as way %}: made as the message is; nothing holds the digits."""
    token = confirm_path.strip("/").rpartition("/")[2]
    return Way(letter_codes.of(token), f"{action_path}code/")
