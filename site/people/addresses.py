"""The canonical form of an e-mail address: what tells whether two of them are the same mailbox.

The domain has no case; the part before @ has none in practice. Nobody's mail server tells "Suzie@" from "suzie@",
while people type both. Then come the rules that providers document for their own domains. The form as typed is what is
written to.
"""

from functools import lru_cache

from email_validator import EmailNotValidError, validate_email

GMAIL = frozenset(
    {"gmail.com", "googlemail.com"}
)  # two names of one; dots don't count: support.google.com/mail/answer/7436150
# Whatever follows a plus sign is a tag that leads to the same mailbox, say:
TAGGED = frozenset(
    {
        *GMAIL,  # support.google.com/mail/answer/22370
        *("proton.me", "protonmail.com", "pm.me"),  # proton.me/support/addresses-and-aliases
        *("fastmail.com", "fastmail.fm"),  # www.fastmail.help, "Plus addressing and subdomain addressing"
    }
)
MISTYPED = {
    "gamil.com": "gmail.com",
    "gmai.com": "gmail.com",
    "gmail.co": "gmail.com",
    "gmail.con": "gmail.com",
    "gmial.com": "gmail.com",
    "gnail.com": "gmail.com",
    "googlemail.co": "googlemail.com",
    "hotmail.co": "hotmail.com",
    "hotmail.con": "hotmail.com",
    "hotmial.com": "hotmail.com",
    "iclod.com": "icloud.com",
    "icloud.co": "icloud.com",
    "outlok.com": "outlook.com",
    "outlook.co": "outlook.com",
    "outlook.con": "outlook.com",
    "yaho.co.uk": "yahoo.co.uk",
    "yahoo.co.ku": "yahoo.co.uk",
    "yahoo.con": "yahoo.com",
    "yhaoo.com": "yahoo.com",
}


class NotAnAddress(ValueError):
    """No message could be sent to it."""


@lru_cache(maxsize=4_096)  # a form asks several times, and so does each slice of a list
def canonical(email: str) -> str:
    """The form under which an address is unique, its domain in ASCII. Raises NotAnAddress."""
    try:
        found = validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError as error:
        raise NotAnAddress(str(error)) from error
    local, domain = found.local_part.lower(), found.ascii_domain.lower()
    if domain in TAGGED:
        local = local.partition("+")[0]
    if domain in GMAIL:
        local, domain = local.replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def without_typo(email: str) -> str | None:
    """The address that was probably meant where the domain is a common slip of the finger, else None."""
    local, _, domain = email.strip().rpartition("@")
    meant = MISTYPED.get(domain.lower())
    return f"{local}@{meant}" if meant else None
