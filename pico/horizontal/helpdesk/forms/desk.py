"""What operators write and choose."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.people.models import Membership
from pico.core.ui.forms import FilterForm, PickerField, Sections
from pico.core.ui.rich_text import RichTextField

from ..models import IS_OPEN, CannedReply, Queue
from ..queries import desk as desk_queries
from ..queries import tickets as queries
from ..queries.queues import queues_of
from ..terms import OPEN, SUBJECT_LENGTH, TEXT_LENGTH, Family, Impact, Priority, TicketState, Topic
from ..workflow import operators
from .asking import CategoryChoice, files_field

# What follows a reply: the macro of a «Risposta predefinita» is one of these.
THEN = (
    ("", _("Lascia in lavorazione")),
    ("wait_asker", _("È una domanda: aspetta il richiedente")),
    ("solve", _("È la soluzione: segna come risolta")),
)


class WriteForm(forms.Form):
    """An operator's reply or note; `seen` is the revision he had in front of him."""

    text = RichTextField(label=_("Testo"), max_length=TEXT_LENGTH, rows=8)
    files = files_field()
    then = forms.ChoiceField(label=_("E poi"), choices=THEN, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, is_open: bool, **kwargs):
        super().__init__(*args, **kwargs)
        if not is_open:
            self.fields["then"].choices = THEN[:1]
            self.fields["then"].widget = forms.HiddenInput()


class PriorityForm(forms.Form):
    priority = forms.ChoiceField(label=_("Priorità"), choices=Priority, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("Motivo"), max_length=250, help_text=_("Resta nella storia, per gli operatori.")
    )


class LinkForm(forms.Form):
    """Another ticket, by its number."""

    other = forms.CharField(
        label=_("Numero dell'altra richiesta"), max_length=16,
        help_text=_("Per esempio HD-2026-000123."),
    )  # fmt: skip

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor = actor

    def clean_other(self):
        number = self.cleaned_data["other"].strip().upper()
        found = queries.visible_to(self.actor).filter(number=number).first()
        if found is None:
            raise forms.ValidationError(_("Nessuna richiesta che puoi vedere ha questo numero."))
        return found


class DeskFilter(FilterForm):
    """Queue, state, module, priority; words or number; closed ones on request."""

    q = forms.CharField(label=_("Oggetto o numero"), required=False, widget=forms.SearchInput)
    queue = forms.ModelChoiceField(
        label=_("Coda"), queryset=Queue.objects.none(), required=False, empty_label=_("Tutte")
    )
    state = forms.ChoiceField(
        label=_("Stato"), required=False,
        choices=[("", _("Aperte")), ("ALL", _("Tutte")), *TicketState.choices],
    )  # fmt: skip
    topic = forms.ChoiceField(
        label=_("Modulo"), required=False, choices=[("", _("Tutti")), *Topic.choices]
    )
    priority = forms.ChoiceField(
        label=_("Priorità"), required=False, choices=[("", _("Tutte")), *Priority.choices]
    )
    lookups = {"topic": "topic", "priority": "priority", "queue": "queue"}

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["queue"].queryset = queues_of(actor)

    def narrow(self, rows):
        rows = super().narrow(rows)
        state = self.chosen.get("state", "")
        if state != "ALL":
            rows = rows.filter(state=state) if state else rows.filter(IS_OPEN)
        if (
            state and state not in OPEN
        ):  # what is over grows with the years: newest first, by its index
            rows = rows.order_by("-last_at", "-pk")
        return queries.with_words(rows, self.chosen.get("q", ""))


class BulkAssignForm(forms.Form):
    """To whom the chosen tickets go: operators of all their queues."""

    assignee = forms.ModelChoiceField(label=_("Assegna a"), queryset=None, empty_label=_("Scegli…"))

    def __init__(self, *args, tickets, **kwargs):
        super().__init__(*args, **kwargs)
        found = None
        for queue in {ticket.queue for ticket in tickets}:
            rows = operators(queue)
            found = rows if found is None else found.filter(pk__in=rows.values("pk"))
        self.fields["assignee"].queryset = found


class BulkSolveForm(forms.Form):
    solution = RichTextField(
        label=_("Soluzione"), max_length=TEXT_LENGTH, rows=8,
        help_text=_("La stessa per tutte: chi le ha aperte la riceve e può riaprire la sua."),
    )  # fmt: skip


class PhoneForm(Sections, forms.Form):
    """A request that somebody made by telephone or at the desk."""

    caller = PickerField(
        queryset=Membership.objects.none(), search=desk_queries.search_callers,
        source="helpdesk:callers", label_of=desk_queries.caller_label, label=_("Chi chiede"),
        help_text=_("Scrivi il cognome o l'ente."),
        error_messages={"required": _("Scegli la persona dall'elenco.")},
    )  # fmt: skip
    family = forms.ChoiceField(label=_("Famiglia"), choices=Family, widget=forms.RadioSelect)
    topic = forms.ChoiceField(label=_("Modulo"), choices=[("", _("Scegli…")), *Topic.choices])
    category = CategoryChoice()
    subject = forms.CharField(label=_("Oggetto"), max_length=SUBJECT_LENGTH)
    text = RichTextField(label=_("Descrizione"), max_length=TEXT_LENGTH, rows=8)
    impact = forms.ChoiceField(label=_("Impatto"), choices=Impact, widget=forms.RadioSelect)
    sections = (
        (_("Chi chiede"), ("caller",)),
        (_("Di che cosa ha bisogno"), ("family", "topic", "category", "subject", "text", "impact")),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["caller"].queryset = desk_queries.callers(actor)
        self.fields["category"].group("")


class CannedForm(forms.ModelForm):
    """«Risposta predefinita»."""

    text = RichTextField(
        label=_("Testo"), max_length=TEXT_LENGTH, rows=8,
        help_text=_("Si riempiono da soli: {nome}, {ente}, {numero}, {oggetto}, {operatore}, {coda}."),
    )  # fmt: skip
    next_step = forms.ChoiceField(label=_("E poi"), choices=THEN, required=False)

    class Meta:
        model = CannedReply
        fields = ("title", "queue", "text", "next_step")

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["queue"].queryset = queues_of(actor)
        self.fields["queue"].empty_label = _("Tutte le code del mio ente")
        self.fields["queue"].required = False
