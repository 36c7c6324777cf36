"""Addresses of the engine: a module includes them under its own path.

path("sondaggi/", include(pages("SURVEY", "survey")))
"""

from django.urls import path

from .views import (
    answering,
    designing,
    files,
    lists,
    managing,
    participation,
    results,
    sending,
)

PAGES = (
    ("", lists.campaign_list, "list"),
    ("nuovo/", lists.new, "new"),
    ("rapido/", lists.quick, "quick"),
    ("importa/", lists.import_form, "import"),
    ("<int:pk>/", managing.detail, "detail"),
    ("<int:pk>/passo/", managing.step, "step"),
    ("<int:pk>/proroga/", managing.extend, "extend"),
    ("<int:pk>/annulla/", managing.cancel, "cancel"),
    ("<int:pk>/sollecita/", managing.remind, "remind"),
    ("<int:pk>/modello/", managing.model, "model"),
    ("<int:pk>/duplica/", lists.duplicate, "duplicate"),
    ("<int:pk>/destinatari/", managing.settings, "settings"),
    ("<int:pk>/xlsform/", lists.export_form, "xlsform"),
    ("<int:pk>/domande/", designing.design, "design"),
    ("<int:pk>/domande/ordine/", designing.arrange, "arrange"),
    ("<int:pk>/domande/sezioni/", designing.section_add, "section_add"),
    ("<int:pk>/domande/sezioni/<int:section_pk>/", designing.section_edit, "section_edit"),
    ("<int:pk>/domande/sezioni/<int:section_pk>/fai/", designing.section_act, "section_act"),
    ("<int:pk>/domande/sezioni/<int:section_pk>/nuova/", designing.question_new, "question_new"),
    ("<int:pk>/domande/<int:question_pk>/", designing.question_edit, "question_edit"),
    ("<int:pk>/domande/<int:question_pk>/fai/", designing.question_act, "question_act"),
    ("<int:pk>/prova/", designing.trial, "trial"),
    ("<int:pk>/rispondi/", answering.answer, "answer"),
    ("<int:pk>/rispondi/<int:section_pk>/", answering.section, "section"),
    ("<int:pk>/rispondi/<int:section_pk>/salva/", answering.save, "save"),
    ("<int:pk>/riepilogo/", sending.summary, "summary"),
    ("<int:pk>/riepilogo/invia/", sending.send, "send"),
    ("<int:pk>/riepilogo/approvazione/", sending.approval, "approval"),
    ("<int:pk>/riepilogo/rimanda/", sending.send_back, "send_back"),
    ("<int:pk>/riepilogo/riprendi/", sending.recall, "recall"),
    ("<int:pk>/riepilogo/affida/", sending.entrust, "entrust"),
    ("<int:pk>/riepilogo/togli/", sending.take_back, "take_back"),
    ("<int:pk>/ricevuta.pdf", sending.receipt, "receipt"),
    ("<int:pk>/file/<int:answer_pk>/<int:file_pk>/", files.answer_file, "file"),
    ("<int:pk>/partecipazione/", participation.invited, "invited"),
    ("<int:pk>/partecipazione/<int:invitation_pk>/", participation.given, "given"),
    ("<int:pk>/partecipazione/<int:invitation_pk>/riapri/", participation.reopen, "reopen"),
    ("<int:pk>/risultati/", results.results, "results"),
    ("<int:pk>/risultati/<int:question_pk>/", results.breakdown, "breakdown"),
    ("<int:pk>/risultati/<int:question_pk>/testi/", results.texts, "texts"),
    ("<int:pk>/risultati/<int:question_pk>/tema/", results.tag, "tag"),
    ("<int:pk>/risultati/<int:question_pk>/codifica/", results.code, "code"),
    ("<int:pk>/risultati/differenze/", results.changes, "changes"),
    ("<int:pk>/posizione/", results.position, "position"),
    ("<int:pk>/pubblicazione/", results.publication, "publication"),
    ("<int:pk>/risultati.pdf", results.report, "report"),
    ("<int:pk>/risposte.csv", results.csv, "csv"),
    ("<int:pk>/risposte.xlsx", results.xlsx, "xlsx"),
    ("<int:pk>/legenda.csv", results.codebook, "codebook"),
)


def pages(purpose: str, prefix: str) -> list:
    """Return the addresses for a purpose; their names begin with the prefix: «survey_detail»."""
    return [
        path(route, view, {"purpose": purpose}, name=f"{prefix}_{name}")
        for route, view, name in PAGES
    ]
