"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "freshness"

urlpatterns = [
    path("", views.review_list, name="list"),
    path("verifica/", views.verify, name="verify"),
    path("pagina/<int:pk>/", views.care, name="care"),
    path("collegamenti/", views.link_list, name="links"),
    path("collegamenti/verifica/", views.check_now, name="check"),
]
