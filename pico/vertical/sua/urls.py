"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import (
    aggregated,
    agreements,
    checks,
    contracts,
    dues,
    figures,
    figures_behind,
    home,
    library,
    loans,
    lot_parts,
    notices,
    parameters,
    qualification,
    request_draft,
    request_lists,
    requests,
    rup,
    tender_data,
    tender_file,
    tender_parts,
    tenders,
)
from .views.campaigns import catalogue, given, need, participation, plan, simulator
from .views.campaigns import lists as campaign_lists

app_name = "sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS = [
    path("richieste/", request_lists.listed, name="requests"),
    path("richieste/nuova/", request_draft.begin, name="request-new"),
    path("richieste/prendi/", request_lists.take_many, name="requests-take"),
    path("richieste/<int:pk>/", requests.record, name="request"),
    path("richieste/<int:pk>/documenti/", requests.files, name="request-files"),
    path("richieste/<int:pk>/scadenze/", requests.terms, name="request-terms"),
    path("richieste/<int:pk>/storia/", requests.story, name="request-story"),
    path("richieste/<int:pk>/modifica/<str:part>/", request_draft.part, name="request-part"),
    path("richieste/<int:pk>/consiglio/<str:part>/", request_draft.advice, name="request-advice"),
    path("richieste/<int:pk>/passo/<str:name>/", requests.step, name="request-step"),
    path("richieste/<int:pk>/ricevuta.pdf", requests.receipt, name="request-receipt"),
    path("richieste/<int:pk>/file/<int:file>/", requests.file, name="request-file"),
    path(
        "richieste/<int:pk>/file/<int:file>/togli/",
        request_draft.drop_file,
        name="request-file-drop",
    ),
    path("convenzioni/", agreements.listed, name="agreements"),
    path("convenzioni/nuova/", agreements.new, name="agreement-new"),
    path("convenzioni/<int:pk>/", agreements.record, name="agreement"),
    path("convenzioni/<int:pk>/modifica/", agreements.change, name="agreement-change"),
    path("convenzioni/<int:pk>/recesso/", agreements.end, name="agreement-end"),
    path("convenzioni/<int:pk>/file/", agreements.file, name="agreement-file"),
    path("adesioni/nuova/", agreements.adhesion_new, name="adhesion-new"),
    path("adesioni/<int:pk>/", agreements.adhesion, name="adhesion"),
    path("adesioni/<int:pk>/passo/<str:name>/", agreements.adhesion_step, name="adhesion-step"),
    path("parametri/", parameters.listed, name="parameters"),
    path("parametri/<str:key>/", parameters.parameter, name="parameter"),
    path("parametri/<str:key>/nuovo/", parameters.follow, name="parameter-follow"),
    path("parametri/correggi/<int:pk>/", parameters.correct, name="parameter-correct"),
    path("consulente/", parameters.adviser, name="adviser"),
    path("calendario/", parameters.calendar, name="calendar"),
    path("calendario/<int:year>/<int:month>/", parameters.places, name="places"),
    path("cpv/", request_draft.suggest_cpv, name="suggest-cpv"),
]

# Tenders -----------------------------------------------------------------------------------------

