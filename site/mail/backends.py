"""The development inbox: messages become files that /dev/mail/ lists. Nothing leaves the machine."""

import os
import time
import uuid
from collections.abc import Sequence
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend


class InboxBackend(BaseEmailBackend):
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        inbox = Path(settings.INBOX)
        inbox.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            # The name sorts by time; the rename makes the message whole or absent, even after a kill.
            name = f"{time.time_ns()}-{uuid.uuid4().hex[:8]}"
            scratch = inbox / f"{name}.part"
            with scratch.open("wb") as file:
                file.write(message.message().as_bytes())
                file.flush()
                os.fsync(file.fileno())
            scratch.rename(inbox / f"{name}.eml")
        return len(email_messages)
