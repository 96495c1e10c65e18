"""What mail servers send: messages that came back, that are late, that arrived."""

from mail.enums import Sort
from tests.mail.letters_box import OURS, Letter, parts, report, written

POSTFIX = "Mail Delivery System <MAILER-DAEMON@mx.example.net>"
EXIM = "Mail Delivery System <Mailer-Daemon@mx.example.net>"
GMAIL = "Mail Delivery Subsystem <mailer-daemon@googlemail.example>"
EXCHANGE = "Microsoft Outlook <MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@department.example>"
RECEIPT = """\
Reporting-UA: department.example; Some Mail Program
Final-Recipient: rfc822;minister@department.example
Disposition: manual-action/MDN-sent-manually; displayed
"""
NONSTANDARD = "The following address failed:\n\n  minister@department.example\n    550 5.1.1 there is no such mailbox\n"

BY_SERVERS = [
    Letter(
        "Postfix: no such mailbox",
        report("failed", "5.1.1", sender=POSTFIX, subject="Undelivered Mail Returned to Sender", said="Sorry."),
        Sort.BOUNCE,
        status="5.1.1",
    ),
    Letter(
        "Postfix: late",
        report(
            "delayed", "4.4.1", sender=POSTFIX, subject="Delayed Mail (still being retried)", said="No need to act."
        ),
        Sort.NOTICE,
    ),
    Letter(
        "Exchange: no such mailbox",
        report(
            "failed",
            "5.1.10",
            sender=EXCHANGE,
            subject="Undeliverable: Please act on trafficking",
            said="Your message to minister@department.example couldn't be delivered.",
            Auto_Submitted="auto-replied",
        ),
        Sort.BOUNCE,
        status="5.1.10",
    ),
    Letter(
        "Exchange: the mailbox is full",
        report("failed", "5.2.2", sender=EXCHANGE, subject="Undeliverable: Please act on trafficking", said="Full."),
        Sort.BOUNCE,
        status="5.2.2",
    ),
    Letter(
        "Exchange: delivered",
        report("delivered", "2.0.0", sender=EXCHANGE, subject="Delivered: Please act on trafficking", said="There."),
        Sort.NOTICE,
    ),
    Letter(
        "Exchange: without a part that machines read",
        written(NONSTANDARD.encode(), sender="postmaster@department.example", subject="Undeliverable: Please act"),
        Sort.BOUNCE,
        status="5.1.1",
    ),
    Letter(
        "Exim: with its own header",
        written(
            NONSTANDARD.encode(),
            sender=EXIM,
            subject="Mail delivery failed: returning message to sender",
            X_Failed_Recipients="minister@department.example",
            Auto_Submitted="auto-replied",
        ),
        Sort.BOUNCE,
        status="5.1.1",
    ),
    Letter(
        "Exim: late",
        written(
            b"This message has not yet been delivered to one recipient.",
            sender=EXIM,
            subject="Warning: message 1k2abc-0001 delayed 24 hours",
            Auto_Submitted="auto-replied",
        ),
        Sort.NOTICE,
    ),
    Letter(
        "Gmail: the address was not found",
        report(
            "failed",
            "5.1.1",
            sender=GMAIL,
            subject="Delivery Status Notification (Failure)",
            said="Address not found",
            X_Failed_Recipients="minister@department.example",
        ),
        Sort.BOUNCE,
        status="5.1.1",
    ),
    Letter(
        "Gmail: late",
        report("delayed", "4.0.0", sender=GMAIL, subject="Delivery Status Notification (Delay)", said="Still trying."),
        Sort.NOTICE,
    ),
    Letter(
        "qmail: in words alone",
        written(NONSTANDARD.encode(), sender="MAILER-DAEMON@mx.example.net", subject="failure notice"),
        Sort.BOUNCE,
        status="5.1.1",
    ),
    Letter(
        "a server that names no sender",
        written(b"No mailbox here.", subject="Returned mail: see transcript for details", Return_Path="<>"),
        Sort.BOUNCE,
    ),
    Letter(
        "refused as spam",
        report("failed", "5.7.1 (policy)", sender=POSTFIX, subject="Undelivered Mail Returned to Sender", said="No."),
        Sort.BOUNCE,
        status="5.7.1",
    ),
    Letter(
        "given up after five days",
        report("failed", "4.4.7", sender=POSTFIX, subject="Undelivered Mail Returned to Sender", said="Timed out."),
        Sort.BOUNCE,
        status="4.4.7",
    ),
    Letter(
        "a receipt that it was read",
        parts(
            ("text/plain", b"Your message was displayed."),
            ("message/disposition-notification", RECEIPT.encode()),
            subtype="report; report-type=disposition-notification",
            subject="Read: Please act on trafficking",
        ),
        Sort.NOTICE,
    ),
    Letter(
        "somebody who attaches what came back to them",
        parts(
            ("text/plain", b"The enclosed came back to me. Which address should I use?"),
            (
                "message/rfc822",
                report("failed", "5.1.1", sender=POSTFIX, subject="Undelivered", said="Sorry.", returned=OURS.encode()),
            ),
        ),
        Sort.REPLY,
        says="Which address should I use?",
    ),
]
