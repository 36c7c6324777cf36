from django.apps import AppConfig

from .module import BULLETINS


class BulletinsConfig(AppConfig):
    name = "pico.portal.bulletins"
    label = "bulletins"
    manifest = BULLETINS
