from django.apps import AppConfig


class AdhesionConfig(AppConfig):
    name = "pico.core.adhesion"
    label = "adhesion"
