from typing import Any

from django import template

from pages import routes
from people import notices
from people.forms.newsletter import NewsletterForm

register = template.Library()


@register.simple_tag(takes_context=True)
def newsletter_form(context: dict[str, Any]) -> NewsletterForm | None:
    """{% newsletter_form as newsletter %}: for the footer; None where nothing is asked for.

    Somebody in danger may read with a controller beside them. An address that they type stays in the telephone's
    memory, and the message that answers it lights up the screen: so the pages for them do not ask for one.
    """
    if context.get("without_newsletter") or is_for_somebody_in_danger(context):
        return None
    form = NewsletterForm()
    return form if form.shown else None


def is_for_somebody_in_danger(context: dict[str, Any]) -> bool:
    if getattr(context.get("page"), "hides_its_title", False):
        return True
    theirs, request = routes.current().if_this_is_you, context.get("request")
    return bool(theirs and request is not None and request.path.startswith(theirs))


@register.simple_tag
def privacy_address() -> str:
    """{% privacy_address as privacy %}: where the privacy notice is read, "" where staff have named none."""
    return notices.address()
