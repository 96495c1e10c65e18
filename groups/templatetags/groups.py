"""What templates ask about groups: `{% load groups %}`."""

from django import template

from groups.enums import Aim
from groups.models import CommunityGroup

register = template.Library()


@register.simple_tag
def group_aims(group: CommunityGroup) -> list[str]:
    """What it wants to do, in words."""
    return [Aim(aim).label for aim in group.aims if aim in Aim.values]
