"""A table of positions that staff paste: what it would change is shown before anything is kept."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from campaigns.admin_forms.letter_positions import PasteForm
from campaigns.admin_views import letter_screens as screens
from campaigns.services import positions
from campaigns.services.positions import Read
from people.admin_views.screens import officer, show

CHANGE = "campaigns.change_position"


@require_http_methods(["GET", "HEAD", "POST"])
def paste(request: HttpRequest) -> HttpResponse:
    screens.require(request, CHANGE)
    form = PasteForm(request.POST if request.method == "POST" else None)
    if not form.is_bound or not form.is_valid():
        return ask(request, form, status=422 if form.is_bound else 200)
    campaign = form.cleaned_data["campaign"]
    try:
        read = positions.read(form.cleaned_data["table"], campaign)
    except positions.NotATable as refusal:
        form.add_error("table", str(refusal))
        return ask(request, form, status=422)
    if "keep" not in request.POST:
        return ask(request, form, read=read)
    number = positions.keep(campaign=campaign, rows=read.rows, by=officer(request))
    messages.success(request, "1 position is kept." if number == 1 else f"{number} positions are kept.")
    return redirect(f"{reverse('mp_positions:index')}?campaign={campaign.pk}")


def ask(request: HttpRequest, form: PasteForm, *, read: Read | None = None, status: int = 200) -> HttpResponse:
    return show(
        request,
        "paste",
        folder=screens.FOLDER,
        title="Paste positions",
        icon="clipboard-list",
        trail=[(reverse("mp_positions:index"), "Positions of MPs")],
        form=form,
        read=read,
        new=sum(row.before is None for row in read.rows) if read else 0,
        changed=sum(row.before is not None and not row.is_same for row in read.rows) if read else 0,
        status=status,
    )
