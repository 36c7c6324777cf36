"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import agreements, home, parameters, requests

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

RUP = []

urlpatterns = [path("", home.home, name="home"), *REQUESTS, *TENDERS, *CAMPAIGNS, *RUP]
