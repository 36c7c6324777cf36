"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "people"

urlpatterns = [
    path("profilo/", views.profile, name="profile"),
    path("profilo/visibilita/", views.visibility, name="visibility"),
    path("profilo/incarichi/", views.memberships, name="memberships"),
    path("profilo/sicurezza/", views.security, name="security"),
    path("profilo/dati/", views.my_data, name="my_data"),
    path("profilo/dati/scarica/", views.my_data_file, name="my_data_file"),
    path("sessioni/<int:pk>/chiudi/", views.session_close, name="session_close"),
    path(
        "sessioni/chiudi-altre/",
        views.sessions_close_others,
        name="sessions_close_others",
    ),
    path("cambia-ente/", views.switch, name="switch"),
    path("chi-lo-vede/", views.audience_of, name="audience"),
    path("spid-cie/", views.identity_help, name="identity_help"),
    path("<int:pk>/", views.person, name="person"),
    path("<int:pk>/sospendi/", views.person_suspend, name="suspend"),
    path("<int:pk>/riattiva/", views.person_reactivate, name="reactivate"),
]