ONE = "gare/<str:number>/"
LOT = f"{ONE}lotti/<int:lot_number>/"
PERSON = f"{ONE}persone/<int:pk>/"
TENDERS = [
    path("gare/", tenders.listed, name="tenders"),
    path("gare/fasi/", tenders.board, name="tenders-board"),
    path("gare/nuova/", tenders.new, name="tender-new"),
    path("bandi/", notices.notices, name="notices"),
    path("bandi/<str:number>/", notices.notice, name="notice"),
    path("bandi/<str:number>/documenti/<int:pk>/", tender_parts.notice_file, name="notice-file"),
    path(ONE, tenders.tender, name="tender"),
    path(f"{ONE}lotti/", tenders.lots, name="tender-lots"),
    path(f"{ONE}persone/", tenders.persons, name="tender-persons"),
    path(f"{ONE}documenti/", tenders.documents, name="tender-documents"),
    path(f"{ONE}chiarimenti/", tenders.questions, name="tender-questions"),
    path(f"{ONE}scadenze/", tenders.terms, name="tender-terms"),
    path(f"{ONE}consegne/", tenders.hand_overs, name="tender-hand-overs"),
    path(f"{ONE}enti/", aggregated.tracks, name="tender-enti"),
    path(f"{ONE}enti/<int:pk>/passo/<slug:name>/", aggregated.step, name="track-step"),
    path(f"{ONE}enti/<int:pk>/contratto/", aggregated.derive, name="track-derive"),
    path(f"{ONE}enti/<int:pk>/cedi/", aggregated.offer, name="track-offer"),
    path(f"{ONE}cessioni/<int:pk>/", aggregated.answer_transfer, name="transfer-answer"),
    path(f"{ONE}storia/", tenders.story, name="tender-story"),
    path(f"{ONE}dati/", tender_data.edit, name="tender-edit"),
    path(f"{ONE}passo/<slug:name>/", tender_data.step, name="tender-step"),
    path(f"{ONE}fascicolo.pdf", tender_file.pdf, name="tender-pdf"),
    path(f"{ONE}fascicolo.zip", tender_file.archive, name="tender-zip"),
    path(f"{ONE}scadenze/offerte/", tender_data.extend_bids, name="tender-extend-bids"),
    path(f"{ONE}scadenze/durata/", tender_data.extend_length, name="tender-extend-length"),
    path(f"{ONE}lotti/nuovo/", tender_data.edit_lot, name="lot-new"),
    path(LOT, tender_data.edit_lot, name="lot-edit"),
    path(f"{LOT}togli/", tender_data.remove_lot, name="lot-remove"),
    path(f"{LOT}passo/<slug:name>/", tender_data.lot_step, name="lot-step"),
    path(f"{LOT}offerte/", lot_parts.count_bids, name="lot-bids"),
    path(f"{LOT}esito/", lot_parts.set_result, name="lot-result"),
    path(f"{LOT}consegne/", lot_parts.hand_over_again, name="lot-hand-over"),
    path(f"{ONE}persone/nuova/", tender_parts.name_person, name="person-new"),
    path(f"{PERSON}dichiarazione/", tender_parts.declare, name="person-declare"),
    path(f"{PERSON}in-carica/", tender_parts.activate, name="person-activate"),
    path(f"{PERSON}fine/", tender_parts.end_part, name="person-end"),
    path(f"{PERSON}successione/", tender_parts.succeed, name="person-succeed"),
    path(f"{PERSON}file/<slug:which>/", tender_parts.person_file, name="person-file"),
    path(f"{ONE}documenti/nuovi/", tender_parts.add_document, name="document-new"),
    path(f"{ONE}documenti/<int:pk>/", tender_parts.document_file, name="document-file"),
    path(f"{ONE}documenti/<int:pk>/modifica/", tender_parts.change_document, name="document-edit"),
    path(f"{ONE}documenti/<int:pk>/versione/", tender_parts.renew_document, name="document-renew"),
    path(f"{ONE}chiarimenti/nuovo/", tender_parts.receive_question, name="question-new"),
    path(f"{ONE}chiarimenti/<int:pk>/", tender_parts.answer, name="question-answer"),
    path(f"{ONE}chiarimenti/<int:pk>/pubblica/", tender_parts.publish_answer, name="question-publish"),
    path(f"{ONE}sedute/nuova/", tender_parts.hold_sitting, name="sitting-new"),
    path(f"{ONE}testi/nuovo/", tender_parts.new_text, name="text-new"),
    path(f"{ONE}testi/<int:pk>/", tender_parts.text, name="tender-text"),
    path(f"{ONE}testi/<int:pk>/testo.<slug:kind>", tender_parts.text_file, name="text-file"),
    path(f"{ONE}schede/nuova/", lot_parts.note_card, name="card-new"),
    path(f"{ONE}consegne/<int:pk>/accetta/", lot_parts.accept_hand_over, name="hand-over-accept"),
    path(f"{ONE}consegne/<int:pk>/restituisci/", lot_parts.return_hand_over, name="hand-over-return"),
]  # fmt: skip

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

