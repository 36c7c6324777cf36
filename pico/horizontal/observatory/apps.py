from django.apps import AppConfig

from .module import OBSERVATORY


class ObservatoryConfig(AppConfig):
    name = "pico.horizontal.observatory"
    label = "observatory"
    manifest = OBSERVATORY
