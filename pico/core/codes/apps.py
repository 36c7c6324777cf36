from django.apps import AppConfig


class CodesConfig(AppConfig):
    name = "pico.core.codes"
    label = "codes"
