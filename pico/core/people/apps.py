from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pico.core.people"
    label = "people"
