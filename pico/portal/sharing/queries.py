"""What travels: where a content goes, what a site receives, proposals and adoptions."""

from django.db.models import OuterRef, Q, QuerySet, Subquery
from wagtail.models import Page

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.portal.pages.models import ContentPage, IndexPage, Placement
from pico.portal.sites.addresses import MAIN_LANGUAGE
from pico.portal.sites.queries import site_of

from .models import Adoption, Proposal, Reception, Sharing
from .terms import AdoptionMode, ProposalState, Reach

# --- where a content goes ----------------------------------------------------------------------


def reached_by(page_id: int, origin_id: int) -> set[int]:
    """The sites where a content stands besides its own: shared, accepted by proposal, mirrored."""
    shared = Q(pk__in=[])
    sharing = Sharing.objects.filter(page=page_id).select_related("page").first()
    if sharing:
        shared = _within(sharing, origin_id)
    accepted = Proposal.objects.filter(page=page_id, state=ProposalState.ACCEPTED).values("to")
    mirrored = Adoption.objects.filter(source=page_id, mode=AdoptionMode.MIRROR).values("space")
    found = Space.objects.filter(shared | Q(pk__in=accepted) | Q(pk__in=mirrored))
    return set(found.exclude(pk=origin_id).values_list("pk", flat=True))


def _within(sharing: Sharing, origin_id: int) -> Q:
    """What a reach means: always below the origin, whatever was ticked."""
    below = Q(parent=origin_id) | Q(parent__parent=origin_id)
    if sharing.reach == Reach.ALL:
        return below
    if sharing.reach == Reach.REGIONAL:
        return below & Q(kind=SpaceKind.REGIONAL)
    if sharing.reach == Reach.PROVINCES:
        chosen = sharing.spaces.values("pk")
        return below & Q(kind=SpaceKind.PROVINCIAL, pk__in=chosen)
    return Q(pk__in=[])


def provinces_below(space: Space) -> QuerySet[Space]:
    """The Provinces' sites that a site may share with, by region."""
    found = Space.objects.filter(kind=SpaceKind.PROVINCIAL).select_related("ente__region")
    if space.kind == SpaceKind.REGIONAL:
        found = found.filter(parent=space)
    return found.order_by("ente__region__name", "name")


def sites_above(space: Space) -> list[Space]:
    """The sites to which a site may propose: UPI nazionale first."""
    chain = []
    above = space.parent
    while above is not None:
        chain.append(above)
        above = above.parent
    return chain[::-1]


# --- own contents --------------------------------------------------------------------------------


def own_contents(space: Space) -> QuerySet[Placement]:
    """What a site publishes of its own, with how far it reaches."""
    reach = Sharing.objects.filter(page=OuterRef("page")).values("reach")[:1]
    return (
        Placement.objects.filter(space=space, is_origin=True)
        .select_related("page")
        .annotate(reach=Subquery(reach))
    )


def own_page(space: Space, pk: int) -> QuerySet[ContentPage]:
    """A content of the space's own tree."""
    site = site_of(space)
    if site is None:
        return ContentPage.objects.none()
    return ContentPage.objects.filter(pk=pk, path__startswith=site.site.root_page.path)


def standing(page: ContentPage) -> QuerySet[Placement]:
    """On which sites a content stands besides its own."""
    return (
        Placement.objects.filter(page=page, is_origin=False)
        .select_related("space")
        .order_by("space__name")
    )


# --- received and offered -------------------------------------------------------------------------


def received(space: Space, actor) -> QuerySet[Placement]:
    """What a site receives from others, the last first; hidden ones too."""
    return (
        Placement.objects.filter(space=space, is_origin=False)
        .visible_to(actor)
        .select_related("page", "origin", "space")
    )


def offered(space: Space, actor) -> QuerySet[Placement]:
    """What the other sites publish and this one may adopt: never a draft."""
    return (
        Placement.objects.filter(is_origin=True)
        .exclude(space=space)
        .visible_to(actor)
        .select_related("page", "space")
    )


def source_placement(page: ContentPage, actor) -> Placement | None:
    """How a content stands on its own site, if the actor may read it there."""
    return Placement.objects.filter(page=page, is_origin=True).visible_to(actor).first()


def reception_of(space: Space, page: ContentPage) -> Reception:
    """What the site decided about a content; an empty one where nothing was."""
    found = Reception.objects.filter(space=space, page=page).first()
    return found or Reception(space=space, page=page)


def shared_here(space: Space, actor, *, origin: str, path: str) -> Placement | None:
    """The content of another site at this address of ours, if it stands here and the actor may read it."""
    rows = Placement.objects.filter(space=space, is_origin=False, is_hidden=False)
    rows = rows.filter(origin__slug=origin, page__slug=path.rsplit("/", 1)[-1])
    for placement in rows.visible_to(actor).select_related("page", "origin", "space"):
        _site, _root, address = placement.page.get_url_parts()
        if address.removeprefix(placement.origin.prefix).strip("/") == path:
            return placement
    return None


# --- proposals ----------------------------------------------------------------------------------


def proposals_to(space: Space) -> QuerySet[Proposal]:
    return Proposal.objects.filter(to=space).select_related("page", "origin", "to", "proposed_by")


def proposals_from(space: Space) -> QuerySet[Proposal]:
    return Proposal.objects.filter(origin=space).select_related(
        "page", "origin", "to", "proposed_by"
    )


def proposals_of(page: ContentPage) -> QuerySet[Proposal]:
    return Proposal.objects.filter(page=page).select_related("to")


# --- adoptions ----------------------------------------------------------------------------------


def adoptions(space: Space) -> QuerySet[Adoption]:
    """What a site adopted, the last first."""
    return Adoption.objects.filter(space=space).select_related("origin", "copy", "source", "space")


def adoptions_of(page: ContentPage) -> QuerySet[Adoption]:
    """Who adopted a content."""
    return Adoption.objects.filter(source=page).select_related("space__ente", "origin")


def adoption_of(space: Space, page: ContentPage) -> Adoption | None:
    return Adoption.objects.filter(space=space, source=page).first()


LONGEST_LINEAGE = 8


def lineage(page: Page) -> list[Adoption]:
    """Of what a copy was made, and of what that was made, nearest first."""
    chain: list[Adoption] = []
    key = page.pk
    while key and len(chain) < LONGEST_LINEAGE:
        one = Adoption.objects.filter(copy=key).select_related("origin", "source").first()
        if one is None or one in chain:
            break
        chain.append(one)
        key = one.source_id
    return chain


def index_for(space: Space, kind: str) -> IndexPage | None:
    """The list of a site under which a content of this kind stands."""
    site = site_of(space)
    if site is None:
        return None
    root = site.site.root_page
    found = IndexPage.objects.descendant_of(root).filter(lists=kind, live=True)
    return found.filter(locale__language_code=MAIN_LANGUAGE).order_by("path").first()
