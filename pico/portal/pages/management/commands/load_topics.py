"""Load both vocabularies of topics from their file."""

from django.core.management.base import BaseCommand

from ...actions.topics import load_topics


class Command(BaseCommand):
    help = "Carica i due vocabolari degli argomenti; rieseguito, aggiunge solo le voci nuove."

    def handle(self, *args, **options) -> None:
        self.stdout.write(f"{load_topics()} argomenti nuovi.")
