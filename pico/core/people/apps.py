from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "pico.core.people"
    label = "people"

    def ready(self) -> None:
        """Say when who may do what has changed."""
        from pico.core.generations.watch import Watched, declare

        from .terms import FAMILY

        declare(
            Watched(FAMILY, ("people.membership", "people.membershiprole")),
            Watched(FAMILY, ("people.circle", "people.circlemember")),
            Watched(FAMILY, ("enti.ente", "enti.enteterritory", "enti.region", "enti.territory")),
        )
