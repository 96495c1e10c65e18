import base64
import io
import smtplib
import socket
from collections.abc import Iterator
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.core.management import CommandError, call_command

from mail import streams
from mail.sender_checks import hosts
from mail.sender_checks.hosts import REPLIES, SERVER
from mail.sender_checks.lookups import Lookup, Silent
from mail.sender_checks.sender import Sender
from tests.mail.dns_server import SILENT, Records, answering
from tests.mail.posting import SECRET


def key(bits: int) -> str:
    made = rsa.generate_private_key(public_exponent=65537, key_size=bits).public_key()
    return base64.b64encode(made.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).decode()


def text(value: str) -> str:
    """As a zone file writes it, in strings of at most 255."""
    return " ".join(f'"{value[start : start + 255]}"' for start in range(0, len(value), 255))


GOOD_KEY, SHORT_KEY = key(2048), key(1024)
TINY_KEY = (  # no library makes one so short any more
    "MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAMLntW49kqjP3gKz9yajPMYYec+PyzP3"
    "oTcAlBl/H90f0HTnPoLVOX51ul9ztWoYXyQYKPDkeAlmEECxiaEl6PUCAwEAAQ=="
)
SPF, DMARC = ("actforjustice.uk", "TXT"), ("_dmarc.actforjustice.uk", "TXT")
DKIM = ("s1._domainkey.actforjustice.uk", "TXT")
MX, SERVER_ADDRESS, SERVER_NAME = ("actforjustice.uk", "MX"), ("mx.provider.uk", "A"), ("8.8.8.8.in-addr.arpa", "PTR")
GOOD: Records = {
    SPF: [text("v=spf1 include:spf.provider.uk -all")],
    ("spf.provider.uk", "TXT"): [text("v=spf1 ip4:8.8.8.0/24 ip6:2001:db8::/32 -all")],
    DKIM: [text(f"v=DKIM1; k=rsa; p={GOOD_KEY}")],
    DMARC: [text("v=DMARC1; p=quarantine; rua=mailto:dmarc@actforjustice.uk")],
    MX: ["10 mx.provider.uk."],
    SERVER_ADDRESS: ["8.8.8.8"],
    SERVER_NAME: ["mx.provider.uk."],
}


class Answers(list[str]):
    code = 0

    def about(self, subject: str) -> str:
        """What is said of one subject, without the spaces between columns."""
        return "\n".join(" ".join(line.split()) for line in self if f" {subject}: " in line)


def ask(records: Records, *, selector: str = "s1") -> Answers:
    """The command's findings, with these records in place of the good ones."""
    out, code = io.StringIO(), 0
    with answering({**GOOD, **records}) as port:
        try:
            own = {"server": "127.0.0.1", "port": port, "seconds": 0.4, "stream": ["transactional"]}
            call_command("check_mail_setup", **own, selector=selector, stdout=out)
        except SystemExit as ended:
            code = int(str(ended.code))
    answers = Answers(out.getvalue().splitlines())
    answers.code = code
    return answers


