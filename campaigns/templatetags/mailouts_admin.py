from django import template

from campaigns.admin_views.mailout_deeds import Deed
from campaigns.models import Mailout

register = template.Library()


@register.filter
def address_for(deed: Deed, mailout: Mailout) -> str:
    return deed.address(mailout)
