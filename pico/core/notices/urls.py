"""Addresses of this room."""

from django.http import HttpResponse
from django.urls import path

app_name = "notices"

urlpatterns = [
    path("", HttpResponse, name="inbox"),
    path("tocca-a-me/", HttpResponse, name="tasks"),
    path("preferenze/", HttpResponse, name="preferences"),
]