RUP = [
    path("rup/", rup.rup_list, name="rup-list"),
    path("rup/mio/", rup.mine, name="rup-mine"),
    path("rup/compatibili/", rup.compatible, name="rup-compatible"),
    path("rup/prestiti/", loans.loan_list, name="loans"),
    path("rup/prestiti/nuovo/", loans.ask, name="loan-new"),
    path("rup/prestiti/<int:pk>/", loans.loan, name="loan"),
    path("rup/prestiti/<int:pk>/<slug:name>/", loans.loan_step, name="loan-step"),
    path("rup/subentri/", loans.succession_list, name="successions"),
    path("rup/subentri/nuovo/", loans.new_succession, name="succession-new"),
    path("rup/subentri/<int:pk>/", loans.succession, name="succession"),
    path("rup/<int:pk>/", rup.record, name="rup"),
    path("rup/<int:pk>/modifica/", rup.change, name="rup-change"),
    path("rup/<int:pk>/disponibilita/", rup.availability, name="rup-availability"),
    path("rup/<int:pk>/formazione/", rup.add_training, name="rup-training"),
    path(
        "rup/<int:pk>/formazione/<int:course>/togli/",
        rup.remove_training,
        name="rup-training-remove",
    ),
    path("rup/<int:pk>/conflitti/", rup.add_conflict, name="rup-conflict"),
    path("rup/<int:pk>/curriculum/", rup.cv, name="rup-cv"),
    path("rup/<int:pk>/curriculum/carica/", rup.upload_cv, name="rup-cv-upload"),
    path("rup/<int:pk>/passi/<slug:name>/", rup.step, name="rup-step"),
    path("qualificazioni/", qualification.qualification_list, name="qualifications"),
    path("qualificazioni/importa/", qualification.import_page, name="qualifications-import"),
    path("qualificazioni/simula/", qualification.simulator, name="simulator"),
    path("qualificazioni/<int:pk>/", qualification.sheet, name="qualifications-of"),
    path("qualificazioni/<int:pk>/nuova/", qualification.write, name="qualification-new"),
    path("contratti/", contracts.contract_list, name="contracts"),
    path("contratti/nuovo/", contracts.new_contract, name="contract-new"),
    path("contratti/importa/", contracts.import_contracts, name="contracts-import"),
    path("contratti/<int:pk>/", contracts.contract, name="contract"),
    path("contratti/<int:pk>/modifica/", contracts.change_contract, name="contract-change"),
    path("programmazione/", contracts.programme, name="programme"),
    path("programmazione/nuova/", contracts.new_row, name="programme-new"),
    path("programmazione/<int:pk>/", contracts.programme_row, name="programme-row"),
    path("programmazione/<int:pk>/richiesta/", contracts.ask_from_row, name="programme-ask"),
    path("programmazione/importa/", contracts.import_programme, name="programme-import"),
    path("importazioni/<int:pk>/", contracts.imported, name="import"),
    path("controlli/", checks.checks, name="checks"),
    path("controlli/file/", checks.file_checks, name="file-checks"),
    path("controlli/file/nuovo/", checks.order, name="file-check-new"),
    path("controlli/file/<int:pk>/", checks.file_check, name="file-check"),
    path("controlli/file/<int:pk>/rapporto/", checks.report, name="file-check-report"),
    path("controlli/conferma/", checks.confirm_cig, name="cig-confirm"),
    path("controlli/senza-cup/", checks.missing_cups, name="missing-cups"),
    path("controlli/senza-cup/gare/", checks.lots_without_cup, name="lots-without-cup"),
    path("controlli/senza-cup/<int:pk>/", checks.missing_cup, name="missing-cup"),
    path("controlli/senza-cup/<int:pk>/collega/", checks.link_cup, name="cup-link"),
    path("controlli/senza-cup/<int:pk>/non-dovuto/", checks.waive_cup, name="cup-waive"),
    path("controlli/errori/", checks.errors, name="errors"),
    path("controlli/errori/<str:code>/", checks.error, name="error"),
    path("controlli/errori/<str:code>/modifica/", checks.change_error, name="error-change"),
]

# Dues and figures --------------------------------------------------------------------------------

DUES = [
    path("cruscotto/", figures.dashboard, name="figures"),
    path("cruscotto/gare/", figures_behind.behind, name="figures-records"),
    path("rimborsi/", dues.listed, name="dues"),
    path("rimborsi/richiedi/", dues.request_many, name="dues-request"),
    path("rimborsi/<int:pk>/", dues.record, name="due"),
    path("rimborsi/<int:pk>/passi/<slug:name>/", dues.step, name="due-step"),
    path("rimborsi/<int:pk>/lettera.<str:kind>", dues.letter, name="due-letter"),
]

# Library -----------------------------------------------------------------------------------------

LIBRARY = [
    path("documentale/", library.listed, name="library"),
    path("documentale/<int:pk>/", library.record, name="library-text"),
    path("documentale/<int:pk>/modifica/", library.change, name="library-change"),
    path("documentale/<int:pk>/testo.<str:kind>", library.file, name="library-file"),
    path("documentale/<int:pk>/<slug:what>/", library.act, name="library-act"),
]

urlpatterns = [
    path("", home.home, name="home"),
    *REQUESTS,
    *TENDERS,
    *CAMPAIGNS,
    *RUP,
    *DUES,
    *LIBRARY,
]
