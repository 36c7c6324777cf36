"""Addresses of the Osservatorio, one list per noun."""

from django.urls import path

from .views import loads, sources

app_name = "observatory"

LAKE = [
    path("fonti/", sources.sources, name="sources"),
    path("caricamenti/", loads.load_list, name="loads"),
    path("caricamenti/nuovo/", loads.bring, name="load-new"),
    path("caricamenti/<int:pk>/", loads.load, name="load"),
    path("caricamenti/<int:pk>/ripeti/", loads.repeat, name="load-repeat"),
    path("caricamenti/<int:pk>/conferma/", loads.override, name="load-override"),
]

urlpatterns = [*LAKE]
