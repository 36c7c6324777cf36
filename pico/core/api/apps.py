from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "pico.core.api"
    label = "api"
