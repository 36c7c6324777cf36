"""Say whether the trail is as it was written."""

from django.core.management.base import BaseCommand, CommandError

from pico.core.audit import proof


class Command(BaseCommand):
    help = "Verifica che nessuna riga di storia sia stata cambiata, tolta o spostata."

    def add_arguments(self, parser):
        parser.add_argument(
            "--subject",
            default="",
            metavar="TIPO[:CHIAVE]",
            help="solo la storia di un tipo di oggetto, o di un oggetto: enti.ente:12",
        )

    def handle(self, *, subject, **options):
        kind, _colon, key = subject.partition(":")
        count = 0
        for flaw in proof.flaws(subject_type=kind, subject_id=key):
            self.stdout.write(self.style.ERROR(str(flaw)))
            count += 1
        if count:
            raise CommandError(f"{count} anomalie: conserva una copia del database e avvisa UPI.")
        self.stdout.write(self.style.SUCCESS("La storia è integra."))
