"""What is written in the blog."""

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from pico.core.access import scopes
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.terms import Area
from pico.core.ui.forms import FilterForm, ItalianDateInput, ItalianDateTimeInput, Sections
from pico.core.ui.rich_text import RichTextField

from ..actions.blog import LONG_TEXT
from ..models import Article
from ..terms import COMMENT_LENGTH, COVER_KINDS
from .forum import MENTIONS, ConfirmPersonalData


class ArticleForm(Sections, ConfirmPersonalData, forms.ModelForm):
    """An article: words, cover with its alternative text, who sees it, comments."""

    text = RichTextField(label=_("Testo"), max_length=LONG_TEXT, headings=True, rows=18)
    cover = forms.FileField(
        label=_("Immagine di copertina"),
        required=False,
        help_text=_("JPG, PNG o WebP, fino a 8 MB."),
        widget=forms.FileInput(attrs={"accept": ",".join(COVER_KINDS)}),
    )
    tags = forms.CharField(
        label=_("Parole chiave"), required=False, max_length=250,
        help_text=_("Fino a 6, separate da virgole."),
    )  # fmt: skip

    class Meta:
        model = Article
        fields = (
            "title", "subtitle", "summary", "area", "cover_alt", "cover_caption", "references",
            "comments_mode", "expires_on",
        )  # fmt: skip
        widgets = {
            "summary": forms.Textarea(attrs={"rows": 3}),
            "references": forms.Textarea(attrs={"rows": 2}),
            "expires_on": ItalianDateInput,
        }

    sections = (
        (_("L'articolo"), ("title", "subtitle", "summary", "text", "is_personal_data_confirmed")),
        (_("La copertina"), ("cover", "cover_alt", "cover_caption")),
        (_("Per ritrovarlo"), ("area", "tags", "references")),
        (_("Chi lo legge"), ("scope", "comments_mode", "expires_on")),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        article = self.instance
        was = article.scope if article.pk else None
        self.fields["scope"] = ScopeChoiceField(actor=actor, was=was)
        if not was:
            self.fields["scope"].initial = scopes.PLATFORM
        else:
            self.initial["text"] = article.text
            self.initial["tags"] = ", ".join(tag.name for tag in article.tags.all())
        self.fields["expires_on"].help_text = _("Dopo questo giorno non si legge più: facoltativo.")

    def clean(self):
        cleaned = super().clean()
        has_cover = cleaned.get("cover") or self.instance.cover_id
        if has_cover and not cleaned.get("cover_alt"):
            self.add_error(
                "cover_alt",
                _("Descrivi l'immagine per chi non la vede: serve il testo alternativo."),
            )
        return cleaned


class PublishForm(forms.Form):
    at = forms.DateTimeField(
        label=_("Quando"),
        required=False,
        widget=ItalianDateTimeInput,
        help_text=_("Vuoto: subito."),
    )

    def clean_at(self):
        at = self.cleaned_data["at"]
        if at and at < timezone.now():
            raise forms.ValidationError(
                _("Scegli un momento che deve ancora venire, o lascia vuoto.")
            )
        return at


class CommentForm(forms.Form):
    text = RichTextField(
        label=_("Il tuo commento"), max_length=COMMENT_LENGTH, rows=4, suggestions=MENTIONS
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)


class ArticleFilter(FilterForm):
    q = forms.CharField(label=_("Parole"), required=False, widget=forms.SearchInput)
    area = forms.ChoiceField(
        label=_("Ambito"), choices=[("", _("Tutti")), *Area.choices], required=False
    )
    tag = forms.CharField(required=False, widget=forms.HiddenInput)
    author = forms.IntegerField(required=False, widget=forms.HiddenInput)
    ente = forms.IntegerField(required=False, widget=forms.HiddenInput)

    lookups = {"area": "area", "tag": "tags__key", "author": "author_id", "ente": "owner_id"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        for word in self.chosen.get("q", "").split()[:6]:
            rows = rows.filter(title__icontains=word) | rows.filter(summary__icontains=word)
        return rows
