"""Addresses of this room: the theme of a space and the living style guide."""

from django.urls import path

from . import views
from .guide import views as guide

app_name = "ui"

urlpatterns = [
    path("tema/<str:code>.css", views.theme, name="theme"),
    path("", guide.index, name="guide"),
    path("moduli/", guide.forms_page, name="guide-forms"),
    path("elenco/", guide.list_page, name="guide-list"),
    path("elenco/scelti/", guide.chosen, name="guide-chosen"),
    path("moduli/bozza/", guide.save_draft, name="guide-draft"),
    path("scheda/", guide.record_page, name="guide-record"),
    path("cruscotto/", guide.dashboard_page, name="guide-dashboard"),
    path("errori/<int:code>/", guide.error, name="guide-error"),
    path("rifiuto/", guide.refuse, name="guide-refusal"),
    path("avanzamento/", guide.progress, name="guide-progress"),
    path("suggerimenti/", guide.suggest, name="guide-suggest"),
    path("carica/", guide.upload, name="guide-upload"),
    path("pubblico/", guide.audience, name="guide-audience"),
]
