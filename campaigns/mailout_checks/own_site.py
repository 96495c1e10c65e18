"""Asking our own site as a reader's browser or mail program would, within this process and without any cookie."""

from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.base import BaseHandler
from django.core.handlers.wsgi import WSGIRequest
from django.utils import translation

FORM = "application/x-www-form-urlencoded"


@cache
def handler() -> BaseHandler:
    made = BaseHandler()
    made.load_middleware()
    return made


def is_ours(url: str) -> bool:
    return urlsplit(url).netloc == urlsplit(settings.SITE_URL).netloc


def status(url: str, *, posted: str | None = None) -> int:
    """What our site answers at this address of its own; by POST where something is posted."""
    asked, content = urlsplit(url), (posted or "").encode()
    environ = {
        "REQUEST_METHOD": "GET" if posted is None else "POST",
        "PATH_INFO": asked.path or "/",
        "QUERY_STRING": asked.query,
        "SERVER_NAME": asked.hostname or "localhost",
        "SERVER_PORT": str(asked.port or 443),
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_HOST": asked.netloc,
        "HTTP_X_FORWARDED_PROTO": asked.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "CONTENT_TYPE": FORM if content else "",
        "CONTENT_LENGTH": str(len(content)),
        "wsgi.url_scheme": asked.scheme,
        "wsgi.input": BytesIO(content),
    }
    with translation.override(translation.get_language()):
        return handler().get_response(WSGIRequest(environ)).status_code
