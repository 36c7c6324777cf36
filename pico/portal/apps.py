from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "pico.portal"
    label = "portal"
    verbose_name = "Portale"
