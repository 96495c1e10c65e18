"""What the screens of series have in common."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse

from campaigns import audiences
from campaigns.models import Series, SeriesStep
from campaigns.services import life
from campaigns.services import series as lives
from people.admin_views.screens import Step

FOLDER, ICON, INDEX = "campaigns/admin/series", "list-ol", "series:index"
SEE, CHANGE = "campaigns.view_series", "campaigns.change_series"
APPROVE, SEND = "campaigns.approve_mailout", "campaigns.send_mailout"
REFUSALS: dict[type[Exception], str] = {
    life.WrongState: "Somebody else took a step since you opened this screen. Go back and look how it stands.",
    life.SamePerson: "You wrote it or handed it in: somebody else has to approve it.",
    life.Changed: "It shows something else than what was read. Go back and read it again.",
    life.Frozen: "It is ended, so it stays as it is.",
    lives.NotReady: "",
    lives.WasSent: "People got this message, and its links have to go on leading somewhere. End the series instead.",
    audiences.BadAudience: "",
}


def series_or_404(pk: int) -> Series:
    related = ("petition", "stops_when_signed", "submitted_by", "approved_by")
    return get_object_or_404(Series.objects.select_related(*related), pk=pk)


def message_or_404(pk: int, message: int) -> SeriesStep:
    steps = SeriesStep.objects.select_related("series__petition", "mailing")
    return get_object_or_404(steps, pk=message, series=pk)


def page_of(series: Series) -> str:
    return reverse("series:page", args=[series.pk])


def start() -> tuple[str, str]:
    return (reverse(INDEX), "Series")


def trail_to(series: Series) -> list[tuple[str, str]]:
    return [start(), (page_of(series), series.title)]


def require(request: HttpRequest, permission: str) -> None:
    if not request.user.has_perm(permission):
        raise PermissionDenied


class SeriesScreen(Step):
    """Asks, then does one thing with a series."""

    icon, refusals, permission = ICON, REFUSALS, CHANGE

    def allowed(self) -> bool:
        return bool(self.request.user.has_perm(self.permission))

    def find(self, **kwargs: Any) -> None:
        self.series = series_or_404(kwargs["pk"])

    def trail(self) -> list[tuple[str, str]]:
        return trail_to(self.series)
