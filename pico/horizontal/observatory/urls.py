"""Addresses of the Osservatorio, one list per noun."""

from django.urls import path

from .views import sources

app_name = "observatory"

LAKE = [
    path("fonti/", sources.sources, name="sources"),
]

urlpatterns = [*LAKE]
