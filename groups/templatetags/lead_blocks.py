"""Sections of the leader's home that ask for what they show: `{% load lead_blocks %}`."""

from typing import Any

from django import template

from groups.models import CommunityGroup
from groups.selectors import resources

register = template.Library()
MOST = 5


@register.inclusion_tag("groups/lead/resources_block.html")
def resources_block(group: CommunityGroup) -> dict[str, Any]:
    rows = resources.current(group)
    return {"group": group, "number": len(rows), "fresh": resources.new_since(rows)[:MOST]}
