"""What answers at once: acknowledgements of ministries and Members of Parliament, and notes of people who are away."""

from mail.enums import Sort
from tests.mail.letters_box import Letter, written

THANKS = b"Thank you for writing. We read every letter and aim to answer within twenty working days."

BY_MACHINES = [
    Letter("marked as RFC 3834 says", written(THANKS, Auto_Submitted="auto-replied"), Sort.AUTO_REPLY, says="twenty"),
    Letter("marked, with a remark", written(THANKS, Auto_Submitted="auto-generated; type=ack"), Sort.AUTO_REPLY),
    Letter(
        "Exchange: out of office",
        written(
            b"I am away until Monday.",
            subject="Automatic reply: Please act on trafficking",
            Auto_Submitted="auto-generated",
            X_Auto_Response_Suppress="All",
        ),
        Sort.AUTO_REPLY,
        says="away until Monday",
    ),
    Letter("by its subject alone", written(THANKS, subject="Automatic reply: Please act"), Sort.AUTO_REPLY),
    Letter("out of the office", written(b"Back soon.", subject="Out of Office: Please act"), Sort.AUTO_REPLY),
    Letter("an acknowledgement", written(THANKS, subject="Acknowledgement: TRO-1234567"), Sort.AUTO_REPLY),
    Letter(
        "automated acknowledgement", written(THANKS, subject="Automated acknowledgment - do not reply"), Sort.AUTO_REPLY
    ),
    Letter("in Welsh", written(b"Diolch am eich llythyr.", subject="Ateb awtomatig: Llythyr"), Sort.AUTO_REPLY),
    Letter(
        "a Welsh subject that is encoded",
        written(THANKS, subject="=?utf-8?B?Q3lkbmFieWRkaWFldGg6IGx0aHly?="),
        Sort.AUTO_REPLY,
        subject="Cydnabyddiaeth: lthyr",
    ),
    Letter("the header of an old program", written(THANKS, X_Autoreply="yes"), Sort.AUTO_REPLY),
    Letter("another such header", written(THANKS, X_Autorespond="Re: Please act"), Sort.AUTO_REPLY),
    Letter("by its precedence", written(THANKS, Precedence="auto_reply"), Sort.AUTO_REPLY),
    Letter(
        "a correspondence unit that nobody can answer",
        written(THANKS, sender="No Reply <noreply@department.example>", subject="Thank you for contacting us"),
        Sort.AUTO_REPLY,
    ),
    Letter(
        "sent in bulk, with such a subject",
        written(THANKS, subject="We have received your letter", Precedence="bulk"),
        Sort.AUTO_REPLY,
    ),
    Letter("says that it is by no machine", written(b"I agree.", Auto_Submitted="no"), Sort.REPLY, says="I agree."),
    Letter(
        "thanks in its subject, from a person",
        written(b"I will raise this.", subject="Thank you for your letter", X_Auto_Response_Suppress="None"),
        Sort.REPLY,
        says="I will raise this.",
    ),
    Letter(
        "sent through a list, by a person", written(b"I will ask.", Precedence="bulk"), Sort.REPLY, says="I will ask."
    ),
]
