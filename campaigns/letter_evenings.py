"""What a group needs to write letters together: its own link, the code that leads there, and the kit on paper."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext

from campaigns import posters
from campaigns.letter_kits import Kit, make_kit
from campaigns.models import LetterAction
from groups.models import CommunityGroup
from pages import paper


def address(action: LetterAction, group: CommunityGroup) -> str:
    """Where whoever scans it begins to write: it names the action and the group, never a person."""
    return f"{settings.SITE_URL}{reverse('letter_action_for', args=[action.slug, group.slug])}"


def code(action: LetterAction, group: CommunityGroup) -> str:
    words = gettext("QR code to write: {action}").format(action=action.title)
    return posters.drawn(address(action, group), words)


def kit(action: LetterAction, group: CommunityGroup) -> bytes:
    return make_kit(content(action, group))


def content(action: LetterAction, group: CommunityGroup) -> Kit:
    return Kit(
        title=action.title,
        group=group.name,
        purpose=action.purpose,
        background=action.background,
        points=tuple(f"{point.title}: {point.text}" for point in action.points.all()),
        link=address(action, group),
        office_names=to_whom(action),
        deadline=action.closes_on,
        facts=tuple((number["label"], number["value"]) for number in paper.numbers()),
        tone=action.tone,
        length=gettext("{least} to {most} words").format(least=action.least_words, most=action.most_words),
    )


def to_whom(action: LetterAction) -> tuple[str, ...]:
    if action.is_to_mps:
        return (gettext("Everybody's own MP"),)
    return tuple(office.post for office in action.offices.order_by("pk"))
