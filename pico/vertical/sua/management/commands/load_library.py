"""Enter the national texts of the library that came with a new version of the platform."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.vertical.sua.actions.library import SEED, load_library


class Command(BaseCommand):
    help = "Carica i testi nazionali del documentale SUA che mancano; quelli di UPI restano"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SEED, help="il file JSON")

    def handle(self, *args, **options):
        made = load_library(actor=SYSTEM, now=timezone.now(), path=options["file"])
        self.stdout.write(f"{made} testi nuovi.")
