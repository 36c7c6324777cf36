"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import home, tender_parts, tenders

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

RUP = []

urlpatterns = [path("", home.home, name="home"), *REQUESTS, *TENDERS, *CAMPAIGNS, *RUP]
