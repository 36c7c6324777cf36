"""What the law asks of a contract: procedure, threshold, qualification, criterion, money, cards, length.

Pure: the figures in force on the day come in, nothing is read. Every edge is «inferiore a», strict, where
the law says so. Sources: artt. 14, 50, 62, 63, 108, 187, All. I.3, I.4, II.4 D.Lgs. 36/2023.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, Protocol

from django.utils.translation import gettext as _

from ..terms.procurement import (
    CONCESSIONS,
    ContractKind,
    Criterion,
    Procedure,
    Sector,
    Technique,
    sector_of,
)

CENT = Decimal("0.01")
WORKS_LEVELS = ("L3", "L2", "L1")  # lowest first: the digit runs opposite
GOODS_LEVELS = ("SF3", "SF2", "SF1")
ORDINARY = (Procedure.OPEN, Procedure.RESTRICTED, Procedure.COMPETITIVE)
ABOVE = (*ORDINARY, Procedure.DIALOGUE, Procedure.INNOVATION)
LENGTH_KEYS = {
    Procedure.OPEN: "aperta",
    Procedure.RESTRICTED: "ristretta",
    Procedure.COMPETITIVE: "competitiva",
    Procedure.NEGOTIATED: "negoziata",
    Procedure.DIALOGUE: "dialogo",
    Procedure.INNOVATION: "innovazione",
}
AFTER_AWARD = ("SC1", "I1", "SA1", "CO1", "CL1")


class Figure(Protocol):
    """A figure of the law in force on a day, as `queries.parameters.Found` is."""

    @property
    def value(self) -> Any: ...
    @property
    def source(self) -> str: ...
    @property
    def valid_from(self) -> date: ...
    @property
    def valid_to(self) -> date | None: ...


Figures = Mapping[str, Figure]


@dataclass(frozen=True, slots=True)
class Case:
    """A contract: `value` is the estimated value of all lots, options included, without VAT."""

    kind: str
    value: Decimal
    base: Decimal = Decimal(0)
    labour: Decimal = Decimal(0)
    procedure: str = ""
    technique: str = Technique.NONE
    criterion: str = ""
    is_social: bool = False
    is_high_technology: bool = False
    lot_count: int = 1


@dataclass(frozen=True, slots=True)
class Allowed:
    """A procedure that may be used, with how many operators at least are asked (0: all may come)."""

    procedure: Procedure
    operators: int = 0


@dataclass(frozen=True, slots=True)
class Needed:
    """The qualification for the award: the lowest level, "" where none is needed."""

    level: str
    is_alone: bool  # the ente awards it without being qualified
    sources: tuple[str, ...]
    warning: str = ""


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which criteria may be used, why, and how much the price may weigh at most (percent)."""

    allowed: tuple[Criterion, ...]
    reasons: tuple[str, ...] = ()
    most_price: Figure | None = None


@dataclass(frozen=True, slots=True)
class Length:
    """The longest time from notice to award, in months: as it is, and with every lengthening."""

    months: int
    longest: int
    source: str


@dataclass(frozen=True, slots=True)
class Advice:
    """All of it for one contract on one day."""

    article: str
    procedures: tuple[Allowed, ...]
    threshold: Figure
    is_above: bool
    qualification: Needed
    criteria: Criteria
    fee: Decimal
    operator_fee: Decimal
    fee_figure: Figure
    stamp: Decimal
    stamp_figure: Figure
    cards: tuple[str, ...]
    length: Length | None
    warnings: tuple[str, ...]

    @property
    def is_direct(self) -> bool:
        return self.procedures[0].procedure == Procedure.DIRECT

    @property
    def main(self) -> Allowed:
        """The procedure that the law names first for this amount."""
        return self.procedures[0]