@pytest.fixture(autouse=True)
def set_up(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.SITE_URL = "https://actforjustice.uk"
    settings.DEFAULT_FROM_EMAIL = "ACTFORJUSTICE <hello@actforjustice.uk>"
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "mx.provider.uk", 587
    settings.MAIL_WEBHOOKS, settings.ANYMAIL = ["postmark"], {"WEBHOOK_SECRET": SECRET}
    monkeypatch.setattr(hosts, "offers_starttls", lambda server: True)


def test_a_sender_that_is_set_up_well_has_nothing_wrong() -> None:
    answers = ask({})
    assert answers.code == 0
    assert [line.split()[0] for line in answers if line.startswith("  ")] == ["right"] * 10
    assert answers[-1] == "Nothing is wrong."


@pytest.mark.parametrize(
    ("record", "values", "about", "says"),
    [
        (SPF, [], "SPF", "WRONG SPF: actforjustice.uk has no SPF record. To do: publish"),
        (SPF, [text("v=spf1 -all"), text("v=spf1 a -all")], "SPF", "WRONG SPF: actforjustice.uk has 2 SPF records"),
        (SPF, [text("v=spf1 include:nowhere.uk -all")], "SPF", "WRONG SPF: nowhere.uk has no SPF record"),
        (SPF, [text("v=spf1 include:actforjustice.uk -all")], "SPF", "more than 10 times"),
        (SPF, [text("v=spf1 " + "mx " * 11 + "-all")], "SPF", "more than 10 times"),
        (SPF, [text("v=spf1 ipv4:8.8.8.8 -all")], "SPF", '"ipv4:8.8.8.8" in the SPF record'),
        (SPF, [text("v=spf1 ip4:8.8.8 -all")], "SPF", "is not an address"),
        (SPF, [text("v=spf1 a +all")], "SPF", "advice SPF: the record of actforjustice.uk lets every machine"),
        (DKIM, [], "DKIM", "WRONG DKIM: s1._domainkey.actforjustice.uk has no key"),
        (DKIM, [text("v=DKIM1; p=")], "DKIM", "was revoked"),
        (DKIM, [text("v=DKIM1; p=nonsense")], "DKIM", "is no key"),
        (DKIM, [text(f"v=DKIM1; p={GOOD_KEY[:200]}")], "DKIM", "is no key"),
        (DKIM, [text("k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=")], "DKIM", "an RSA key as well"),
        (DKIM, [text(f"p={SHORT_KEY}")], "DKIM", "advice DKIM: the key at s1._domainkey.actforjustice.uk has 1024"),
        (DKIM, [text(f"p={TINY_KEY}")], "DKIM", "WRONG DKIM: the key at s1._domainkey.actforjustice.uk has 512 bits"),
        (DMARC, [], "DMARC", "WRONG DMARC: _dmarc.actforjustice.uk has no record"),
        (DMARC, [text("v=DMARC1; p=none"), text("v=DMARC1; p=reject")], "DMARC", "more than one record"),
        (DMARC, [text("v=DMARC1; p=maybe")], "DMARC", "WRONG DMARC: the record of actforjustice.uk names no policy"),
        (DMARC, [text("v=DMARC1; p=none")], "DMARC", "advice DMARC: actforjustice.uk lets mail that pretends"),
        (MX, ["0 ."], REPLIES, "WRONG Replies: actforjustice.uk says that it takes no mail"),
        (MX, [], REPLIES, "neither a mail server (MX) nor an address"),
        (SERVER_ADDRESS, [], SERVER, "WRONG Mail server: mx.provider.uk has no address"),
        (SERVER_NAME, [], SERVER, "WRONG Mail server: 8.8.8.8 has no name that leads back to it"),
        (SERVER_NAME, ["another.uk."], SERVER, "WRONG Mail server: 8.8.8.8 has no name that leads back to it"),
        (SERVER_ADDRESS, ["10.0.0.1"], SERVER, "unknown Mail server: 10.0.0.1 is an address of a private network"),
    ],
)
def test_what_dns_says_wrong_is_said_in_plain_words_and_fails(
    record: tuple[str, str], values: list[str], about: str, says: str
) -> None:
    answers = ask({record: values})
    assert says in answers.about(about)
    assert answers.code == ("WRONG" in answers.about(about))


@pytest.mark.parametrize(("record", "about"), [(SPF, "SPF"), (DKIM, "DKIM"), (DMARC, "DMARC"), (MX, REPLIES)])
def test_what_dns_does_not_answer_in_time_is_unknown_and_not_wrong(record: tuple[str, str], about: str) -> None:
    answers = ask({record: [SILENT]})
    assert answers.about(about).startswith(f"unknown {about}: DNS gave no answer about {record[0]} in time")
    assert answers.code == 0


def test_without_a_selector_the_key_is_unknown_and_a_stream_may_name_it(settings: Any) -> None:
    assert ask({}, selector="").about("DKIM").startswith("unknown DKIM: which key signs is not said")
    settings.MAIL_STREAMS = {"transactional": {"dkim_selector": "s1"}}
    assert ask({}, selector="").about("DKIM").startswith("right")


@pytest.mark.parametrize(
    ("bounces", "selector", "policy", "says"),
    [
        ("news.actforjustice.uk", "s1", "p=reject", "right DMARC: failures go to news.actforjustice.uk"),
        (
            "news.actforjustice.uk",
            "s1",
            "p=reject; aspf=s",
            "advice DMARC: failures go to news.actforjustice.uk",
        ),
        ("provider.uk", "s1", "p=reject", "advice DMARC: failures go to provider.uk, so SPF does not speak"),
        ("provider.uk", "", "p=reject", "WRONG DMARC: failures go to provider.uk, and no DKIM key"),
    ],
)
def test_where_failures_go_must_belong_to_the_sender(
    bounces: str, selector: str, policy: str, says: str, settings: Any
) -> None:
    settings.MAIL_STREAMS = {"transactional": {"bounces": bounces}}
    spf = [text("v=spf1 -all")]
    answers = ask(
        {DMARC: [text(f"v=DMARC1; {policy}; rua=mailto:a@actforjustice.uk")], (bounces, "TXT"): spf}, selector=selector
    )
    assert says in answers.about("DMARC")


def test_the_policy_of_the_domain_above_holds_for_one_below_it(settings: Any) -> None:
    settings.MAIL_STREAMS = {"transactional": {"sender": "hello@news.actforjustice.uk"}}
    assert "right DMARC: actforjustice.uk asks receivers to quarantine" in ask({}).about("DMARC")


@pytest.mark.parametrize(
    ("changes", "about", "says"),
    [
        ({"SITE_URL": "http://actforjustice.uk"}, "One click", "not with https"),
        ({"DEFAULT_FROM_EMAIL": "hello@example.org"}, "Sender", "which belongs to nobody"),
        ({"EMAIL_BACKEND": "mail.backends.InboxBackend"}, "Sender", "nothing leaves this machine"),
        ({"ANYMAIL": {}}, "Webhooks", "the one for postmark is not safe"),
    ],
)
def test_what_our_own_settings_say_wrong_fails(changes: dict[str, Any], about: str, says: str, settings: Any) -> None:
    for name, value in changes.items():
        setattr(settings, name, value)
    answers = ask({})
    assert says in answers.about(about)
    assert answers.code == 1


def test_a_webhook_for_answers_is_judged_like_the_others(settings: Any) -> None:
    settings.MAIL_WEBHOOKS, settings.MAIL_INBOUND_WEBHOOKS = [], ["postmark"]
    assert ask({}).about("Webhooks").startswith("right Webhooks: postmark hands answers to https://")
    settings.ANYMAIL = {}
    answers = ask({})
    assert answers.about("Webhooks").startswith("WRONG Webhooks: the one that takes answers from postmark is not safe")
    assert answers.code == 1


def test_that_nobody_reports_what_came_back_is_advice(settings: Any) -> None:
    settings.MAIL_WEBHOOKS = []
    assert ask({}).about("Webhooks").startswith("advice Webhooks: nobody tells us")


def test_a_providers_own_machines_are_not_ours_to_judge(settings: Any) -> None:
    settings.EMAIL_BACKEND = "anymail.backends.postmark.EmailBackend"
    answers = ask({})
    assert (answers.about(SERVER), answers.about("Encryption")) == ("", "")
    assert "unknown DMARC: your provider decides where failures go" in answers.about("DMARC")


def test_a_domain_with_an_umlaut_is_asked_for_in_its_ascii_form(settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "hello@brücke.uk"
    assert "xn--brcke-lva.uk has no SPF record" in ask({}).about("SPF")


def test_an_unknown_stream_is_said() -> None:
    with pytest.raises(CommandError, match="MAIL_STREAMS names no stream nonsense"):
        call_command("check_mail_setup", stream=["nonsense"], server="127.0.0.1", port=1)


def test_a_server_that_is_not_there_is_silent() -> None:
    with pytest.raises(Silent, match=r"actforjustice\.uk"):
        Lookup(server="127.0.0.1", port=9, seconds=0.2).texts("actforjustice.uk")


class Plain(SMTP):
    """Offers no encryption."""


@pytest.fixture
def mail_server(monkeypatch: pytest.MonkeyPatch, settings: Any) -> Iterator[None]:
    monkeypatch.undo()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    controller = Controller(object(), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield
    controller.stop()


def findings() -> list[str]:
    return [str(found) for found in hosts.encryption(Sender(streams.get("transactional")), Lookup(server="127.0.0.1"))]


def test_a_mail_server_without_encryption_is_wrong_and_one_with_it_right(
    mail_server: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "WRONG   Encryption: 127.0.0.1 offers no encryption" in findings()[0]
    monkeypatch.setattr(smtplib.SMTP, "has_extn", lambda self, name: name == "starttls")
    assert findings()[0].startswith("right")


def test_a_mail_server_that_does_not_answer_is_unknown(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    assert findings()[0].startswith("unknown Encryption: 127.0.0.1 did not answer at port 9 (ConnectionRefusedError)")
