"""Every change of the sources of a site, and the drafts that they bring."""

from collections.abc import Iterable
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.audit import trail
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.foundation.outside import MayReach, is_public
from pico.core.notices import actions as notices
from pico.core.notices.terms import NoticeLevel
from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.pages.terms import ContentKind
from pico.portal.sites.addresses import MAIN_LANGUAGE
from pico.portal.sites.queries import site_of
from pico.portal.sites.staff import editors_of

from . import queries
from .feeds import Feed, Item, NotAFeed, read_feed
from .models import Entry, Harvest, Source
from .permissions import HarvestPermission
from .terms import FAILURES_BEFORE_TOLD, NoticeKind


@transaction.atomic
def add_source(*, space: Space, name: str, url: str, actor, now: datetime) -> Source:
    """Add a feed; nothing is imported before somebody saw the preview. Refuses the same one twice."""
    actor.require(HarvestPermission.MANAGE, space)
    try:
        with transaction.atomic():
            source = Source.objects.create(space=space, name=name.strip(), url=url.strip())
    except IntegrityError:
        raise Refusal(_("Questa fonte c'è già."), code="source_exists") from None
    _record("added", _("Ha aggiunto la fonte «%(name)s».") % {"name": name}, source, actor, now)
    return source


@transaction.atomic
def switch(*, source: Source, is_on: bool, actor, now: datetime) -> Source:
    """Read a feed each hour, or stop."""
    actor.require(HarvestPermission.MANAGE, source.space)
    source.is_on = is_on
    source.save(update_fields=["is_on"])
    said = _("Ha attivato la fonte.") if is_on else _("Ha sospeso la fonte.")
    _record("switched", said, source, actor, now)
    return source


@transaction.atomic
def remove_source(*, source: Source, actor, now: datetime) -> None:
    """Forget a feed; the drafts that it brought stay."""
    actor.require(HarvestPermission.MANAGE, source.space)
    said = _("Ha tolto la fonte «%(name)s».") % {"name": source.name}
    trail.record("portal.source.removed", said, subject=source.space, actor=actor, now=now)
    source.delete()


def preview(*, source: Source, actor, may_reach: MayReach = is_public) -> list[Item]:
    """What an import would bring now; nothing is written. Refuses with the reason of the feed."""
    actor.require(HarvestPermission.MANAGE, source.space)
    try:
        feed = read_feed(source.url, may_reach=may_reach)
    except NotAFeed as error:
        raise Refusal(str(error), code="no_feed") from error
    known = queries.taken(source, (item.key for item in feed.items))
    return [item for item in feed.items if item.key not in known]


def import_now(
    *, source: Source, actor, now: datetime, may_reach: MayReach = is_public
) -> Harvest | None:
    """Bring in what is new, because somebody asked; None when there is nothing new."""
    actor.require(HarvestPermission.MANAGE, source.space)
    try:
        feed = read_feed(source.url, may_reach=may_reach)
    except NotAFeed as error:
        _fail(source, str(error), now)
        raise Refusal(str(error), code="no_feed") from error
    return take(source=source, feed=feed, actor=actor, now=now)


def follow(*, source: Source, now: datetime, actor, may_reach: MayReach = is_public) -> int:
    """The hourly turn of a source: ask only for what changed, tell the editors what came or failed."""
    try:
        feed = read_feed(
            source.url,
            etag=source.etag,
            last_modified=source.last_modified,
            may_reach=may_reach,
        )
    except NotAFeed as error:
        _fail(source, str(error), now)
        return 0
    harvest = take(source=source, feed=feed, actor=actor, now=now)
    if harvest is None:
        return 0
    count = harvest.entries.count()
    said = ngettext("%(n)d bozza nuova da «%(name)s»", "%(n)d bozze nuove da «%(name)s»", count)
    _tell(source, NoticeKind.ARRIVED, said % {"n": count, "name": source.name}, "", now)
    return count


