"""The three steps of a request, and what its asker does with it afterwards."""

from django import forms
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

from pico.core.people.models import Person
from pico.core.ui.forms import FilesField, FilterForm, ItalianDateInput, PickerField
from pico.core.ui.rich_text import RichTextField

from ..models import Category, Ticket
from ..queries import catalogue as catalogue_queries
from ..queries import tickets as queries
from ..terms import (
    FILE_KINDS,
    OPEN,
    SUBJECT_LENGTH,
    TEXT_LENGTH,
    TICKET_FILE_BYTES,
    Family,
    Impact,
    TicketState,
    Topic,
    Visibility,
)

PERIODS = (("30", _("Ultimi 30 giorni")), ("90", _("Ultimi 3 mesi")), ("365", _("Ultimo anno")))


class CategoryChoice(forms.ModelChoiceField):
    """Categories grouped by module, those of `topic` first, then those for every module."""

    def __init__(self, **kwargs):
        super().__init__(
            queryset=Category.objects.filter(is_active=True), label=_("Categoria"),
            empty_label=_("Scegli…"), **kwargs,
        )  # fmt: skip

    def group(self, topic: str) -> None:
        groups = catalogue_queries.grouped_categories(topic)
        self.widget.choices = [
            ("", self.empty_label),
            *((label, [(row.pk, row.name) for row in rows]) for label, rows in groups),
        ]


class NeedForm(forms.Form):
    """«Di cosa hai bisogno?»"""

    family = forms.ChoiceField(
        label=_("Di cosa hai bisogno?"), choices=Family, widget=forms.RadioSelect,
        initial=Family.PLATFORM,
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("Modulo"),
        choices=[("", _("Scegli…")), *Topic.choices],
        widget=forms.Select(
            attrs={
                "data-hx-get": reverse_lazy("helpdesk:ask-categories"),
                "data-hx-target": "#id_category",
                "data-hx-trigger": "change",
            }
        ),
    )
    category = CategoryChoice()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].group(self["topic"].value() or "")

    def clean(self):
        cleaned = super().clean()
        category, topic = cleaned.get("category"), cleaned.get("topic")
        if category and topic and category.topic not in ("", topic):
            self.add_error(
                "category",
                _("«%(name)s» è di un altro modulo: scegli una categoria di quello indicato.")
                % {"name": category.name},
            )
        return cleaned


def files_field() -> FilesField:
    return FilesField(
        label=_("Allegati"), required=False, accept=FILE_KINDS, max_bytes=TICKET_FILE_BYTES,
        help_text=_("Fino a 10 file, 20 MB ciascuno. Li vede chi vede la richiesta."),
    )  # fmt: skip


class DetailsForm(forms.Form):
    """«Dettagli»."""

    subject = forms.CharField(
        label=_("Oggetto"), max_length=SUBJECT_LENGTH,
        help_text=_("In poche parole: mentre scrivi cerchiamo risposte già pronte."),
        widget=forms.TextInput(
            attrs={
                "autocomplete": "off",
                "data-hx-get": reverse_lazy("helpdesk:suggestions"),
                "data-hx-trigger": "input changed delay:500ms, load",
                "data-hx-target": "#suggestions",
            }
        ),
    )  # fmt: skip
    text = RichTextField(
        label=_("Descrizione"), max_length=TEXT_LENGTH, rows=10,
        help_text=_("Che cosa volevi fare, che cosa è successo, che messaggio è comparso. "
                    "Non scrivere password né dati di altre persone."),
    )  # fmt: skip
    impact = forms.ChoiceField(
        label=_("Impatto"), choices=Impact, widget=forms.RadioSelect, initial=Impact.HAMPERED
    )
    needed_on = forms.DateField(
        label=_("Serve entro il"), required=False, widget=ItalianDateInput,
        help_text=_("Per esempio la scadenza di una gara. Facoltativo."),
    )  # fmt: skip
    files = files_field()


class SendForm(forms.Form):
    """«Riepilogo»: who sees it."""

    visibility = forms.ChoiceField(
        label=_("Chi la vede del tuo ente"), choices=Visibility, widget=forms.RadioSelect,
        initial=Visibility.PERSON,
        help_text=_("La vede comunque chi lavora nel gruppo di assistenza che la riceve."),
    )  # fmt: skip


class ReplyForm(forms.Form):
    """What the asker writes in the thread."""

    text = RichTextField(label=_("Messaggio"), max_length=TEXT_LENGTH, rows=6)
    files = files_field()


class ShareForm(forms.Form):
    """Who of the ente sees the request."""

    visibility = forms.ChoiceField(
        label=_("Chi la vede del tuo ente"), choices=Visibility, widget=forms.RadioSelect
    )
    cc = forms.ModelMultipleChoiceField(
        label=_("Già in copia"), queryset=Person.objects.none(), required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Togli la spunta a chi non deve più leggere."),
    )  # fmt: skip
    add = PickerField(
        queryset=Person.objects.none(), search=queries.search_people,
        source="helpdesk:colleagues", label=_("Aggiungi in copia"), required=False,
        help_text=_("Scrivi il cognome di un collega: legge, risponde e riceve gli avvisi."),
    )  # fmt: skip

    def __init__(self, *args, ticket: Ticket, **kwargs):
        present = ticket.cc.order_by("last_name", "first_name", "pk")
        kwargs.setdefault(
            "initial", {"visibility": ticket.visibility, "cc": [one.pk for one in present]}
        )
        super().__init__(*args, **kwargs)
        self.fields["cc"].queryset = present
        if not kwargs["initial"]["cc"]:
            del self.fields["cc"]
        if ticket.ente:
            colleagues = queries.colleagues_of(ticket.ente).exclude(pk=ticket.asker_id)
            self.fields["add"].queryset = colleagues

    def clean(self):
        """Who stays in copy, and who is added."""
        cleaned = super().clean()
        added = cleaned.pop("add", None)
        cleaned["cc"] = [*cleaned.get("cc", ()), *([added] if added else ())]
        return cleaned


class RateForm(forms.Form):
    score = forms.TypedChoiceField(
        label=_("Quanto ti è stato utile l'aiuto?"), coerce=int, widget=forms.RadioSelect,
        choices=[
            (5, _("5 – Molto")), (4, "4"), (3, "3"), (2, "2"), (1, _("1 – Per nulla")),
        ],
    )  # fmt: skip
    words = forms.CharField(
        label=_("Vuoi aggiungere qualcosa?"), required=False, max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class MyTicketsFilter(FilterForm):
    """State, module, period; words of the subject or the number."""

    q = forms.CharField(label=_("Oggetto o numero"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label=_("Stato"), required=False,
        choices=[("", _("Tutti")), ("OPEN", _("Aperte")), *TicketState.choices],
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("Modulo"), required=False, choices=[("", _("Tutti")), *Topic.choices]
    )
    period = forms.ChoiceField(
        label=_("Periodo"), required=False, choices=[("", _("Sempre")), *PERIODS]
    )
    lookups = {"topic": "topic"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        if state := self.chosen.get("state"):
            rows = rows.filter(state__in=OPEN if state == "OPEN" else [state])
        if days := self.chosen.get("period"):
            rows = rows.filter(opened_at__gte=queries.days_ago(int(days)))
        return queries.with_words(rows, self.chosen.get("q", ""))
