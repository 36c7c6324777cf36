from django.apps import AppConfig


class AnnouncementsConfig(AppConfig):
    name = "pico.core.announcements"
    label = "announcements"
