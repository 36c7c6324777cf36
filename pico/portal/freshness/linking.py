"""Write down where contents lead, and ask whether somebody answers there. Derived: no trail."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from hashlib import sha1
from itertools import chain, zip_longest
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.models import Page

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.enti.queries import space_of_address
from pico.core.foundation.outside import Answer, MayReach, Unreachable, fetch, is_public
from pico.core.jobs.actions import report
from pico.core.notices import actions as notices
from pico.core.notices.terms import NoticeLevel
from pico.portal.pages.models import ContentPage
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.queries import space_of_page
from pico.portal.sites.staff import editors_of

from . import queries
from .models import Link, LinkUse
from .reading import addresses
from .terms import FAILURES_BEFORE_TOLD, LinkState, NoticeKind

PAUSE = 1.0  # seconds between two questions to the same host
FRESH = timedelta(days=5)  # what another site's turn has just asked is not asked again
GONE = (404, 410)
HEAD_IS_ENOUGH = range(200, 400)
SERVER_ERRORS = 500


def key_of(url: str) -> str:
    return sha1(url.encode(), usedforsecurity=False).hexdigest()


@transaction.atomic
def note_links(*, page: ContentPage) -> None:
    """Write down where a published content leads."""
    space = space_of_page(page)
    if space is None:
        return
    wanted = {key_of(url): url for url in addresses(page)}
    Link.objects.bulk_create(
        [Link(url=url, key=key) for key, url in wanted.items()], ignore_conflicts=True
    )
    LinkUse.objects.filter(page_id=page.pk).exclude(link__key__in=wanted).delete()
    links = Link.objects.filter(key__in=wanted)
    LinkUse.objects.bulk_create(
        [LinkUse(link=link, page_id=page.pk, space=space) for link in links], ignore_conflicts=True
    )


def check_links(
    *,
    space: Space,
    now: datetime,
    may_reach: MayReach = is_public,
    pause: Callable[[float], None] = time.sleep,
) -> int:
    """Ask every address that the contents of a site lead to; return how many were found broken now.

    Hosts take turns and are left a second between two questions. An address counts as broken, and the
    editors are told, after the second turn without an answer.
    """
    waiting = queries.links_of(space).exclude(checked_at__gt=now - FRESH)
    links, asked, told = list(waiting), {}, 0
    for number, link in enumerate(in_turns(links), 1):
        report(number, len(links), link.url[:200])
        if not is_internal(link.url):
            _wait(urlsplit(link.url).netloc, asked, pause)
        told += write_answer(link, *answer_of(link.url, may_reach), now=now)
    if told:
        _tell(space, told, now)
    return told


def _wait(host: str, asked: dict[str, float], pause: Callable[[float], None]) -> None:
    since = time.monotonic() - asked.get(host, float("-inf"))
    if since < PAUSE:
        pause(PAUSE - since)
    asked[host] = time.monotonic()


def in_turns(links: Iterable[Link]) -> list[Link]:
    """One address of each host, then the second of each, and so on."""
    by_host = defaultdict(list)
    for link in links:
        by_host[urlsplit(link.url).netloc].append(link)
    turns = chain.from_iterable(zip_longest(*by_host.values()))
    return [link for link in turns if link is not None]


def write_answer(link: Link, state: LinkState, status: int | None, reason: str, *, now) -> bool:
    """Write how a link answered; True if it has just become broken for the editors."""
    was = link.failures
    link.state, link.status, link.reason, link.checked_at = state, status, reason[:200], now
    link.failures = was + 1 if state == LinkState.BROKEN else 0
    link.failed_since = (link.failed_since or now) if link.failures else None
    link.save(update_fields=["state", "status", "reason", "checked_at", "failures", "failed_since"])
    return link.failures == FAILURES_BEFORE_TOLD


# --- one address --------------------------------------------------------------------------------


def answer_of(url: str, may_reach: MayReach) -> tuple[LinkState, int | None, str]:
    """How an address answers: state, status, reason in Italian."""
    if is_internal(url):
        if works_here(url):
            return LinkState.GOOD, None, ""
        return LinkState.BROKEN, None, _("La pagina non c'è più, o non è pubblicata.")
    try:
        answer = ask(url, may_reach)
    except Unreachable as error:
        return LinkState.BROKEN, None, str(error)
    if answer.status in GONE:
        return LinkState.BROKEN, answer.status, _("La pagina non esiste più.")
    if answer.status >= SERVER_ERRORS:
        return LinkState.BROKEN, answer.status, _("Il sito è guasto.")
    if answer.status >= 400:
        return LinkState.UNSURE, answer.status, _("Il sito risponde solo ai browser.")
    return LinkState.GOOD, answer.status, ""


def ask(url: str, may_reach: MayReach) -> Answer:
    """A light question first; sites that do not know it are asked for the page."""
    try:
        answer = fetch(url, method="HEAD", may_reach=may_reach)
        if answer.status in HEAD_IS_ENOUGH:
            return answer
    except Unreachable:
        pass
    return fetch(url, headers={"Accept": "text/html,*/*;q=0.8"}, may_reach=may_reach)


def is_internal(url: str) -> bool:
    """A page of the house: by number, by path, or by its own host names."""
    if url.startswith(("page:", "/")):
        return True
    host = urlsplit(url).hostname or ""
    return host == urlsplit(settings.PUBLIC_URL).hostname or (
        "." in host and Space.objects.filter(hostname=host).exists()
    )


def works_here(url: str) -> bool:
    """Whether an address of the house leads to a page that exists."""
    if url.startswith("page:"):
        return Page.objects.filter(pk=url.removeprefix("page:"), live=True).exists()
    parts = urlsplit(url)
    found = space_of_address(parts.netloc or urlsplit(settings.PUBLIC_URL).netloc, parts.path)
    if found is None:
        return False
    inside = parts.path.removeprefix(found.prefix) or "/"
    return _is_page(found.space, inside) or _is_view(inside)


def _is_page(space: Space, path: str) -> bool:
    site = SpaceSite.objects.filter(space=space).select_related("site__root_page").first()
    if site is None:
        return path == "/"
    wanted = site.site.root_page.url_path + path.strip("/")
    return Page.objects.filter(url_path=f"{wanted.rstrip('/')}/", live=True).exists()


def _is_view(path: str) -> bool:
    try:
        return resolve(path).url_name not in ("page", "wagtail_serve")
    except Resolver404:
        return False


def _tell(space: Space, count: int, now: datetime) -> None:
    said = ngettext(
        "%(n)d collegamento non funziona più in %(name)s",
        "%(n)d collegamenti non funzionano più in %(name)s",
        count,
    )
    notices.notify(
        people=editors_of(space),
        kind=NoticeKind.BROKEN,
        level=NoticeLevel.INTEREST,
        title=said % {"n": count, "name": space.name},
        url=path_in(space, "freshness:links"),
        subject=space,
        ente=space.ente,
        now=now,
    )
