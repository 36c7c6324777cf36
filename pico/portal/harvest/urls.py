"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "harvest"

urlpatterns = [
    path("", views.source_list, name="list"),
    path("nuova/", views.add, name="add"),
    path("<int:pk>/", views.source, name="source"),
    path("<int:pk>/anteprima/", views.preview, name="preview"),
    path("<int:pk>/importa/", views.take, name="import"),
    path("<int:pk>/attiva/", views.switch, name="switch"),
    path("<int:pk>/togli/", views.remove, name="remove"),
    path("importazioni/<int:pk>/annulla/", views.undo, name="undo"),
]
