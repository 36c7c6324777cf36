from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

from .permissions import DeadlinePermission

HERE = "pico.engines.deadlines"


class DeadlinesConfig(AppConfig):
    name = HERE
    label = "deadlines"
    manifest = Module(
        key="deadlines",
        label=_("Scadenze"),
        layer="engine",
        description=_(
            "Lo scadenziario unico: i termini di ogni modulo, con il perché di ogni data."
        ),
        icon="it-calendar",
        path="scadenze",
        urls=f"{HERE}.urls",
        permissions=f"{HERE}.permissions.POLICY",
        menu=(
            MenuEntry(_("Scadenziario"), "deadlines:timetable", "it-list", DeadlinePermission.READ),
            MenuEntry(_("Mese"), "deadlines:month", "it-calendar", DeadlinePermission.READ),
            MenuEntry(
                _("Se parte oggi…"), "deadlines:simulation", "it-clock", DeadlinePermission.READ
            ),
            MenuEntry(
                _("Festività e orari"),
                "deadlines:calendar",
                "it-settings",
                DeadlinePermission.CALENDAR,
            ),
        ),
        cards=(f"{HERE}.cards.near",),
        periodic=(f"{HERE}.tasks.tell_of_terms",),
        demo=f"{HERE}.demo.furnish",
        order=20,
    )

    def ready(self) -> None:
        """Name the kinds of notices, offer the general rules, join the calendars of persons."""
        from pico.core.notices import calendar, kinds

        from .notices import LABELS
        from .reckoning import catalogue

        for kind, label in LABELS.items():
            kinds.declare(kind, label)
        catalogue.declare(*catalogue.GENERAL)
        calendar.declare_source(f"{HERE}.cards.for_calendar")
