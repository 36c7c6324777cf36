from django.apps import AppConfig


class SearchConfig(AppConfig):
    name = "pico.core.search"
    label = "search"
