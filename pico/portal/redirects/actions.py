"""Every change of the redirects of a site."""

import csv
import io
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.sites.models import SpaceSite

from . import queries
from .checking import Judge, Rule
from .permissions import RedirectPermission
from .terms import FILE_BYTES, FILE_ROWS

HEADINGS = {"da", "vecchio", "indirizzo vecchio", "old", "from"}


@dataclass(frozen=True, slots=True)
class Fault:
    """A line of a file that was not taken: its number in a spreadsheet, what it says, why."""

    number: int
    text: str
    reason: str


@transaction.atomic
def add_redirect(*, space: Space, old: str, new: str, actor, now: datetime) -> Redirect:
    """Lead an old address of the site to a page of it, or elsewhere.

    Refuses an address where something answers, a target that does not exist, and circles.
    """
    site = _site(space, actor)
    rule = Judge.of(site).judge(old, new)
    made = _row(rule, site)
    made.save()
    trail.record(
        "portal.redirect.added",
        _("Ha reindirizzato «%(old)s» a «%(new)s».") % {"old": rule.old_path, "new": new.strip()},
        subject=space,
        actor=actor,
        now=now,
    )
    return made


@transaction.atomic
def remove_redirects(*, space: Space, keys, actor, now: datetime) -> int:
    """Take redirects of the site away; keys of another site are passed over. Return how many went."""
    actor.require(RedirectPermission.MANAGE, space)
    paths = list(queries.redirects(space).filter(pk__in=keys).values_list("old_path", flat=True))
    if not paths:
        return 0
    Redirect.objects.filter(site__space_site__space=space, pk__in=keys).delete()
    said = ngettext(
        "Ha tolto %(n)d reindirizzamento.", "Ha tolto %(n)d reindirizzamenti.", len(paths)
    )
    trail.record(
        "portal.redirect.removed",
        said % {"n": len(paths)},
        subject=space,
        actor=actor,
        now=now,
        paths=paths,
    )
    return len(paths)


@transaction.atomic
def import_redirects(
    *, space: Space, content: bytes, actor, now: datetime
) -> tuple[int, list[Fault]]:
    """Take in a CSV of two columns, old and new address; return how many lines were good, and the others.

    UTF-8 or Windows, comma, semicolon or tab, with or without headings; refuses a file that is too big.
    """
    site = _site(space, actor)
    judge, made, faults = Judge.of(site), [], []
    for number, cells in _lines(content):
        try:
            old, new = (*cells, "", "")[:2]
            made.append(_row(judge.judge(old, new), site))
        except Refusal as refused:
            faults.append(Fault(number, " → ".join(cells[:2]), refused.message))
    Redirect.objects.bulk_create(made)
    if made:
        said = ngettext(
            "Ha importato %(n)d reindirizzamento.",
            "Ha importato %(n)d reindirizzamenti.",
            len(made),
        )
        trail.record(
            "portal.redirect.imported",
            said % {"n": len(made)},
            subject=space,
            actor=actor,
            now=now,
        )
    return len(made), faults


def _site(space: Space, actor) -> SpaceSite:
    """The site of a space, locked: two who write at once do not make a circle together."""
    actor.require(RedirectPermission.MANAGE, space)
    found = SpaceSite.objects.select_for_update(of=("self",)).filter(space=space)
    site = found.select_related("site__root_page", "space").first()
    if site is None:
        raise Refusal(_("Questo spazio non ha ancora un sito: crealo prima."), code="no_site")
    return site


def _row(rule: Rule, site: SpaceSite) -> Redirect:
    return Redirect(
        old_path=rule.old_path,
        site_id=site.site_id,
        redirect_page_id=rule.page_id,
        redirect_link=rule.link,
        is_permanent=True,
    )


def _lines(content: bytes) -> list[tuple[int, list[str]]]:
    if len(content) > FILE_BYTES:
        raise Refusal(_("Il file supera 1 MB: dividilo in più file."), code="too_big")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", errors="replace")
    if "\x00" in text:
        raise Refusal(
            _("Non è un file CSV: da Excel usa «Salva con nome» e scegli CSV."), code="not_csv"
        )
    first = text.split("\n", 1)[0]
    rows = csv.reader(io.StringIO(text), delimiter=max(";,\t", key=first.count))
    lines = [(n, [cell.strip() for cell in row]) for n, row in enumerate(rows, 1) if any(row)]
    if lines and lines[0][1][0].lower() in HEADINGS:
        del lines[0]
    if not lines:
        raise Refusal(
            _("Il file è vuoto: serve almeno una riga, «indirizzo vecchio;indirizzo nuovo»."),
            code="empty",
        )
    if len(lines) > FILE_ROWS:
        raise Refusal(_("Al massimo 2.000 righe per volta: dividi il file."), code="too_many")
    return lines


# --- what pages do by themselves -----------------------------------------------------------------


@transaction.atomic
def follow_page(*, page: Page, before: str, after: str) -> int:
    """After a page changed its address, have the old ones lead to it and to what stands under it.

    `before` and `after` are `url_path`s. Only what was ever online had readers; where a page stands
    now, no redirect does. Derived from the move, which has its own line in the trail.
    """
    site = _site_of_path(page.path)
    if site is None or before == after:
        return 0
    home = site.site.root_page
    if not (before.startswith(home.url_path) and after.startswith(home.url_path)):
        return 0  # from one site to another: an address does not tell of it
    moved = Page.objects.filter(path__startswith=page.path, first_published_at__isnull=False)
    rows = [
        (queries.inside(before + url_path[len(after) :], home), pk)
        for pk, url_path in moved.values_list("pk", "url_path")
    ]
    now_taken = {queries.inside(url_path, home) for url_path in _url_paths(page)}
    stale = Q(old_path__in=[*now_taken, *(path for path, _pk in rows)])
    Redirect.objects.filter(stale, site=site.site_id).delete()
    Redirect.objects.bulk_create(
        Redirect(
            old_path=path,
            site_id=site.site_id,
            redirect_page_id=pk,
            is_permanent=True,
            automatically_created=True,
        )
        for path, pk in rows
    )
    return len(rows)


def _url_paths(page: Page) -> list[str]:
    return list(Page.objects.filter(path__startswith=page.path).values_list("url_path", flat=True))


def _site_of_path(path: str) -> SpaceSite | None:
    root = path[: 2 * Page.steplen]
    return (
        SpaceSite.objects.filter(site__root_page__path=root)
        .select_related("site__root_page")
        .first()
    )
