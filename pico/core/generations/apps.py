from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate


class GenerationsConfig(AppConfig):
    name = "pico.core.generations"
    label = "generations"
    verbose_name = "Generazioni"

    def ready(self) -> None:
        """Stand at the door of every connection."""
        from django.db import connections

        from .watch import close_for_migrations, open_after_migrations, stand_at

        connection_created.connect(
            lambda connection, **_: stand_at(connection), weak=False, dispatch_uid=self.name
        )
        pre_migrate.connect(close_for_migrations, sender=self, dispatch_uid=self.name)
        post_migrate.connect(open_after_migrations, sender=self, dispatch_uid=self.name)
        for connection in connections.all(initialized_only=True):
            stand_at(connection)
