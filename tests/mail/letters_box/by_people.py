"""What somebody wrote: in several charsets and encodings, quoting below and above, in Welsh, as HTML."""

import base64
import quopri

from mail.enums import Sort
from tests.mail.letters_box import Letter, parts, written

GMAIL = """\
Thank you, Suzie.

On Thu, 26 Nov 2026 at 10:02, Suzie Signer <hello@example.org> wrote:

> Dear Minister
> Act.
"""
WRAPPED = """\
I agree.

On Thu, 26 Nov 2026 at 10:02, Suzie Signer via ACTFORJUSTICE
<hello@example.org> wrote:

> Dear Minister
"""
OUTLOOK = """\
Dear Ms Signer

The department takes this seriously.

________________________________
From: Suzie Signer via ACTFORJUSTICE <hello@example.org>
Sent: 26 November 2026 10:02
To: Minister's Office
Subject: Please act on trafficking

Dear Minister, please act.
"""
ORIGINAL = "We will reply in full.\n\n-----Original Message-----\nFrom: Suzie\nSent: Thursday\n\nDear Minister"
BELOW = """\
On 26/11/2026 10:02, Suzie Signer wrote:
> Dear Minister
> Will you act?

Yes, in the spring.

> And then?

We will report.
"""
WELSH = """\
Annwyl Ms Signer

Diolch i chi am ysgrifennu. Byddaf yn codi'r mater yn y tŷ.

Oddi wrth: Suzie Signer <hello@example.org>
Anfonwyd: 26 Tachwedd 2026
At: Swyddfa'r Gweinidog
Pwnc: Llythyr

Annwyl Weinidog
"""
PREDECESSOR = "You ask about the plan.\n\nOn 3 May my predecessor wrote:\n\nthat it would be kept. It is being kept."
FLOWED = (
    "This is one paragraph that was \nbroken into three lines by \nthe program.\n\nAnother.\n-- \nThe office\n"
    "> Dear \n> Minister"
)
HTML = """\
<html><head><title>x</title><style>p { color: red }</style></head><body><!-- hidden -->
<p>Dear Ms&nbsp;Signer</p><p>We <b>will</b>
act &amp; report.</p><script>bad()</script>
<blockquote type="cite"><p>Dear Minister</p></blockquote></body></html>
"""
OF_OUTLOOK = """\
<div><p>We note your concern.</p></div><hr><div id="divRplyFwdMsg"><b>From:</b> Suzie Signer<br>
<b>Sent:</b> Thursday<br><b>To:</b> Minister<br><b>Subject:</b> Please act</div><div>Dear Minister</div>
"""
FINE = "“Zoë” and the rest… for €5"
PDF = """\
application/pdf; name=letter.pdf
Content-Disposition: attachment; filename=letter.pdf
Content-Transfer-Encoding: base64"""


def text(content: str, charset: str, *, named: str | None = None, encoding: str = "8bit") -> bytes:
    octets = content.encode(charset)
    octets = {"base64": base64.encodebytes, "quoted-printable": quopri.encodestring}.get(encoding, bytes)(octets)
    return written(octets, kind=f"text/plain; charset={named or charset}", encoding=encoding)


