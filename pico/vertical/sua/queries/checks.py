"""Checks that were asked, CIGs without CUP, the dictionary of errors, the lists that checks read."""

from collections.abc import Iterable

from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Length
from django.http import Http404
from django.utils import timezone

from pico.core.access.actor import Actor
from pico.core.codes.queries import in_force
from pico.core.codes.terms import CodeList
from pico.core.enti.models import Ente, EnteCode, Territory
from pico.core.enti.terms import CodeScheme, EnteKind
from pico.core.foundation.text import search_key

from ..models import ConfirmedCig, ErrorRemedy, FileCheck, Lot, MissingCup, RupProfile, Tender
from ..rules.preflight import Known, Lists, no_list
from ..terms.procurement import WITH_WORKS
from ..terms.rup import RupState
from ..terms.tenders import LOT_FAILED, TenderState


def file_checks(actor: Actor) -> QuerySet[FileCheck]:
    return FileCheck.objects.visible_to(actor).select_related("author", "job")


def file_check_for(pk: int, actor: Actor) -> FileCheck:
    """Return one; 404 for others'."""
    found = file_checks(actor).select_related("file__current").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def missing_cups(actor: Actor) -> QuerySet[MissingCup]:
    """The CIGs without CUP that the actor may heal or see, the open ones of PNRR first."""
    rows = MissingCup.objects.visible_to(actor)
    return rows.select_related("ente", "check_of__owner").order_by("-state", "-is_pnrr", "pk")


def missing_cup_for(pk: int, actor: Actor) -> MissingCup:
    """Return one; 404 for others'."""
    found = missing_cups(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def lots_without_cup(actor: Actor) -> QuerySet[Lot]:
    """The lots of the actor's tenders with a CIG and no CUP that should have one, PNRR first.

    A CUP is due for investments: works, and whatever PNRR or PNC pay (art. 11 L. 3/2003). Lots that
    failed need none any more.
    """
    tenders = Tender.objects.visible_to(actor).exclude(
        state__in=(TenderState.REVOKED, TenderState.CANCELLED)
    )
    due = Q(tender__is_pnrr=True) | Q(tender__contract_kind__in=WITH_WORKS)
    rows = Lot.objects.filter(due, tender__in=tenders.values("pk"), cups=[])
    rows = rows.exclude(cig="").exclude(state__in=LOT_FAILED)
    rows = rows.select_related("tender__holder", "tender__sua").prefetch_related("tender__lots")
    return rows.order_by("-tender__is_pnrr", "-tender__opened_at", "tender", "number")


def cup_of_the_other_lots(lot: Lot) -> str:
    """The only CUP of the other lots of its tender; nothing where there are none or several."""
    known = {cup for one in lot.tender.lots.all() for cup in one.cups}
    return known.pop() if len(known) == 1 else ""


# What the checks ask --------------------------------------------------------------------------


def lists_for(sua: Ente) -> Lists:
    """The lists as they are today, read once for a whole file."""
    confirmed = set(ConfirmedCig.objects.filter(sua=sua).values_list("cig", flat=True))
    return Lists(
        has_cpv=_cpv(),
        has_istat=_istat(),
        has_nuts=_nuts(),
        is_confirmed=confirmed.__contains__,
        rup_state=_rup_states(sua),
    )


def is_confirmed(cig: str, sua: Ente) -> bool:
    """Say whether an administrator of this SUA confirmed a CIG whose check fails."""
    return ConfirmedCig.objects.filter(sua=sua, cig=cig).exists()


def _asks(known: set[str]) -> Known:
    """A list that was not loaded refuses nothing."""
    return known.__contains__ if known else no_list


def _cpv() -> Known:
    rows = in_force(CodeList.CPV, timezone.localdate()).values_list("code", flat=True)
    return _asks({code[:8] for code in rows.iterator()})


def _istat() -> Known:
    today = Ente.objects.filter(kind=EnteKind.COMUNE).exclude(istat_code="")
    known = set(today.values_list("istat_code", flat=True))
    if not known:
        return no_list
    past = EnteCode.objects.filter(scheme=CodeScheme.ISTAT, code__regex=r"^\d{6}$")
    return (known | set(past.values_list("code", flat=True))).__contains__


def _nuts() -> Known:
    places = Territory.objects.exclude(nuts3="").values_list("nuts3", flat=True)
    return _asks({code[:size] for code in places for size in (2, 3, 4, 5)})


def _rup_states(sua: Ente):
    """The state of a RUP's profile, by his codice fiscale."""
    rows = RupProfile.objects.filter(sua=sua).exclude(state=RupState.CEASED)
    states = dict(rows.order_by("pk").values_list("person__fiscal_code", "state"))
    return lambda code: states.get(code, "")


# «Che cosa vuol dire questo errore?» ------------------------------------------------------------


def errors(text: str = "") -> QuerySet[ErrorRemedy]:
    """Every error known, by code or by words of message, cause and remedy; the explained ones first."""
    rows = ErrorRemedy.objects.all()
    for word in search_key(text).split():
        rows = rows.filter(search_key__contains=word)
    is_bare = Case(When(remedy="", then=Value(1)), default=Value(0))
    return rows.annotate(is_bare=is_bare).order_by("is_bare", Length("code"), "code")


def error_named(code: str) -> ErrorRemedy:
    """Return an error by its code; 404 for an unknown one."""
    found = ErrorRemedy.objects.filter(code=code).select_related("changed_by").first()
    if found is None:
        raise Http404
    return found


def acting_enti(fiscal_codes: Iterable[str]) -> dict[str, Ente]:
    """The enti of these codici fiscali: who must act on a row."""
    wanted = set(filter(None, fiscal_codes))
    rows = Ente.objects.filter(fiscal_code__in=wanted, valid_to=None)
    return {one.fiscal_code: one for one in rows}
