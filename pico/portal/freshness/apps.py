from django.apps import AppConfig


class FreshnessConfig(AppConfig):
    name = "pico.portal.freshness"
    label = "freshness"