BY_PEOPLE = [
    Letter("Gmail, quoting below", text(GMAIL, "utf-8"), Sort.REPLY, says="Thank you, Suzie.", without="Dear Minister"),
    Letter("Gmail, its opening broken", text(WRAPPED, "utf-8"), Sort.REPLY, says="I agree.", without="wrote"),
    Letter("Outlook, quoting below", text(OUTLOOK, "utf-8"), Sort.REPLY, says="seriously.", without="please act"),
    Letter("an original message", text(ORIGINAL, "utf-8"), Sort.REPLY, says="reply in full.", without="Dear Minister"),
    Letter(
        "answers between quoted lines", text(BELOW, "utf-8"), Sort.REPLY, says="We will report.", without="Will you"
    ),
    Letter("Welsh", text(WELSH, "utf-8"), Sort.REPLY, says="codi'r mater yn y tŷ.", without="Weinidog"),
    Letter("somebody who tells what another wrote", text(PREDECESSOR, "utf-8"), Sort.REPLY, says="It is being kept."),
    Letter("nothing but a quotation", text("> Dear Minister", "utf-8"), Sort.REPLY, says="Dear Minister"),
    Letter("nothing but Outlook's block", text(OUTLOOK.partition("____")[2], "utf-8"), Sort.REPLY, says="please act."),
    Letter("windows-1252", text(FINE, "windows-1252"), Sort.REPLY, says=FINE),
    Letter("iso-8859-1", text("Zoë's", "iso-8859-1"), Sort.REPLY, says="Zoë's"),
    Letter("windows-1252 that says iso-8859-1", text(FINE, "cp1252", named="iso-8859-1"), Sort.REPLY, says=FINE),
    Letter("windows-1252 that says utf-8", text(FINE, "cp1252", named="utf-8"), Sort.REPLY, says=FINE),
    Letter("utf-8 that says us-ascii", text(FINE, "utf-8", named="us-ascii"), Sort.REPLY, says=FINE),
    Letter("utf-8 that says what nobody knows", text(FINE, "utf-8", named="x-unknown"), Sort.REPLY, says=FINE),
    Letter("utf-16 in base64", text(FINE, "utf-16", encoding="base64"), Sort.REPLY, says=FINE),
    Letter("koi8-r", text("Спасибо", "koi8-r"), Sort.REPLY, says="Спасибо"),
    Letter("base64", text(FINE, "utf-8", encoding="base64"), Sort.REPLY, says=FINE),
    Letter("quoted-printable", text(FINE, "utf-8", encoding="quoted-printable"), Sort.REPLY, says=FINE),
    Letter(
        "base64 that breaks off",
        written(base64.b64encode(b"We will act soon.")[:-3] + b"*", encoding="base64"),
        Sort.REPLY,
        says="We will act s",
    ),
    Letter(
        "quoted-printable that is broken",
        written(b"We =will act=\n=G", encoding="quoted-printable"),
        Sort.REPLY,
        says="act",
    ),
    Letter(
        "flowed",
        written(FLOWED.encode(), kind="text/plain; charset=utf-8; format=flowed"),
        Sort.REPLY,
        says="This is one paragraph that was broken into three lines by the program.",
        without="Minister",
    ),
    Letter(
        "HTML alone",
        written(HTML.encode(), kind="text/html; charset=utf-8"),
        Sort.REPLY,
        says="Dear Ms\N{NO-BREAK SPACE}Signer\n\nWe will act & report.",
        without="Minister",
    ),
    Letter(
        "Outlook's HTML",
        written(OF_OUTLOOK.encode(), kind="text/html; charset=utf-8"),
        Sort.REPLY,
        says="We note your concern.",
        without="Minister",
    ),
    Letter(
        "text and HTML, with a file",
        parts(
            ("text/plain; charset=utf-8", b"Please see the letter."),
            (PDF, base64.b64encode(b"%PDF-1.7 a letter")),
            ('image/png; name="=?utf-8?q?Zo=C3=AB?=.png"', b"x"),
        ),
        Sort.REPLY,
        says="Please see the letter.",
        attachments=("letter.pdf", "Zoë.png"),
    ),
    Letter(
        "text that is empty beside HTML",
        parts(("text/plain", b"\n\n"), ("text/html; charset=utf-8", b"<p>In HTML alone"), subtype="alternative"),
        Sort.REPLY,
        says="In HTML alone",
    ),
    Letter(
        "a subject in windows-1252 without a word of it",
        written(b"Yes.", subject=b"Re: \x93Zo\xeb\x94".decode("utf-8", "surrogateescape")),
        Sort.REPLY,
        says="Yes.",
        subject="Re: “Zoë”",
    ),
]
