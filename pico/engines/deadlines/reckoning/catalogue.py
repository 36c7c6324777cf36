"""Rules that can be simulated: the engine's, of every office, and those that modules declare."""

from django.utils.translation import gettext_lazy as _

from ..terms import Roll, Unit
from .rules import Rule

_declared: dict[str, Rule] = {}

# Terms of every office. The saint of a town is no holiday of the law: these rules do not count it.
GENERAL = (
    Rule(
        "deadlines.procedimento",
        _("Conclusione del procedimento"),
        _("art. 2, c. 2, L. 241/1990"),
        Unit.DAYS,
        30,
        _("ricevimento della domanda"),
        roll=Roll.HOLIDAYS,
        local_holidays=False,
    ),
    Rule(
        "deadlines.preavviso_rigetto",
        _("Osservazioni dopo il preavviso di rigetto"),
        _("art. 10-bis, L. 241/1990"),
        Unit.DAYS,
        10,
        _("ricevimento del preavviso"),
        roll=Roll.HOLIDAYS,
        local_holidays=False,
    ),
    Rule(
        "deadlines.parere",
        _("Parere di un organo consultivo"),
        _("art. 16, c. 1, L. 241/1990"),
        Unit.DAYS,
        20,
        _("ricevimento della richiesta"),
        roll=Roll.HOLIDAYS,
        local_holidays=False,
    ),
    Rule(
        "deadlines.accesso",
        _("Accesso ai documenti"),
        _("art. 25, c. 4, L. 241/1990"),
        Unit.DAYS,
        30,
        _("richiesta di accesso"),
        roll=Roll.HOLIDAYS,
        local_holidays=False,
    ),
    Rule(
        "deadlines.accesso_civico",
        _("Accesso civico"),
        _("art. 5, c. 6, D.Lgs. 33/2013"),
        Unit.DAYS,
        30,
        _("presentazione dell'istanza"),
        roll=Roll.HOLIDAYS,
        local_holidays=False,
    ),
    Rule(
        "deadlines.privacy",
        _("Risposta a chi esercita i suoi diritti sui dati"),
        _("art. 12, par. 3, Reg. (UE) 2016/679"),
        Unit.MONTHS,
        1,
        _("ricevimento della richiesta"),
        roll=Roll.WORKING,
        local_holidays=False,
    ),
    Rule(
        "deadlines.violazione",
        _("Notifica di una violazione di dati al Garante"),
        _("art. 33, par. 1, Reg. (UE) 2016/679"),
        Unit.HOURS,
        72,
        _("quando se ne viene a conoscenza"),
        roll=Roll.NONE,
    ),
)


def declare(*rules: Rule) -> None:
    """Offer rules among those to simulate; a module calls it at start-up."""
    _declared.update({rule.key: rule for rule in rules})


def declared() -> dict[str, Rule]:
    return dict(_declared)
