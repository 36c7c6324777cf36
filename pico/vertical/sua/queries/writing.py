"""What texts, prints and packages say of a tender."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.ui.formats import date_it, datetime_it, money, number_it

from ..models import Lot, Sitting, Tender, TenderPerson
from ..rules.placeholders import fill
from ..terms.tenders import COMMISSION, PersonRole, PersonState
from .library import used_for


def facts_of(
    tender: Tender, *, now: datetime, lot: Lot | None = None, sitting: Sitting | None = None
) -> dict[str, Any]:
    """The data of a tender as texts name them."""
    persons = [
        one for one in tender.persons.select_related("ente") if one.state == PersonState.ACTIVE
    ]
    return {
        "tender": tender,
        "today": timezone.localdate(now),
        "lot": lot,
        "lots": [lot] if lot else list(tender.lots.prefetch_related("winners")),
        "sitting": sitting,
        "present": in_office(sitting.present.all()) if sitting else (),
        "bodies": [one.ente for one in tender.places.select_related("ente")],
        "commission": [one for one in persons if one.role in COMMISSION],
        "rup": next((one for one in persons if one.role in (PersonRole.SUA_RUP, PersonRole.RP)), None),
        "winners": list(lot.winners.all()) if lot else (),
    }  # fmt: skip


def in_office(persons: Iterable[TenderPerson]) -> list[TenderPerson]:
    """Who presides first, as minutes name them."""
    roles = PersonRole.values
    return sorted(persons, key=lambda one: (roles.index(one.role), one.name))


def wording(kind: str, facts: Mapping[str, Any]) -> str:
    """A text written from the data: in the words that the SUA uses, else in the built-in ones."""
    own = used_for(facts["tender"].sua_id, kind)
    if own is None:
        return render_to_string(f"sua/texts/{kind.lower()}.html", dict(facts))
    return fill(own.body, words_of(facts))


def words_of(facts: Mapping[str, Any]) -> dict[str, str]:
    """The data of a tender under the names of `PLACEHOLDERS`; what is not known yet is empty."""
    tender, lot, sitting = facts["tender"], facts["lot"], facts["sitting"]
    return {
        "numero_gara": tender.number,
        "oggetto": tender.subject,
        "sua": tender.sua.name,
        "ente": ", ".join(one.name for one in facts["bodies"]),
        "procedura": tender.get_procedure_display(),
        "criterio": tender.get_criterion_display(),
        "valore_stimato": money(tender.total),
        "decisione_del": date_it(tender.decision_on) if tender.decision_on else "",
        "piattaforma": tender.pad_name,
        "rup": facts["rup"].name if facts["rup"] else "",
        "chiarimenti_entro": datetime_it(tender.questions_due_at)
        if tender.questions_due_at
        else "",
        "offerte_entro": datetime_it(tender.bids_due_at) if tender.bids_due_at else "",
        "lotti": "; ".join(_lot_said(one) for one in facts["lots"]),
        "oggi": date_it(facts["today"]),
        **_lot_words(lot, facts["winners"]),
        **_sitting_words(sitting, facts["present"]),
    }


def _lot_said(lot: Lot) -> str:
    cig = f", CIG {lot.cig}" if lot.cig else ""
    return _("lotto %(number)d: %(subject)s%(cig)s, %(base)s") % {
        "number": lot.number, "subject": lot.subject, "cig": cig, "base": money(lot.base_amount),
    }  # fmt: skip


def _lot_words(lot: Lot | None, winners) -> dict[str, str]:
    """What a text about one lot says of it; empty where it is of the whole tender."""
    names = ("lotto", "cig", "offerte", "ammesse", "aggiudicatario", "ribasso", "importo_aggiudicazione", "aggiudicato_il")  # fmt: skip
    if lot is None:
        return dict.fromkeys(names, "")
    said = (
        f"{lot.number} – {lot.subject}", lot.cig, _count(lot.bids_count), _count(lot.admitted_count),
        ", ".join(f"{one.name} ({one.fiscal_code})" for one in winners),
        f"{number_it(lot.discount)} %" if lot.discount is not None else "",
        money(lot.award_amount) if lot.award_amount is not None else "",
        date_it(lot.awarded_on) if lot.awarded_on else "",
    )  # fmt: skip
    return dict(zip(names, said, strict=True))


def _count(number: int | None) -> str:
    return "" if number is None else str(number)


def _sitting_words(sitting: Sitting | None, present) -> dict[str, str]:
    if sitting is None:
        return dict.fromkeys(("seduta", "seduta_del", "presenti", "operazioni"), "")
    return {
        "seduta": str(sitting.number),
        "seduta_del": datetime_it(sitting.begins_at),
        "presenti": ", ".join(f"{one.name} ({one.get_role_display()})" for one in present),
        "operazioni": sitting.agenda,
    }
