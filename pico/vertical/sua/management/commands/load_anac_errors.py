"""Load ANAC's list of errors from a file: `load_anac_errors errori.json`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.vertical.sua.actions.checks.healing import furnish_remedies, load_errors


class Command(BaseCommand):
    help = "Carica l'elenco degli errori della piattaforma ANAC, con i rimedi del modulo SUA"

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path, help="il file JSON della tipologica «errori»")

    def handle(self, *args, **options):
        now = timezone.now()
        try:
            new = load_errors(content=options["file"].read_bytes(), actor=SYSTEM, now=now)
        except (OSError, Refusal) as error:
            raise CommandError(str(error)) from error
        explained = furnish_remedies(actor=SYSTEM, now=now)
        self.stdout.write(f"{new} errori nuovi, {explained} spiegati.")
