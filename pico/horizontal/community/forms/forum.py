"""What is written in the forum."""

from django import forms
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation import rich_text
from pico.core.people.fields import ScopeChoiceField
from pico.core.people.models import Person
from pico.core.people.queries import working_today
from pico.core.people.terms import Area
from pico.core.ui.forms import FilesField, FilterForm, Sections
from pico.core.ui.rich_text import RichTextField

from ..actions.texts import personal_data
from ..models import Category, Discussion
from ..permissions import CommunityPermission
from ..queries import forum as queries
from ..queries.found import discussions_with
from ..terms import (
    POST_FILE_BYTES,
    POST_LENGTH,
    PUBLISHED,
    CategoryState,
    DiscussionKind,
    DiscussionState,
    Measure,
    ReportReason,
)

MENTIONS = "community:mentions"
FILES_HELP = _("Fino a 10 file, 20 MB ciascuno. Li vede chi vede la discussione.")


class ConfirmPersonalData(forms.Form):
    """Asks before publishing what looks like a codice fiscale or an IBAN.

    The tick is shown only when it is needed.
    """

    is_personal_data_confirmed = forms.BooleanField(
        label=_("Ho controllato: non sono dati personali di qualcuno, pubblica"),
        required=False,
        widget=forms.HiddenInput,
    )
    text_field = "text"

    def clean(self):
        cleaned = super().clean()
        words = rich_text.to_plain(cleaned.get(self.text_field) or "", is_bare=True)
        if found := personal_data(words):
            self.fields["is_personal_data_confirmed"].widget = forms.CheckboxInput()
            if not cleaned.get("is_personal_data_confirmed"):
                self.add_error(
                    self.text_field,
                    _(
                        "Nel testo c'è %(what)s: i dati personali di cittadini, candidati o "
                        "dipendenti non si pubblicano. Toglili, oppure conferma qui sotto."
                    )
                    % {"what": found},
                )
        return cleaned


class AnswerForm(ConfirmPersonalData):
    text = RichTextField(label=_("La tua risposta"), max_length=POST_LENGTH, suggestions=MENTIONS)
    files = FilesField(
        label=_("Allegati"), required=False, max_bytes=POST_FILE_BYTES, help_text=FILES_HELP
    )
    answers_to = forms.IntegerField(required=False, widget=forms.HiddenInput)

    field_order = ("text", "is_personal_data_confirmed", "files")


class EditPostForm(ConfirmPersonalData):
    text = RichTextField(label=_("Testo"), max_length=POST_LENGTH, suggestions=MENTIONS)

    field_order = ("text", "is_personal_data_confirmed")


def kinds_for(actor: Actor, categories) -> list[tuple[str, str]]:
    """The kinds the actor may open: announcements only for who moderates some of these categories."""
    may_announce = any(actor.can(CommunityPermission.MODERATE, one) for one in categories)
    return [
        choice for choice in DiscussionKind.choices
        if may_announce or choice[0] != DiscussionKind.NOTICE
    ]  # fmt: skip


