"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import (
    aggregated,
    checks,
    contracts,
    home,
    loans,
    qualification,
    rup,
    tender_parts,
    tenders,
)

app_name = "sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS = []

# Tenders -----------------------------------------------------------------------------------------

ONE = "gare/<str:number>/"
LOT = f"{ONE}lotti/<int:lot_number>/"
PERSON = f"{ONE}persone/<int:pk>/"
TENDERS = [
    path("gare/", tenders.listed, name="tenders"),
    path("gare/fasi/", tenders.board, name="tenders-board"),
    path("gare/nuova/", tenders.new, name="tender-new"),
    path("bandi/", tenders.notices, name="notices"),
    path("bandi/<str:number>/", tenders.notice, name="notice"),
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
    path(f"{ONE}dati/", tenders.edit, name="tender-edit"),
    path(f"{ONE}passo/<slug:name>/", tenders.step, name="tender-step"),
    path(f"{ONE}fascicolo.pdf", tenders.pdf, name="tender-pdf"),
    path(f"{ONE}fascicolo.zip", tenders.archive, name="tender-zip"),
    path(f"{ONE}scadenze/offerte/", tenders.extend_bids, name="tender-extend-bids"),
    path(f"{ONE}scadenze/durata/", tenders.extend_length, name="tender-extend-length"),
    path(f"{ONE}lotti/nuovo/", tenders.edit_lot, name="lot-new"),
    path(LOT, tenders.edit_lot, name="lot-edit"),
    path(f"{LOT}togli/", tenders.remove_lot, name="lot-remove"),
    path(f"{LOT}passo/<slug:name>/", tenders.lot_step, name="lot-step"),
    path(f"{LOT}offerte/", tender_parts.count_bids, name="lot-bids"),
    path(f"{LOT}esito/", tender_parts.set_result, name="lot-result"),
    path(f"{LOT}consegne/", tender_parts.hand_over_again, name="lot-hand-over"),
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
    path(f"{ONE}schede/nuova/", tender_parts.note_card, name="card-new"),
    path(f"{ONE}consegne/<int:pk>/accetta/", tender_parts.accept_hand_over, name="hand-over-accept"),
    path(f"{ONE}consegne/<int:pk>/restituisci/", tender_parts.return_hand_over, name="hand-over-return"),
]  # fmt: skip

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGNS = []

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
    path("programmazione/importa/", contracts.import_programme, name="programme-import"),
    path("importazioni/<int:pk>/", contracts.imported, name="import"),
    path("controlli/", checks.checks, name="checks"),
    path("controlli/file/", checks.file_checks, name="file-checks"),
    path("controlli/file/nuovo/", checks.order, name="file-check-new"),
    path("controlli/file/<int:pk>/", checks.file_check, name="file-check"),
    path("controlli/file/<int:pk>/rapporto/", checks.report, name="file-check-report"),
    path("controlli/conferma/", checks.confirm_cig, name="cig-confirm"),
    path("controlli/senza-cup/", checks.missing_cups, name="missing-cups"),
    path("controlli/senza-cup/<int:pk>/", checks.missing_cup, name="missing-cup"),
    path("controlli/senza-cup/<int:pk>/collega/", checks.link_cup, name="cup-link"),
    path("controlli/senza-cup/<int:pk>/non-dovuto/", checks.waive_cup, name="cup-waive"),
    path("controlli/errori/", checks.errors, name="errors"),
    path("controlli/errori/<str:code>/", checks.error, name="error"),
    path("controlli/errori/<str:code>/modifica/", checks.change_error, name="error-change"),
]

urlpatterns = [path("", home.home, name="home"), *REQUESTS, *TENDERS, *CAMPAIGNS, *RUP]
