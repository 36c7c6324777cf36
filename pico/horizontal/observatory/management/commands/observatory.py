"""Bring files into the lake by hand, list what may come, say what is there, publish open data."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal

from ...actions import after_load, downloading, loading, open_data
from ...models import Publication
from ...queries import loads
from ...rules.sources import SOURCES
from ...terms.loads import LoadState


class Command(BaseCommand):
    help = "Dati aperti: load FILE… [--dataset chiave], list, status, publish."

    def add_arguments(self, parser) -> None:
        parts = parser.add_subparsers(dest="part", required=True)
        load = parts.add_parser("load", help="carica file (csv, zip, gz, xlsx, parquet)")
        load.add_argument("files", nargs="+", type=Path)
        load.add_argument("--dataset", default="", choices=["", *SOURCES], metavar="CHIAVE")
        load.add_argument("--on", type=date.fromisoformat, help="giorno dei dati, AAAA-MM-GG")
        load.add_argument("--reason", default="", help="perché va bene un file che sarebbe fermato")
        fetch = parts.add_parser("fetch", help="scarica un file e lo carica, se è cambiato")
        fetch.add_argument("url")
        fetch.add_argument("--dataset", default="", choices=["", *SOURCES], metavar="CHIAVE")
        parts.add_parser("list", help="gli archivi che si possono caricare")
        parts.add_parser("status", help="che cosa c'è, a che giorno")
        parts.add_parser(
            "refresh", help="rifà enti riconosciuti e indicatori da ciò che è caricato"
        )
        parts.add_parser("publish", help="scrive i dataset del catalogo dei dati aperti")

    def handle(self, *args, **options) -> None:
        getattr(self, options["part"])(options)

    def list(self, options) -> None:
        for source in SOURCES.values():
            self.stdout.write(f"{source.key:26} {source.title} – {source.holder}")

    def status(self, options) -> None:
        for line in loads.source_lines():
            day = line.updated_on.isoformat() if line.updated_on else "–"
            self.stdout.write(f"{line.source.key:26} {line.rows:>12} righe  {day}")

    def refresh(self, options) -> None:
        after_load.refresh(now=timezone.now())

    def publish(self, options) -> None:
        open_data.refresh_catalogue(now=timezone.now())
        for one in Publication.objects.select_related("space"):
            self.stdout.write(f"{one.space.slug or 'upi':20} {one.slug:40} {one.rows:>10} righe")

    def load(self, options) -> None:
        done = [self._load_one(path, options) for path in options["files"]]
        if any(done):
            after_load.refresh(now=timezone.now())
        if not all(done):
            raise CommandError("Qualche file non è stato caricato: i dati di prima restano.")

    def fetch(self, options) -> None:
        try:
            path = downloading.download(url=options["url"], actor=SYSTEM, tell=self._tell)
        except Refusal as refusal:
            raise CommandError(refusal.message) from refusal
        if path is None:
            self.stdout.write("Il file non è cambiato dall'ultima volta.")
            return
        self.load({"files": [path], "dataset": options["dataset"], "on": None, "reason": ""})

    def _load_one(self, path: Path, options) -> bool:
        now = timezone.now()
        if not path.is_file():
            raise CommandError(f"Non c'è nessun file {path}.")
        try:
            load = loading.receive_file(
                path=path,
                name=path.name,
                dataset=options["dataset"],
                data_on=options["on"],
                actor=SYSTEM,
                now=now,
            )
            load = loading.run_load(
                load=load, actor=SYSTEM, now=now, tell=self._tell, refreshes=False
            )
            if load.state == LoadState.STOPPED and options["reason"]:
                loading.override_stop(load=load, reason=options["reason"], actor=SYSTEM, now=now)
                load = loading.run_load(
                    load=load, actor=SYSTEM, now=now, tell=self._tell, refreshes=False
                )
        except Refusal as refusal:
            self.stdout.write(f"{path.name}: {refusal.message}")
            return False
        said = load.error or (
            f"{load.dataset}: {load.rows_kept} righe tenute su {load.rows_read}, "
            f"{load.rows_refused} scartate."
        )
        self.stdout.write(f"{path.name}: {load.get_state_display()}. {said}")
        for reason, count in load.report.get("refused", {}).items():
            self.stdout.write(f"    {count} scartate: {reason}")
        return load.state == LoadState.LOADED

    def _tell(self, done: int, total: int, note: str) -> None:
        if not getattr(self, "_quiet", False):
            self.stdout.write(f"  {done}/{total} {note}")
