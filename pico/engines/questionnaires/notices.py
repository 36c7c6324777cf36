"""What persons are told of campaigns: tasks for who must answer, news for the others."""

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.terms import PROVINCES, EnteKind
from pico.core.notices.actions import close_task, close_tasks, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.queries import working_today
from pico.core.ui.formats import date_it

from .models import Campaign, Delegation, Invitation

ANSWER = "questionnaires.answer.asked"
SECTION = "questionnaires.section.entrusted"
APPROVE = "questionnaires.answer.to_approve"
REMINDED = "questionnaires.answer.reminded"
EXTENDED = "questionnaires.campaign.extended"
PUBLISHED = "questionnaires.campaign.published"
LABELS = {
    ANSWER: gettext_lazy("Questionario a cui rispondere"),
    SECTION: gettext_lazy("Sezione di un questionario affidata a me"),
    APPROVE: gettext_lazy("Risposta da approvare"),
    REMINDED: gettext_lazy("Sollecito a rispondere"),
    EXTENDED: gettext_lazy("Chiusura spostata"),
    PUBLISHED: gettext_lazy("Risultati pubblicati"),
}


def role_of(ente: Ente) -> str:
    """Who answers for an ente: its administrator, by the role of its kind."""
    if ente.kind in PROVINCES:
        return Role.PROVINCE_ADMIN
    return {EnteKind.UPI: Role.UPI_ADMIN, EnteKind.UPI_REGIONAL: Role.REGIONAL_ADMIN}.get(
        ente.kind, Role.ENTE_ADMIN
    )


def _url(campaign: Campaign) -> str:
    return campaign.used_by.url("answer", campaign.pk)


def _holder(invitation: Invitation) -> dict:
    if invitation.person_id:
        return {"person": invitation.person}
    return {"ente": invitation.ente, "role": role_of(invitation.ente)}


def ask(invitation: Invitation, *, now: datetime) -> None:
    """Put the answer on the list of who gives it."""
    campaign = invitation.campaign
    open_task(
        subject=invitation,
        kind=ANSWER,
        title=campaign.title,
        reason=_("%(owner)s chiede una risposta.") % {"owner": campaign.owner},
        url=_url(campaign),
        due_on=timezone.localdate(campaign.closes_at) if campaign.closes_at else None,
        now=now,
        **_holder(invitation),
    )


def answered(invitation: Invitation, *, now: datetime) -> None:
    nobody_waits([invitation.pk], now=now)


def nobody_waits(invitations: Iterable[int], *, now: datetime) -> None:
    """Take what these invitations ask off every list, however many they are."""
    close_tasks(model=Invitation, keys=invitations, kinds=(ANSWER, APPROVE, SECTION), now=now)


def ask_approval(invitation: Invitation, *, who: str, now: datetime) -> None:
    campaign = invitation.campaign
    open_task(
        subject=invitation,
        kind=APPROVE,
        title=_("Da approvare: %(title)s") % {"title": campaign.title},
        reason=_("%(who)s ha compilato la risposta.") % {"who": who},
        url=campaign.used_by.url("summary", campaign.pk),
        due_on=timezone.localdate(campaign.closes_at) if campaign.closes_at else None,
        now=now,
        **_holder(invitation),
    )


def approval_done(invitation: Invitation, *, now: datetime) -> None:
    close_task(subject=invitation, kind=APPROVE, now=now)


def entrust(delegation: Delegation, *, now: datetime) -> None:
    invitation = delegation.invitation
    campaign = invitation.campaign
    open_task(
        subject=invitation,
        kind=SECTION,
        title=campaign.title,
        reason=_("Ti è affidata la sezione «%(section)s».") % {"section": delegation.section.title},
        url=_url(campaign),
        due_on=timezone.localdate(campaign.closes_at) if campaign.closes_at else None,
        person=delegation.person,
        ente=invitation.ente,
        now=now,
    )


def take_back(delegation: Delegation, *, now: datetime) -> None:
    close_task(subject=delegation.invitation, kind=SECTION, person=delegation.person, now=now)


def _people_of(invitation: Invitation) -> set[int]:
    if invitation.person_id:
        return {invitation.person_id}
    places = working_today().filter(ente=invitation.ente, roles__role=role_of(invitation.ente))
    delegated = invitation.delegations.values_list("person", flat=True)
    return {*places.values_list("person", flat=True), *delegated}


def remind(invitation: Invitation, *, now: datetime) -> None:
    campaign = invitation.campaign
    closes = date_it(campaign.closes_at) if campaign.closes_at else ""
    notify(
        people=_people_of(invitation),
        kind=REMINDED,
        level=NoticeLevel.ACT,
        title=_("Manca la risposta a «%(title)s»") % {"title": campaign.title},
        body=_("Si chiude il %(day)s.") % {"day": closes},
        url=_url(campaign),
        subject=campaign,
        ente=invitation.ente,
        now=now,
    )


def tell_extension(
    campaign: Campaign, invitations: Iterable[Invitation], reason: str, *, now: datetime
) -> None:
    """Tell who still has to answer that there is more time, and why."""
    for invitation in invitations:
        invitation.campaign = campaign
        ask(invitation, now=now)
        notify(
            people=_people_of(invitation),
            kind=EXTENDED,
            level=NoticeLevel.CONCERNS,
            title=_("«%(title)s»: c'è tempo fino al %(day)s")
            % {"title": campaign.title, "day": date_it(campaign.closes_at)},
            body=reason,
            url=_url(campaign),
            subject=campaign,
            ente=invitation.ente,
            now=now,
        )


def tell_reopening(invitation: Invitation, reason: str, *, now: datetime) -> None:
    campaign = invitation.campaign
    open_task(
        subject=invitation,
        kind=ANSWER,
        title=_("Riaperta: %(title)s") % {"title": campaign.title},
        reason=reason,
        url=_url(campaign),
        due_on=timezone.localdate(invitation.late_until) if invitation.late_until else None,
        now=now,
        **_holder(invitation),
    )


def tell_results(campaign: Campaign, people: Iterable[int], *, now: datetime) -> None:
    """Who answered hears first that something comes back."""
    notify(
        people=people,
        kind=PUBLISHED,
        level=NoticeLevel.CONCERNS,
        title=_("I risultati di «%(title)s» sono pubblicati") % {"title": campaign.title},
        body=_("C'è anche la posizione del tuo ente.") if campaign.asks_enti else "",
        url=campaign.used_by.url("results", campaign.pk),
        subject=campaign,
        now=now,
    )
