"""A site adopts a content of another: as a mirror, or as a copy of its own that keeps its lineage."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.actions.copy_page import CopyPageAction

from pico.core.audit import trail
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices import actions as notices
from pico.core.notices.terms import NoticeLevel
from pico.core.people.models import Person
from pico.portal.pages.models import ContentPage, Placement
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.staff import editors_of

from .. import queries
from ..luggage import Luggage, unpack
from ..models import Adoption
from ..permissions import SharingPermission
from ..reading import changes, fields_of, read
from ..terms import SHAREABLE, AdoptionMode, NoticeKind
from .spreading import spread


@transaction.atomic
def adopt(*, page: ContentPage, space: Space, mode: AdoptionMode, actor, now: datetime) -> Adoption:
    """Take a published content of another site; a copy is born as a draft of the adopting site.

    Refuses what is not published, what is reserved, and a second adoption of the same content.
    """
    actor.require(SharingPermission.RECEIVE, space)
    source = Placement.objects.filter(page_id=page.pk, is_origin=True).select_related("space")
    own = source.visible_to(actor).first()
    if own is None or own.scope not in SHAREABLE:
        raise Refusal(
            _("Questo contenuto non è (più) pubblicato: non si può adottare."), code="not_published"
        )
    if own.space_id == space.pk:
        raise Refusal(_("Questo contenuto è già del tuo sito."), code="own_content")
    page = page.specific
    mode = AdoptionMode(mode)
    try:
        with transaction.atomic():
            adoption = Adoption.objects.create(
                space=space,
                mode=mode,
                source_id=page.pk,
                revision=page.live_revision,
                origin=own.space,
                source_title=page.title,
                text=read(page),
                adopted_by_id=actor.person_id,
                adopted_at=now,
            )
    except IntegrityError:
        raise Refusal(
            _("Il tuo sito ha già adottato questo contenuto: lo trovi fra le pagine adottate."),
            code="already_adopted",
        ) from None
    if mode == AdoptionMode.COPY:
        adoption.copy = _copy(page, space, actor)
        adoption.save(update_fields=["copy"])
    else:
        spread(page=page)
    trail.record(
        "portal.content.adopted",
        _("Ha adottato «%(title)s» da %(origin)s.")
        % {"title": page.title, "origin": own.space.name},
        subject=adoption,
        actor=actor,
        now=now,
        mode=str(mode),
    )
    return adoption


def _copy(page: ContentPage, space: Space, actor) -> ContentPage:
    """A draft with what the source has published, never with its drafts."""
    parent = queries.index_for(space, page.kind)
    if parent is None:
        raise Refusal(
            _("Il tuo sito non ha un elenco per «%(kind)s»: crealo nella redazione, poi adotta.")
            % {"kind": page.get_kind_display()},
            code="no_index",
        )
    taken = {"slug": _free_slug(parent, page.slug), "owner_id": actor.person_id}
    copy = CopyPageAction(
        page,
        to=parent,
        copy_revisions=False,
        keep_live=False,
        update_attrs={**taken, "expire_at": None, "go_live_at": None, "is_featured": False},
        log_action=None,
    ).execute(skip_permission_checks=True)
    copy = ContentPage.objects.get(pk=copy.pk).specific
    unpack(copy, Luggage(_collection(space)))
    copy.save(clean=False)
    copy.save_revision(user=Person.objects.filter(pk=actor.person_id).first(), clean=False)
    return ContentPage.objects.get(pk=copy.pk)


def _collection(space: Space):
    return SpaceSite.objects.select_related("collection").get(space=space).collection


def _free_slug(parent, slug: str) -> str:
    taken = set(parent.get_children().values_list("slug", flat=True))
    if slug not in taken:
        return slug
    return next(f"{slug}-{n}" for n in range(2, len(taken) + 3) if f"{slug}-{n}" not in taken)


@transaction.atomic
def update_copy(*, adoption: Adoption, actor, now: datetime) -> Adoption:
    """Bring what the source says today into a new draft of the copy; what is published stays."""
    actor.require(SharingPermission.RECEIVE, adoption.space)
    source = _published(adoption)
    copy = adoption.copy.specific.get_latest_revision_as_object()
    for name in ("title", *(field.name for field in fields_of(source))):
        setattr(copy, name, getattr(source, name))
    unpack(copy, Luggage(_collection(adoption.space)))
    copy.save_revision(
        user=Person.objects.filter(pk=actor.person_id).first(), log_action="wagtail.edit"
    )
    _look(adoption, source)
    trail.record(
        "portal.adoption.updated",
        _("Ha portato nella sua copia il testo dell'originale, in bozza."),
        subject=adoption,
        actor=actor,
        now=now,
    )
    return adoption


@transaction.atomic
def mark_seen(*, adoption: Adoption, actor, now: datetime) -> Adoption:
    """Say that the change of the source was seen; the copy stays as it is."""
    actor.require(SharingPermission.RECEIVE, adoption.space)
    _look(adoption, _published(adoption))
    trail.record(
        "portal.adoption.seen",
        _("Ha visto la modifica dell'originale."),
        subject=adoption,
        actor=actor,
        now=now,
    )
    return adoption


@transaction.atomic
def return_mirror(*, adoption: Adoption, actor, now: datetime) -> None:
    """Stop mirroring a content: it leaves the site; an own copy is deleted in the editor instead."""
    actor.require(SharingPermission.RECEIVE, adoption.space)
    if adoption.mode != AdoptionMode.MIRROR:
        raise Refusal(
            _("È una tua pagina: la archivi o la elimini nella redazione."), code="own_copy"
        )
    trail.record(
        "portal.adoption.returned",
        _("Non mostra più «%(title)s».") % {"title": adoption.source_title},
        subject=adoption.space,
        actor=actor,
        now=now,
    )
    source = adoption.source
    adoption.delete()
    if source is not None:
        spread(page=source)


def _published(adoption: Adoption) -> ContentPage:
    if adoption.source is None or not adoption.source.live:
        raise Refusal(
            _("L'originale non è più pubblicato: la tua copia resta com'è."), code="source_gone"
        )
    return adoption.source.specific


def _look(adoption: Adoption, source: ContentPage) -> None:
    adoption.text, adoption.revision_id = read(source), source.live_revision_id
    adoption.source_title, adoption.changed_at = source.title, None
    adoption.save(update_fields=["text", "revision", "source_title", "changed_at"])


# --- what happens to the source ------------------------------------------------------------------


@transaction.atomic
def follow_source(*, page: ContentPage, now: datetime) -> int:
    """Tell who adopted a content that it reads differently now; the same text tells nobody."""
    adoptions = list(queries.adoptions_of(page))
    if not adoptions:
        return 0
    text, told = read(page), 0
    for adoption in adoptions:
        was_gone, adoption.gone_at = adoption.gone_at, None
        if adoption.mode == AdoptionMode.MIRROR:
            adoption.text, adoption.source_title = text, page.title
        elif changes(adoption.text, text):
            adoption.changed_at = now
            told += 1
            _tell(adoption, NoticeKind.CHANGED, _("L'originale di «%(title)s» è cambiato"), now)
        elif was_gone is None:
            continue
        adoption.save(update_fields=["text", "source_title", "changed_at", "gone_at"])
    return told


@transaction.atomic
def lose_source(*, page: ContentPage, now: datetime) -> int:
    """Tell who adopted a content that it was withdrawn: a copy stays, a mirror went with it."""
    adoptions = list(queries.adoptions_of(page).filter(gone_at=None))
    for adoption in adoptions:
        adoption.gone_at = now
        adoption.save(update_fields=["gone_at"])
        said = (
            _("«%(title)s» è stato ritirato: non è più sul tuo sito")
            if adoption.mode == AdoptionMode.MIRROR
            else _("L'originale di «%(title)s» è stato ritirato: la tua copia resta")
        )
        _tell(adoption, NoticeKind.GONE, said, now)
    return len(adoptions)


def _tell(adoption: Adoption, kind: NoticeKind, said: str, now: datetime) -> None:
    notices.notify(
        people={adoption.adopted_by_id} | editors_of(adoption.space),
        kind=kind,
        level=NoticeLevel.CONCERNS,
        title=said % {"title": adoption.source_title},
        body=_("Viene da %(name)s.") % {"name": adoption.origin.name},
        url=path_in(adoption.space, "sharing:adoption", adoption.pk),
        subject=adoption,
        ente=adoption.space.ente,
        now=now,
    )
