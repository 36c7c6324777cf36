"""«Dati aperti»: the published tenders of a SUA as OCDS releases and as tables, for everybody.

Files are written in pieces: their memory does not grow with the tenders.
"""

import json
from collections.abc import Iterable, Iterator
from tempfile import TemporaryFile

from django.http import FileResponse, Http404, JsonResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe
from openpyxl import Workbook

from pico.core.enti.models import Ente
from pico.core.modules import registry, settings
from pico.core.ui.lists import EXPORTS, Column, Listing, exported_rows, xlsx_value

from ..models import Lot, Tender
from ..queries import ocds, open_data
from ..queries.tenders import public_tender
from ..rules.ocds import moment
from ..terms.open_data import NO_PREFIX, OpenFormat, SuaSettings
from ..terms.procurement import PROCEDURE_CODES

CHUNK = 500
XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def of_result(name: str):
    """A figure of a lot's result, said once the award is out."""
    return lambda lot: getattr(lot, name) if open_data.result_is_public(lot) else None


def winners(lot: Lot) -> str:
    if not open_data.result_is_public(lot):
        return ""
    return "; ".join(one.name for one in lot.winners.all())


LOTS = (
    Column("gara", gettext_lazy("Gara"), "tender.number"),
    Column("lotto", gettext_lazy("Lotto"), "number"),
    Column("cig", "CIG", "cig"),
    Column("cup", "CUP", lambda lot: " ".join(lot.cups)),
    Column("oggetto_gara", gettext_lazy("Oggetto della gara"), "tender.subject"),
    Column("oggetto", gettext_lazy("Oggetto del lotto"), "subject"),
    Column("ente", gettext_lazy("Ente"), "tender.holder.name"),
    Column("ente_cf", gettext_lazy("Codice fiscale dell'ente"), "tender.holder.fiscal_code"),
    Column("sua", gettext_lazy("Stazione appaltante (SUA)"), "tender.sua.name"),
    Column("sua_cf", gettext_lazy("Codice fiscale della SUA"), "tender.sua.fiscal_code"),
    Column("tipo_codice", gettext_lazy("Tipo di appalto (codice)"), "tender.contract_kind"),
    Column("tipo", gettext_lazy("Tipo di appalto"), "tender.get_contract_kind_display"),
    Column(
        "procedura_codice", gettext_lazy("Procedura (codice PCP)"),
        lambda lot: PROCEDURE_CODES[lot.tender.procedure][0],
    ),
    Column("procedura", gettext_lazy("Procedura"), "tender.get_procedure_display"),
    Column("criterio_codice", gettext_lazy("Criterio (codice)"), "chosen_criterion"),
    Column("cpv", "CPV", "cpv"),
    Column("base", gettext_lazy("Importo a base di gara"), "base_amount"),
    Column("sicurezza", gettext_lazy("Oneri di sicurezza"), "safety_amount"),
    Column("opzioni", gettext_lazy("Opzioni e rinnovi"), "options_amount"),
    Column("pubblicata", gettext_lazy("Pubblicata il"), "tender.published_at"),
    Column("offerte_entro", gettext_lazy("Scadenza offerte"), "tender.bids_due_at"),
    Column("stato_codice", gettext_lazy("Stato (codice)"), "state"),
    Column("stato", gettext_lazy("Stato"), "get_state_display"),
    Column("esito_codice", gettext_lazy("Esito (codice)"), "outcome"),
    Column("esito", gettext_lazy("Esito"), "get_outcome_display"),
    Column("offerte", gettext_lazy("Offerte"), of_result("bids_count")),
    Column("ribasso", gettext_lazy("Ribasso %"), of_result("discount")),
    Column("aggiudicazione", gettext_lazy("Importo di aggiudicazione"), of_result("award_amount")),
    Column("aggiudicatari", gettext_lazy("Aggiudicatari"), winners),
    Column("aggiudicato_il", gettext_lazy("Aggiudicazione del"), of_result("awarded_on")),
    Column("contratto_il", gettext_lazy("Contratto del"), of_result("contract_on")),
    Column("contratto", gettext_lazy("Importo del contratto"), of_result("contract_amount")),
    Column("pnrr", gettext_lazy("PNRR/PNC"), "tender.is_pnrr"),
    Column("pad", gettext_lazy("Piattaforma certificata (indirizzo)"), "tender.pad_url"),
    Column("bdncp", gettext_lazy("BDNCP (indirizzo)"), "tender.bdncp_url"),
)  # fmt: skip


