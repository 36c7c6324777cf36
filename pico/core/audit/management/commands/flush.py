"""Empty a whole database: the only case in which the trail goes too."""

from django.core.management.commands import flush
from django.db import connections

from pico.core.audit import guard


class Command(flush.Command):
    """Django's own, with the triggers of the trail down meanwhile."""

    def handle(self, **options):
        connection = connections[options["database"]]
        has_trail = guard.TABLES[0] in connection.introspection.table_names()
        if has_trail:
            guard.take_down(connection)
        try:
            return super().handle(**options)
        finally:
            if has_trail:
                guard.put_up(connection)
