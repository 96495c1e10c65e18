"""A letter action's page as readers will see it, for staff and before anybody else can."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from campaigns.admin_views import letter_screens
from campaigns.views import letters


@require_safe
def look(request: HttpRequest, pk: int) -> HttpResponse:
    """An answer of its own, which lacks the marks by which the public page is kept and given to others."""
    letter_screens.require(request, letter_screens.SEE_ACTION)
    return HttpResponse(letters.page_of(request, letter_screens.action_or_404(pk)).content)
