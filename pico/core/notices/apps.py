from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "pico.core.notices"
    label = "notices"
