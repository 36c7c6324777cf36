from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "pico.core.jobs"
    label = "jobs"
