"""What persons are told of campaigns: acts for who must answer, news for the others."""

from collections.abc import Iterable
from datetime import date, datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access.terms import Role
from pico.core.enti.models import Ente
from pico.core.enti.terms import PROVINCES
from pico.core.notices.actions import close_task, close_tasks, notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.core.people.queries import working_today
from pico.core.ui.formats import date_it

from ...models import NeedAnswer, SectionDelegation

ASKED = "sua.need.asked"
APPROVE = "sua.need.to_approve"
SECTION = "sua.need.section"
REMINDED = "sua.need.reminded"
CHECK = "sua.need.to_check"
EXTENDED = "sua.campaign.extended"
RESULT = "sua.campaign.result"


def role_of(ente: Ente) -> str:
    """Who answers for an ente."""
    return Role.PROVINCE_ADMIN if ente.kind in PROVINCES else Role.ENTE_ADMIN


def _due(answer: NeedAnswer) -> date | None:
    moment = answer.late_until or answer.campaign.closes_at
    return timezone.localdate(moment) if moment else None


def _url(answer: NeedAnswer) -> str:
    return answer.campaign.address("need")


def ask(*, answer: NeedAnswer, now: datetime, title: str = "", reason: str = "") -> None:
    """Put the answer on the list of who gives it."""
    campaign = answer.campaign
    open_task(
        subject=answer, kind=ASKED, title=title or campaign.title,
        reason=reason or _("%(sua)s raccoglie i fabbisogni.") % {"sua": campaign.owner},
        url=_url(answer), due_on=_due(answer), ente=answer.ente, role=role_of(answer.ente), now=now,
    )  # fmt: skip


def ask_approval(*, answer: NeedAnswer, who: str, now: datetime) -> None:
    open_task(
        subject=answer, kind=APPROVE,
        title=_("Da approvare: %(title)s") % {"title": answer.campaign.title},
        reason=_("%(who)s ha compilato i fabbisogni.") % {"who": who},
        url=_url(answer), due_on=_due(answer), ente=answer.ente, role=role_of(answer.ente), now=now,
    )  # fmt: skip


def approval_done(*, answer: NeedAnswer, now: datetime) -> None:
    close_task(subject=answer, kind=APPROVE, now=now)


def answered(*, answer: NeedAnswer, now: datetime) -> None:
    """Nobody of the ente waits any more."""
    nobody_waits(answers=[answer.pk], now=now)


def nobody_waits(*, answers: Iterable[int], now: datetime) -> None:
    close_tasks(model=NeedAnswer, keys=answers, kinds=(ASKED, APPROVE, SECTION), now=now)


def entrust(*, delegation: SectionDelegation, now: datetime) -> None:
    answer = delegation.answer
    open_task(
        subject=answer, kind=SECTION, title=answer.campaign.title,
        reason=_("Ti è affidata la sezione «%(section)s».")
        % {"section": delegation.section or _("Altri fabbisogni")},
        url=_url(answer), due_on=_due(answer), person=delegation.person, ente=answer.ente, now=now,
    )  # fmt: skip


def take_back(*, delegation: SectionDelegation, now: datetime) -> None:
    close_task(subject=delegation.answer, kind=SECTION, person=delegation.person, now=now)


def to_check(*, answer: NeedAnswer, now: datetime) -> None:
    """The SUA has an answer to look at."""
    open_task(
        subject=answer, kind=CHECK,
        title=_("Fabbisogni di %(ente)s") % {"ente": answer.ente},
        reason=_("Risposta inviata a «%(title)s»: da validare.") % {"title": answer.campaign.title},
        url=answer.campaign.address("need-given", answer.pk), ente=answer.campaign.owner,
        role=Role.SUA_OFFICER, now=now,
    )  # fmt: skip


def checked(*, answer: NeedAnswer, now: datetime) -> None:
    close_task(subject=answer, kind=CHECK, now=now)


def given_back(*, answer: NeedAnswer, reason: str, now: datetime) -> None:
    ask(
        answer=answer, now=now, reason=reason,
        title=_("Da correggere: %(title)s") % {"title": answer.campaign.title},
    )  # fmt: skip


def people_of(answer: NeedAnswer) -> set[int]:
    """Who answers for the ente, and the colleagues with a section."""
    places = working_today().filter(ente=answer.ente_id, roles__role=role_of(answer.ente))
    delegated = answer.delegations.values_list("person", flat=True)
    return {*places.values_list("person", flat=True), *delegated}


def remind(*, answer: NeedAnswer, now: datetime) -> None:
    campaign = answer.campaign
    closes = date_it(answer.late_until or campaign.closes_at)
    notify(
        people=people_of(answer), kind=REMINDED, level=NoticeLevel.ACT,
        title=_("Mancano i fabbisogni per «%(title)s»") % {"title": campaign.title},
        body=_("Si chiude il %(day)s. Anche «Nessun fabbisogno» è una risposta.") % {"day": closes},
        url=_url(answer), subject=campaign, ente=answer.ente, now=now,
    )  # fmt: skip


def extended(*, answer: NeedAnswer, reason: str, now: datetime) -> None:
    """Every ente that was asked hears of the new term; who still has to answer finds it on the task."""
    campaign = answer.campaign
    if answer.is_missing:
        ask(answer=answer, now=now)
    notify(
        people=people_of(answer), kind=EXTENDED, level=NoticeLevel.CONCERNS,
        title=_("«%(title)s»: c'è tempo fino al %(day)s")
        % {"title": campaign.title, "day": date_it(campaign.closes_at)},
        body=reason, url=_url(answer), subject=campaign, ente=answer.ente, now=now,
    )  # fmt: skip


def result(*, answer: NeedAnswer, now: datetime) -> None:
    """Who answered hears what came of it."""
    campaign = answer.campaign
    notify(
        people=people_of(answer), kind=RESULT, level=NoticeLevel.CONCERNS,
        title=_("Esito di «%(title)s»: %(outcome)s")
        % {"title": campaign.title, "outcome": campaign.get_outcome_display()},
        body=campaign.outcome_note, url=campaign.get_absolute_url(), subject=campaign,
        ente=answer.ente, now=now,
    )  # fmt: skip
