"""Messages in the shapes that real ones have, in words of our own and from people who do not exist.

Each is what came to one address, and what it should be found to be.
"""

from dataclasses import dataclass

from mail.enums import Sort

TOKEN = "0123456789abcdef" * 2
ANSWER = f"answer-{TOKEN}@example.org"
OURS = """\
Message-ID: <0b6f6f0e-7b1a-5c7e-9d5e-2f4c1b7a9e10@example.org>
Subject: Please act on trafficking

Dear Minister
"""


@dataclass(frozen=True)
class Letter:
    name: str
    raw: bytes
    sort: Sort
    says: str = ""  # stands in its new text
    status: str = ""
    without: str = ""  # what its new text leaves out
    subject: str = ""
    attachments: tuple[str, ...] = ()


def written(
    content: bytes,
    *,
    sender: str = "Minister's Office <minister@department.example>",
    subject: str = "Re: Please act on trafficking",
    kind: str = "text/plain; charset=utf-8",
    encoding: str = "8bit",
    **headers: str,
) -> bytes:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    all_headers = {
        "Delivered-To": ANSWER,
        "From": sender,
        "To": "Suzie Signer <hello@example.org>",
        "Subject": subject,
        "MIME-Version": "1.0",
        "Content-Type": kind,
        "Content-Transfer-Encoding": encoding,
        **named,
    }
    head = "".join(f"{name}: {value}\n" for name, value in all_headers.items())
    return head.encode("utf-8", "surrogateescape") + b"\n" + content


def parts(*each: tuple[str, bytes], subtype: str = "mixed", **headers: str) -> bytes:
    """A message of several parts; of each its Content-Type, other headers below it, and its content."""
    body = b"".join(b"--part\nContent-Type: " + head.encode() + b"\n\n" + content + b"\n" for head, content in each)
    return written(body + b"--part--\n", kind=f'multipart/{subtype}; boundary="part"', encoding="7bit", **headers)


def report(
    action: str, status: str, *, sender: str, subject: str, said: str, returned: bytes = OURS.encode(), **headers: str
) -> bytes:
    """A delivery report of RFC 3464."""
    fields = f"""\
Reporting-MTA: dns; mx.department.example

Original-Recipient: rfc822;minister@department.example
Final-Recipient: rfc822;minister@department.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; {status} told by mx.department.example
"""
    return parts(
        ("text/plain; charset=us-ascii", said.encode()),
        ("message/delivery-status", fields.encode()),
        ("message/rfc822", returned),
        subtype="report; report-type=delivery-status",
        sender=sender,
        subject=subject,
        Return_Path="<>",
        **headers,
    )
