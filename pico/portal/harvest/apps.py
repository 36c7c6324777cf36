from django.apps import AppConfig


class HarvestConfig(AppConfig):
    name = "pico.portal.harvest"
    label = "harvest"
