"""Catch every message sent to this address and keep it for the page «Posta della demo»."""

import signal
import threading

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from pico.portal import mail_catcher


class Command(BaseCommand):
    help = __doc__
    requires_system_checks: list[str] = []

    def add_arguments(self, parser) -> None:
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--port", type=int, default=settings.EMAIL_PORT)

    def handle(self, *args, host: str, port: int, **options) -> None:
        try:
            office = mail_catcher.open_office(settings.MAIL_DIR, host, port)
        except OSError as error:
            raise CommandError(f"{host}:{port} is taken: {error}") from error
        self.stdout.write(f"Catching mail at {host}:{port}")
        closing = threading.Event()
        for sign in (signal.SIGINT, signal.SIGTERM):
            signal.signal(sign, lambda *_: closing.set())
        closing.wait()
        office.stop()
