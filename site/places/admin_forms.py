"""Forms of Wagtail's admin: what staff write is theirs, and was checked when they wrote it."""

from typing import Any

from django.utils import timezone
from wagtail.admin.forms import WagtailAdminModelForm

from places.enums import Source


class WrittenByStaff(WagtailAdminModelForm):
    def save(self, commit: bool = True) -> Any:
        self.instance.source = Source.BY_HAND
        self.instance.checked_at = timezone.now()
        return super().save(commit)
