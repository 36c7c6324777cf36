"""Addresses of this room."""

app_name = "enti"

urlpatterns = []
