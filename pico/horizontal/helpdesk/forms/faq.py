"""Forms of the knowledge base."""

from urllib.parse import urlsplit

from django import forms
from django.core.exceptions import ValidationError
from django.urls import Resolver404, resolve
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.people.fields import ScopeChoiceField
from pico.core.ui.forms import FilesField, FilterForm, ItalianDateInput, Sections
from pico.core.ui.rich_text import RichTextField

from ..models import Faq
from ..queries import faq as queries
from ..terms import ANSWER_LENGTH, FAQ_FILE_BYTES, FaqState, Topic


class FaqForm(Sections, forms.ModelForm):
    """A question with its answer, for whom, where it stands, until when it holds."""

    answer = RichTextField(label=_("Risposta"), max_length=ANSWER_LENGTH, rows=10)
    attachment = FilesField(
        label=_("Allegato"), required=False, max_bytes=FAQ_FILE_BYTES,
        help_text=_("Un file, fino a 20 MB. Lo vede chi vede la risposta."),
    )  # fmt: skip
    video_url = forms.URLField(label=_("Video"), required=False, assume_scheme="https")
    screen = forms.CharField(
        label=_("Schermata"), required=False, max_length=500,
        help_text=_(
            "L'indirizzo della pagina a cui risponde: da lì il «?» la mostra per prima. "
            "Facoltativo."
        ),
    )  # fmt: skip
    note = forms.CharField(
        label=_("Che cosa cambia"), required=False, max_length=250,
        help_text=_("Una riga, per la storia delle versioni."),
    )  # fmt: skip

    class Meta:
        model = Faq
        fields = (
            "question", "topic", "category", "audience", "space", "position", "related",
            "valid_until", "review_on",
        )  # fmt: skip
        widgets = {"valid_until": ItalianDateInput, "review_on": ItalianDateInput}
        help_texts = {
            "question": _("Come la scriverebbe chi non lo sa: «Come mi registro?»"),
            "valid_until": _(
                "Dopo questo giorno i lettori non la vedono più. Vuoto: senza scadenza."
            ),
            "review_on": _("Quando rileggerla. Vuoto: un anno dopo la pubblicazione."),
            "position": _("I numeri più bassi vengono prima."),
            "related": _("Ctrl (o ⌘) per sceglierne più d'una."),
        }

    sections = (
        (_("Domanda e risposta"), ("question", "answer", "attachment", "video_url")),
        (_("Dove si trova"), ("topic", "category", "space", "screen", "related", "position")),
        (_("Per chi e fino a quando"), ("audience", "valid_until", "review_on")),
        (_("Chi la legge"), ("scope",)),
        (_("Versione"), ("note",)),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        old = self.instance if self.instance.pk else None
        self.fields["topic"].choices = [("", _("Scegli")), *Topic.choices]
        self.fields["category"].empty_label = _("Nessuna")
        self.fields["space"].queryset = queries.sites_for(actor)
        if queries.runs_every_site(actor):
            self.fields["space"].empty_label = _("Tutti i siti")
        else:
            self.fields["space"].required = True
            self.fields["space"].empty_label = None
        self.fields["category"].queryset = self.fields["category"].queryset.filter(is_active=True)
        related = queries.desk(actor).filter(state=FaqState.PUBLISHED).order_by("topic", "question")
        self.fields["related"].queryset = related.exclude(pk=old.pk) if old else related
        self.fields["scope"] = ScopeChoiceField(actor=actor, was=old.scope if old else None)
        if old:
            for name in ("answer", "screen", "video_url"):
                self.initial[name] = getattr(old, name)
        else:
            levels = self.fields["scope"].widget.levels
            self.fields["scope"].initial = levels[0].key if levels else None  # the widest
            del self.fields["note"]

    def clean_attachment(self):
        files = self.cleaned_data["attachment"]
        if len(files) > 1:
            raise ValidationError(_("Un allegato solo: unisci i file in un PDF o in uno ZIP."))
        return files[0] if files else None

    def clean_screen(self):
        """Return the URL name of the page at an address; the name itself is taken too."""
        text = self.cleaned_data["screen"].strip()
        if not text or text == self.instance.screen:
            return text
        path = urlsplit(text).path
        first, _slash, rest = path.lstrip("/").partition("/")
        inside = f"/{rest}" if Space.objects.filter(slug=first).exists() and first else path
        try:
            match = resolve(inside)
        except Resolver404:
            match = None
        if match is None or not match.namespaces:
            raise ValidationError(
                _("Nessuna schermata della piattaforma a questo indirizzo: copialo dal browser.")
            )
        return match.view_name

    def clean(self):
        """An answer is read again before it expires, not after."""
        cleaned = super().clean()
        until, review = cleaned.get("valid_until"), cleaned.get("review_on")
        if until and review and review > until:
            self.add_error("review_on", _("Va riletta prima che scada."))
        return cleaned


class FaqDeskFilter(FilterForm):
    q = forms.CharField(label=_("Parole"), required=False, widget=forms.SearchInput)
    state = forms.ChoiceField(
        label=_("Stato"), required=False, choices=[("", _("Tutti")), *FaqState.choices]
    )
    topic = forms.ChoiceField(
        label=_("Modulo"), required=False, choices=[("", _("Tutti")), *Topic.choices]
    )
    lookups = {"q": "question__icontains", "state": "state", "topic": "topic"}


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Che cosa manca"), max_length=1000, widget=forms.Textarea(attrs={"rows": 4})
    )
