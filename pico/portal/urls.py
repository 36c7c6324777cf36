"""Addresses of the portal: home pages, desk, demo, health."""

app_name = "portal"

urlpatterns = []
