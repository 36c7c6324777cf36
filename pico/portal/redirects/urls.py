"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "redirects"

urlpatterns = [
    path("", views.redirect_list, name="list"),
    path("nuovo/", views.add, name="add"),
    path("importa/", views.take_in, name="import"),
    path("togli/", views.remove, name="remove"),
]
