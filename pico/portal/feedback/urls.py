"""Addresses of the judgements and of the numbers of a site."""

from django.urls import path

from .views import figures, rating

app_name = "feedback"

urlpatterns = [
    path("", figures.sheet, name="sheet"),
    path("pagine/", figures.pages, name="pages"),
    path("giudizi/", figures.ratings, name="ratings"),
    path("giudizio/", rating.give, name="give"),
]
