"""Furnish the demo: the cast and the life of each module."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pico.portal import demo


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        if not settings.DEMO:
            raise CommandError("This deployment is not a demo (setting DEMO).")
        demo.furnish(
            now=timezone.now(), tell=lambda line: self.stdout.write(f"  {line}")
        )
