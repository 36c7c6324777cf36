from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "pico.core.ui"
    label = "ui"
