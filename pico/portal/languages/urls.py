"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "languages"

urlpatterns = [
    path("", views.translation_list, name="list"),
    path("apri/", views.open_english, name="open"),
    path("<int:pk>/traduci/", views.translate, name="translate"),
]
