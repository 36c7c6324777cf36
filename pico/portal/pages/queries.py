"""What a site shows: always from the register of placements, limited to what the actor may read."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import CharField, Count, Exists, F, Min, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page

from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import PROVINCES, EnteKind, SpaceKind, SpaceState
from pico.core.people.models import Membership
from pico.core.people.terms import WORKING
from pico.core.search.models import SearchEntry
from pico.portal.sites.tongues import in_language, language_served

from .models import ContentPage, Enrolment, EventPage, IndexPage, Occurrence, Placement, Topic
from .models.placeholders import placeholders
from .terms import ContentKind, EnrolmentState

PAGE_SIZE = 12
RELATED = 3


def shown(space: Space, actor, *, now=None) -> QuerySet[Placement]:
    """The contents of a site that the actor may read, the last first; what is over is not there.

    In the language of the page being served: an English list shows what was translated.
    """
    now = now or timezone.now()
    return (
        Placement.objects.filter(space=space, is_hidden=False, shown_on__lte=now)
        .filter(language=language_served())
        .filter(Q(ends_on=None) | Q(ends_on__gt=now))
        .visible_to(actor)
        .select_related("page__image", "page__content_type", "origin")
        .prefetch_related("page__topics", "page__image__renditions")
    )


# Events -------------------------------------------------------------------------------------------


def coming(placements: QuerySet[Placement], *, now=None) -> QuerySet[Placement]:
    """The events that are not over, the next first; `next_at` says when."""
    now = now or timezone.now()
    return (
        placements.filter(kind=ContentKind.EVENT)
        .annotate(next_at=Min("page__occurrences__starts_at", filter=_not_over(now)))
        .filter(next_at__isnull=False)
        .order_by("next_at", "pk")
    )


def _not_over(now) -> Q:
    return Q(page__occurrences__ends_at__gte=now)


def past(placements: QuerySet[Placement], *, now=None) -> QuerySet[Placement]:
    """The events that are over, the last first; `next_at` says when they began."""
    now = now or timezone.now()
    to_come = Occurrence.objects.filter(page=OuterRef("page_id"), ends_at__gte=now)
    return (
        placements.filter(~Exists(to_come), kind=ContentKind.EVENT)
        .annotate(next_at=Min("page__occurrences__starts_at"))
        .order_by("-next_at", "-pk")
    )


def occurrences(space: Space, actor, *, since, until) -> QuerySet[Occurrence]:
    """Every moment of the events of a site in a period, with its page: what a calendar shows."""
    on_site = shown(space, actor).filter(kind=ContentKind.EVENT).order_by()
    return (
        Occurrence.objects.filter(
            page__in=on_site.values("page_id"), starts_at__lt=until, ends_at__gte=since
        )
        .select_related("page")
        .order_by("starts_at", "pk")
    )


# Lists --------------------------------------------------------------------------------------------


def listed(space: Space, actor, index: IndexPage, *, over: bool = False) -> QuerySet[Placement]:
    """What an index lists: by date; events by when they take place; sheets by name."""
    found = shown(space, actor).filter(kind=index.lists)
    if index.lists == ContentKind.EVENT:
        return past(found) if over else coming(found)
    if index.lists in BY_NAME:
        return found.order_by("page__title", "pk")
    return found


BY_NAME = (
    ContentKind.SERVICE,
    ContentKind.PLACE,
    ContentKind.UNIT,
    ContentKind.PERSON,
    ContentKind.PAGE,
)


def latest(
    space: Space,
    actor,
    *,
    kind: str,
    number: int,
    topic: str = "",
    only_featured: bool = False,
    but: int | None = None,
) -> list[Placement]:
    """The last contents of a kind, for a block of a home."""
    found = shown(space, actor).filter(kind=kind)
    if kind == ContentKind.EVENT:
        found = coming(found)
    if topic:
        found = found.filter(page__topics__slug=topic)
    if only_featured:
        found = found.filter(is_featured=True)
    return list(found.exclude(page_id=but)[:number])


def featured(space: Space, actor, page: Page | None = None) -> Placement | None:
    """The content on top of a home: the chosen one, else the last «in evidenza», else the last news."""
    found = shown(space, actor)
    if page is not None:
        return found.filter(page_id=page.pk).first()
    news = found.filter(kind=ContentKind.NEWS)
    return news.order_by("-is_featured", "-shown_on", "-pk").first()


def years(space: Space, actor, kind: str) -> list[int]:
    """The years in which a site published contents of a kind, the last first."""
    days = shown(space, actor).filter(kind=kind).order_by("-shown_on")
    return [day.year for day in days.datetimes("shown_on", "year", order="DESC")]


# Topics -------------------------------------------------------------------------------------------


def topics(space: Space) -> QuerySet[Topic]:
    """The topics that a site uses."""
    return Topic.objects.exclude(hidden_in=space)


def topics_of(space: Space, page: ContentPage) -> QuerySet[Topic]:
    """The topics that a content carries on this site."""
    return page.topics.exclude(hidden_in=space)


def topics_with_contents(space: Space, actor) -> QuerySet[Topic]:
    """The topics of a site that have something to read; `contents` counts it."""
    on_site = shown(space, actor).order_by()
    return (
        topics(space)
        .annotate(
            contents=Count("pages", filter=Q(pages__in=on_site.values("page_id")), distinct=True)
        )
        .filter(contents__gt=0)
    )


def about(space: Space, actor, topic: Topic) -> QuerySet[Placement]:
    """What a site publishes about a topic."""
    return shown(space, actor).filter(page__topics=topic).exclude(kind=ContentKind.TOPIC)


# One page -----------------------------------------------------------------------------------------


def crumbs(page: Page, root_depth: int = 2) -> list[tuple[str, str]]:
    """The way back from a page: pairs of title and address, in one query."""
    above = page.get_ancestors().filter(depth__gte=root_depth).order_by("path")
    found = [(_("Home") if one.depth == root_depth else one.title, one.url) for one in above]
    return [*found, (page.title, "")]


def index_addresses(root: Page) -> dict[str, str]:
    """Where each kind is listed on a site: kind → address, in one query."""
    found = IndexPage.objects.live().descendant_of(root)
    found = found.filter(locale__language_code=language_served()).order_by("-path")
    return {one.lists: one.url for one in found}


def index_of(space: Space, kind: str) -> IndexPage | None:
    """The index page that lists a kind on a site."""
    root = space.site.site.root_page
    found = IndexPage.objects.live().descendant_of(root).filter(lists=kind)
    return found.filter(locale__language_code=language_served()).order_by("path").first()


def related(space: Space, actor, page: ContentPage) -> list[Placement]:
    """What else to read: the contents chosen by hand first, then the last ones of the same topics."""
    # Of a page not saved yet these are lists, not queries: no look-ups on them.
    chosen = [one.target_id for one in page.related.all()]
    same = [topic.pk for topic in page.topics.all()]
    found = (
        shown(space, actor)
        .filter(Q(page_id__in=chosen) | Q(page__topics__in=same))
        .exclude(page_id=page.pk)
        .exclude(kind__in=(ContentKind.TOPIC, ContentKind.PERSON))
        .distinct()[: RELATED + len(chosen)]
    )
    return sorted(found, key=lambda one: one.page_id not in chosen)[: max(RELATED, len(chosen))]


def neighbours(space: Space, actor, pages) -> dict[int, Placement]:
    """Which of these pages (keys) the actor may read on this site: nobody is linked to a 404."""
    return {one.page_id: one for one in shown(space, actor).filter(page_id__in=list(pages))}


def units_below(space: Space, actor, page: Page) -> QuerySet[Placement]:
    """The units that stand under a unit."""
    children = page.get_children().values("pk")
    return shown(space, actor).filter(page_id__in=children).order_by("page__path")


# The house, as a home page shows it ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the public home."""

    number: int
    label: str