def advise(case: Case, figures: Figures) -> Advice:
    """Say what the law asks of a contract. Raises KeyError where a figure is not given."""
    threshold = figures[threshold_key(case)]
    is_above = case.value >= threshold.value
    article, procedures = _ways(case, figures, is_above)
    fee, stamp = figures["contributo_anac"], figures["bollo_contratto"]
    row = band(fee.value, case.value)
    used = Procedure(case.procedure) if case.procedure else procedures[0].procedure
    criteria = criteria_of(case, figures, used)
    needed = qualification_of(case, figures)
    return Advice(
        article=article,
        procedures=procedures,
        threshold=threshold,
        is_above=is_above,
        qualification=needed,
        criteria=criteria,
        fee=row["value"],
        operator_fee=row.get("operator", Decimal(0)),
        fee_figure=fee,
        stamp=band(stamp.value, case.value)["value"],
        stamp_figure=stamp,
        cards=cards_of(case, figures, used, is_above=is_above),
        length=length_of(used, case.criterion or criteria.allowed[0], figures),
        warnings=_warnings(case, procedures, criteria, needed, is_above=is_above),
    )


# Thresholds and procedures ------------------------------------------------------------------------


def threshold_key(case: Case) -> str:
    """The European threshold that a contract is measured against: those of Province and Comuni."""
    if sector_of(case.kind) == Sector.WORKS or case.kind in CONCESSIONS:
        return "soglia.ue.lavori"
    if case.is_social:
        return "soglia.ue.servizi_sociali"
    return "soglia.ue.servizi_forniture.sub_centrali"


def _ways(case: Case, figures: Figures, is_above: bool) -> tuple[str, tuple[Allowed, ...]]:
    if case.kind in CONCESSIONS:
        return _concession_ways(figures, is_above)
    if is_above:
        return _("artt. 70-76, D.Lgs. 36/2023"), tuple(Allowed(one) for one in ABOVE)
    if sector_of(case.kind) == Sector.WORKS:
        return _works_ways(case.value, figures)
    return _goods_ways(case.value, figures)


def _concession_ways(figures: Figures, is_above: bool) -> tuple[str, tuple[Allowed, ...]]:
    if is_above:
        return _("artt. 182-186, D.Lgs. 36/2023"), (Allowed(Procedure.CONCESSION),)
    asked = figures["operatori.negoziata.concessioni"]
    return asked.source, (
        Allowed(Procedure.NEGOTIATED, asked.value),
        Allowed(Procedure.CONCESSION),
    )


def _works_ways(value: Decimal, figures: Figures) -> tuple[str, tuple[Allowed, ...]]:
    direct = figures["soglia.affidamento_diretto.lavori"]
    if value < direct.value:
        return direct.source, (Allowed(Procedure.DIRECT),)
    if value < figures["soglia.negoziata.lavori.dieci"].value:
        five = figures["operatori.negoziata.lavori"]
        return five.source, (Allowed(Procedure.NEGOTIATED, five.value),)
    ten = figures["operatori.negoziata.lavori.dieci"]
    return ten.source, (
        Allowed(Procedure.NEGOTIATED, ten.value),
        *(Allowed(one) for one in ORDINARY),
    )


def _goods_ways(value: Decimal, figures: Figures) -> tuple[str, tuple[Allowed, ...]]:
    direct = figures["soglia.affidamento_diretto.servizi_forniture"]
    if value < direct.value:
        return direct.source, (Allowed(Procedure.DIRECT),)
    five = figures["operatori.negoziata.servizi_forniture"]
    return five.source, (Allowed(Procedure.NEGOTIATED, five.value),)


# Qualification ------------------------------------------------------------------------------------


