"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "search"

urlpatterns = [
    path("", views.results, name="results"),
    path("suggerimenti/", views.suggest, name="suggest"),
]
