"""Enter the figures of the law that came with a new version of the platform."""

from pathlib import Path

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.vertical.sua.actions.parameters import SEED, load_parameters


class Command(BaseCommand):
    help = "Carica i parametri di legge che mancano; quelli inseriti da UPI restano"

    def add_arguments(self, parser):
        parser.add_argument("file", nargs="?", type=Path, default=SEED, help="il file JSON")

    def handle(self, *args, **options):
        made = load_parameters(actor=SYSTEM, now=timezone.now(), path=options["file"])
        self.stdout.write(f"{made} valori nuovi.")
