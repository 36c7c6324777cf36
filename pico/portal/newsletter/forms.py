"""What comes in from the pages of the newsletter."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm, ItalianDateTimeInput
from pico.core.ui.rich_text import RichTextField
from pico.portal.pages.queries import hidden_slugs

from . import contents, topics
from .actions import importing
from .models import Issue, MailingList
from .terms import CONSENT_TEXT, BlockKind, IssueState, SubscriberState

ADDRESS = _("Scrivi un indirizzo completo, per esempio nome@provincia.it.")


class NamedLists(forms.ModelMultipleChoiceField):
    """Lists to tick, each with what it is about."""

    widget = forms.CheckboxSelectMultiple

    def label_from_instance(self, obj) -> str:
        return f"{obj.name}: {obj.description}"


def topics_field(**options) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=_("Argomenti"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        **options,
    )


def offer_topics(form: forms.Form, lists, already=()) -> None:
    """Offer the topics of these lists, and those chosen already; where there are none, no field."""
    offered = {slug for one in lists for slug in one.topics} | set(already)
    form.fields["topics"].choices = topics.choices(offered)
    if not offered:
        del form.fields["topics"]


class SubscribeForm(forms.Form):
    """The public form: no box is ticked beforehand; a field that people do not see traps programs."""

    email = forms.EmailField(
        label=_("E-mail"),
        error_messages={"invalid": ADDRESS, "required": _("Scrivi il tuo indirizzo e-mail.")},
        widget=forms.EmailInput({"autocomplete": "email"}),
    )
    first_name = forms.CharField(
        label=_("Nome"), max_length=80, required=False,
        widget=forms.TextInput({"autocomplete": "given-name"}),
    )  # fmt: skip
    last_name = forms.CharField(
        label=_("Cognome"), max_length=80, required=False,
        widget=forms.TextInput({"autocomplete": "family-name"}),
    )  # fmt: skip
    lists = NamedLists(
        MailingList.objects.none(),
        label=_("Quali newsletter"),
        error_messages={"required": _("Scegli almeno una newsletter.")},
    )
    topics = topics_field(
        help_text=_("Se non ne scegli, ricevi tutto. Puoi cambiarli quando vuoi.")
    )
    consent = forms.BooleanField(
        label=CONSENT_TEXT,
        error_messages={
            "required": _("Senza il consenso non possiamo scriverti: spunta la casella.")
        },
    )

    def __init__(self, *args, lists, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = lists
        if len(lists) == 1:
            # Nothing to choose: the page names it, the person still ticks the consent.
            self.fields["lists"].widget = forms.MultipleHiddenInput()
            self.fields["lists"].initial = lists
        offer_topics(self, lists)

    def clean_email(self) -> str:
        email = self.cleaned_data["email"].lower()
        if fault := importing.fault_of(email):
            raise forms.ValidationError(fault, code="invalid")
        return email


class PreferencesForm(forms.Form):
    first_name = forms.CharField(label=_("Nome"), max_length=80, required=False)
    last_name = forms.CharField(label=_("Cognome"), max_length=80, required=False)
    lists = NamedLists(MailingList.objects.none(), label=_("Newsletter"), required=False)
    topics = topics_field(help_text=_("Se non ne scegli, ricevi tutto."))

    def __init__(self, *args, lists, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lists"].queryset = lists
        offer_topics(self, lists, self.initial.get("topics") or ())


class MineForm(forms.Form):
    """What a registered user chooses for himself."""

    lists = NamedLists(MailingList.objects.none(), label=_("Newsletter"), required=False)
    topics = topics_field(help_text=_("Se non ne scegli, ricevi tutto."))
    consents = forms.BooleanField(label=CONSENT_TEXT, required=False)

    def __init__(self, *args, lists, already, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.already = already
        self.fields["lists"].queryset = lists
        self.fields["lists"].label_from_instance = lambda one: (
            f"{one.name} ({one.space.name}): {one.description}"
        )
        offer_topics(self, lists, self.initial.get("topics") or ())

    def clean(self):
        new = {one.pk for one in self.cleaned_data.get("lists", ())} - self.already
        if new and not self.cleaned_data.get("consents"):
            self.add_error("consents", _("Per iscriverti serve il consenso: spunta la casella."))
        return self.cleaned_data


# The desk ----------------------------------------------------------------------------------------


class IssueForm(forms.ModelForm):
    topics = topics_field(
        help_text=_("La riceve chi ha scelto almeno uno di questi, e chi non ne ha scelto nessuno.")
    )

    class Meta:
        model = Issue
        fields = ("mailing_list", "title", "subject", "preheader", "topics")
        help_texts = {
            "title": _("Come si legge nell'archivio; il numero lo mette l'invio."),
            "subject": _("La riga che si legge nella casella: al massimo 120 caratteri."),
            "preheader": _("La frase che molti programmi mostrano dopo l'oggetto."),
        }

    def __init__(self, *args, lists, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mailing_list"].queryset = lists
        self.fields["mailing_list"].empty_label = None
        offer_topics(self, lists, self.instance.topics)


class BlockForm(forms.Form):
    """One block; which fields it has is said by its kind."""

    title = forms.CharField(label=_("Titolo"), max_length=200, required=False)
    text = RichTextField(label=_("Testo"), max_length=10_000, required=False)
    url = forms.CharField(
        label=_("Indirizzo a cui porta"), max_length=500, required=False,
        help_text=_("Comincia con https:// oppure con / per una pagina di questo sito."),
    )  # fmt: skip

    FIELDS = {
        BlockKind.TEXT: ("title", "text"),
        BlockKind.CONTENT: ("title", "text"),
        BlockKind.HEADING: ("title",),
        BlockKind.BUTTON: ("title", "url"),
    }
    NEEDED = {
        BlockKind.TEXT: ("text",),
        BlockKind.HEADING: ("title",),
        BlockKind.BUTTON: ("title", "url"),
    }

    def __init__(self, *args, kind: str, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - set(self.FIELDS[kind]):
            del self.fields[name]
        for name in self.NEEDED.get(kind, ()):
            self.fields[name].required = True
        if kind == BlockKind.CONTENT:
            self.fields["title"].help_text = _("Vuoto: il titolo del contenuto.")
            self.fields["text"].help_text = _("Vuoto: il riassunto del contenuto.")
        if kind == BlockKind.BUTTON:
            self.fields["title"].label = _("Parole sul pulsante")

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if (url and not url.startswith(("https://", "http://", "/"))) or url.startswith("//"):
            raise forms.ValidationError(
                _("L'indirizzo comincia con https:// oppure con /: correggilo."), code="bad_url"
            )
        return url


class PickFilter(forms.Form):
    """What to look for among the contents of the platform."""

    q = forms.CharField(label=_("Parole"), required=False, max_length=200)
    tipo = forms.ChoiceField(label=_("Tipo"), required=False)
    argomento = forms.ChoiceField(label=_("Argomento"), required=False)
    miei = forms.BooleanField(label=_("Solo del mio ente"), required=False)

    def __init__(self, *args, space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.space = space
        offered = {"tipo": contents.kinds(space), "argomento": contents.topics(space)}
        for field, names in offered.items():
            self.fields[field].choices = [("", _("Tutti")), *((name, name) for name in names)]
        if not offered["argomento"]:
            del self.fields["argomento"]

    def found(self, actor) -> list[contents.Item]:
        """The contents that pass; what cannot be understood is not asked for."""
        self.is_valid()
        asked = self.cleaned_data
        return contents.search(
            self.space,
            asked.get("q", ""),
            [asked["tipo"]] if asked.get("tipo") else (),
            actor,
            topics=[asked["argomento"]] if asked.get("argomento") else (),
            is_own=asked.get("miei", False),
        )


class ScheduleForm(forms.Form):
    send_at = forms.DateTimeField(
        label=_("Giorno e ora dell'invio"), required=False, widget=ItalianDateTimeInput,
        help_text=_("Ora italiana. Vuoto: appena approvata."),
        error_messages={"invalid": _("Scrivi giorno e ora, per esempio 24/11/2026 09:00.")},
    )  # fmt: skip

    def clean_send_at(self):
        send_at = self.cleaned_data["send_at"]
        if send_at and send_at <= timezone.now():
            raise forms.ValidationError(
                _("Questo momento è già passato: scegli un'ora futura."), code="in_the_past"
            )
        return send_at


class ReasonForm(forms.Form):
    reason = forms.CharField(label=_("Motivo"), max_length=1000, required=False)


class ListForm(forms.ModelForm):
    topics = topics_field(help_text=_("Quelli fra cui chi si iscrive può scegliere."))

    def __init__(self, *args, space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topics.by_vocabulary(
            hidden_slugs(space) - set(self.instance.topics)
        )

    class Meta:
        model = MailingList
        fields = (
            "name", "description", "sender_name", "reply_to", "signature", "topics", "is_open",
        )  # fmt: skip
        widgets = {"signature": forms.Textarea({"rows": 3})}
        help_texts = {
            "description": _("Che cosa riceve e ogni quanto chi si iscrive."),
            "sender_name": _("Il nome che si legge come mittente."),
            "reply_to": _("Dove arrivano le risposte."),
            "signature": _("Le righe in fondo a ogni newsletter."),
        }


class ImportForm(forms.Form):
    """A list of addresses with its proof; the good rows are kept, the others told one by one."""

    mailing_list = forms.ModelChoiceField(
        MailingList.objects.none(), label=_("Lista"), empty_label=None
    )
    file = forms.FileField(
        label=_("File CSV"),
        help_text=_(
            "Una riga per indirizzo; colonne «email» e, se ci sono, «nome» e «cognome». Al massimo 5 MB."
        ),
    )
    proof = forms.CharField(
        label=_("Prova del consenso"), max_length=500, min_length=10,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Come, quando e per che cosa l'hanno dato, e dove ne conservi traccia."),
        error_messages={"min_length": _("Scrivi almeno una frase: chi ha raccolto i consensi e quando.")},
    )  # fmt: skip
    declared = forms.BooleanField(
        label=_(
            "Dichiaro che ciascuno di questi indirizzi è stato dato per ricevere la newsletter."
        )
    )

    def __init__(self, *args, lists, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mailing_list"].queryset = lists


def _with_all(choices):
    return [("", _("Tutti")), *choices]


class IssueFilter(FilterForm):
    q = forms.CharField(label=_("Titolo"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"), choices=_with_all(IssueState.choices), required=False
    )
    lista = forms.ModelChoiceField(
        label=_("Lista"),
        queryset=MailingList.objects.none(),
        empty_label=_("Tutte"),
        required=False,
    )
    lookups = {"q": "title__icontains", "stato": "state", "lista": "mailing_list"}

    def __init__(self, *args, lists, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lista"].queryset = lists


class SubscriberFilter(FilterForm):
    q = forms.CharField(label=_("E-mail"), required=False)
    stato = forms.ChoiceField(
        label=_("Stato"),
        choices=_with_all(
            [pair for pair in SubscriberState.choices if pair[0] != SubscriberState.ERASED]
        ),
        required=False,
    )
    lista = forms.ModelChoiceField(
        label=_("Lista"),
        queryset=MailingList.objects.none(),
        empty_label=_("Tutte"),
        required=False,
    )
    lookups = {
        "q": "email__icontains",
        "stato": "state",
        "lista": "subscriptions__mailing_list",
    }

    def __init__(self, *args, lists, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lista"].queryset = lists


class ArchiveFilter(FilterForm):
    q = forms.CharField(label=_("Parole"), required=False, max_length=120)
    lista = forms.ModelChoiceField(
        label=_("Lista"),
        queryset=MailingList.objects.none(),
        empty_label=_("Tutte"),
        required=False,
    )

    def __init__(self, *args, lists, search, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lista"].queryset = lists
        self.search = search

    def narrow(self, rows):
        rows = self.search(rows, self.chosen.get("q", ""))
        chosen = self.chosen.get("lista")
        return rows.filter(mailing_list=chosen) if chosen else rows


class DeliveryFilter(FilterForm):
    q = forms.CharField(label=_("E-mail"), required=False)
    stato = forms.ChoiceField(label=_("Stato"), required=False)
    lookups = {"q": "subscriber__email__icontains", "stato": "state"}

    def __init__(self, *args, states, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["stato"].choices = _with_all(states)
