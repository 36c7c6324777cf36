"""Addresses of the passwords for programs: each person's own."""

from django.urls import path

from . import personal_views as views

app_name = "programs"

urlpatterns = [
    path("", views.app_passwords, name="list"),
    path("<int:pk>/revoca/", views.revoke, name="revoke"),
]
