"""Addresses of the Community."""

from django.urls import path

from . import views

app_name = "community"

urlpatterns = [path("rubrica/", views.directory, name="directory")]
