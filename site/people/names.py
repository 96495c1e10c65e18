"""What may be a person's name."""

import re
import unicodedata

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pages import plain_text

LONGEST = 200
LINK = re.compile(r"https?:|www\.|//", re.IGNORECASE)
FORMULA = ("=", "+", "-", "@")  # a spreadsheet would run an exported name that begins so


def tidied(typed: str) -> str:
    """In one form however it was typed, for whoever compares names. Raises ValidationError, which says what to do."""
    name = " ".join(unicodedata.normalize("NFC", typed).split())
    if len(name) > LONGEST:  # some letters become two when they are put in their usual form
        raise ValidationError(_("Your name is longer than %d characters. Enter a shorter form of it") % LONGEST)
    if any(unicodedata.category(character) in ("Cc", "Cf", "Co", "Cs") for character in name):
        raise ValidationError(_("Your name has a character that can't be shown. Type it again"))
    if plain_text.has_towers(name):
        raise ValidationError(_("Your name has too many accents on one letter. Type it again"))
    if "<" in name or ">" in name:
        raise ValidationError(_("Enter your name without < and >"))
    if LINK.search(name):
        raise ValidationError(_("Enter your name without a web address"))
    if name.startswith(FORMULA):
        raise ValidationError(_("A name can't begin with =, +, - or @"))
    return name
