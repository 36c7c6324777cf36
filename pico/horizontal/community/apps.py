from django.apps import AppConfig

from .module import COMMUNITY


class CommunityConfig(AppConfig):
    name = "pico.horizontal.community"
    label = "community"
    manifest = COMMUNITY

    def ready(self) -> None:
        """Tell the questionnaire engine what it serves us for."""
        from pico.engines.questionnaires import purposes

        from .permissions import SURVEYS

        purposes.register(SURVEYS)
