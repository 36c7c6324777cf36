"""Take a mail that came back from standard input: the mail server pipes them here."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.portal.newsletter.actions.bouncing import register_bounce


class Command(BaseCommand):
    help = "Registra una newsletter tornata indietro: manage.py newsletter_bounce < messaggio"

    def handle(self, *args, **options):
        report = register_bounce(raw=sys.stdin.buffer.read(), now=timezone.now())
        if report is None:
            self.stdout.write("Non è il rapporto di un nostro invio: nulla da registrare.")
            return
        kind = "definitivo" if report.is_hard else "temporaneo"
        self.stdout.write(f"Rimbalzo {kind} registrato: {report.words}")