def qualification_of(case: Case, figures: Figures) -> Needed:
    """Say which level the award needs, and whether a body without one may award it alone."""
    sector = sector_of(case.kind)
    own = figures[
        "soglia.autonomia.lavori"
        if sector == Sector.WORKS
        else "soglia.autonomia.servizi_forniture"
    ]
    is_works = sector == Sector.WORKS
    is_alone = case.value <= own.value if is_works else case.value < own.value
    if is_alone:
        warning = ""
        if is_works and case.value == own.value:
            warning = _(
                "Esattamente %(limit)s €: l'art. 62 lo lascia all'ente, l'Allegato II.4 dice «pari o "
                "superiore». Verificare con ANAC prima di procedere da soli."
            ) % {"limit": f"{own.value:,.0f}".replace(",", ".")}
        return Needed("", True, (own.source,), warning)
    level = _lowest_level(case, figures, sector)
    return Needed(level, False, (own.source, figures[f"qualificazione.{level}.limite"].source))


def _lowest_level(case: Case, figures: Figures, sector: Sector) -> str:
    levels: Sequence[str] = WORKS_LEVELS if sector == Sector.WORKS else GOODS_LEVELS
    if case.kind in CONCESSIONS:  # artt. 62 c. 18 and 174 c. 5: at least the second level
        levels = levels[1:]
    return next(one for one in levels if covers(one, case.value, figures))


def covers(level: str, value: Decimal, figures: Figures) -> bool:
    """Say whether a level may award a value; «fino a» includes the limit, no limit covers all."""
    limit = figures[f"qualificazione.{level}.limite"].value
    return limit is None or value <= limit


def may_award(levels: Sequence[str], needed: Needed) -> bool:
    """Say whether who holds these levels may award what needs one: a higher level covers a lower one."""
    if needed.is_alone:
        return True
    order = WORKS_LEVELS if needed.level in WORKS_LEVELS else GOODS_LEVELS
    return any(one in order and order.index(one) >= order.index(needed.level) for one in levels)


# Criterion ----------------------------------------------------------------------------------------


def criteria_of(case: Case, figures: Figures, procedure: Procedure) -> Criteria:
    """Say which criteria may be used (art. 108): quality is compulsory for what the law names."""
    reasons = [*_best_value_reasons(case, figures, procedure)]
    most = figures["criterio.manodopera.punteggio"] if is_labour_intensive(case, figures) else None
    if reasons:
        return Criteria((Criterion.BEST_VALUE, Criterion.FIXED_COST), tuple(reasons), most)
    return Criteria(tuple(Criterion), (), most)


def is_labour_intensive(case: Case, figures: Figures) -> bool:
    """At least half of the amount is labour (All. I.1 art. 2 c. 1 lett. e); services only."""
    if case.kind not in (ContractKind.SERVICES, ContractKind.SERVICES_CONCESSION) or not case.base:
        return False
    return case.labour * 100 >= case.base * figures["criterio.manodopera.quota"].value


def _best_value_reasons(case: Case, figures: Figures, procedure: Procedure):
    if case.is_social:
        yield _("servizi sociali, di ristorazione o dell'Allegato XIV (art. 108, c. 2, lett. a)")
    if is_labour_intensive(case, figures):
        yield _("servizi ad alta intensità di manodopera (art. 108, c. 2, lett. a)")
    engineering = figures["criterio.oepv.sia"].value
    if case.kind == ContractKind.ENGINEERING and case.value >= engineering:
        yield _("ingegneria e architettura (art. 108, c. 2, lett. b)")
    technology = figures["criterio.oepv.tecnologia"].value
    is_goods = case.kind in (ContractKind.SERVICES, ContractKind.SUPPLIES)
    if is_goods and case.is_high_technology and case.value >= technology:
        yield _("notevole contenuto tecnologico o innovativo (art. 108, c. 2, lett. c)")
    if procedure in (Procedure.DIALOGUE, Procedure.INNOVATION):
        yield _("dialogo competitivo e partenariato per l'innovazione (art. 108, c. 2, lett. d, e)")


# Cards, length, money -----------------------------------------------------------------------------


