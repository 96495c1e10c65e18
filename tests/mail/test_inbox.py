from typing import Any

import pytest

from mail.services import drain
from tests.mail.queueing import CONTEXT, queued


@pytest.mark.django_db
def test_the_inbox_lists_what_was_sent_and_shows_its_text(client: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "mail.backends.InboxBackend"
    assert "No message yet" in client.get("/dev/mail/").content.decode()
    queued()
    drain.send_due()
    listing = client.get("/dev/mail/").content.decode()
    address = listing.partition('href="/dev/mail/')[2].partition('"')[0]
    assert CONTEXT["confirm_path"] in client.get(f"/dev/mail/{address}").content.decode()
    assert client.get("/dev/mail/..%2f..%2fsecret/").status_code == 404
