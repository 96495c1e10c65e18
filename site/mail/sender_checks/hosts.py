"""The machines: who takes replies, and whether the one that we hand mail to is what receivers expect."""

import smtplib
from collections.abc import Iterator
from ipaddress import ip_address

from mail.sender_checks.findings import Finding, right, unknown, wrong
from mail.sender_checks.lookups import Lookup
from mail.sender_checks.sender import MailServer, Sender

REPLIES, SERVER, ENCRYPTION = "Replies", "Mail server", "Encryption"
PATIENCE = 5  # seconds


def replies(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    servers = lookup.mail_servers(sender.domain)
    if servers == ["."]:
        yield wrong(REPLIES, f"{sender.domain} says that it takes no mail", "send from a domain that takes replies")
    elif not servers and not lookup.addresses(sender.domain):
        sentence = f"{sender.domain} has neither a mail server (MX) nor an address, so nobody can reply"
        yield wrong(REPLIES, sentence, "publish an MX record, or send from a domain that has one")
    else:
        yield right(REPLIES, f"{sender.domain} takes replies at {servers[0] if servers else sender.domain}")


def reverse(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    """Forward-confirmed: the name of each address leads back to it."""
    if (server := sender.mail_server) is None:
        return
    addresses = addresses_of(server.host, lookup)
    if not addresses:
        yield wrong(SERVER, f"{server.host} has no address", "correct EMAIL_URL or the options of the stream")
    for address in addresses:
        if not ip_address(address).is_global:
            remedy = "look at the public address that it sends from"
            yield unknown(SERVER, f"{address} is an address of a private network, which receivers don't see", remedy)
        elif any(address in lookup.addresses(name) for name in lookup.names_of(address)):
            yield right(SERVER, f"{address} has a name that leads back to it")
        else:
            sentence = f"{address} has no name that leads back to it, and Gmail refuses mail from such addresses"
            yield wrong(SERVER, sentence, "ask whoever runs the address for a PTR record with the server's own name")


def addresses_of(host: str, lookup: Lookup) -> list[str]:
    try:
        return [str(ip_address(host))]
    except ValueError:
        return ["127.0.0.1"] if host == "localhost" else lookup.addresses(host)


def encryption(sender: Sender, lookup: Lookup) -> Iterator[Finding]:
    if (server := sender.mail_server) is None:
        return
    try:
        offered = server.encrypted or offers_starttls(server)
    except (OSError, smtplib.SMTPException) as error:
        sentence = f"{server.host} did not answer at port {server.port} ({type(error).__name__})"
        yield unknown(ENCRYPTION, sentence, "see whether it runs and this machine may reach it")
        return
    if offered:
        yield right(ENCRYPTION, f"{server.host} encrypts what it is handed")
    else:
        yield wrong(ENCRYPTION, f"{server.host} offers no encryption (STARTTLS)", "switch TLS on at the mail server")


def offers_starttls(server: MailServer) -> bool:
    with smtplib.SMTP(server.host, server.port, timeout=PATIENCE) as connection:
        connection.ehlo_or_helo_if_needed()
        return connection.has_extn("starttls")
