"""`python -m benchmarks.sending_mailouts WHAT NUMBER`: makes mail-outs, sends them, and does the least that sends.

`running NUMBER`: one to so many, of which each message is written down. `approved NUMBER`: one that only has to be
sent. `send SECONDS`: a worker, for so long at most. `first 0`: says "send", and waits for the first message. `floor
NUMBER`: so many messages by smtplib. The last three write to stdout how many seconds it took.
"""

import smtplib
import sys
import time
import uuid
from email.utils import formatdate

import django

PERSON = "Suzie {}"
PARAGRAPH = (
    "We have asked for a year of support for everybody who comes out of exploitation, and the bill is read again this "
    "month. Your letter showed how many people in {{constituency|your constituency}} want it."
)
PATIENCE = 60  # seconds
SHORT, LONG = 8, 21  # paragraphs of the two parts; 9 KB in all
PEOPLE = """
INSERT INTO people_address (canonical, typed, token, confirmed_at, created_at)
SELECT 'reader-' || n || '@example.org', 'reader-' || n || '@example.org', md5('token' || n), now(), now()
FROM generate_series(1, %(number)s) AS n;
INSERT INTO people_person (address_id, slot, name, created_at, active_at)
SELECT id, 1, 'Suzie ' || substr(md5(id::text), 1, 6), now(), now() FROM people_address;
INSERT INTO people_consent (person_id, purpose, basis, wording_id, form, token, given_at, confirmed_at, withdrawn_how)
SELECT id, 'campaign_news', 'consent', %(wording)s, 'bench', md5('consent' || id), now(), now(), '' FROM people_person;
"""


def html() -> str:
    body = "\n".join(f"<p>{PARAGRAPH}</p>" for _ in range(LONG))
    return (
        f'<!doctype html>\n<html lang="en-GB">\n<body>\n<p>Hello {{{{first_name|friend}}}},</p>\n{body}\n'
        '<p>{{basis|You get this because you agreed to campaign news.}} <a href="{{choices_url}}">Stop</a></p>\n'
        "</body>\n</html>\n"
    )


def text() -> str:
    body = "\n\n".join(PARAGRAPH for _ in range(SHORT))
    return f"Hello {{{{first_name|friend}}}},\n\n{body}\n\nStop: {{{{choices_url}}}}\n"


def people(number: int) -> None:
    """They agreed to be written to."""
    from django.db import connection

    from people.models import ConsentWording

    wording, _ = ConsentWording.objects.get_or_create(
        purpose="campaign_news", version=99, defaults={"text": "May we write to you?"}
    )
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"number": number, "wording": wording.pk})
        cursor.execute("ANALYZE")


def running(number: int) -> None:
    from campaigns.models import Mailout
    from campaigns.services import mailout_filling
    from mail.models import MailingBody
    from mail.services import mailings

    people(number)
    mailing = mailings.create(kind="mailout", purpose="campaign_news")
    MailingBody.objects.create(mailing=mailing, subject="The bill is read again", html=html(), text=text(), digest="-")
    mailout = Mailout.objects.create(
        title="Bench", slug="bench", subject="The bill is read again", state="preparing", approved_digest="-",
        mailing=mailing,
    )  # fmt: skip
    while not mailout_filling.fill(mailout, seconds=600):
        pass
    assert mailings.start(mailing)
    assert mailout.number == number, mailout.number


def approved(number: int) -> None:
    from django.utils import timezone

    from campaigns import mailout_digest
    from campaigns.models import Mailout
    from people.models import User

    people(number)
    author, second = (User.objects.create_user(f"{name}@example.org") for name in ("morgan", "dele"))
    paragraphs = "".join(f"<p>{PARAGRAPH}</p>" for _ in range(SHORT))
    made = Mailout.objects.create(
        title="Bench", slug="bench", subject="The bill is read again", body=[("text", paragraphs)], created_by=author,
        changed_by=author, submitted_by=author, approved_by=second,
        approved_at=timezone.now(), approved_digest="-", state="approved", quiet_from="00:00", quiet_until="00:00",
    )  # fmt: skip
    made = Mailout.objects.get(pk=made.pk)
    Mailout.objects.filter(pk=made.pk).update(approved_digest=mailout_digest.digest(made))


def first(_: int) -> float:
    from django.utils import timezone

    from campaigns import mailout_digest
    from campaigns.models import Mailout
    from campaigns.services import mailouts
    from mail.models import Delivery

    mailout = Mailout.objects.get()
    assert mailout.approved_by
    mailout_digest.digest(mailout)  # loads what a process that shows pages has loaded
    started = time.monotonic()
    assert mailouts.set_time(mailout, by=mailout.approved_by, moment=timezone.now(), at_once=True)
    while not Delivery.objects.filter(state="accepted").exists():
        time.sleep(0.01)
        assert time.monotonic() < started + PATIENCE
    return time.monotonic() - started


def send(seconds: int) -> float:
    """Until nothing waits, or for so many seconds."""
    from mail.services import drain

    started = time.monotonic()
    while drain.send_due(seconds=seconds, bulk=True) and time.monotonic() < started + seconds:
        pass
    return time.monotonic() - started


def floor(number: int) -> float:
    """smtplib alone: octets made beforehand, what differs put in between, over one connection."""
    from django.conf import settings

    pieces = skeleton()
    started = time.monotonic()
    server = smtplib.SMTP(settings.EMAIL_HOST, settings.EMAIL_PORT)
    for each in range(number):
        to = f"reader-{each}@example.org"
        known = {b"TO": to.encode(), b"ID": str(uuid.uuid4()).encode(), b"NAME": b"Suzie %d" % each}
        octets = b"".join(known.get(piece, piece) for piece in pieces)
        server.sendmail("bench@example.org", [to], octets)
    server.quit()
    return time.monotonic() - started


def skeleton() -> list[bytes]:
    import quopri

    message = (
        b"From: Bench <bench@example.org>\r\nTo: \0TO\0\r\nMessage-ID: <\0ID\0@example.org>\r\n"
        b"Subject: The bill is read again\r\nDate: " + formatdate().encode() + b"\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\n'
    )
    kinds = ((b"plain", text()), (b"html", html()))
    for kind, content in kinds:
        quoted = (
            quopri.encodestring(content.encode()).replace(b"\n", b"\r\n").replace(b"{{first_name|friend}}", b"\0NAME\0")
        )
        message += b"Content-Type: text/%s; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n" % kind
        message += quoted + b"\r\n--b\r\n"
    return (message + b"--\r\n").split(b"\0")


def main(what: str, number: int) -> None:
    django.setup()
    if what in (making := {"running": running, "approved": approved}):
        making[what](number)
    else:
        print({"first": first, "send": send, "floor": floor}[what](number))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
