"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "jobs"

urlpatterns = [
    path("", views.job_list, name="list"),
    path("<int:pk>/", views.job_detail, name="detail"),
    path("<int:pk>/riprova/", views.job_retry, name="retry"),
    path("<int:pk>/annulla/", views.job_cancel, name="cancel"),
    path("<int:pk>/avanzamento/", views.job_progress, name="progress"),
]
