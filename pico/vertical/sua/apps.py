from django.apps import AppConfig

from .module import SUA


class SuaConfig(AppConfig):
    name = "pico.vertical.sua"
    label = "sua"
    manifest = SUA
