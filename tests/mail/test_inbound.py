"""What arrives at addresses of ours, from people, machines and mail servers."""

import io
import mailbox
import random
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import OperationalError

from mail import inbound
from mail.enums import Sort
from mail.inbound import Incoming, quotes
from mail.models import Delivery, ProviderEvent
from tests.conftest import LONG
from tests.mail.letters_box import ANSWER, TOKEN, Letter, written
from tests.mail.letters_box.by_machines import BY_MACHINES
from tests.mail.letters_box.by_people import BY_PEOPLE
from tests.mail.letters_box.by_servers import BY_SERVERS
from tests.mail.posting import delivery
from tests.mail.test_bounces import bounce, return_address

ALL = [*BY_SERVERS, *BY_MACHINES, *BY_PEOPLE]
SECONDS = 20  # that a message of 2 MB made to take long may take on a busy machine


@pytest.fixture(autouse=True)
def taken(monkeypatch: pytest.MonkeyPatch) -> list[Incoming]:
    """What came to answer-…@, all of which is taken."""
    found: list[Incoming] = []

    def take(incoming: Incoming) -> bool:
        found.append(incoming)
        return True

    monkeypatch.setitem(inbound._takers, "answer-", take)
    return found


def read(raw: bytes, recipient: str = ANSWER) -> Incoming:
    incoming = inbound.read(raw, recipient)
    assert incoming is not None
    return incoming


@pytest.mark.parametrize("letter", ALL, ids=lambda letter: letter.name)
def test_each_letter_of_the_box_is_sorted_and_read_as_a_person_would(letter: Letter) -> None:
    found = read(letter.raw)
    assert (found.kind, found.status) == (letter.sort, letter.status)
    assert letter.says in found.new_text
    assert bool(found.new_text) == bool(found.text)
    assert not letter.without or letter.without not in found.new_text
    assert not letter.subject or found.subject == letter.subject
    assert not letter.attachments or found.attachments == letter.attachments
    assert found.token == TOKEN


def test_the_box_holds_every_sort() -> None:
    assert {letter.sort for letter in ALL} == set(Sort)
    assert len({letter.name for letter in ALL}) == len(ALL) >= 25


