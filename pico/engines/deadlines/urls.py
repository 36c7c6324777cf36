"""Addresses of the timetable."""

from django.urls import path

from .views import calendars, simulation, terms

app_name = "deadlines"

urlpatterns = [
    path("", terms.timetable, name="timetable"),
    path("mese/", terms.month, name="month"),
    path("<int:pk>/", terms.term, name="term"),
    path("simula/", simulation.simulate, name="simulation"),
    path("festivita/", calendars.calendar, name="calendar"),
    path("festivita/patrono/", calendars.patron, name="patron"),
    path("festivita/nuova/", calendars.holiday_new, name="holiday_new"),
    path("festivita/<int:pk>/togli/", calendars.holiday_remove, name="holiday_remove"),
]
