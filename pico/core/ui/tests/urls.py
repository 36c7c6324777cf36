"""The addresses of this room alone."""

from django.urls import include, path

urlpatterns = [path("ui/", include("pico.core.ui.urls"))]

handler404 = "pico.core.ui.views.not_found"
handler500 = "pico.core.ui.views.broken"
