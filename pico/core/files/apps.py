from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "pico.core.files"
    label = "files"
