"""The development inbox, mounted only where settings name one."""

import re
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

MOST_LISTED = 200


def inbox(request: HttpRequest) -> HttpResponse:
    names = sorted((file.stem for file in Path(settings.INBOX).glob("*.eml")), reverse=True)
    messages = [{"name": name, "message": read(name)} for name in names[:MOST_LISTED]]
    return render(request, "dev/mail.html", {"messages_sent": messages, "noindex": True})


def inbox_message(request: HttpRequest, name: str) -> HttpResponse:
    message = read(name)
    body = message.get_body(preferencelist=("plain",))
    text = body.get_content() if body else ""
    return render(request, "dev/mail_message.html", {"message": message, "text": text, "name": name, "noindex": True})


def read(name: str) -> EmailMessage:
    file = Path(settings.INBOX) / f"{name}.eml"
    if not re.fullmatch(r"[\w-]+", name) or not file.exists():
        raise Http404("No such message")
    return message_from_bytes(file.read_bytes(), policy=policy.default)
