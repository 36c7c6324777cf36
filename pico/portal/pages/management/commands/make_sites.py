"""Make the sites of all spaces that have none yet, from the template."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.portal.sites.queries import spaces_without_site

from ...actions.sites import make_site


class Command(BaseCommand):
    help = "Crea dal modello i siti degli spazi che non l'hanno ancora."

    def add_arguments(self, parser) -> None:
        parser.add_argument("slug", nargs="*", help="solo questi spazi («treviso»)")

    def handle(self, *args, slug, **options) -> None:
        waiting = spaces_without_site()
        if slug:
            waiting = waiting.filter(slug__in=slug)
        made = [make_site(space=space, actor=SYSTEM, now=timezone.now()) for space in waiting]
        self.stdout.write(f"{len(made)} siti creati.")
