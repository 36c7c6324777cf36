from django.apps import AppConfig


class EntiConfig(AppConfig):
    name = "pico.core.enti"
    label = "enti"