@require_safe
def open_data_page(request):
    """The years, and the files of each."""
    sua = _sua(request)
    years = open_data.years(sua.pk)
    chosen = _settings(request)
    total: list = [(_("Tutti gli anni"), sum(count for _year, count in years), _files(None))]
    return render(
        request,
        "sua/open_data.html",
        {
            "title": _("Dati aperti delle gare"),
            "sua": sua,
            "rows": [(str(year), count, _files(year)) for year, count in years] + total
            if years
            else [],
            "license_url": chosen.data_license,
            "has_prefix": chosen.ocid_prefix != NO_PREFIX,
            "crumbs": [
                (_("Bandi e avvisi"), reverse("sua:notices")),
                (_("Dati aperti"), ""),
            ],
        },
    )


@require_safe
def download(request, kind: str, year: int | None = None):
    """One file, of a year or of all."""
    if kind not in OpenFormat or (year is not None and not 2000 <= year <= 2100):
        raise Http404
    sua = _sua(request)
    name = f"gare-{year}" if year else "gare"
    if kind in (OpenFormat.CSV, OpenFormat.XLSX):
        listing = Listing(request, open_data.released_lots(sua.pk, year), LOTS)
        return EXPORTS["csv"](listing, name) if kind == OpenFormat.CSV else workbook(listing, name)
    how, now = _publishing(request), timezone.now()
    rows = open_data.released(sua.pk, now, year).order_by("published_at", "pk")
    releases = written(rows.iterator(chunk_size=CHUNK), how)
    if kind == OpenFormat.JSONL:
        lines = (f"{one}\n" for one in releases)
        return _streamed(lines, f"{name}.jsonl", "application/jsonl")
    head = ocds.package_head(
        sua, uri=request.build_absolute_uri(), published=moment(now) or "", how=how
    )
    return _streamed(package(head, releases), f"{name}.json", "application/json")


@require_safe
def one_release(request, number: str):
    """The release package of one tender."""
    sua, how, now = _sua(request), _publishing(request), timezone.now()
    pk = public_tender(number, sua.pk).pk
    tender = open_data.released(sua.pk, now).get(pk=pk)
    head = ocds.package_head(
        sua, uri=request.build_absolute_uri(), published=moment(tender.changed_at) or "", how=how
    )
    with translation.override("it"):
        return JsonResponse(head | {"releases": [ocds.release_of(tender, how)]})


def written(tenders: Iterable[Tender], how: ocds.Publishing) -> Iterator[str]:
    """Each release as JSON on one line. Labels are Italian whoever asks."""
    for tender in tenders:
        with translation.override("it"):
            release = ocds.release_of(tender, how)
        yield json.dumps(release, ensure_ascii=False, separators=(",", ":"))


def package(head: dict, releases: Iterable[str]) -> Iterator[str]:
    """The pieces of a release package: its head, then one release after the other."""
    yield f'{json.dumps(head, ensure_ascii=False)[:-1]}, "releases": [\n'
    before = ""
    for one in releases:
        yield f"{before}{one}"
        before = ",\n"
    yield "\n]}\n"


def workbook(listing: Listing, name: str) -> FileResponse:
    """Write the rows to a file on disk, one at a time, and stream it."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(name)
    sheet.freeze_panes = "A2"
    sheet.append([str(column.label) for column in listing.columns])
    for values in exported_rows(listing):
        sheet.append([xlsx_value(sheet, value) for value in values])
    file = TemporaryFile()  # noqa: SIM115 - the answer closes it, once it is sent
    book.save(file)
    file.seek(0)
    return FileResponse(file, as_attachment=True, filename=f"{name}.xlsx", content_type=XLSX_TYPE)


def _streamed(pieces: Iterable[str], name: str, kind: str) -> StreamingHttpResponse:
    return StreamingHttpResponse(
        pieces,
        content_type=f"{kind}; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


def _files(year: int | None) -> list[tuple[str, str]]:
    """The label and the address of each file."""
    args = [year] if year else []
    name = "sua:open-data-year" if year else "sua:open-data-all"
    return [(one.label, reverse(name, args=[*args, one.value])) for one in OpenFormat]


def _sua(request) -> Ente:
    if not request.space or not request.space.ente_id:
        raise Http404
    return request.space.ente


def _settings(request) -> SuaSettings:
    return settings.effective(request.space, registry.installed()["sua"])


def _publishing(request) -> ocds.Publishing:
    chosen = _settings(request)
    return ocds.Publishing(
        prefix=chosen.ocid_prefix,
        license_url=chosen.data_license,
        notices_url=request.build_absolute_uri(reverse("sua:notices")),
    )
