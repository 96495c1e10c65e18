"""Octets as text, whatever they say they are: names of charsets are missing, wrong or made up."""

import codecs
from contextlib import suppress

# A browser reads these two as Windows' own, which holds all of them and the quotation marks that people type.
LATIN = frozenset({"ascii", "iso8859-1"})
SLOW_OR_ODD = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape", "utf-7"})
MARKS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}


def decode(octets: bytes, named: str = "") -> str:
    for charset in (known(named), marked(octets), "utf-8", "cp1252"):
        with suppress(UnicodeError, LookupError):
            return octets.decode(charset or "ascii").removeprefix("\ufeff")
    return octets.decode("latin-1")


def known(named: str) -> str:
    """Python's name of a charset; empty where the octets themselves must tell."""
    try:
        found = codecs.lookup(named.strip().strip("\"'"))
    except (LookupError, ValueError):
        return ""
    name = found.name.replace("_", "-")
    if name in SLOW_OR_ODD or not getattr(found, "_is_text_encoding", True):
        return ""
    return "" if name in LATIN else name


def marked(octets: bytes) -> str:
    return next((charset for mark, charset in MARKS.items() if octets.startswith(mark)), "")
