"""The canonical form of an e-mail address: what tells whether two of them are the same mailbox.

The domain has no case; the part before @ has none in practice. Nobody's mail server tells "Suzie@" from "suzie@",
while people type both. Documented rules of one provider: Gmail ignores dots and whatever follows a plus sign
(https://support.google.com/mail/answer/7436150). The form as typed is what is written to.
"""

GMAIL = frozenset({"gmail.com", "googlemail.com"})
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


def canonical(email: str) -> str:
    """The form under which an address is unique; expects a valid address."""
    local, _, domain = email.strip().lower().rpartition("@")
    domain = domain.rstrip(".").encode("idna").decode("ascii") if not domain.isascii() else domain.rstrip(".")
    if domain in GMAIL:
        local, domain = local.partition("+")[0].replace(".", ""), "gmail.com"
    return f"{local}@{domain}"


def without_typo(email: str) -> str | None:
    """The address that was probably meant where the domain is a common slip of the finger, else None."""
    local, _, domain = email.strip().rpartition("@")
    meant = MISTYPED.get(domain.lower())
    return f"{local}@{meant}" if meant else None
