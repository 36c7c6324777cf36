"""Addresses of this room."""

app_name = "adhesion"

urlpatterns = []
