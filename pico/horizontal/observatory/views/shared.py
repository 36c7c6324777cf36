"""What the pages of the Osservatorio have in common."""

from django.urls import reverse
from django.utils.translation import gettext as _

Crumb = tuple[str, str]


def way(*more: Crumb) -> list[Crumb]:
    """The way back from a page, «Dati» first."""
    return [(_("Dati"), reverse("observatory:home")), *more]
