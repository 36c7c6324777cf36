from django.apps import AppConfig

from .module import NEWSLETTER


class NewsletterConfig(AppConfig):
    name = "pico.portal.newsletter"
    label = "newsletter"
    manifest = NEWSLETTER

    def ready(self) -> None:
        """Give the notices of this module their names."""
        from pico.core.notices import kinds

        from .terms import NoticeKind

        for kind in NoticeKind:
            kinds.declare(kind.value, kind.label)
