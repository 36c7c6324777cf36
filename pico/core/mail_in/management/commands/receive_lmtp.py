"""Stay open for a mail server that delivers by LMTP: `receive_lmtp --port 8024`."""

import signal
import threading

from django.core.management.base import BaseCommand

from pico.core.mail_in.lmtp import door


class Command(BaseCommand):
    help = "Riceve la posta da un server che la consegna per LMTP"

    def add_arguments(self, parser):
        parser.add_argument("--host", default="127.0.0.1", help="su quale indirizzo ascoltare")
        parser.add_argument("--port", type=int, default=8024, help="su quale porta ascoltare")

    def handle(self, *args, **options):
        gate = door(options["host"], options["port"])
        closing = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: closing.set())
        gate.start()
        self.stdout.write(f"In ascolto su {options['host']}:{options['port']}.")
        closing.wait()
        gate.stop()
