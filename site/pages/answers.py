"""Marking an answer as the same for every anonymous reader, so that it may be kept and given to the next one."""

from django.http import HttpResponse

PROXY_LIFETIME = 10  # seconds that a proxy in front may keep a page: nobody tells it of a change


def for_every_reader(response: HttpResponse, *, shows_counts: bool = False) -> HttpResponse:
    """Allow our own store to keep the answer, and a proxy for a few seconds.

    Browsers get `no-store`: Back after "Exit this page" must ask us again. A proxy must pass requests that carry the
    exit cookie on to us (docs/operations.md). `shows_counts` makes the stored answer end when counts are folded.
    """
    response.headers["X-Accel-Expires"] = str(PROXY_LIFETIME)
    response.headers["Cache-Control"] = "no-store"
    response.shows_counts = shows_counts  # type: ignore[attr-defined]
    return response
