"""What a site publishes, for feed readers and calendars. Always what everybody may read."""

from datetime import timedelta

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.access.actor import ANONYMOUS
from pico.core.ui.marks import public_page
from pico.portal.pages import calendar, linked_data, queries
from pico.portal.pages.terms import ContentKind

ITEMS = 30
KINDS = {
    "notizie": (ContentKind.NEWS, gettext_lazy("Novità")),
    "eventi": (ContentKind.EVENT, gettext_lazy("Eventi")),
    "documenti": (ContentKind.DOCUMENT, gettext_lazy("Documenti")),
}
FORMATS = {
    "rss": (Rss201rev2Feed, "application/rss+xml; charset=utf-8"),
    "atom": (Atom1Feed, "application/atom+xml; charset=utf-8"),
}
# Calendars keep what is over for a while: who subscribed looks back.
BACK, AHEAD = timedelta(days=90), timedelta(days=400)


@require_safe
@public_page
def feed(request, what: str, form: str):
    """The last contents of a kind, as RSS 2.0 or Atom 1.0."""
    if what not in KINDS or form not in FORMATS:
        raise Http404
    kind, label = KINDS[what]
    made, content_type = FORMATS[form]
    space, root = request.space, linked_data.root_of(request.space)
    own = f"{root}{reverse('portal:feed', args=[what, form]).removeprefix(space.prefix)}"
    written = made(
        title=f"{label} · {space.name}",
        link=f"{root}/",
        description=_("%(what)s pubblicati da %(name)s") % {"what": label, "name": space.name},
        language="it",
        feed_url=own,
        author_name=space.ente.name,
    )
    for placement in placements(space, kind):
        page = placement.page
        written.add_item(
            title=page.title,
            link=page.full_url,
            description=placement.introduction or page.summary,
            pubdate=placement.shown_on,
            updateddate=page.last_published_at or placement.shown_on,
            unique_id=page.full_url,
            categories=[topic.name for topic in page.topics.all()],
        )
    return HttpResponse(written.writeString("utf-8"), content_type=content_type)


def placements(space, kind: str):
    """Events by when they take place, the others by when they were published."""
    found = queries.shown(space, ANONYMOUS).filter(kind=kind)
    if kind == ContentKind.EVENT:
        found = queries.coming(found)
    return found[:ITEMS]


@require_safe
@public_page
def events(request):
    """The events of a site, for a calendar that asks again by itself."""
    now = timezone.now()
    rows = queries.occurrences(request.space, ANONYMOUS, since=now - BACK, until=now + AHEAD)
    name = _("Eventi · %(name)s") % {"name": request.space.name}
    return HttpResponse(
        calendar.of_occurrences(rows.prefetch_related("page__content_type"), name=name, now=now),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": 'inline; filename="eventi.ics"'},
    )