def cards_of(
    case: Case, figures: Figures, procedure: Procedure, *, is_above: bool
) -> tuple[str, ...]:
    """The chain of PCP cards of a contract, from the indiction to its end."""
    if procedure == Procedure.DIRECT:
        if case.value < figures["soglia.scheda.ad3"].value:
            return ("AD5", "CO2")
        return ("AD3", "SC1", "I1", "CO1")
    if procedure == Procedure.ADHESION:
        return ("AD4", "SC1", "I1", "CO1")
    award = "A1_29" if is_above else "A2_29"
    return (_indiction(case, procedure, is_above), "S2", award, *AFTER_AWARD)


def _indiction(case: Case, procedure: Procedure, is_above: bool) -> str:
    if case.technique == Technique.DYNAMIC:
        return "P7_2"
    if procedure == Procedure.NEGOTIATED:
        return "P7_2" if is_above else "P7_1_3"
    side = "P1" if is_above else "P2"
    if case.kind in CONCESSIONS:
        return f"{side}_19"
    return f"{side}_20" if case.is_social else f"{side}_16"


def length_of(procedure: Procedure, criterion: str, figures: Figures) -> Length | None:
    """The longest time from notice to award; direct awards and concessions have none in All. I.3."""
    name = LENGTH_KEYS.get(procedure)
    way = "prezzo" if criterion == Criterion.LOWEST_PRICE else "oepv"
    key = f"durata_massima.{way}.{name}"
    if name is None or key not in figures:
        return None
    months = figures[key].value
    more = ("durata_massima.anomalia", "durata_massima.rup", "durata_massima.eccezionale")
    return Length(months, months + sum(figures[one].value for one in more), figures[key].source)


def band(rows: Sequence[Mapping[str, str]], amount: Decimal) -> dict[str, Decimal]:
    """The row of a table in which an amount falls: a band begins with its `from`, included."""
    fitting = [row for row in rows if Decimal(row["from"]) <= amount]
    return {name: Decimal(text) for name, text in fitting[-1].items()}


# Warnings -----------------------------------------------------------------------------------------


def _warnings(
    case: Case,
    procedures: tuple[Allowed, ...],
    criteria: Criteria,
    needed: Needed,
    *,
    is_above: bool,
) -> tuple[str, ...]:
    found = [needed.warning]
    allowed = {one.procedure for one in procedures}
    if case.procedure and case.procedure not in allowed:
        found.append(
            _procedure_warning(Procedure(case.procedure), procedures[0].procedure, is_above)
        )
    if case.criterion and case.criterion not in criteria.allowed:
        found.append(
            _("Il minor prezzo non è ammesso: %(why)s.") % {"why": "; ".join(criteria.reasons)}
        )
    return tuple(one for one in found if one)


def _procedure_warning(chosen: Procedure, main: Procedure, is_above: bool) -> str:
    if chosen in ABOVE and not is_above:
        return _(
            "Per questo importo la legge indica «%(main)s»: una procedura ordinaria è possibile, "
            "motivandola nella decisione di contrarre."
        ) % {"main": main.label}
    return _("«%(chosen)s» non è fra le procedure ammesse per questo importo: serve un'ipotesi di legge "
             "(artt. 76, 50) da motivare nella decisione di contrarre.") % {"chosen": chosen.label}  # fmt: skip


def differences(now: Advice, then: Advice) -> tuple[str, ...]:
    """Say what changes between two days: the law that counts is that of the notice or invitation."""
    found = []
    if now.threshold.value != then.threshold.value:
        found.append(_("cambia la soglia europea"))
    if now.is_above != then.is_above:
        found.append(
            _("il contratto passa sopra la soglia europea")
            if then.is_above
            else _("il contratto scende sotto la soglia europea")
        )
    if now.procedures != then.procedures:
        found.append(_("cambiano le procedure ammesse"))
    if now.qualification.level != then.qualification.level:
        found.append(_("cambia il livello di qualificazione"))
    if now.fee != then.fee:
        found.append(_("cambia il contributo ANAC"))
    return tuple(found)
