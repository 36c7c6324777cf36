"""Addresses that belong to the pages of a site without being pages."""

from django.urls import path

from .views import enrolments, events, sites, topics

app_name = "pages"

urlpatterns = [
    path("", sites.site, name="site"),
    path("tutti/", sites.every_site, name="sites"),
    path("crea/", sites.make_chosen, name="make-sites"),
    path("di/<int:pk>/", sites.site_of, name="site-of"),
    path("crea/<int:pk>/", sites.make, name="make-site"),
    path("argomenti/", topics.choose, name="topics"),
    path("argomenti/<slug:slug>/", topics.topic, name="topic"),
    path("eventi/<int:pk>/calendario.ics", events.calendar, name="event-ics"),
    path("eventi/<int:pk>/iscrizione/", enrolments.enrol, name="enrol"),
    path("eventi/<int:pk>/iscritti/", enrolments.participants, name="participants"),
    path("iscrizioni/<str:token>/", enrolments.mine, name="enrolment"),
    path("iscrizioni/<str:token>/conferma/", enrolments.confirm, name="confirm-enrolment"),
    path("iscrizioni/<str:token>/annulla/", enrolments.cancel, name="cancel-enrolment"),
]
