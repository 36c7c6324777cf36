"""Addresses of this room."""

app_name = "ui"

urlpatterns = []
