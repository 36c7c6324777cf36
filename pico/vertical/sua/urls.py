"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import (
    agreements,
    checks,
    contracts,
    home,
    loans,
    parameters,
    qualification,
    requests,
    rup,
)

app_name = "sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS = [
    path("richieste/", requests.listed, name="requests"),
    path("richieste/nuova/", requests.begin, name="request-new"),
    path("richieste/prendi/", requests.take_many, name="requests-take"),
    path("richieste/<int:pk>/", requests.record, name="request"),
    path("richieste/<int:pk>/documenti/", requests.files, name="request-files"),
    path("richieste/<int:pk>/scadenze/", requests.terms, name="request-terms"),
    path("richieste/<int:pk>/storia/", requests.story, name="request-story"),
    path("richieste/<int:pk>/modifica/<str:part>/", requests.part, name="request-part"),
    path("richieste/<int:pk>/consiglio/<str:part>/", requests.advice, name="request-advice"),
    path("richieste/<int:pk>/passo/<str:name>/", requests.step, name="request-step"),
    path("richieste/<int:pk>/ricevuta.pdf", requests.receipt, name="request-receipt"),
    path("richieste/<int:pk>/file/<int:file>/", requests.file, name="request-file"),
    path("richieste/<int:pk>/file/<int:file>/togli/", requests.drop_file, name="request-file-drop"),
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
    path("cpv/", requests.suggest_cpv, name="suggest-cpv"),
]

# Tenders -----------------------------------------------------------------------------------------

TENDERS = []

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