@transaction.atomic
def take(*, source: Source, feed: Feed, actor, now: datetime) -> Harvest | None:
    """Make a draft of each entry that was never taken; twice the same feed makes nothing."""
    source = (
        Source.objects.select_for_update(of=("self",)).select_related("space").get(pk=source.pk)
    )
    source.etag, source.last_modified = feed.etag, feed.last_modified
    source.asked_at, source.error, source.failures = now, "", 0
    source.save(update_fields=["etag", "last_modified", "asked_at", "error", "failures"])
    known = queries.taken(source, (item.key for item in feed.items))
    fresh = [item for item in feed.items if item.key not in known]
    if not fresh:
        return None
    index = _news_index(source.space)
    harvest = Harvest.objects.create(source=source, at=now, person_id=actor.person_id)
    Entry.objects.bulk_create(_entries(fresh, harvest, index, now))
    said = ngettext("Importata %(n)d bozza.", "Importate %(n)d bozze.", len(fresh))
    _record("harvested", said % {"n": len(fresh)}, source, actor, now)
    return harvest


def _news_index(space: Space) -> IndexPage:
    site = site_of(space)
    found = site and IndexPage.objects.descendant_of(site.site.root_page).filter(
        lists=ContentKind.NEWS, live=True, locale__language_code=MAIN_LANGUAGE
    )
    index = found.order_by("path").first() if found is not None else None
    if index is None:
        raise Refusal(
            _("Il sito non ha un elenco di notizie: crealo nella redazione, poi importa."),
            code="no_index",
        )
    return index


def _entries(items: Iterable[Item], harvest: Harvest, index: IndexPage, now) -> list[Entry]:
    made = []
    for item in reversed(list(items)):  # the oldest first, so that the tree keeps their order
        page = NewsPage(
            title=item.title,
            summary=item.summary,
            published_on=item.published_at or now,
            live=False,
            body=[("testo", f"{item.html}{_origin(harvest.source, item)}")],
        )
        index.add_child(instance=page)
        revision = page.save_revision()
        made.append(
            Entry(
                source=harvest.source,
                harvest=harvest,
                key=item.key,
                link=item.link,
                page_id=page.pk,
                revision_id=revision.pk,
            )
        )
    return made


def _origin(source: Source, item: Item) -> str:
    """The line that says where a news comes from; it stays in the text, where editors see it."""
    if not item.link:
        return str(format_html("<p>{} {}</p>", _("Fonte:"), source.name))
    return str(format_html('<p>{} <a href="{}">{}</a></p>', _("Fonte:"), item.link, source.name))


@transaction.atomic
def undo(*, harvest: Harvest, actor, now: datetime) -> tuple[int, int]:
    """Delete the drafts of an import that nobody touched; return how many went, how many stay.

    What was edited or published is somebody's work by now. The entries do not come back.
    """
    source = harvest.source
    actor.require(HarvestPermission.MANAGE, source.space)
    harvest = Harvest.objects.select_for_update().get(pk=harvest.pk)
    if harvest.undone_at:
        raise Refusal(_("Questa importazione è già stata annullata."), code="already_undone")
    gone = stay = 0
    for entry in queries.entries(harvest):
        if entry.page is None:
            continue
        if entry.page.live or entry.page.latest_revision_id != entry.revision_id:
            stay += 1
            continue
        page, entry.page, entry.is_undone = entry.page, None, True
        entry.save(update_fields=["page", "is_undone"])
        page.delete()
        gone += 1
    harvest.undone_at = now
    harvest.save(update_fields=["undone_at"])
    said = ngettext(
        "Annullata l'importazione: eliminata %(n)d bozza.",
        "Annullata l'importazione: eliminate %(n)d bozze.",
        gone,
    )
    _record("undone", said % {"n": gone}, source, actor, now)
    return gone, stay


@transaction.atomic
def _fail(source: Source, reason: str, now: datetime) -> None:
    """Write down why a feed could not be read; tell the editors the third time, once."""
    source.asked_at, source.error, source.failures = now, reason[:300], source.failures + 1
    source.save(update_fields=["asked_at", "error", "failures"])
    if source.failures == FAILURES_BEFORE_TOLD:
        title = _("La fonte «%(name)s» non risponde") % {"name": source.name}
        _tell(source, NoticeKind.FAILED, title, reason, now)


def _tell(source: Source, kind: NoticeKind, title: str, body: str, now: datetime) -> None:
    notices.notify(
        people=editors_of(source.space),
        kind=kind,
        level=NoticeLevel.CONCERNS,
        title=title,
        body=body,
        url=path_in(source.space, "harvest:source", source.pk),
        subject=source,
        ente=source.space.ente,
        now=now,
    )


def _record(verb: str, said: str, source: Source, actor, now: datetime) -> None:
    trail.record(f"portal.source.{verb}", said, subject=source, actor=actor, now=now)
