"""The timetable, the reasons of a date, the simulation, the calendar of an ente."""
