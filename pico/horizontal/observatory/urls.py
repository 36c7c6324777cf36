"""Addresses of the Osservatorio, one list per noun."""

from django.urls import path

from .views import (
    agenda,
    crossing,
    indicators,
    loads,
    matches,
    quality,
    records,
    sections,
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
    path("cig/<str:cig>/", records.lot, name="lot"),
    path("cup/<str:cup>/", records.project, name="cup"),
]

INDICATORS = [
    path("indicatori/", indicators.passports, name="indicators"),
    path("indicatori/<str:key>/", indicators.passport, name="indicator"),
    path("indicatori/segnalazioni/<int:pk>/chiudi/", indicators.settle, name="flag-settle"),
]

SELFSERVE = [
    path("analisi/", crossing.analysis, name="analysis"),
    path("viste/", crossing.view_list, name="views"),
    path("viste/salva/", crossing.save, name="view-save"),
    path("viste/<int:pk>/", crossing.view, name="view"),
    path("viste/<int:pk>/cambia/", crossing.change, name="view-change"),
    path("viste/<int:pk>/elimina/", crossing.delete, name="view-delete"),
    path("viste/<int:pk>/lettera/", crossing.send, name="view-send"),
    path("soglie/", thresholds.threshold_list, name="thresholds"),
    path("soglie/nuova/", thresholds.keep, name="threshold-new"),
    path("soglie/<int:pk>/togli/", thresholds.drop, name="threshold-drop"),
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

urlpatterns = [*LAKE, *SECTIONS, *RECORDS, *INDICATORS, *SELFSERVE, *QUALITY, *AGENDA, *SECTION]
