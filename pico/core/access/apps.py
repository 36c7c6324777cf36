from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "pico.core.access"
    label = "access"
