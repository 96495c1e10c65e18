"""How many have signed, for whoever keeps a page open: a few bytes that every reader and every proxy may share."""

from django.contrib.humanize.templatetags.humanize import intcomma
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from campaigns.models import Petition, PetitionTotal
from pages.answers import for_every_reader

SHARED = "public, max-age=10, stale-while-revalidate=60, stale-if-error=3600"


@require_safe
def count(request: HttpRequest, slug: str) -> HttpResponse:
    """As last folded, `as_of` then. Browsers may keep it, unlike a page: it tells nobody what somebody read."""
    petition = get_object_or_404(Petition.objects.published().with_total(), slug=slug)
    total = getattr(petition, "total", None) or PetitionTotal()
    found = {
        "count": total.counted,
        "goal": petition.goal,
        "on_paper": total.on_paper,
        "as_of": total.folded_at,
        "text": in_words(total.counted),
    }
    answer = for_every_reader(JsonResponse(found), shows_counts=True)
    answer.headers["Cache-Control"] = SHARED
    answer.headers["ETag"] = f'"{petition.pk}-{total.counted}-{total.on_paper}-{petition.goal}"'
    return answer


def in_words(number: int) -> str:
    """As components/progress.html says it."""
    return ngettext("%(shown)s signature", "%(shown)s signatures", number) % {"shown": intcomma(number)}
