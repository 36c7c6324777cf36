"""A whole request in a few words, for the tests of requests."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Ente

from ..actions.agreements import make_agreement
from ..actions.requests.drafting import add_file, begin_request, save_part
from ..actions.requests.steps import make_step
from ..models import Agreement, TenderRequest
from ..terms.requests import Part
from ..workflow.completeness import asked_of

NOW = datetime(2026, 11, 16, 9, tzinfo=UTC)  # a Monday
TODAY = date(2026, 11, 16)


def make_agreed(ente, sua, **values: Any) -> Agreement:
    """An agreement in force, with two bands of percentage and live costs."""
    values = {
        "subject": "Convenzione SUA", "act": "Delibera n. 41/2025", "valid_from": date(2025, 1, 1),
        "valid_to": date(2029, 12, 31),
    } | values  # fmt: skip
    fees = (
        {"scheme": "PERCENT", "to_amount": Decimal(1_000_000), "rate": Decimal("0.5")},
        {"scheme": "PERCENT", "rate": Decimal("0.3"), "maximum": Decimal(9000)},
    )
    return make_agreement(
        ente=ente, sua=sua, values=values, areas=(), fees=fees, actor=SYSTEM, now=NOW
    )


def a_file(name: str = "atto.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, b"%PDF-1.4\n%%EOF\n", "application/pdf")


def make_draft(
    enti, actor, *, kind: str = "SERVICES", title: str = "Refezione scolastica"
) -> TenderRequest:
    """A draft of Castelfranco, begun."""
    if not Agreement.objects.filter(ente=actor.ente_id, sua=enti["p_TV"]).exists():
        make_agreed(Ente.objects.get(pk=actor.ente_id), enti["p_TV"])
    return begin_request(sua=enti["p_TV"], title=title, kind=kind, actor=actor, now=NOW)


def save(request, part, actor, *, rows=None, now=NOW, **values) -> TenderRequest:
    return save_part(request=request, part=part, values=values, rows=rows, actor=actor, now=now)


def fill(request: TenderRequest, actor, enti, people, *, base=Decimal(300_000)) -> TenderRequest:
    """Everything that a request of services must have, files too."""
    save(
        request, Part.SUBJECT, actor, place=enti["c_c111"], duration_days=730,
        needed_on=TODAY + timedelta(days=200), description="Pasti per le scuole dell'obbligo.",
    )  # fmt: skip
    save(
        request, Part.AMOUNTS, actor, base_amount=base, labour_amount=base / 2,
        security_amount=Decimal(1500), no_lots_reason="Servizio unitario.",
    )  # fmt: skip
    save(request, Part.PROCEDURE, actor, procedure="OPEN", criterion="BEST_VALUE")
    save(request, Part.CODES, actor, cpv="55523100-3", cui="S00480090267202600012")
    total = base + 1500 + Decimal(20_000)
    save(
        request, Part.MONEY, actor,
        rows={
            "fundings": [{"source": "A", "amount": total, "chapter": "1043", "year": 2026}],
            "costs": [
                {"kind": "WORKS", "amount": base},
                {"kind": "SECURITY", "amount": Decimal(1500)},
                {"kind": "VAT", "amount": Decimal(20_000)},
            ],
        },
    )  # fmt: skip
    save(
        request, Part.PEOPLE, actor, rup=people["comune1.rup"],
        procedure_head=people["comune1.referente"],
    )  # fmt: skip
    request.refresh_from_db()
    for kind, must in asked_of(request).items():
        if must:
            add_file(request=request, kind=kind, content=a_file(), actor=actor, now=NOW)
    request.refresh_from_db()
    return request


def step(request, name, actor, *, now=NOW, **fields) -> TenderRequest:
    make_step(record=request, name=name, actor=actor, now=now, **fields)
    request.refresh_from_db()
    return request


def make_received(enti, actors, people, *, now=NOW, **draft) -> TenderRequest:
    """A complete request of Castelfranco, sent, with its protocol of the same day."""
    request = make_draft(enti, actors["comune1.rup"], **draft)
    fill(request, actors["comune1.rup"], enti, people)
    step(request, "send", actors["comune1.referente"], now=now)
    return step(
        request, "receive", actors["treviso.sua"], now=now, protocol="2026/12345",
        received_on=timezone.localdate(now),
    )  # fmt: skip
