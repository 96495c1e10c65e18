from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings

from mail.streams import Stream

SMTP = "smtp.EmailBackend"


@dataclass(frozen=True)
class MailServer:
    host: str
    port: int
    encrypted: bool  # from the first octet, without STARTTLS


@dataclass(frozen=True)
class Sender:
    stream: Stream
    selector: str = ""  # of its DKIM key

    @property
    def backend(self) -> str:
        return self.stream.backend or settings.EMAIL_BACKEND

    @property
    def domain(self) -> str:
        """Of the address that a reader sees."""
        return in_ascii(parseaddr(self.stream.from_email)[1].rpartition("@")[2])

    @property
    def return_domain(self) -> str:
        """Of the address that failures go to, whose SPF counts; a provider puts one of its own there."""
        return in_ascii(self.stream.bounces) or self.domain

    @property
    def by_provider(self) -> bool:
        return self.backend.startswith("anymail.")

    @property
    def mail_server(self) -> MailServer | None:
        if not self.backend.endswith(SMTP):
            return None
        options = self.stream.options
        return MailServer(
            host=options.get("host") or settings.EMAIL_HOST,
            port=int(options.get("port") or settings.EMAIL_PORT),
            encrypted=bool(options.get("use_ssl", settings.EMAIL_USE_SSL)),
        )


def in_ascii(domain: str) -> str:
    """As DNS knows it; of what can't be one, the text itself, which DNS then does not know."""
    try:
        return domain.encode("idna").decode()
    except UnicodeError:
        return domain
