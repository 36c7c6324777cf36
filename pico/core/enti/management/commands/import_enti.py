"""Bring the registry of enti up to date from the house's lists, ISTAT and the Indice PA."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.enti import actions
from pico.core.foundation.errors import Refusal

SHOWN = 20


class Command(BaseCommand):
    help = "Allinea il registro degli enti: --registry (elenchi Pi.Co. e ISTAT), --ipa FILE (Indice PA)."

    def add_arguments(self, parser) -> None:
        parser.add_argument(
            "--registry",
            action="store_true",
            help="elenchi Pi.Co. e file ISTAT in VAR/registry",
        )
        parser.add_argument(
            "--istat",
            type=Path,
            action="append",
            default=[],
            help="file ISTAT dei Comuni, ripetibile",
        )
        parser.add_argument("--ipa", type=Path, help="file «enti» dell'Indice PA (csv, tsv, xlsx)")
        parser.add_argument(
            "--dry-run", action="store_true", help="dice che cosa farebbe, non scrive"
        )
        parser.add_argument("--report", type=Path, help="scrive tutte le righe in un CSV")

    def handle(self, *args, **options) -> None:
        if not (options["registry"] or options["istat"] or options["ipa"]):
            raise CommandError("Indica --registry, --istat FILE oppure --ipa FILE.")
        try:
            reports = list(self._run(options))
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        for report in reports:
            self._show(report, options)

    def _run(self, options):
        common = {
            "actor": SYSTEM,
            "now": timezone.now(),
            "dry_run": options["dry_run"],
            "tell": self._tell,
        }
        if options["registry"] or options["istat"]:
            files = options["istat"] or sorted(
                (settings.VAR_DIR / "registry").glob("codici_statistici_*.csv")
            )
            if not files:
                self._tell(
                    f"Nessun file ISTAT in {settings.VAR_DIR / 'registry'}: i Comuni restano fuori."
                )
            yield actions.import_registry(istat_files=files, **common)
        if options["ipa"]:
            yield actions.import_ipa(path=options["ipa"], **common)

    def _tell(self, text: str) -> None:
        if self.verbosity_allows:
            self.stdout.write(text)

    def execute(self, *args, **options):
        self.verbosity_allows = options.get("verbosity", 1) > 0
        return super().execute(*args, **options)

    def _show(self, report, options) -> None:
        notable = [line for line in report.lines if line.outcome != actions.Outcome.ADDED]
        for line in notable[:SHOWN]:
            self._tell(f"  {line}")
        if len(notable) > SHOWN:
            self._tell(
                f"  … e altre {len(notable) - SHOWN} righe: usa --report FILE per averle tutte."
            )
        for sentence in report.summary():
            self._tell(sentence)
        if options["dry_run"]:
            self._tell("Prova: niente è stato scritto.")
        if options["report"]:
            report.write_csv(options["report"])
            self._tell(f"Resoconto in {options['report']}")
