"""From whom and to whom a message travels, which is not always what its headers show."""

from functools import lru_cache

from anymail.backends.base import AnymailBaseBackend
from django.core.mail import EmailMultiAlternatives
from email_validator import EmailNotValidError, validate_email

from mail import reserved
from mail.errors import Unwritable
from mail.models import Delivery
from mail.streams import Stream

WITHOUT_METADATA = frozenset({"MailerSend", "Postal"})  # of what Anymail knows; their own id of the message must do


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
        message.from_email = f"bounces-{delivery.message_id.hex}@{stream.bounces}"


@lru_cache(maxsize=4_096)  # many letters go to few
def recipient(typed: str) -> str:
    """The address as every mail server takes it, its domain in ASCII. Raises Unwritable."""
    try:
        found = validate_email(
            typed, check_deliverability=False, globally_deliverable=False, allow_smtputf8=False, strict=True
        )
    except EmailNotValidError as error:
        raise Unwritable(f"No mail server takes this address: {error}") from error
    return str(found.ascii_email)
