"""What training puts into the header."""

from django.urls import reverse
from django.utils.translation import gettext as _

from pages.navigation import Link


def courses() -> Link:
    return Link(_("Training"), reverse("training"), in_header=True)
