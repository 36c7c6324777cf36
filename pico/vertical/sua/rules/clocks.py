"""The clocks of a request as rules of the deadlines engine; how long they run comes from the parameters."""

from django.utils.translation import gettext_lazy as _

from pico.engines.deadlines.reckoning import Alert, Rule
from pico.engines.deadlines.terms import Roll, Unit

LEGAL = "sua.silenzio"
TARGET = "sua.istruttoria"
ANSWER = "sua.integrazioni"
AGREEMENT = "sua.convenzione"
DUE = "sua.rimborso"


def legal_rule(days: int, source: str) -> Rule:
    """Ten days from receipt, calendar; nothing suspends them: art. 62 c. 10 D.Lgs. 36/2023."""
    return Rule(
        LEGAL,
        _("Silenzio-assenso sulla richiesta di gara"),
        source,
        Unit.DAYS,
        days,
        _("data di protocollo della richiesta"),
        local_holidays=False,
        alerts=(Alert(days=-5), Alert(days=-2, task=True), Alert(days=0, task=True)),
    )


def target_rule(days: int, source: str) -> Rule:
    """The SUA's own target for the instruction; requests of integrations make it stand still."""
    return Rule(
        TARGET,
        _("Obiettivo interno dell'istruttoria"),
        source,
        Unit.DAYS,
        days,
        _("data di protocollo della richiesta"),
        alerts=(Alert(percent=75), Alert(days=0, task=True)),
    )


def answer_rule(days: int, source: str) -> Rule:
    """How long the ente has to send what is missing."""
    return Rule(
        ANSWER,
        _("Integrazioni della richiesta di gara"),
        source,
        Unit.DAYS,
        days,
        _("richiesta di integrazioni"),
        alerts=(Alert(days=-3), Alert(days=0, task=True), Alert(days=1)),
    )


def agreement_rule(months: int, source: str) -> Rule:
    """When to think of the renewal: so many months before the agreement ends."""
    return Rule(
        AGREEMENT,
        _("Rinnovo della convenzione SUA"),
        source,
        Unit.MONTHS,
        months,
        _("fine della convenzione"),
        backwards=True,
        alerts=(Alert(days=0, task=True), Alert(days=30)),
    )


def due_rule(days: int, source: str) -> Rule:
    """By when an ente pays what its SUA asks for; the note says the day."""
    return Rule(
        DUE,
        _("Pagamento del rimborso alla SUA"),
        source,
        Unit.DAYS,
        days,
        _("richiesta del rimborso"),
        roll=Roll.NONE,
        local_holidays=False,
        alerts=(Alert(days=-7), Alert(days=0, task=True)),
    )


# What «Se parte oggi…» offers, with the terms in force when this was written.
OFFERED = (legal_rule(10, "art. 62, c. 10, D.Lgs. 36/2023"),)
