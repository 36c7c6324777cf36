"""Addresses of the Help Desk, one list per noun."""

from django.urls import path

from .views import tickets

app_name = "helpdesk"

TICKETS = [
    path("", tickets.home, name="home"),
    path("richieste/<str:key>/", tickets.ticket, name="ticket"),
]

urlpatterns = [*TICKETS]