def figures(space: Space) -> list[Figure]:
    """Three numbers of the space's own territory, in two queries."""
    enti = Ente.objects.filter(valid_to__isnull=True)
    people = Membership.objects.filter(state__in=WORKING)
    if space.kind == SpaceKind.REGIONAL:
        enti = enti.filter(region_id=space.ente.region_id)
        people = people.filter(ente__region_id=space.ente.region_id)
    if space.kind == SpaceKind.PROVINCIAL:
        enti = enti.filter(territory_id=space.ente.territory_id)
        people = people.filter(ente__territory_id=space.ente.territory_id)
    counted = enti.aggregate(
        provinces=Count("pk", filter=Q(kind__in=PROVINCES)),
        comuni=Count("pk", filter=Q(kind=EnteKind.COMUNE)),
    )
    found = [
        Figure(counted["provinces"], _("Province")),
        Figure(counted["comuni"], _("Comuni")),
        Figure(people.values("person").distinct().count(), _("utenti iscritti")),
    ]
    found = found[1:] if space.kind == SpaceKind.PROVINCIAL else found
    return [one for one in found if one.number]


def spaces_with_sites() -> QuerySet[Space]:
    """Every space with its site, if it has one; for who runs the platform."""
    return Space.objects.select_related("site", "parent").order_by("kind", "name")


