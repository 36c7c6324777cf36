from django.apps import AppConfig

from . import choices


class FoundationConfig(AppConfig):
    name = "pico.core.foundation"
    label = "foundation"

    def __init__(self, app_name, app_module) -> None:
        super().__init__(app_name, app_module)
        choices.teach()  # before any model: each takes its `get_…_display` as it is made
