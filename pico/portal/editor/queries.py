"""The lists of the editorial office, each of one site only."""

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast
from wagtail.models import Page, PageLogEntry, Revision, WorkflowState

from pico.portal.pages.models import ContentPage, HomePage, IndexPage
from pico.portal.sites.models import SpaceSite

SHOWN = 6


def pages_of(site: SpaceSite) -> QuerySet[Page]:
    """Every page of a site, with what its state needs."""
    return (
        Page.objects.filter(path__startswith=site.site.root_page.path)
        .select_related("owner", "content_type")
        .annotate_approved_schedule()
        .prefetch_workflow_states()
    )


def drafts(site: SpaceSite, person_id: int) -> QuerySet[Page]:
    """What this person wrote, or changed last, and is not online as it stands."""
    return (
        pages_of(site)
        .filter(has_unpublished_changes=True, latest_revision__user=person_id)
        .exclude(Exists(_reviews(WorkflowState.STATUS_IN_PROGRESS)))
        .exclude(Exists(_schedules()))
        .exclude(_approved_version=True)
        .order_by("-latest_revision_created_at")
    )


def to_approve(site: SpaceSite) -> QuerySet[Page]:
    """What waits for a decision, the oldest first."""
    return (
        pages_of(site)
        .filter(Exists(_reviews(WorkflowState.STATUS_IN_PROGRESS)))
        .order_by("latest_revision_created_at")
    )


def to_publish(site: SpaceSite) -> QuerySet[Page]:
    """What was approved and waits for «Pubblica», the oldest approval first."""
    return (
        pages_of(site)
        .filter(_approved_version=True)
        .exclude(Exists(_reviews(WorkflowState.STATUS_IN_PROGRESS)))
        .exclude(Exists(_schedules()))
        .order_by("latest_revision_created_at")
    )


def scheduled(site: SpaceSite) -> QuerySet[Page]:
    """What goes online by itself."""
    at = _schedules().order_by("approved_go_live_at").values("approved_go_live_at")[:1]
    return pages_of(site).filter(Exists(_schedules())).annotate(goes_at=at).order_by("goes_at")


def archive(site: SpaceSite) -> QuerySet[Page]:
    """What was online and is no longer."""
    return (
        pages_of(site)
        .filter(live=False, first_published_at__isnull=False, _approved_version=False)
        .order_by("-latest_revision_created_at", "-pk")
    )


def changes(site: SpaceSite) -> QuerySet[PageLogEntry]:
    """What happened lately in a site, the newest first."""
    return (
        PageLogEntry.objects.filter(page__path__startswith=site.site.root_page.path)
        .select_related("user", "page")
        .order_by("-timestamp", "-pk")
    )


def page_of(site: SpaceSite, pk: int) -> Page | None:
    return pages_of(site).filter(pk=pk).first()


def shelves(site: SpaceSite) -> list[Page]:
    """Where contents may be put: the home and the indexes, from the top."""
    pages = Page.objects.filter(path__startswith=site.site.root_page.path)
    return list(pages.type(HomePage, IndexPage).order_by("path").specific())


def content_types() -> list[type[ContentPage]]:
    """The kinds of content that may be made."""
    return [model for model in _descendants(ContentPage) if model.is_creatable]


def _descendants(model):
    for child in model.__subclasses__():
        yield child
        yield from _descendants(child)


def _reviews(status: str):
    key = Cast(OuterRef("pk"), output_field=CharField())
    return WorkflowState.objects.filter(
        base_content_type__app_label="wagtailcore", object_id=key, status=status
    )


def _schedules():
    key = Cast(OuterRef("pk"), output_field=CharField())
    return Revision.page_revisions.filter(object_id=key, approved_go_live_at__isnull=False)
