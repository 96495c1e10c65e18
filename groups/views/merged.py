"""Old addresses of a group that became part of another."""

from collections.abc import Callable
from functools import wraps

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from groups.selectors import directory
from pages.answers import for_every_reader

View = Callable[[HttpRequest, str], HttpResponse]


def leads_on(to: str) -> Callable[[View], View]:
    """Where there is no such group any more, lead to the one that was kept, at the address of this name."""

    def decorate(view: View) -> View:
        @wraps(view)
        def show(request: HttpRequest, slug: str) -> HttpResponse:
            try:
                return view(request, slug)
            except Http404:
                kept = directory.instead_of(slug)
                if kept is None:
                    raise
                return for_every_reader(redirect(to, kept.slug, permanent=True))

        return show

    return decorate
