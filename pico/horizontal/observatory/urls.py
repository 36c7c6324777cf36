"""Addresses of the Osservatorio, one list per noun."""

from django.urls import path

from .views import (
    agenda,
    crossing,
    downloads,
    gathered,
    indicators,
    links,
    loads,
    matches,
    module_dashboards,
    open_data,
    quality,
    records,
    sections,
    sheets,
    sources,
    thresholds,
)

app_name = "observatory"

LAKE = [
    path("fonti/", sources.sources, name="sources"),
    path("caricamenti/", loads.load_list, name="loads"),
    path("caricamenti/nuovo/", loads.bring, name="load-new"),
    path("caricamenti/<int:pk>/", loads.load, name="load"),
    path("caricamenti/<int:pk>/ripeti/", loads.repeat, name="load-repeat"),
    path("caricamenti/<int:pk>/conferma/", loads.override, name="load-override"),
    path("caricamenti/automatici/", downloads.download_list, name="downloads"),
    path("caricamenti/automatici/nuovo/", downloads.download_new, name="download-new"),
    path("caricamenti/automatici/<int:pk>/", downloads.download, name="download"),
    path("caricamenti/automatici/<int:pk>/scarica/", downloads.download_now, name="download-now"),
    path("caricamenti/automatici/<int:pk>/togli/", downloads.download_drop, name="download-drop"),
    path("chi-e-chi/", matches.match_list, name="matches"),
    path("chi-e-chi/<int:pk>/", matches.match, name="match"),
    path("chi-e-chi/<int:pk>/non-e/", matches.refuse, name="match-refuse"),
    path("chi-e-chi/<int:pk>/annulla/", matches.undo, name="match-undo"),
]

SECTIONS = [
    path("", sections.landing, name="home"),
    path("confronto/", sections.compare, name="compare"),
    path("confini/<str:name>/", sections.boundaries, name="boundaries"),
]

RECORDS = [
    path("registro/", records.lots, name="lots"),
    path("registro/cup/", records.projects, name="cups"),
    path("cig/<str:cig>/", gathered.lot, name="lot"),
    path("cup/<str:cup>/", gathered.project, name="cup"),
]

LINKS = [
    path("collegamenti/", links.decisions, name="links"),
    path("collegamenti/nuovo/", links.add, name="link-new"),
    path("collegamenti/cig-senza-cup/", links.lots_without_cup, name="lots-without-cup"),
    path("collegamenti/cup-senza-cig/", links.cups_without_cig, name="cups-without-cig"),
    path("collegamenti/<str:cup>/<str:cig>/", links.link, name="link"),
    path("collegamenti/<str:cup>/<str:cig>/conferma/", links.confirm, name="link-confirm"),
    path("collegamenti/<str:cup>/<str:cig>/rifiuta/", links.refuse, name="link-refuse"),
    path("collegamenti/<str:cup>/<str:cig>/annulla/", links.undo, name="link-undo"),
]

INDICATORS = [
    path("indicatori/", indicators.passports, name="indicators"),
    path("indicatori/<str:key>/", indicators.passport, name="indicator"),
    path("indicatori/segnalazioni/<int:pk>/chiudi/", indicators.settle, name="flag-settle"),
]

SHEETS = [
    path("scheda/", sheets.sheets, name="sheets"),
    path("scheda/<str:sigla>/", sheets.latest, name="sheet"),
    path("scheda/<str:sigla>/<int:year>/", sheets.sheet, name="sheet-of"),
]

OPEN_DATA = [
    path("open-data/", open_data.open_data_page, name="open-data"),
    path("open-data/catalogo.<slug:kind>", open_data.catalogue_file, name="open-data-catalogue"),
    path("open-data/<slug:slug>/", open_data.dataset, name="dataset"),
    path("open-data/<slug:slug>/leggimi.md", open_data.companion, name="dataset-read-me"),
    path(
        "open-data/<slug:slug>/dati.csv-metadata.json",
        open_data.csv_companion,
        name="dataset-csv-metadata",
    ),
    path("open-data/<slug:slug>/dati.<slug:kind>", open_data.dataset_file, name="dataset-file"),
    path(
        "open-data/<slug:slug>/metadati.<slug:kind>",
        open_data.dataset_metadata,
        name="dataset-metadata",
    ),
]

SELFSERVE = [
    path("analisi/", crossing.analysis, name="analysis"),
    path("viste/", crossing.view_list, name="views"),
    path("viste/salva/", crossing.save, name="view-save"),
    path("viste/lettere/<str:word>/basta/", crossing.stop, name="letter-stop"),
    path("viste/<int:pk>/", crossing.view, name="view"),
    path("viste/<int:pk>/cambia/", crossing.change, name="view-change"),
    path("viste/<int:pk>/elimina/", crossing.delete, name="view-delete"),
    path("viste/<int:pk>/lettera/", crossing.send, name="view-send"),
    path("soglie/", thresholds.threshold_list, name="thresholds"),
    path("soglie/nuova/", thresholds.keep, name="threshold-new"),
    path("soglie/<int:pk>/togli/", thresholds.drop, name="threshold-drop"),
]

MODULES = [
    path("moduli/", module_dashboards.dashboards, name="modules"),
    path("moduli/<slug:module>/<slug:key>/", module_dashboards.dashboard, name="module-dashboard"),
]

QUALITY = [
    path("qualita/", quality.desk, name="quality"),
    path("qualita/<str:key>/", quality.fault, name="fault"),
]

AGENDA = [
    path("agenda-digitale/", agenda.agenda, name="agenda"),
    path("agenda-digitale/indici/", agenda.index_list, name="indices"),
    path("agenda-digitale/indici/nuovo/", agenda.index_new, name="index-new"),
    path("agenda-digitale/indici/<int:pk>/", agenda.index_change, name="index-change"),
    path("agenda-digitale/indici/<int:pk>/togli/", agenda.index_withdraw, name="index-withdraw"),
    path("agenda-digitale/obiettivi/", agenda.goal_set, name="goal-set"),
    path("agenda-digitale/obiettivi/<int:pk>/togli/", agenda.goal_drop, name="goal-drop"),
]

# Last: a section has any name that no other page has.
SECTION = [path("<str:key>/", sections.page, name="section")]

urlpatterns = [
    *LAKE,
    *SECTIONS,
    *RECORDS,
    *LINKS,
    *INDICATORS,
    *SHEETS,
    *SELFSERVE,
    *MODULES,
    *QUALITY,
    *AGENDA,
    *OPEN_DATA,
    *SECTION,
]
