"""How complete a request is: what is there, what is missing, and in which part it is written."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from ..models import Parameter, TenderRequest
from ..rules.framework import Framework, Line, squared
from ..terms.procurement import WITH_WORKS, ContractKind
from ..terms.requests import AttachmentKind, Part, asked_attachments

FIGURES = (
    "soglia.soa",
    "soglia.programma.lavori",
    "soglia.programma.acquisti",
    "soglia.affidamento_diretto.lavori",
    "soglia.affidamento_diretto.servizi_forniture",
    "imprevisti.minimo",
    "imprevisti.massimo",
)


@dataclass(frozen=True, slots=True)
class Check:
    """Something a request needs; `why` says more where it is not there."""

    part: Part
    label: str
    is_done: bool
    is_compulsory: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Completeness:
    """All the checks of a request; `score` counts the compulsory ones, 0–100."""

    checks: tuple[Check, ...]

    @property
    def missing(self) -> list[Check]:
        return [one for one in self.checks if one.is_compulsory and not one.is_done]

    @property
    def advised(self) -> list[Check]:
        return [one for one in self.checks if not one.is_compulsory and not one.is_done]

    @property
    def score(self) -> int:
        wanted = [one for one in self.checks if one.is_compulsory]
        return 100 * sum(one.is_done for one in wanted) // len(wanted)

    def of(self, part: str) -> list[Check]:
        return [one for one in self.checks if one.part == part]

    @property
    def parts(self) -> dict[str, bool]:
        """Whether each part has all it must have."""
        return {part: all(c.is_done or not c.is_compulsory for c in self.of(part)) for part in Part}


def completeness_of(request: TenderRequest, on: date) -> Completeness:
    """Check a request against what is asked of one of its kind on a day; six queries."""
    figures = _figures(on)
    checks = (
        *_subject(request),
        *_amounts(request, figures),
        *_works(request, figures),
        *_procedure(request),
        *_codes(request, figures),
        *_money(request, figures),
        *_people(request),
        *_files(request),
    )
    return Completeness(checks)


def framework_of(request: TenderRequest, on: date) -> Framework:
    """The economic framework of a request, added up and compared."""
    return _squared(request, _figures(on))


def _figures(on: date) -> dict[str, Decimal]:
    rows = Parameter.objects.in_force(on).filter(key__in=FIGURES)
    return {row.key: row.amount for row in rows if row.amount is not None}


def _squared(request: TenderRequest, figures: dict[str, Decimal]) -> Framework:
    return squared(
        [Line(one.kind, one.amount) for one in request.costs.all()],
        base=request.base_amount,
        security=request.security_amount,
        funding=[one.amount for one in request.fundings.all()],
        least_unforeseen=figures.get("imprevisti.minimo"),
        most_unforeseen=figures.get("imprevisti.massimo"),
    )


def _subject(request: TenderRequest):
    part = Part.SUBJECT
    yield Check(part, _("Oggetto"), bool(request.title))
    yield Check(part, _("Descrizione"), bool(request.description), is_compulsory=False)
    yield Check(part, _("Luogo di esecuzione"), request.place_id is not None)
    yield Check(part, _("Durata"), bool(request.duration_days))
    yield Check(part, _("Quando serve"), request.needed_on is not None)


def _amounts(request: TenderRequest, figures: dict[str, Decimal]):
    part = Part.AMOUNTS
    yield Check(part, _("Importo a base di gara"), request.base_amount > 0)
    if request.kind in (ContractKind.WORKS, ContractKind.SERVICES):
        yield Check(
            part, _("Costo della manodopera"), request.labour_amount > 0,
            why=_("L'art. 41, c. 14, lo chiede per lavori e servizi."),
        )  # fmt: skip
    lots = list(request.lots.all())
    if request.lot_count > 1:
        total = sum((one.base_amount for one in lots), Decimal(0))
        yield Check(
            part, _("Un rigo per ciascun lotto"), len(lots) == request.lot_count,
            why=_("I lotti dichiarati sono %(n)d, quelli scritti %(m)d.")
            % {"n": request.lot_count, "m": len(lots)},
        )  # fmt: skip
        yield Check(part, _("La somma dei lotti è la base di gara"), total == request.base_amount)
    elif request.estimated_value >= _direct(request, figures):
        yield Check(
            part, _("Motivo della mancata suddivisione in lotti"), bool(request.no_lots_reason),
            why=_("Art. 58, c. 2."),
        )  # fmt: skip


def _direct(request: TenderRequest, figures: dict[str, Decimal]) -> Decimal:
    kind = "lavori" if request.kind in WITH_WORKS else "servizi_forniture"
    return figures.get(f"soglia.affidamento_diretto.{kind}", Decimal(0))


def _works(request: TenderRequest, figures: dict[str, Decimal]):
    if request.kind not in WITH_WORKS or request.base_amount < figures.get("soglia.soa", 0):
        return
    lines = list(request.works.all())
    total = sum((one.amount for one in lines), Decimal(0))
    mains = [one.lot_number for one in lines if one.is_main]
    every = list(range(1, request.lot_count + 1))
    yield Check(
        Part.AMOUNTS,
        _("Categorie SOA, con una prevalente")
        if len(every) < 2
        else _("Categorie SOA, con una prevalente in ogni lotto"),
        # A mixed contract may have lots without works.
        sorted(mains) == every if request.kind == ContractKind.WORKS else bool(mains),
    )
    if request.kind == ContractKind.WORKS:
        yield Check(
            Part.AMOUNTS, _("La somma delle categorie SOA è la base di gara"),
            total in (request.base_amount, request.base_amount + request.security_amount),
            is_compulsory=False,
        )  # fmt: skip


def _procedure(request: TenderRequest):
    yield Check(Part.PROCEDURE, _("Procedura proposta"), bool(request.procedure))
    yield Check(Part.PROCEDURE, _("Criterio di aggiudicazione"), bool(request.criterion))
    if request.is_urgent:
        yield Check(Part.PROCEDURE, _("Motivo dell'urgenza"), request.urgency != "7")


def _codes(request: TenderRequest, figures: dict[str, Decimal]):
    part, works = Part.CODES, request.kind in WITH_WORKS
    yield Check(part, _("CPV"), bool(request.cpv))
    yield Check(
        part, _("CUP"), bool(request.cups), is_compulsory=request.is_pnrr,
        why=_("Serve per i progetti di investimento: lavori, salvo la manutenzione ordinaria, e PNRR."),
    )  # fmt: skip
    least = figures.get("soglia.programma.lavori" if works else "soglia.programma.acquisti")
    if least is not None and request.estimated_value >= least:
        yield Check(
            part, _("CUI del programma triennale, o perché non c'è"),
            bool(request.cui or request.no_cui_reason), why=_("Art. 37."),
        )  # fmt: skip


def _money(request: TenderRequest, figures: dict[str, Decimal]):
    part = Part.MONEY
    yield Check(part, _("Finanziamento"), bool(list(request.fundings.all())))
    framework = _squared(request, figures)
    unforeseen = [one for one in framework.faults if one.startswith(_("Gli imprevisti"))]
    faults = [one for one in framework.faults if one not in unforeseen]
    has_lines = bool(list(request.costs.all()))
    yield Check(part, _("Quadro economico"), has_lines)
    if has_lines:
        yield Check(part, _("Il quadro economico quadra"), not faults, why=" ".join(faults))
        yield Check(
            part, _("Imprevisti nella misura d'uso"), not unforeseen, is_compulsory=False,
            why=" ".join(unforeseen),
        )  # fmt: skip
    if request.is_pnrr:
        yield Check(part, _("Scadenza del finanziamento"), request.funding_due_on is not None)
        yield Check(part, _("Missione, componente, misura"), bool(request.pnrr_measure))
        yield Check(
            part, _("Quota del 30 % per donne e giovani, o perché si deroga"),
            request.keeps_quota or bool(request.quota_reason), why=_("Art. 47 D.L. 77/2021."),
        )  # fmt: skip


def _people(request: TenderRequest):
    part = Part.PEOPLE
    yield Check(part, _("RUP dell'ente"), request.rup_id is not None)
    yield Check(
        part, _("Responsabile del procedimento"), request.procedure_head_id is not None,
        why=_("Art. 62, c. 13: per le attività proprie dell'ente."),
    )  # fmt: skip
    if request.kind in WITH_WORKS:
        yield Check(
            part, _("Data della validazione del progetto"), request.validated_on is not None,
            is_compulsory=False,
        )  # fmt: skip


def asked_of(request: TenderRequest) -> dict[AttachmentKind, bool]:
    """The checklist of a request: kind of attachment, and whether it is compulsory."""
    return asked_attachments(
        kind=request.kind,
        procedure=request.procedure,
        criterion=request.criterion,
        is_pnrr=request.is_pnrr,
        has_cam=request.has_cam,
        has_social_clause=request.has_social_clause,
    )


def _files(request: TenderRequest):
    there = {one.kind for one in request.files.all()}
    for kind, must in asked_of(request).items():
        yield Check(Part.FILES, str(kind.label), kind in there, is_compulsory=must)
