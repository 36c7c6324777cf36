"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "codes"

urlpatterns = [path("<str:code_list>/", views.suggest, name="suggest")]
