"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "modules"

urlpatterns = [
    path("", views.module_list, name="list"),
    path("<slug:key>/scelta/", views.module_switch, name="switch"),
    path("<slug:key>/impostazioni/", views.module_settings, name="settings"),
]