class DescriptionForm(forms.Form):
    """Title, kind and words of a discussion."""

    title = forms.CharField(
        label=_("Titolo"),
        max_length=160,
        help_text=_("Una frase che dica di che si tratta: sarà letta negli elenchi."),
    )
    kind = forms.ChoiceField(label=_("Tipo"), widget=forms.RadioSelect, choices=())
    tags = forms.CharField(
        label=_("Parole chiave"),
        required=False,
        max_length=250,
        help_text=_("Fino a 6, separate da virgole: convenzione, RUP, PNRR."),
    )

    def __init__(self, *args, actor: Actor, categories, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_for(actor, categories)


class DiscussionForm(Sections, ConfirmPersonalData, DescriptionForm):
    category = forms.ModelChoiceField(
        label=_("Categoria"), queryset=Category.objects.none(), empty_label=_("Scegli…")
    )
    text = RichTextField(
        label=_("Testo"), max_length=POST_LENGTH, rows=12, suggestions=MENTIONS,
        help_text=_("Scrivi @ e un nome per chiamare una persona o un ente."),
    )  # fmt: skip
    codes = forms.CharField(
        label=_("CIG o CUP di cui si parla"),
        required=False,
        max_length=250,
        help_text=_("Chi cerca il codice troverà la discussione."),
    )
    files = FilesField(
        label=_("Allegati"), required=False, max_bytes=POST_FILE_BYTES, help_text=FILES_HELP
    )

    sections = (
        (_("Dove e che cosa"), ("category", "kind", "title")),
        (_("Il testo"), ("text", "is_personal_data_confirmed", "files")),
        (_("Per ritrovarla"), ("tags", "codes")),
    )

    def __init__(self, *args, actor: Actor, **kwargs):
        self.offered = queries.categories_to_write_in(actor)
        super().__init__(*args, actor=actor, categories=self.offered, **kwargs)
        keys = [category.pk for category in self.offered]
        self.fields["category"].queryset = Category.objects.filter(pk__in=keys)


class CategoryForm(Sections, forms.ModelForm):
    """A category: its words, who sees it, who opens discussions, who moderates."""

    class Meta:
        model = Category
        fields = (
            "title", "description", "area", "parent", "position", "opening", "state", "moderators",
        )  # fmt: skip
        widgets = {"description": forms.Textarea(attrs={"rows": 3})}

    sections = (
        (_("La categoria"), ("title", "description", "area", "parent", "position")),
        (_("Chi legge e chi scrive"), ("scope", "opening", "moderators", "state")),
    )

    def __init__(self, *args, actor: Actor, **kwargs):
        super().__init__(*args, **kwargs)
        was = self.instance.scope if self.instance.pk else None
        self.fields["scope"] = ScopeChoiceField(actor=actor, was=was)
        self.fields["parent"].queryset = queries.parents_for(actor, self.instance)
        self.fields["parent"].empty_label = _("Nessuna: categoria di primo livello")
        colleagues = working_today().filter(ente=actor.ente_id).values("person")
        self.fields["moderators"].queryset = Person.objects.filter(pk__in=colleagues)
        self.fields["moderators"].widget = forms.CheckboxSelectMultiple(
            choices=self.fields["moderators"].choices
        )
        self.fields["moderators"].help_text = _(
            "Senza nomi decidono i redattori e gli amministratori del tuo ente."
        )
        self.fields["position"].help_text = _("Prima i numeri più piccoli.")

    @property
    def values(self) -> dict:
        """What the actions take; a wider level was confirmed at its field."""
        return {**self.cleaned_data, "moderators": list(self.cleaned_data["moderators"])}


class CategoryFilter(FilterForm):
    """Words found by the full-text index, kind, state: inside one category."""

    q = forms.CharField(label=_("Parole"), required=False, widget=forms.SearchInput)
    kind = forms.ChoiceField(
        label=_("Tipo"), choices=[("", _("Tutti")), *DiscussionKind.choices], required=False
    )
    state = forms.ChoiceField(
        label=_("Stato"),
        required=False,
        choices=[
            ("", _("Tutti")),
            ("WAITING", _("Senza risposta")),
            *((state.value, state.label) for state in DiscussionState if state in PUBLISHED),
        ],
    )

    lookups = {"kind": "kind"}

    def __init__(self, *args, actor: Actor, space, **kwargs):
        super().__init__(*args, **kwargs)
        self.actor, self.space = actor, space

    def narrow(self, rows):
        rows = super().narrow(rows)
        state = self.chosen.get("state", "")
        if state == "WAITING":
            rows = rows.filter(
                kind=DiscussionKind.QUESTION, first_answer_at=None, state=DiscussionState.OPEN
            )
        elif state:
            rows = rows.filter(state=state)
        if words := self.chosen.get("q"):
            rows = rows.filter(pk__in=discussions_with(words, self.actor, self.space))
        return rows


class DiscussionFilter(CategoryFilter):
    """The same among all: area, ente, tag, period too."""

    area = forms.ChoiceField(
        label=_("Ambito"), choices=[("", _("Tutti")), *Area.choices], required=False
    )
    ente = forms.ModelChoiceField(
        label=_("Ente"), queryset=Ente.objects.none(), required=False, empty_label=_("Tutti")
    )
    tag = forms.CharField(label=_("Parola chiave"), required=False)
    since = forms.DateField(label=_("Attive dal"), required=False)

    lookups = {
        "kind": "kind", "area": "category__area", "ente": "owner", "tag": "tags__key",
        "since": "last_post_at__date__gte",
    }  # fmt: skip

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        theirs = Discussion.objects.visible_to(self.actor).filter(owner=OuterRef("pk"))
        self.fields["ente"].queryset = Ente.objects.filter(Exists(theirs)).order_by("name")
        self.fields["since"].widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


# Moderation --------------------------------------------------------------------------------------


class ReportForm(forms.Form):
    reason = forms.ChoiceField(
        label=_("Che cosa non va"), widget=forms.RadioSelect, choices=ReportReason.choices
    )
    note = forms.CharField(
        label=_("Spiega"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lo legge solo chi modera; chi ha scritto non saprà chi segnala."),
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("reason") == ReportReason.OTHER and not cleaned.get("note"):
            self.add_error("note", _("Scrivi che cosa non va."))
        return cleaned


class ReportDecisionForm(forms.Form):
    """Upheld or not, why, and what follows for the author."""

    is_upheld = forms.TypedChoiceField(
        label=_("Esito"),
        widget=forms.RadioSelect,
        choices=(("1", _("Accolta: non si leggerà più")), ("0", _("Respinta: resta"))),
        coerce=lambda value: value == "1",
    )
    outcome = forms.CharField(
        label=_("Esito motivato"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lo leggono chi ha segnalato e, se accolta, chi ha scritto."),
    )
    measure = forms.ChoiceField(
        label=_("Provvedimento verso l'autore"),
        required=False,
        choices=[("", _("Nessuno")), *Measure.choices],
    )

    def clean(self):
        cleaned = super().clean()
        if cleaned.get("is_upheld") is False and cleaned.get("measure"):
            self.add_error("measure", _("Un provvedimento segue solo una segnalazione accolta."))
        return cleaned


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=_("Motivo"), max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class MoveForm(forms.Form):
    """Where a discussion goes; where more people would read it, a tick."""

    category = forms.ModelChoiceField(
        label=_("Nuova categoria"), queryset=Category.objects.none(), empty_label=_("Scegli…")
    )
    is_widening_confirmed = forms.BooleanField(
        label=_("Se la nuova categoria è letta da più persone, va bene"), required=False
    )

    def __init__(self, *args, actor: Actor, discussion: Discussion, **kwargs):
        super().__init__(*args, **kwargs)
        rows = queries.moderated_categories(actor).exclude(pk=discussion.category_id)
        self.fields["category"].queryset = rows.exclude(state=CategoryState.ARCHIVED)


class MergeForm(forms.Form):
    into = forms.IntegerField(
        label=_("Numero della discussione in cui unirla"),
        help_text=_("È il numero alla fine del suo indirizzo: community/forum/discussione/128/."),
    )
    is_widening_confirmed = forms.BooleanField(
        label=_("Se l'altra discussione è letta da più persone, va bene"), required=False
    )


class SplitForm(forms.Form):
    title = forms.CharField(label=_("Titolo della nuova discussione"), max_length=160)
    posts = forms.ModelMultipleChoiceField(
        label=_("Interventi da portare via"),
        queryset=None,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, discussion: Discussion, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["posts"].queryset = discussion.posts.filter(
            number__gt=1, deleted_at=None
        ).select_related("author")
        self.fields["posts"].label_from_instance = _post_label


def _post_label(post) -> str:
    return f"#{post.number} – {post.author}: {rich_text.excerpt(post.text, 90)}"
