"""Make the categories, queues and rules that an installation begins with."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.core.access.actor import SYSTEM

from ...actions.furnishing import furnish_helpdesk


class Command(BaseCommand):
    help = "Prepara categorie, code e regole dell'Help Desk: di UPI, e degli enti che hanno uno spazio."

    def handle(self, *args, **options):
        made = furnish_helpdesk(actor=SYSTEM, now=timezone.now())
        if made is None:
            self.stderr.write("Manca UPI nel registro degli enti: carica prima il registro.")
            return
        self.stdout.write(f"Fatto: {made} categorie, code e regole nuove.")
