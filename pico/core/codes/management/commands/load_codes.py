"""Load a code list from a file: `load_codes CPV CPV.json`."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.codes.actions import load_codes
from pico.core.codes.reading import read
from pico.core.codes.terms import CodeList
from pico.core.foundation.errors import Refusal


class Command(BaseCommand):
    help = "Carica un elenco di codici (tipologica ANAC in JSON)"

    def add_arguments(self, parser):
        parser.add_argument("list", choices=CodeList.values, help="quale elenco")
        parser.add_argument("file", type=Path, help="il file JSON")

    def handle(self, *args, **options):
        try:
            rows = read(options["file"].read_bytes())
            loaded = load_codes(
                code_list=CodeList(options["list"]), rows=rows, actor=SYSTEM, now=timezone.now()
            )
        except (OSError, Refusal) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"{loaded.rows} codici: {loaded.added} nuovi, {loaded.ended} cessati.")
