"""Make the categories and queues that an installation begins with."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Ente
from pico.core.enti.terms import EnteKind

from ...actions import catalogue


class Command(BaseCommand):
    help = "Prepara categorie e code dell'Help Desk: di UPI, e degli enti che hanno uno spazio."

    def handle(self, *args, **options):
        now = timezone.now()
        made = catalogue.furnish_categories()
        upi = Ente.objects.filter(kind=EnteKind.UPI, valid_to=None).first()
        if upi is None:
            self.stderr.write("Manca UPI nel registro degli enti: carica prima il registro.")
            return
        made += catalogue.furnish_queues(upi=upi, actor=SYSTEM, now=now)
        for ente in Ente.objects.filter(space__isnull=False, valid_to=None).exclude(pk=upi.pk):
            made += catalogue.furnish_queues_of(ente=ente, actor=SYSTEM, now=now)
        self.stdout.write(f"Fatto: {made} categorie e code nuove.")
