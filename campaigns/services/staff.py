"""Where campaign staff may write and publish."""

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from wagtail.models import GroupPagePermission, Page

GROUP = "Campaign staff"
MAY = ("add_page", "change_page", "publish_page")


@transaction.atomic
def give(*, section: Page) -> None:
    """Let them write and publish in this section, as an administrator does it under Settings, Groups."""
    group = Group.objects.get(name=GROUP)
    for permission in Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=MAY):
        GroupPagePermission.objects.get_or_create(group=group, page=section, permission=permission)
