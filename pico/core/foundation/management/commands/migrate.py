"""Django's `migrate`, quicker on a new database."""

from django.core.management.commands import migrate

from pico.core.foundation.migrating import quickly


class Command(migrate.Command):
    def handle(self, *args, **options):
        with quickly():
            return super().handle(*args, **options)
