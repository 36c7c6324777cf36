"""Forms of the rules, of their test bench, of duty and absences."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Ente, Region
from pico.core.enti.queries import enti, search_enti
from pico.core.enti.terms import PROVINCES, EnteKind
from pico.core.people.models import Membership
from pico.core.ui.forms import FilterForm, ItalianDateInput, PickerField, Sections

from ..models import Category, Queue, Rule
from ..queries import duty
from ..queries.queues import active_queues
from ..terms import Distribution, Family, Impact, Level, QueueRole, Target, Topic

MOST_TAGS, TAG_LENGTH = 5, 30


def category_choices() -> list[tuple[str, list[tuple[int, str]]]]:
    """The active categories, gathered by module."""
    groups: dict[str, list[tuple[int, str]]] = {}
    for one in Category.objects.filter(is_active=True):
        label = str(Topic(one.topic).label) if one.topic else str(_("Ogni modulo"))
        groups.setdefault(label, []).append((one.pk, one.name))
    return list(groups.items())


class LongChoices(forms.CheckboxSelectMultiple):
    """Many boxes in little room: the list scrolls."""

    def __init__(self, attrs=None, choices=()) -> None:
        super().__init__({"class": "pico-choices-long", **(attrs or {})}, choices)


def _boxes(label, choices) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label, choices=choices, required=False, widget=forms.CheckboxSelectMultiple
    )


class RuleForm(Sections, forms.ModelForm):
    """A rule: when it holds, where it brings. What is left empty is not asked."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    topics = _boxes(_("Moduli"), Topic.choices)
    impacts = _boxes(_("Impatto"), Impact.choices)
    ente_kinds = forms.MultipleChoiceField(
        label=_("Tipi di ente"), choices=EnteKind.choices, required=False,
        widget=LongChoices, help_text=_("Anche più d'uno: basta che uno corrisponda."),
    )  # fmt: skip
    tags = forms.CharField(
        label=_("Etichette"), required=False, max_length=160, help_text=_("Divise da virgole.")
    )

    class Meta:
        model = Rule
        fields = (
            "name", "why", "asker", "family", "topics", "categories", "special", "provinces",
            "region", "ente_kinds", "impacts", "words", "target", "queue", "priority", "tags", "cc",
        )  # fmt: skip
        widgets = {
            "categories": LongChoices,
            "provinces": LongChoices,
            "cc": LongChoices,
            "target": forms.RadioSelect,
        }
        help_texts = {
            "why": _("Chi la legge fra un anno saprà se serve ancora."),
            "categories": _("Vale anche per le sottocategorie."),
            "provinces": _("La Provincia dell'oggetto collegato viene prima di quella dell'ente."),
            "words": _("Divise da virgole: ne basta una, in oggetto o descrizione."),
            "queue": _("Solo se hai scelto «Una coda precisa»."),
            "priority": _("Vuota: resta quella di impatto e scadenza."),
            "cc": _(
                "La ricevono solo se lavorano per l'ente che chiede: gli altri non la vedrebbero."
            ),
        }

    sections = (
        (_("La regola"), ("name", "why")),
        (_("Quando vale"), (
            "asker", "family", "topics", "categories", "special", "provinces", "region",
            "ente_kinds", "impacts", "words",
        )),
        (_("Dove porta la richiesta"), ("target", "queue", "priority", "tags", "cc")),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.initial["seen"] = self.instance.revision
        self.initial["tags"] = ", ".join(self.instance.tags)
        self.fields["categories"].choices = category_choices()
        self.fields["provinces"].queryset = provinces()
        self.fields["region"].queryset = Region.objects.all()
        self.fields["region"].empty_label = _("Tutte")
        self.fields["queue"].queryset = active_queues()
        self.fields["queue"].empty_label = _("Scegli…")
        self.fields["cc"].queryset = _operators()
        self.fields["cc"].label_from_instance = named
        self.fields["target"].choices = Target.choices
        for name, nothing in (("asker", _("Chiunque")), ("family", _("Tutte e due")),
                              ("special", _("Qualsiasi")), ("priority", _("Quella calcolata"))):  # fmt: skip
            choices = self.fields[name].choices
            self.fields[name].choices = [("", nothing), *(c for c in choices if c[0])]

    def clean_tags(self) -> list[str]:
        tags = [one.strip()[:TAG_LENGTH] for one in self.cleaned_data["tags"].split(",")]
        return list(dict.fromkeys(filter(None, tags)))[:MOST_TAGS]

    def clean(self):
        given = super().clean()
        if given.get("target") == Target.QUEUE and not given.get("queue"):
            self.add_error("queue", _("Scegli la coda in cui la regola porta la richiesta."))
        elif given.get("target") != Target.QUEUE:
            given["queue"] = None
        return given

    def values(self) -> dict:
        """What goes to the action."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields}


def provinces():
    return Ente.objects.filter(kind__in=PROVINCES, valid_to=None).order_by("short_name", "name")


def named(membership: Membership) -> str:
    return f"{membership.person} – {membership.ente.name}"


def _operators():
    from_desks = Membership.objects.filter(helpdesk_places__isnull=False)
    return from_desks.select_related("person", "ente").distinct().order_by(
        "person__last_name", "person__first_name", "pk"
    )  # fmt: skip


class BenchForm(forms.Form):
    """A ticket that nobody sends: «Questo ticket dove andrebbe?»."""

    use_required_attribute = False

    outside = forms.BooleanField(label=_("Chi chiede non ha un accesso"), required=False)
    ente = PickerField(
        enti(), search=search_enti, label=_("Ente che chiede"), required=False,
        help_text=_("Comincia a scrivere il nome."),
    )  # fmt: skip
    linked = forms.ModelChoiceField(
        Ente.objects.none(), label=_("Provincia dell'oggetto collegato"), required=False,
        empty_label=_("Nessun oggetto collegato"),
        help_text=_("Per esempio una gara affidata alla SUA di un'altra Provincia."),
    )  # fmt: skip
    family = forms.ChoiceField(label=_("Famiglia"), choices=Family.choices)
    topic = forms.ChoiceField(label=_("Modulo"), choices=Topic.choices)
    category = forms.ModelChoiceField(
        Category.objects.filter(is_active=True), label=_("Categoria"), required=False
    )
    impact = forms.ChoiceField(label=_("Impatto"), choices=Impact.choices, initial=Impact.HAMPERED)
    words = forms.CharField(
        label=_("Oggetto e descrizione"), required=False, max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["linked"].queryset = provinces()
        self.fields["category"].choices = [("", _("Nessuna")), *category_choices()]


class QueueFilter(FilterForm):
    q = forms.CharField(label=_("Coda o ente"), required=False, max_length=80)
    livello = forms.ChoiceField(
        label=_("Livello"), required=False, choices=[("", _("Tutti")), *Level.choices]
    )
    vuote = forms.BooleanField(label=_("Senza operatori"), required=False)

    lookups = {"q": "name__icontains", "livello": "level"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        return rows.filter(operators=0) if self.chosen.get("vuote") else rows


class DistributionForm(forms.Form):
    distribution = forms.ChoiceField(
        label=_("Come si distribuiscono le nuove richieste"),
        choices=Distribution.choices,
        widget=forms.RadioSelect,
    )


class OperatorForm(forms.Form):
    """Who gets a place in a queue."""

    membership = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Persona"), empty_label=_("Scegli…")
    )
    role = forms.ChoiceField(label=_("Ruolo"), choices=QueueRole.choices)

    def __init__(self, *args, queue: Queue, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["membership"].queryset = duty.eligible_for(queue)
        self.fields["membership"].label_from_instance = named


class AbsenceForm(forms.Form):
    """Days in which an operator gets no tickets."""

    membership = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Chi è assente"), empty_label=_("Scegli…")
    )
    starts_on = forms.DateField(label=_("Dal"), widget=ItalianDateInput)
    ends_on = forms.DateField(label=_("Al"), widget=ItalianDateInput, help_text=_("Compreso."))
    substitute = forms.ModelChoiceField(
        Membership.objects.none(), label=_("Chi sostituisce"), required=False,
        empty_label=_("Nessuno: il turno passa agli altri"),
        help_text=_("Riceve le richieste che toccherebbero a chi è assente, nelle code in cui lavorano tutti e due."),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Nota"), required=False, max_length=120,
        help_text=_("La leggono i colleghi: niente motivi di salute."),
    )  # fmt: skip

    def __init__(self, *args, actor, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        people = duty.absentees(actor)
        self.fields["membership"].queryset = people
        self.fields["substitute"].queryset = duty.colleagues_of_all(people)
        for name in ("membership", "substitute"):
            self.fields[name].label_from_instance = named
        if len(people) == 1:
            self.initial.setdefault("membership", people[0].pk)