DEEP = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(10_000))
MEGABYTE = 1_000_000
REPORT = b"""\
Content-Type: multipart/report; boundary=b

--b
Content-Type: message/delivery-status; charset=NAME
Content-Transfer-Encoding: 8bit

Action: failed\xff

--b
Content-Type: text/plain; charset=NAME

Sorry\xff

--b--
"""
HOSTILE = {
    "nothing": b"",
    "a subject of 1 MB": b"Subject: " + b"x;" * (MEGABYTE // 2) + b"\n\nHello",
    "a type of 1 MB": b"Content-Type: multipart/mixed; " + b'a="b";' * (MEGABYTE // 6) + b"\n\nHello",
    "a folded header of 1 MB": b"Subject: a\n" + b" x;\n" * (MEGABYTE // 4) + b"\n\nHello",
    "a name of 1 MB": b"A" * MEGABYTE + b": b\n\nHello",
    "100,000 headers": b"A: b\n" * 100_000 + b"\nHello",
    "10,000 parts within parts": DEEP,
    "10,000 messages within messages": b"Content-Type: message/rfc822\n\n" * 10_000,
    "100,000 parts": b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\nhello\n" * 100_000,
    "NULs": b"\0" * MEGABYTE,
    "broken base64": b"Content-Transfer-Encoding: base64\n\n" + b"a==b\xff$" * 200_000,
    "broken quoted-printable": b"Content-Transfer-Encoding: quoted-printable\n\n" + b"=G=\xff=" * 200_000,
    "broken uuencode": b"Content-Transfer-Encoding: x-uuencode\n\nbegin 666 a\n\xff\xff\n`\nend\n",
    "comments within comments": b"From: " + b"<(" * 2_000 + b"\n\nHello",
    "a file name of no charset": b"Content-Disposition: attachment; filename*=x\0'en'%ff%00a\n\nHello",
    "broken words in a subject": b"Subject: =?utf-8?b?abc?= \xe9 =?x\0?q?=ff?= =?idna?q?a?=\n\nHello",
    "flowed without end": b"Content-Type: text/plain; format=flowed\n\n" + b"a \n" * 600_000,
    "quoted without end": b"Content-Type: text/plain; format=flowed\n\n" + b"> " * MEGABYTE,
    "openings of quotations": b"\n\n" + b"On 10:00 wrote\n" * 60_000,
    "digits": b"From: mailer-daemon@example.org\n\n" + b"5.1.1.1.1.1" * 100_000,
    **{
        f"a report in {name!r}": REPORT.replace(b"NAME", name)
        for name in (b"idna", b"punycode", b"\0", b"base64", b"undefined")
    },
    **{
        f"text in {name!r}": b"Content-Type: text/plain; charset=" + name + b"\n\n" + b"abc \xff-" * 100_000
        for name in (b"idna", b"punycode", b"\0", b"base64", b"rot13", b"undefined", b"unicode_escape", b'"')
    },
    **{
        f"HTML of {piece!r}": b"Content-Type: text/html\n\n" + piece * (MEGABYTE // len(piece))
        for piece in (b"<a ", b"<!--", b"<script>", b"<div>", b"<b>x", b"<![", b"<", b"</", b"&amp", b"<blockquote>x")
    },
}


@pytest.mark.parametrize("raw", HOSTILE.values(), ids=HOSTILE)
def test_nothing_that_somebody_sends_breaks_or_holds_up_what_reads_it(raw: bytes) -> None:
    started = time.monotonic()
    found = read(raw)
    assert time.monotonic() - started < SECONDS
    assert len(found.text) <= 50_000
    assert len(found.subject) <= 200
    assert "\n" not in found.subject + found.sender
    assert not {"\0", "\x1b"} & set(found.text + found.new_text + found.subject)
    assert bool(found.new_text.strip()) == bool(found.text)


JUNK = (
    b"\0",
    b"\xff",
    b"\r",
    b"\n",
    b"=?",
    b"?=",
    b"(",
    b"<",
    b'"',
    b";",
    b":",
    b"\\",
    b"--part",
    b"charset=",
    b"%00",
    b"*0*=",
)


def spoilt(chance: random.Random) -> bytes:
    """A letter of the box with some of it cut out, doubled, or written over."""
    raw = bytearray(chance.choice(ALL).raw)
    for _ in range(chance.randint(1, 12)):
        at, other = chance.randrange(len(raw) + 1), chance.randrange(len(raw) + 1)
        match chance.randrange(3):
            case 0:
                raw[at:at] = chance.choice(JUNK)
            case 1:
                del raw[at : at + 30]
            case 2:
                raw[at:at] = raw[other : other + 80]
    return bytes(raw)


@pytest.mark.long
def test_spoilt_letters_are_read_and_can_be_stored() -> None:
    chance = random.Random(8)  # noqa: S311  the same each time
    for _ in range(20_000 if LONG else 500):
        found = read(spoilt(chance))
        said = "".join([found.text, found.new_text, found.subject, found.sender, found.status, *found.attachments])
        assert "\0" not in said
        assert said.encode("utf-8", "replace").decode() == said  # no half of a surrogate pair


@pytest.mark.parametrize("header", ["Delivered-To", "X-Original-To", "Envelope-To", "To", "Cc", "to"])
def test_it_is_for_whom_the_envelope_names_or_else_a_header(header: str) -> None:
    other = f"answer-{'f' * 32}@example.org"
    raw = f"{header}: Somebody <{other}>, x@example.org\n\nHello".encode()
    assert read(raw, "").token == "f" * 32
    assert read(raw, ANSWER).token == TOKEN
    assert read(raw, "catch-all@example.org").recipient == other
    assert read(f"{header}: {ANSWER.upper()}\n\nHello".encode(), "").token == TOKEN


@pytest.mark.parametrize(
    "address",
    ["hello@example.org", f"answer-{TOKEN}", f"answer-{TOKEN[:-1]}@example.org", f"x-answer-{TOKEN}@a.org", ""],
)
def test_what_comes_to_no_such_address_is_for_nobody(address: str, taken: list[Incoming]) -> None:
    assert not inbound.receive(f"To: {address}\n\nHello".encode())
    assert taken == []


@pytest.mark.django_db
def test_the_same_message_has_the_same_key_and_another_has_another(taken: list[Incoming]) -> None:
    for raw in (written(b"Yes."), written(b"Yes."), written(b"No.")):
        assert inbound.receive(raw)
    first, again, other = (each.key for each in taken)
    assert first == again != other
    assert len(first) == 64


def test_more_than_two_megabytes_are_not_read() -> None:
    found = read(b"Subject: Long\n\nThe beginning. " + b"x" * 5_000_000)
    assert len(found.raw) == inbound.MOST_READ
    assert found.text.startswith("The beginning.")


@pytest.mark.django_db
def test_what_its_taker_wrote_is_undone_where_it_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(incoming: Incoming) -> bool:
        delivery()
        raise RuntimeError

    monkeypatch.setitem(inbound._takers, "answer-", fail)
    with pytest.raises(RuntimeError):
        inbound.receive(written(b"Yes."))
    assert not Delivery.objects.exists()


def test_only_what_was_written_anew_is_new() -> None:
    assert quotes.new_text("Yes.\n\n> No?\n") == "Yes."
    assert quotes.new_text("From: a wish\nto act") == "From: a wish\nto act"
    assert quotes.new_text("On the plan I wrote to you about: it goes on.") != ""
    assert quotes.new_text("") == ""


def piped(monkeypatch: pytest.MonkeyPatch, raw: bytes, recipient: str = "") -> int:
    """The code that the command ends with."""
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
    try:
        call_command("receive_answer", recipient=recipient, stderr=io.StringIO())
    except SystemExit as ended:
        return int(str(ended.code))
    return 0


@pytest.mark.django_db
def test_a_mail_server_pipes_an_answer_in(monkeypatch: pytest.MonkeyPatch, taken: list[Incoming]) -> None:
    assert piped(monkeypatch, written(b"We will act."), ANSWER) == 0
    assert [(each.new_text, each.sender) for each in taken] == [("We will act.", "minister@department.example")]


@pytest.mark.django_db
def test_a_mail_server_hears_where_an_address_is_nobodys(monkeypatch: pytest.MonkeyPatch) -> None:
    assert piped(monkeypatch, b"To: hello@example.org\n\nHello") == 67
    monkeypatch.setitem(inbound._takers, "answer-", lambda incoming: False)
    assert piped(monkeypatch, written(b"We will act.")) == 67


@pytest.mark.django_db
def test_a_mail_server_is_to_try_again_when_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(incoming: Incoming) -> bool:
        raise OperationalError

    monkeypatch.setitem(inbound._takers, "answer-", away)
    assert piped(monkeypatch, written(b"We will act.")) == 75


MESSAGES = [written(b"We will act."), written(b"We will act."), written(b"Away.", Auto_Submitted="auto-replied")]


def kept(folder: Path, form: str) -> Path:
    path = folder / form
    if form == "eml":
        path.mkdir()
        for number, raw in enumerate([*MESSAGES, b"To: hello@example.org\n\nHello"]):
            (path / f"{number}.eml").write_bytes(raw)
        return path
    box: Any = mailbox.mbox(path) if form == "mbox" else mailbox.Maildir(path)
    for raw in [*MESSAGES, b"To: hello@example.org\n\nHello"]:
        box.add(raw)
    box.close()
    return path


def tree(path: Path) -> dict[str, bytes]:
    return {str(each): each.read_bytes() for each in [path, *path.rglob("*")] if each.is_file()}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["mbox", "maildir", "eml"])
def test_a_mailbox_is_read_and_left_as_it_was(form: str, tmp_path: Path, taken: list[Incoming]) -> None:
    path = kept(tmp_path, form)
    before, out = tree(path), io.StringIO()
    call_command("read_mailbox", str(path), stdout=out)
    words = [line.split(maxsplit=1) for line in out.getvalue().splitlines()]
    assert words[0] == ["4", "messages were read."]
    assert {name: number for number, name in words[1:]} == {
        "it came back": "0",
        "word from a mail server": "0",
        "answered by a machine": "1",
        "an answer": "1",
        "there twice": "1",
        "for nobody here": "1",
    }
    assert sorted(each.new_text for each in taken) == ["Away.", "We will act."]
    assert tree(path) == before
    keys = {each.key for each in taken}
    call_command("read_mailbox", str(path), stdout=io.StringIO())
    assert {each.key for each in taken} == keys


def test_a_mailbox_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no mailbox"):
        call_command("read_mailbox", str(tmp_path / "nothing"))


@pytest.mark.django_db
def test_what_came_to_a_return_address_is_kept_as_a_bounce_once() -> None:
    about = delivery()
    content = bounce(about, to=return_address(about))
    assert [inbound.receive(content), inbound.receive(content)] == [True, True]
    event = ProviderEvent.objects.get()
    assert (event.delivery, event.type) == (about.message_id, "bounced")
