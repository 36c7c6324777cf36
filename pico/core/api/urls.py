"""Addresses of the pages of this room; those of the API itself are in `v1.py`."""

from django.urls import path

from . import views

app_name = "api"

urlpatterns = [
    path("", views.tokens, name="tokens"),
    path("<int:pk>/revoca/", views.revoke, name="revoke"),
]
