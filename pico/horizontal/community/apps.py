from django.apps import AppConfig

from .module import COMMUNITY


class CommunityConfig(AppConfig):
    name = "pico.horizontal.community"
    label = "community"
    manifest = COMMUNITY
