"""What this app adds to search: bills, and the Acts that they became."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from campaigns.models import Bill
from pages import search


def register() -> None:
    search.register(search.Searchable("bills", _("Bills"), _("Bill"), Bill, readable, title_of, show))


def readable(pks: list[int]) -> QuerySet[Bill]:
    return Bill.objects.filter(pk__in=pks)


def title_of(bill: Bill) -> str:
    return bill.name


def show(rows: list[Bill]) -> list[search.Found]:
    return [search.Found(row.name, row.summary, row.get_absolute_url(), where(row)) for row in rows]


def where(bill: Bill) -> str:
    if bill.is_illustrative:
        return str(_("Example, not a real bill"))
    return str(bill.get_end_display() if bill.end else bill.get_kind_display())
