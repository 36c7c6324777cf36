from django.apps import AppConfig

from .module import HELPDESK


class HelpdeskConfig(AppConfig):
    name = "pico.horizontal.helpdesk"
    label = "helpdesk"
    manifest = HELPDESK
