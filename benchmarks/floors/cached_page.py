"""The least that answers with a page: Django, no middleware, one view, bytes and headers from memory.

A project in a single file. ANSWER names a JSON file {"headers": {name: value}, "body": text}.
"""

import json
import os
from pathlib import Path

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import re_path

settings.configure(ALLOWED_HOSTS=["127.0.0.1"], MIDDLEWARE=[], ROOT_URLCONF=__name__, SECRET_KEY=os.urandom(16).hex())

answer = json.loads(Path(os.environ["ANSWER"]).read_text("utf-8"))
HEADERS: dict[str, str] = answer["headers"]
BODY: bytes = answer["body"].encode()


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(BODY, headers=HEADERS)


urlpatterns = [re_path("", page)]
application = get_wsgi_application()
