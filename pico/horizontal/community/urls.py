"""Addresses of the Community."""

from django.urls import include, path

from pico.engines.questionnaires.urls import pages

from . import views
from .terms import SURVEY

app_name = "community"

urlpatterns = [
    path("rubrica/", views.directory, name="directory"),
    path("sondaggi/", include(pages(SURVEY, "survey"))),
]
