"""The draft of a request: begun, written part by part by colleagues, with its documents."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit import trail
from pico.core.codes import queries as codes
from pico.core.codes.terms import CodeList
from pico.core.enti.models import Ente
from pico.core.files.actions import upload_file
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import datetime_it

from ...models import (
    RequestCost,
    RequestFile,
    RequestFunding,
    RequestLot,
    RequestWork,
    TenderRequest,
)
from ...permissions import SuaPermission as May
from ...queries import agreements
from ...terms.requests import (
    FILE_BYTES,
    FILE_KINDS,
    MOST_FILES,
    AttachmentKind,
    Part,
    RequestState,
)
from ...workflow.completeness import completeness_of

MODULE = "sua"
ROWS = {
    "lots": RequestLot,
    "works": RequestWork,
    "fundings": RequestFunding,
    "costs": RequestCost,
}
# Documents may still come while the SUA asks for them.
TAKES_FILES = (RequestState.DRAFT, RequestState.INTEGRATION)


@transaction.atomic
def begin_request(
    *, sua: Ente, title: str, kind: str, actor: Actor, now: datetime
) -> TenderRequest:
    """Begin a draft for the ente acted for; refuses where it has no agreement with the SUA."""
    actor.require(May.BEGIN_REQUEST)
    title = " ".join(title.split())
    if not title:
        raise Refusal(_("Scrivi l'oggetto della richiesta."), code="no_subject")
    agreement = agreements.in_force(actor.ente_id, sua.pk, timezone.localdate(now))
    if agreement is None:
        raise Refusal(
            _("Il tuo ente non ha una convenzione in vigore con %(sua)s: chiedi prima l'adesione.")
            % {"sua": sua},
            code="no_agreement",
        )
    request = TenderRequest.objects.create(
        ente_id=actor.ente_id, sua=sua, agreement=agreement, title=title[:250], kind=kind,
        created_by_id=actor.person_id, created_at=now, changed_by_id=actor.person_id,
        changed_at=now,
    )  # fmt: skip
    _reckon(request, now)
    request.save(update_fields=["completeness"])
    _told(request, "begun", _("Richiesta iniziata."), actor=actor, now=now)
    return request


@transaction.atomic
def save_part(
    *,
    request: TenderRequest,
    part: str,
    values: Mapping[str, Any],
    rows: Mapping[str, Iterable[Mapping[str, Any]]] | None = None,
    actor: Actor,
    now: datetime,
    seen: int | None = None,
) -> TenderRequest:
    """Write one part of a draft; `rows` replaces its lines (`lots`, `works`, `fundings`, `costs`).

    `seen` is how often the part had been saved when it was opened: refuses what a colleague has written
    meanwhile. Refuses what is no longer a draft, and lines that contradict each other.
    """
    actor.require(May.WRITE_REQUEST, request)
    request = locked(request)
    _refuse_unless_draft(request)
    saves = request.saves.get(part, 0)
    if seen is not None and seen != saves:
        raise Refusal(
            _(
                "Nel frattempo %(who)s ha salvato questa parte (%(when)s): apri la pagina in "
                "un'altra scheda, confronta e salva di nuovo."
            )
            % {"who": request.changed_by, "when": datetime_it(request.changed_at)},
            code="changed_meanwhile",
        )
    for name, value in values.items():
        setattr(request, name, value)
    for name, lines in (rows or {}).items():
        _replace(request, name, [*lines])
    request.cpv_label = _cpv_label(request)
    request.saves = {**request.saves, part: saves + 1}
    request.changed_by_id, request.changed_at = actor.person_id, now
    request.proposed_at = None
    _reckon(request, now)
    request.save()
    _told(
        request, "saved", _("Parte «%(part)s» salvata.") % {"part": Part(part).label},
        actor=actor, now=now,
    )  # fmt: skip
    return request


def locked(request: TenderRequest) -> TenderRequest:
    """The request as it is now, held until the transaction ends."""
    return (
        TenderRequest.objects.select_for_update(of=("self",))
        .select_related("ente", "sua", "changed_by")
        .get(pk=request.pk)
    )


def _refuse_unless_draft(request: TenderRequest) -> None:
    if not request.is_draft:
        raise Refusal(
            _("La richiesta è già partita («%(state)s»): i dati non si modificano più.")
            % {"state": request.state_label},
            code="not_a_draft",
        )


def _reckon(request: TenderRequest, now: datetime) -> None:
    request.reckon_value()
    request.completeness = completeness_of(request, timezone.localdate(now)).score


def _cpv_label(request: TenderRequest) -> str:
    known = codes.named(CodeList.CPV, request.cpv) if request.cpv else None
    return known.label[:500] if known else request.cpv_label if request.cpv else ""


def _replace(request: TenderRequest, name: str, lines: list[Mapping[str, Any]]) -> None:
    model = ROWS[name]
    if name == "works":
        _check_works(request, lines)
    model.objects.filter(request=request).delete()
    if name == "lots":
        lines = [{**line, "number": number} for number, line in enumerate(lines, 1)]
    model.objects.bulk_create(model(request=request, **line) for line in lines)


def _check_works(request: TenderRequest, lines: list[Mapping[str, Any]]) -> None:
    """Each lot has its own lines: one for a category, and one of them prevails."""
    places = [(line.get("lot_number", 1), line["category"]) for line in lines]
    lots = {lot for lot, _category in places}
    if lots and max(lots) > max(request.lot_count, 1):
        raise Refusal(
            _(
                "Una categoria SOA è del lotto %(lot)d, ma la gara ha %(count)d lotti: correggi il numero."
            )
            % {"lot": max(lots), "count": max(request.lot_count, 1)},
            code="no_such_lot",
        )
    if len(set(places)) < len(places):
        raise Refusal(
            _(
                "Una categoria SOA compare due volte nello stesso lotto: unisci gli importi in un solo rigo."
            ),
            code="category_twice",
        )
    mains = sorted(line.get("lot_number", 1) for line in lines if line.get("is_main"))
    if mains != sorted(lots):
        raise Refusal(
            _("Indica per ogni lotto una categoria SOA prevalente, e una sola."),
            code="not_one_main_category",
        )


# Documents ----------------------------------------------------------------------------------------


@transaction.atomic
def add_file(
    *, request: TenderRequest, kind: str, content, actor: Actor, now: datetime
) -> RequestFile:
    """Add a document to a request, as long as it is a draft or the SUA asks for something."""
    actor.require(May.WRITE_REQUEST, request)
    request = locked(request)
    _refuse_closed_to_files(request)
    _check_file(request, content)
    stored = upload_file(
        content=content, name=content.name, scope=scopes.ente(request.ente_id), module=MODULE,
        actor=actor, now=now,
    )  # fmt: skip
    made = RequestFile.objects.create(
        request=request, kind=kind, file=stored, added_at=now, added_by_id=actor.person_id
    )
    _files_changed(
        request, _("Documento aggiunto: %(kind)s.") % {"kind": AttachmentKind(kind).label},
        actor=actor, now=now,
    )  # fmt: skip
    return made


@transaction.atomic
def remove_file(*, file: RequestFile, actor: Actor, now: datetime) -> None:
    """Take a document away from a draft; once sent, nothing is taken away."""
    actor.require(May.WRITE_REQUEST, file.request)
    request = locked(file.request)
    _refuse_unless_draft(request)
    file.delete()
    _files_changed(
        request, _("Documento tolto: %(kind)s.") % {"kind": file.get_kind_display()},
        actor=actor, now=now,
    )  # fmt: skip


def _refuse_closed_to_files(request: TenderRequest) -> None:
    if request.state not in TAKES_FILES:
        raise Refusal(
            _("Ora la richiesta è «%(state)s»: i documenti si aggiungono se la SUA li chiede.")
            % {"state": request.state_label},
            code="takes_no_files",
        )


def _check_file(request: TenderRequest, content) -> None:
    if not content.name.lower().endswith(FILE_KINDS):
        raise Refusal(
            _("«%(name)s» non è di un tipo ammesso: usa %(kinds)s.")
            % {"name": content.name, "kinds": ", ".join(FILE_KINDS)},
            code="wrong_kind",
        )
    if content.size > FILE_BYTES:
        raise Refusal(
            _("«%(name)s» supera 50 MB: riducilo o dividilo.") % {"name": content.name},
            code="too_large",
        )
    if request.files.count() >= MOST_FILES:
        raise Refusal(
            _("Una richiesta porta al massimo %(most)d documenti: uniscine alcuni in uno ZIP.")
            % {"most": MOST_FILES},
            code="too_many_files",
        )


def _files_changed(request: TenderRequest, sentence: str, *, actor: Actor, now: datetime) -> None:
    request.changed_by_id, request.changed_at = actor.person_id, now
    _reckon(request, now)
    request.save(update_fields=["changed_by", "changed_at", "completeness"])
    _told(request, "files", sentence, actor=actor, now=now)


def _told(request: TenderRequest, name: str, sentence: str, *, actor: Actor, now: datetime) -> None:
    trail.record(
        f"sua.request.{name}", sentence, subject=request, actor=actor, now=now, reserved=True
    )
    announce(f"sua.request.{name}", subject=request, actor=actor)
