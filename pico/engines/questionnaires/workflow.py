"""The life of a campaign (FEATURES §14.9) and of an answer, as tables."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.access.scopes import PUBLIC
from pico.core.adhesion.workflow import Step, Workflow

from .language.outline import Outline
from .permissions import QuestionnairePermission as Permission
from .terms import NEVER_ANONYMOUS, RUNNING, Audience
from .terms import AnswerState as A
from .terms import CampaignState as S

__all__ = ["ANSWER", "CAMPAIGN", "Step", "prepared"]


def prepared(campaign, outline: Outline):
    """Return the campaign with what conditions need to know of its questions."""
    campaign.asked = outline.asked
    return campaign


def asks_something(campaign) -> str | None:
    if campaign.asked:
        return None
    return _("Aggiungi almeno una domanda.")


def closes_one_day(campaign) -> str | None:
    if campaign.closes_at:
        return None
    return _("Scrivi quando si chiude, in «Destinatari e tempi».")


def closes_after_it_opens(campaign) -> str | None:
    if not campaign.opens_at or campaign.opens_at < campaign.closes_at:
        return None
    return _("La chiusura viene prima dell'apertura: correggi le date.")


def opens_one_day(campaign) -> str | None:
    if campaign.opens_at:
        return None
    return _("Scrivi quando si apre, oppure aprilo subito.")


def tells_about_privacy(campaign) -> str | None:
    if campaign.privacy.strip() or campaign.is_quick:
        return None
    return _("Scrivi l'informativa: chi risponde deve sapere che cosa se ne farà.")


def asks_nothing_that_names(campaign) -> str | None:
    """Files carry the name of who sends them; a draft with a file needs an author."""
    if not campaign.in_one_go:
        return None
    found = [one.label for one in campaign.asked if one.kind in NEVER_ANONYMOUS]
    if not found:
        return None
    return _("Un sondaggio anonimo o pubblico non può chiedere file: togli «%(label)s».") % {
        "label": found[0]
    }


def knows_whom_to_ask(campaign) -> str | None:
    if campaign.audience in (Audience.READERS, Audience.PUBLIC) or campaign.recipients:
        return None
    return _("Scegli i destinatari in «Destinatari e tempi».")


def is_seen_by_who_answers(campaign) -> str | None:
    """Anybody answers only what anybody sees."""
    if campaign.audience != Audience.PUBLIC or campaign.scope == PUBLIC:
        return None
    return _("Chiunque può rispondere solo a ciò che tutti vedono: scegli il livello «Pubblico».")


def gives_something_back(campaign) -> str | None:
    if campaign.published:
        return None
    return _("Scegli almeno una domanda da pubblicare, in «Pubblicazione».")


READY = (
    asks_something,
    closes_one_day,
    closes_after_it_opens,
    tells_about_privacy,
    asks_nothing_that_names,
    knows_whom_to_ask,
    is_seen_by_who_answers,
)

CAMPAIGN = Workflow(
    S,
    (
        Step("try_out", gettext_lazy("Metti in prova"), (S.DRAFT,), S.TRIAL, Permission.DESIGN, (asks_something,)),
        Step("open", gettext_lazy("Apri subito"), (S.DRAFT, S.TRIAL, S.SCHEDULED), S.OPEN, Permission.PUBLISH, READY),
        Step("schedule", gettext_lazy("Programma l'apertura"), (S.DRAFT, S.TRIAL), S.SCHEDULED, Permission.PUBLISH, (*READY, opens_one_day)),
        Step("rework", gettext_lazy("Torna in bozza"), (S.TRIAL, S.SCHEDULED), S.DRAFT, Permission.DESIGN),
        Step("extend", gettext_lazy("Proroga"), RUNNING, S.EXTENDED, Permission.PUBLISH, needs_reason=True),
        Step("close", gettext_lazy("Chiudi ora"), RUNNING, S.CLOSED, Permission.PUBLISH),
        Step("analyse", gettext_lazy("Comincia l'analisi"), (S.CLOSED,), S.ANALYSIS, Permission.DESIGN),
        Step("publish", gettext_lazy("Pubblica i risultati"), (S.CLOSED, S.ANALYSIS), S.PUBLISHED, Permission.PUBLISH, (gives_something_back,)),
        Step("retract", gettext_lazy("Ritira i risultati"), (S.PUBLISHED,), S.ANALYSIS, Permission.PUBLISH),
        Step("archive", gettext_lazy("Archivia"), (S.PUBLISHED,), S.ARCHIVED, Permission.PUBLISH),
        Step("cancel", gettext_lazy("Annulla"), (S.DRAFT, S.TRIAL, S.SCHEDULED, *RUNNING), S.CANCELLED, Permission.PUBLISH, needs_reason=True),
    ),
)  # fmt: skip

ANSWER = Workflow(
    A,
    (
        Step("begin", gettext_lazy("Comincia"), (A.TO_FILL, A.REOPENED), A.FILLING, Permission.FILL),
        Step("ask_approval", gettext_lazy("Chiedi l'approvazione"), (A.FILLING, A.REOPENED), A.APPROVAL, Permission.FILL),
        Step("send_back", gettext_lazy("Rimanda in compilazione"), (A.APPROVAL,), A.FILLING, Permission.APPROVE, needs_reason=True),
        Step("send", gettext_lazy("Approva e invia"), (A.FILLING, A.REOPENED, A.APPROVAL), A.SENT, Permission.APPROVE),
        Step("recall", gettext_lazy("Riapri per correggere"), (A.SENT,), A.REOPENED, Permission.APPROVE),
        Step("reopen", gettext_lazy("Riapri"), (A.SENT, A.EXPIRED), A.REOPENED, Permission.PUBLISH, needs_reason=True),
        Step("let_lapse", gettext_lazy("Scaduta"), (A.TO_FILL, A.FILLING, A.APPROVAL, A.REOPENED), A.EXPIRED, Permission.PUBLISH, by_system=True),
    ),
)  # fmt: skip
