"""Print the whole policy: each permission and the facts that grant it."""

from django.core.management.base import BaseCommand

from pico.core.access import policy


class Command(BaseCommand):
    help = __doc__

    def handle(self, *args, **options) -> None:
        for name, rule in policy.everything().items():
            self.stdout.write(f"{name:40} {rule.describe()}")
