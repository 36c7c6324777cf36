"""Addresses of this room."""

from django.urls import path

from . import views

app_name = "audit"

urlpatterns = [
    path("", views.register, name="register"),
    path("<int:pk>/", views.line, name="line"),
    path("oggetto/<str:token>/", views.story_file, name="story_file"),
]
