"""Build the search index again from its sources."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.module_loading import import_string

from pico.core.modules import registry
from pico.core.search import actions
from pico.core.search.sources import all_sources, label


class Command(BaseCommand):
    help = "Rebuild the search index, of every module or of one (--module KEY)."

    def add_arguments(self, parser) -> None:
        parser.add_argument("--module", help="key of a manifest: only what it names is rebuilt")

    def handle(self, *args, module: str | None = None, **options) -> None:
        for source in self.sources(module):
            name = str(source.model._meta.verbose_name_plural)
            done = actions.rebuild(
                source=source,
                now=timezone.now(),
                progress=lambda number, name=name: self.stdout.write(
                    f"{name}: {number}", ending="\r"
                ),
            )
            self.stdout.write(f"{name} ({label(source.model)}): {done}")
        if module is None and (gone := actions.remove_without_source()):
            self.stdout.write(f"Removed entries of modules that are not installed: {gone}")

    def sources(self, module: str | None) -> list:
        if module is None:
            return list(all_sources().values())
        if module not in registry.installed():
            raise CommandError(f"No module «{module}» is installed.")
        return [import_string(path) for path in registry.installed()[module].search]