def spaces_below(space: Space) -> QuerySet[Space]:
    """The spaces a visitor may go down to: all of them from UPI nazionale, by region."""
    spaces = (
        Space.objects.exclude(pk=space.pk)
        .filter(state=SpaceState.PUBLISHED)
        .select_related("ente__region")
        .order_by("ente__region__name", "-kind", "name")
    )
    if space.kind == SpaceKind.REGIONAL:
        return spaces.filter(parent=space)
    return spaces if space.kind == SpaceKind.NATIONAL else spaces.none()


def menu_pages(root: Page) -> QuerySet[Page]:
    """The pages of the main menu of a site, in the order of the tree."""
    return in_language(root).get_children().live().in_menu().order_by("path")


# The editors' side --------------------------------------------------------------------------------


def to_complete(space: Space) -> list[tuple[Page, list[str]]]:
    """The pages of a site that the template left open, with what is asked for in each."""
    root = space.site.site.root_page
    drafts = Page.objects.descendant_of(root, inclusive=True).filter(live=False)
    found = []
    for page in drafts.order_by("path").specific():
        latest_draft = page.get_latest_revision_as_object()
        if wanted := placeholders(latest_draft):
            found.append((latest_draft, [one for field in wanted.values() for one in field]))
    return found


def with_enrolments(space: Space) -> QuerySet[EventPage]:
    """The events of a site that somebody enrols for, the last first; for who edits the site."""
    root = space.site.site.root_page
    active = Q(enrolments__state=EnrolmentState.ENROLLED)
    waiting = Q(enrolments__state=EnrolmentState.WAITING)
    return (
        EventPage.objects.descendant_of(root)
        .filter(enrolment__in=("MEMBERS", "ANYONE"))
        .annotate(
            enrolled=Count("enrolments", filter=active),
            waiting=Count("enrolments", filter=waiting),
        )
        .order_by("-starts_at", "-pk")
    )


def own_event(space: Space, pk: int) -> EventPage | None:
    """An event of the tree of a site, published or not: for who organises it."""
    root = space.site.site.root_page
    return EventPage.objects.descendant_of(root).filter(pk=pk).first()


def event_here(space: Space, actor, pk: int) -> EventPage:
    """An event that stands on this site and that the actor may read; 404 for any other."""
    if not shown(space, actor).filter(page_id=pk, kind=ContentKind.EVENT).exists():
        raise Http404
    return EventPage.objects.get(pk=pk)


def free_seats(event: EventPage) -> int | None:
    """How many seats are left; None where there is no limit."""
    if event.seats is None:
        return None
    taken = event.enrolments.filter(state=EnrolmentState.ENROLLED).count()
    return max(0, event.seats - taken)


def arrived(*, now) -> QuerySet[ContentPage]:
    """What was published with a later date that has come, and the search does not know yet."""
    known = SearchEntry.objects.filter(
        subject_type=ContentPage._meta.label_lower,
        subject_id=Cast(OuterRef("pk"), output_field=CharField()),
    )
    waited = ContentPage.objects.live().filter(published_on__gt=F("last_published_at"))
    return waited.filter(~Exists(known), published_on__lte=now)


def to_remind(*, now) -> list[tuple[Enrolment, Space]]:
    """Who is enrolled for an event of the next day and was not reminded, with the event's space."""
    soon = (
        Enrolment.objects.filter(state=EnrolmentState.ENROLLED, reminded_at=None)
        .filter(
            event__live=True,
            event__starts_at__gt=now,
            event__starts_at__lte=now + timedelta(hours=24),
        )
        .select_related("event")
    )
    spaces = {
        one.page_id: one.space
        for one in Placement.objects.filter(
            page__in=[one.event_id for one in soon], is_origin=True
        ).select_related("space")
    }
    return [(one, spaces[one.event_id]) for one in soon if one.event_id in spaces]


def every_topic() -> QuerySet[Topic]:
    return Topic.objects.all()


def hidden_topics(space: Space) -> set[int]:
    """The topics (keys) that a site does not use."""
    return set(Topic.objects.filter(hidden_in=space).values_list("pk", flat=True))


def hidden_slugs(space: Space) -> set[str]:
    """The topics that a site does not use, by slug."""
    return set(Topic.objects.filter(hidden_in=space).values_list("slug", flat=True))


def site_url() -> str:
    return reverse("pages:site")
