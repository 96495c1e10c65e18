"""From whom and to whom a message travels, which is not always what its headers show."""

import re
from functools import lru_cache

from anymail.backends.base import AnymailBaseBackend
from django.core.mail import EmailMultiAlternatives
from email_validator import EmailNotValidError, validate_email

from mail import reserved, smtp
from mail.errors import Unwritable
from mail.models import Delivery
from mail.streams import Stream

WITHOUT_METADATA = frozenset({"MailerSend", "Postal"})  # of what Anymail knows; their own id of the message must do

# Most addresses, and nothing that the library would refuse or write otherwise: it takes as long as a whole message.
PLAIN = re.compile(
    r"(?=.{6,200}\Z)(?=[^@]{1,64}@)[A-Za-z0-9]+(?:[._+-][A-Za-z0-9]+)*"
    r"@(?:[a-z][a-z0-9]{0,29}(?:-[a-z0-9]{1,15})?\.){1,3}[a-z]{2,20}"
)


def address(message: EmailMultiAlternatives, *, delivery: Delivery, stream: Stream, connection: object) -> None:
    """Make out the envelope. Raises Unwritable.

    What comes back finds its delivery by the provider's copy of our id; over SMTP by the address it comes back to.
    """
    to = recipient(delivery.address.typed)
    reserved.refuse_real(to, connection)
    message.to = [to]
    if isinstance(connection, AnymailBaseBackend):
        message.tags = [delivery.kind]  # type: ignore[attr-defined]  # these two are Anymail's
        if connection.esp_name not in WITHOUT_METADATA:
            message.metadata = {"delivery": str(delivery.message_id)}  # type: ignore[attr-defined]
    elif stream.bounces:
        message.extra_headers.setdefault("From", message.from_email)
        message.from_email = bounces_to(delivery, stream)


def over_smtp(delivery: Delivery, stream: Stream, connection: object) -> tuple[str, str]:
    """From whom and to whom a mail server is told that it travels. Raises Unwritable."""
    to = recipient(delivery.address.typed)
    reserved.refuse_real(to, connection)
    sender = bounces_to(delivery, stream) if stream.bounces else smtp.sender_of(stream.from_email)
    return sender, to


def bounces_to(delivery: Delivery, stream: Stream) -> str:
    return f"bounces-{delivery.message_id.hex}@{stream.bounces}"


def recipient(typed: str) -> str:
    """The address as every mail server takes it, its domain in ASCII. Raises Unwritable."""
    return typed if PLAIN.fullmatch(typed) else judged(typed)


@lru_cache(maxsize=4_096)  # many letters go to few
def judged(typed: str) -> str:
    try:
        found = validate_email(
            typed, check_deliverability=False, globally_deliverable=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise Unwritable(f"No mail server takes this address: {error}") from error
    return str(found.ascii_email)
