"""What comes in from the pages of the bulletins."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import FilterForm, ItalianDateInput
from pico.core.ui.rich_text import RichTextField
from pico.portal.newsletter import contents

from .models import Bulletin, Series
from .terms import BulletinState


class SeriesForm(forms.ModelForm):
    kinds = forms.MultipleChoiceField(
        label=_("Tipi di contenuto"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nessuno scelto: tutti."),
    )  # fmt: skip

    topics = forms.MultipleChoiceField(
        label=_("Argomenti"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Nessuno scelto: tutti."),
    )  # fmt: skip

    class Meta:
        model = Series
        fields = ("name", "description", "words", "topics", "kinds", "is_own_only")
        help_texts = {
            "words": _(
                "La regola: entrano da soli i contenuti pubblici con queste parole, usciti dopo l'ultimo numero. "
                "Vuoto: tutti quelli dei tipi scelti."
            ),
        }

    def __init__(self, *args, space, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        offered = {"kinds": contents.kinds(space), "topics": contents.topics(space)}
        for field, names in offered.items():
            kept = (one for one in getattr(self.instance, field) if one not in names)
            self.fields[field].choices = [(one, one) for one in (*names, *kept)]
            if not self.fields[field].choices:
                del self.fields[field]


class BulletinForm(forms.ModelForm):
    summary = RichTextField(
        label=_("Sommario"), max_length=4000, required=False, rows=5,
        help_text=_("Due righe per chi legge: che cosa c'è in questo numero."),
    )  # fmt: skip

    class Meta:
        model = Bulletin
        fields = ("title", "period_from", "period_to", "summary", "curator")
        widgets = {"period_from": ItalianDateInput, "period_to": ItalianDateInput}
        help_texts = {
            "title": _("Facoltativo: si legge dopo nome e numero."),
            "curator": _("Chi lo cura: nome o ufficio."),
        }

    def clean(self):
        start, end = self.cleaned_data.get("period_from"), self.cleaned_data.get("period_to")
        if start and end and end < start:
            self.add_error("period_to", _("Il periodo finisce prima di cominciare: controlla."))
        return self.cleaned_data


class NewBulletinForm(BulletinForm):
    series = forms.ModelChoiceField(Series.objects.none(), label=_("Serie"), empty_label=None)
    field_order = ("series",)

    def __init__(self, *args, series, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["series"].queryset = series


class SectionForm(forms.Form):
    title = forms.CharField(label=_("Titolo della sezione"), max_length=160)


class EntryForm(forms.Form):
    title = forms.CharField(label=_("Titolo"), max_length=250, required=False)
    text = RichTextField(label=_("Testo"), max_length=6000, required=False)
    url = forms.CharField(
        label=_("Indirizzo"), max_length=500, required=False,
        help_text=_("Comincia con https:// oppure con / per una pagina di questo sito."),
    )  # fmt: skip

    def __init__(self, *args, is_free: bool, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = is_free
        if not is_free:
            del self.fields["url"]
            self.fields["title"].help_text = _("Vuoto: il titolo del contenuto.")
            self.fields["text"].label = _("Commento della redazione")

    def clean_url(self) -> str:
        url = self.cleaned_data["url"].strip()
        if (url and not url.startswith(("https://", "http://", "/"))) or url.startswith("//"):
            raise forms.ValidationError(
                _("L'indirizzo comincia con https:// oppure con /: correggilo."), code="bad_url"
            )
        return url


class ArchiveFilter(FilterForm):
    q = forms.CharField(label=_("Parole"), required=False, max_length=120)
    serie = forms.ModelChoiceField(
        label=_("Serie"), queryset=Series.objects.none(), empty_label=_("Tutte"), required=False
    )
    anno = forms.IntegerField(label=_("Anno"), required=False, min_value=2000, max_value=2100)

    def __init__(self, *args, series, search, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serie"].queryset = series
        self.search = search

    def narrow(self, rows):
        chosen = self.chosen
        rows = self.search(rows, chosen.get("q", ""))
        if "serie" in chosen:
            rows = rows.filter(series=chosen["serie"])
        return rows.filter(year=chosen["anno"]) if "anno" in chosen else rows

    def chips(self):
        return [
            (name, label, str(self.chosen[name]) if name == "anno" else value)
            for name, label, value in super().chips()
        ]


class DeskFilter(FilterForm):
    stato = forms.ChoiceField(
        label=_("Stato"), choices=[("", _("Tutti")), *BulletinState.choices], required=False
    )
    serie = forms.ModelChoiceField(
        label=_("Serie"), queryset=Series.objects.none(), empty_label=_("Tutte"), required=False
    )
    lookups = {"stato": "state", "serie": "series"}

    def __init__(self, *args, series, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["serie"].queryset = series
