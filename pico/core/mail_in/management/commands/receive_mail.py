"""Take one message from standard input, as a mail server pipes it: `receive_mail < messaggio.eml`."""

import sys

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.core.mail_in.actions import receive
from pico.core.mail_in.terms import MOST_BYTES, Outcome

EX_DATAERR = 65  # sysexits.h: the server sends it back to the sender


class Command(BaseCommand):
    help = "Prende un messaggio di posta dallo standard input e lo porta dove va"

    def add_arguments(self, parser):
        parser.add_argument("--recipient", default="", help="il destinatario della busta SMTP")

    def handle(self, *args, **options):
        raw = sys.stdin.buffer.read(MOST_BYTES + 1)
        if len(raw) > MOST_BYTES:
            self.stderr.write("Il messaggio è troppo grande.")
            sys.exit(EX_DATAERR)
        outcome = receive(raw=raw, now=timezone.now(), recipient=options["recipient"])
        self.stdout.write(str(Outcome(outcome).label))
