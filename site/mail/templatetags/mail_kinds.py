from django import template

from mail import kinds
from mail.models import Delivery

register = template.Library()


@register.filter
def kind_title(delivery: Delivery) -> str:
    return kinds.get(delivery.kind).title


@register.filter
def keeps_secret(delivery: Delivery) -> bool:
    return kinds.get(delivery.kind).keeps_secret
