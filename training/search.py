"""What this app adds to search: the signs, found by their code or their words."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from pages import outline, search
from training.models import Indicator

SHOWN_ON = "signs-to-notice"  # the slug of the page with every sign, each under its code as an anchor


def register() -> None:
    search.register(search.Searchable("signs", _("Signs"), _("Sign"), Indicator, signs, title_of, show))


def signs(pks: list[int]) -> QuerySet[Indicator]:
    return Indicator.objects.filter(live=True, pk__in=pks)


def title_of(indicator: Indicator) -> str:
    return str(indicator)


def show(rows: list[Indicator]) -> list[search.Found]:
    site = outline.current()
    page = next((page for page in site.pages.values() if page.slug == SHOWN_ON), None)
    address = site.address(site.localized(page)) if page else None
    return [
        search.Found(
            str(row),
            text=row.explanation,
            url=f"{address}#{row.code}" if address else "",
            where=str(row.get_kind_display()),
            source=row.source_name,
        )
        for row in rows
    ]
