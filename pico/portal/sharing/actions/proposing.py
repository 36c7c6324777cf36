"""A site proposes a content to the site above, which accepts it or says why not."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.notices import actions as notices
from pico.core.notices.terms import NoticeLevel
from pico.portal.pages.models import ContentPage, Placement
from pico.portal.sites.queries import space_of_page
from pico.portal.sites.staff import editors_of, role_to_ask

from .. import queries
from ..models import Proposal
from ..permissions import SharingPermission
from ..terms import SHAREABLE, NoticeKind, ProposalState
from .spreading import spread


@transaction.atomic
def propose(*, page: ContentPage, to: Space, note: str, actor, now: datetime) -> Proposal:
    """Ask the site above to show a published content; its editors find the task among theirs.

    Refuses drafts, contents for few readers, a second proposal while one is open or accepted.
    """
    origin = space_of_page(page)
    actor.require(SharingPermission.PROPOSE, origin)
    _check(page, to, origin)
    try:
        with transaction.atomic():
            proposal = Proposal.objects.create(
                page_id=page.pk,
                origin=origin,
                to=to,
                note=note.strip(),
                proposed_by_id=actor.person_id,
                proposed_at=now,
            )
    except IntegrityError:
        raise Refusal(
            _("Hai già proposto questo contenuto a %(name)s: segui l'esito fra le proposte.")
            % {"name": to.name},
            code="already_proposed",
        ) from None
    trail.record(
        "portal.proposal.made",
        _("Proposto a %(name)s.") % {"name": to.name},
        subject=proposal,
        actor=actor,
        now=now,
    )
    notices.open_task(
        subject=proposal,
        kind=NoticeKind.PROPOSED,
        title=_("%(origin)s propone «%(title)s»") % {"origin": origin.name, "title": page.title},
        reason=note or _("Decidi se mostrarlo sul tuo sito."),
        url=path_in(to, "sharing:proposal", proposal.pk),
        ente=to.ente,
        role=role_to_ask(to),
        now=now,
    )
    return proposal


def _check(page: ContentPage, to: Space, origin: Space) -> None:
    if to.pk not in {space.pk for space in queries.sites_above(origin)}:
        raise Refusal(_("Puoi proporre solo ai siti sopra il tuo."), code="not_above")
    placement = Placement.objects.filter(page_id=page.pk, is_origin=True).first()
    if placement is None:
        raise Refusal(
            _("Prima pubblica il contenuto sul tuo sito, poi proponilo."), code="not_published"
        )
    if placement.scope not in SHAREABLE:
        raise Refusal(
            _("Questo contenuto è riservato ad alcuni lettori: rendilo pubblico, poi proponilo."),
            code="reserved",
        )


@transaction.atomic
def decide(*, proposal: Proposal, accept: bool, reason: str = "", actor, now: datetime) -> Proposal:
    """Accept a proposal, so that the content stands on the site, or refuse it with the reason."""
    actor.require(SharingPermission.DECIDE, proposal.to)
    proposal = _locked(proposal)
    if not accept and not reason.strip():
        raise Refusal(
            _("Scrivi il motivo: chi ha proposto deve capire che cosa cambiare."), code="no_reason"
        )
    proposal.state = ProposalState.ACCEPTED if accept else ProposalState.REJECTED
    proposal.reason = "" if accept else reason.strip()
    _close(proposal, actor, now)
    if accept:
        spread(page=proposal.page)
    said = (
        _("%(name)s mostra il tuo contenuto «%(title)s»")
        if accept
        else _("%(name)s non mostra il tuo contenuto «%(title)s»")
    )
    notices.notify(
        people={proposal.proposed_by_id} | editors_of(proposal.origin),
        kind=NoticeKind.DECIDED,
        level=NoticeLevel.CONCERNS,
        title=said % {"name": proposal.to.name, "title": proposal.page.title},
        body=proposal.reason,
        url=path_in(proposal.origin, "sharing:proposal", proposal.pk),
        subject=proposal,
        ente=proposal.origin.ente,
        now=now,
    )
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, actor, now: datetime) -> Proposal:
    """Take a proposal back before it is decided."""
    actor.require(SharingPermission.PROPOSE, proposal.origin)
    proposal = _locked(proposal)
    proposal.state = ProposalState.WITHDRAWN
    _close(proposal, actor, now)
    return proposal


def _locked(proposal: Proposal) -> Proposal:
    proposal = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("page", "origin__ente", "to__ente")
        .get(pk=proposal.pk)
    )
    if proposal.state != ProposalState.PROPOSED:
        raise Refusal(
            _("Questa proposta è già chiusa: ricarica la pagina per vedere l'esito."),
            code="already_decided",
        )
    return proposal


def _close(proposal: Proposal, actor, now: datetime) -> None:
    proposal.decided_by_id, proposal.decided_at = actor.person_id, now
    proposal.save(update_fields=["state", "reason", "decided_by", "decided_at"])
    notices.close_task(subject=proposal, kind=NoticeKind.PROPOSED, now=now)
    trail.record(
        f"portal.proposal.{proposal.state.lower()}",
        _("Proposta %(state)s.") % {"state": proposal.get_state_display().lower()},
        subject=proposal,
        actor=actor,
        now=now,
        reason=proposal.reason,
    )
