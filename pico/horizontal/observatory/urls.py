"""Addresses of the Osservatorio, one list per noun."""

from django.urls import path

from .views import loads, matches, sources

app_name = "observatory"

LAKE = [
    path("fonti/", sources.sources, name="sources"),
    path("caricamenti/", loads.load_list, name="loads"),
    path("caricamenti/nuovo/", loads.bring, name="load-new"),
    path("caricamenti/<int:pk>/", loads.load, name="load"),
    path("caricamenti/<int:pk>/ripeti/", loads.repeat, name="load-repeat"),
    path("caricamenti/<int:pk>/conferma/", loads.override, name="load-override"),
    path("chi-e-chi/", matches.match_list, name="matches"),
    path("chi-e-chi/<int:pk>/", matches.match, name="match"),
    path("chi-e-chi/<int:pk>/non-e/", matches.refuse, name="match-refuse"),
    path("chi-e-chi/<int:pk>/annulla/", matches.undo, name="match-undo"),
]

urlpatterns = [*LAKE]
