"""The topics that readers choose among: those of the site (PORTALE.md §6), by their slug."""

from collections.abc import Iterable
from itertools import groupby

from django.utils.translation import gettext as _

from pico.portal.pages.terms import Vocabulary
from pico.portal.pages.vocabularies import names, voices

Choices = list[tuple[str, str]]


def labels(slugs: Iterable[str]) -> list[str]:
    """The names of these topics, in the order given; a voice that is no more is left out."""
    return [_(names()[slug]) for slug in slugs if slug in names()]


def known(slugs: Iterable[str]) -> list[str]:
    """Those of these that are topics, each once, in the order of the vocabularies."""
    wanted = set(slugs)
    return [slug for slug in names() if slug in wanted]


def choices(slugs: Iterable[str]) -> Choices:
    """These topics, to choose among."""
    return [(slug, _(names()[slug])) for slug in known(slugs)]


def by_vocabulary(hidden: set[str]) -> list[tuple[str, Choices]]:
    """Every topic but these, under the name of its vocabulary."""
    groups = groupby(voices(), key=lambda one: one["vocabulary"])
    return [
        (str(Vocabulary(vocabulary).label), choices({one["slug"] for one in group} - hidden))
        for vocabulary, group in groups
    ]
