from django.apps import AppConfig


class FoundationConfig(AppConfig):
    name = "pico.core.foundation"
    label = "foundation"
