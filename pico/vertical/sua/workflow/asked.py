"""What the steps of tenders ask for."""

from collections.abc import Callable

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateInput, ItalianDateTimeInput, MoneyField
from pico.engines.workflow.tables import Need

from ..models import Tender


def day(name: str, label, help_text="") -> Need:
    def field(record) -> forms.Field:
        return forms.DateField(
            label=label, help_text=help_text, widget=ItalianDateInput,
            initial=getattr(record, name, None),
        )  # fmt: skip

    return Need(name, label, field=field, is_told=False)


def moment_asked(name: str, label, help_text="") -> Need:
    def field(record) -> forms.Field:
        return forms.DateTimeField(
            label=label, help_text=help_text, widget=ItalianDateTimeInput,
            initial=getattr(record, name, None),
        )  # fmt: skip

    return Need(name, label, field=field, is_told=False)


def amount(name: str, label, initial: Callable) -> Need:
    return Need(
        name, label, is_told=False,
        field=lambda record: MoneyField(label=label, min_value=0, initial=initial(record)),
    )  # fmt: skip


def _address(tender: Tender) -> forms.Field:
    return forms.URLField(
        label=_("Indirizzo della procedura sulla piattaforma"), max_length=500,
        initial=tender.pad_url, assume_scheme="https",
    )  # fmt: skip


PAD_URL = Need(
    "pad_url", _("Indirizzo della procedura sulla piattaforma"), field=_address, is_told=False
)


PUBLISHED_AT = moment_asked("published_at", _("Pubblicata il"))


QUESTIONS_DUE_AT = moment_asked(
    "questions_due_at", _("Termine per chiedere chiarimenti"),
    _("Le risposte vanno pubblicate prima della scadenza delle offerte: la data esatta in «Scadenze»."),
)  # fmt: skip


BIDS_DUE_AT = moment_asked(
    "bids_due_at", _("Termine per le offerte"), _("Come sta sulla piattaforma certificata.")
)
