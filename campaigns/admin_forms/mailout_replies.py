"""Which replies to mail-outs staff look at."""

import django_filters
from wagtail.admin.filters import WagtailFilterSet

from campaigns.mailout_enums import ReplySort
from campaigns.models import Mailout, MailoutReply


class ReplyFilters(WagtailFilterSet):
    done = django_filters.BooleanFilter("done_at", lookup_expr="isnull", exclude=True, label="Dealt with")
    sort = django_filters.ChoiceFilter(label="Sort", choices=ReplySort.choices, empty_label="All")
    mailout = django_filters.ModelChoiceFilter(label="Mail-out", queryset=Mailout.objects.defer("body"))

    class Meta:
        model = MailoutReply
        fields = ["done", "sort", "mailout"]
