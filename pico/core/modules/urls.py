"""Addresses of this room."""

app_name = "modules"

urlpatterns = []
