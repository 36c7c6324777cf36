"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import home
from .views.campaigns import catalogue, given, need, participation, plan, simulator
from .views.campaigns import lists as campaign_lists

app_name = "sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS = []

# Tenders -----------------------------------------------------------------------------------------

TENDERS = []

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGN = "campagne/<int:pk>/"
NEED = f"{CAMPAIGN}risposta/"
GIVEN = f"{CAMPAIGN}risposte/<int:answer_pk>/"
PLAN = f"{CAMPAIGN}piano/"
CAMPAIGNS = [
    path("campagne/", campaign_lists.campaign_list, name="campaigns"),
    path("campagne/nuova/", campaign_lists.new, name="campaign-new"),
    path("campagne/cpv/", campaign_lists.cpv, name="campaign-cpv"),
    path(CAMPAIGN, campaign_lists.detail, name="campaign"),
    path(f"{CAMPAIGN}modifica/", campaign_lists.edit, name="campaign-edit"),
    path(f"{CAMPAIGN}duplica/", campaign_lists.duplicate, name="campaign-duplicate"),
    path(f"{CAMPAIGN}passi/<slug:name>/", campaign_lists.step, name="campaign-step"),
    path(f"{CAMPAIGN}documenti/", campaign_lists.add_document, name="campaign-document-add"),
    path(
        f"{CAMPAIGN}documenti/<int:document_pk>/",
        campaign_lists.document,
        name="campaign-document",
    ),
    path(f"{CAMPAIGN}voci/", catalogue.items, name="campaign-items"),
    path(f"{CAMPAIGN}voci/nuova/", catalogue.item, name="campaign-item-new"),
    path(f"{CAMPAIGN}voci/<int:item_pk>/", catalogue.item, name="campaign-item"),
    path(
        f"{CAMPAIGN}voci/<int:item_pk>/togli/", catalogue.remove_item, name="campaign-item-remove"
    ),
    path(f"{CAMPAIGN}enti/", catalogue.recipients, name="campaign-recipients"),
    path(f"{CAMPAIGN}risposte/", participation.answers, name="campaign-answers"),
    path(f"{CAMPAIGN}risposte/solleciti/", participation.remind, name="campaign-remind"),
    path(f"{CAMPAIGN}risposte/valida/", participation.validate, name="campaign-validate"),
    path(f"{CAMPAIGN}risposte/ambito/", participation.zones, name="campaign-zones"),
    path(GIVEN, given.given, name="need-given"),
    path(f"{GIVEN}righe/<int:line_pk>/commento/", given.comment, name="need-comment"),
    path(f"{GIVEN}righe/<int:line_pk>/spiegazione/", given.explain, name="need-explain"),
    path(f"{GIVEN}passi/<slug:name>/", need.step, name="need-step"),
    path(f"{GIVEN}ricevuta.pdf", need.receipt, name="need-receipt"),
    path(NEED, need.overview, name="need"),
    path(f"{NEED}sezioni/<int:number>/", need.section, name="need-section"),
    path(f"{NEED}sezioni/<int:number>/affida/", need.delegate, name="need-delegate"),
    path(f"{NEED}affidate/<int:delegation_pk>/togli/", need.take_back, name="need-take-back"),
    path(f"{NEED}righe/nuova/", need.line, name="need-line-new"),
    path(f"{NEED}righe/<int:line_pk>/", need.line, name="need-line"),
    path(f"{NEED}righe/<int:line_pk>/togli/", need.remove_line, name="need-line-remove"),
    path(f"{NEED}importa/", need.import_sheet, name="need-import"),
    path(f"{NEED}modello.xlsx", need.model, name="need-model"),
    path(PLAN, plan.plan, name="campaign-plan"),
    path(f"{PLAN}calcola/", plan.make, name="campaign-plan-make"),
    path(f"{PLAN}unisci/", plan.merge, name="campaign-plan-merge"),
    path(f"{PLAN}righe/<int:line_pk>/", plan.line, name="campaign-plan-line"),
    path(f"{CAMPAIGN}simulatore/", simulator.simulator, name="campaign-simulator"),
    path(f"{CAMPAIGN}simulatore/relazione.pdf", simulator.report, name="campaign-report"),
    path(f"{CAMPAIGN}simulatore/gara/", simulator.tender, name="campaign-tender"),
    path(f"{CAMPAIGN}dati-aperti.csv", plan.open_data, name="campaign-open-data"),
]

# RUP ---------------------------------------------------------------------------------------------

RUP = []

urlpatterns = [path("", home.home, name="home"), *REQUESTS, *TENDERS, *CAMPAIGNS, *RUP]
