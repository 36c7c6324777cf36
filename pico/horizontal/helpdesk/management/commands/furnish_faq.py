"""Write the answers that an installation begins with."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from pico.core.access.terms import Role
from pico.core.enti.queries import ente_by_key
from pico.core.people.actors import actor_for, working_today

from ...actions.first_answers import furnish_answers


class Command(BaseCommand):
    help = "Scrive e pubblica le prime dieci FAQ, a nome di un redattore o amministratore di UPI."

    def handle(self, *args, **options):
        upi = ente_by_key("updi")
        places = working_today().filter(ente=upi, roles__role__in=(Role.UPI_EDITOR, Role.UPI_ADMIN))
        place = places.select_related("person", "ente").order_by("pk").first()
        if place is None:
            raise CommandError("Serve almeno un redattore o un amministratore di UPI attivo.")
        made = furnish_answers(actor=actor_for(place.person, place), now=timezone.now())
        self.stdout.write(f"Fatto: {made} FAQ nuove.")
