"""Addresses of the SUA, one list per noun."""

from django.urls import path

from .views import home

app_name = "sua"

# Requests ----------------------------------------------------------------------------------------

REQUESTS = []

# Tenders -----------------------------------------------------------------------------------------

TENDERS = []

# Campaigns ---------------------------------------------------------------------------------------

CAMPAIGNS = []

# RUP ---------------------------------------------------------------------------------------------

RUP = []

urlpatterns = [path("", home.home, name="home"), *REQUESTS, *TENDERS, *CAMPAIGNS, *RUP]
