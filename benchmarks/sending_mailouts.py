"""`python -m benchmarks.sending_mailouts make|send|floor NUMBER`: a mailing, a worker of it, the least that sends.

The last two write to stdout how many seconds it took, and the worker how much memory, in MB, after it.
"""

import resource
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


def make(number: int) -> None:
    """People who agreed, and a mailing to all of them that runs."""
    from django.db import connection

    from campaigns.models import Mailout
    from campaigns.services import mailout_filling
    from mail.models import MailingBody
    from mail.services import mailings
    from people.models import ConsentWording

    wording, _ = ConsentWording.objects.get_or_create(
        purpose="campaign_news", version=99, defaults={"text": "May we write to you?"}
    )
    with connection.cursor() as cursor:
        cursor.execute(PEOPLE, {"number": number, "wording": wording.pk})
        cursor.execute("ANALYZE")
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
    if what == "make":
        make(number)
        return
    seconds = {"send": send, "floor": floor}[what](number)
    print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
