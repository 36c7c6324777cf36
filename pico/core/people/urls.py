"""Addresses of this room."""

app_name = "people"

urlpatterns = []
