from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "pico.core.audit"
    label = "audit"
