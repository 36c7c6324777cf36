"""Forms of known problems."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.ui.forms import ItalianDateTimeInput, Sections

from ..models import KnownProblem
from ..queries.faq import runs_every_site, sites_for
from ..terms import PROBLEM_TEXT, Topic


class ProblemForm(Sections, forms.ModelForm):
    """What does not work, since when, for whom."""

    topics = forms.MultipleChoiceField(
        label=_("Moduli"), choices=Topic.choices, required=False,
        widget=forms.CheckboxSelectMultiple, help_text=_("Nessuno: riguarda tutta la piattaforma."),
    )  # fmt: skip

    class Meta:
        model = KnownProblem
        fields = (
            "kind", "title", "text", "starts_at", "ends_at", "topics", "severity",
            "outside_service", "space",
        )  # fmt: skip
        widgets = {
            "text": forms.Textarea(attrs={"rows": 5}),
            "starts_at": ItalianDateTimeInput,
            "ends_at": ItalianDateTimeInput,
        }
        help_texts = {
            "text": _("Che cosa non funziona, che cosa si può fare intanto."),
            "ends_at": _("Quando si prevede che finisca. Vuoto: non si sa."),
            "outside_service": _("Se il problema è di un servizio di altri."),
        }

    sections = (
        (_("Che cosa succede"), ("kind", "title", "text", "severity")),
        (_("Quando"), ("starts_at", "ends_at")),
        (_("Dove"), ("topics", "outside_service", "space")),
    )

    def __init__(self, *args, actor, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["text"].max_length = PROBLEM_TEXT
        self.fields["space"].queryset = sites_for(actor)
        self.fields["space"].empty_label = _("Tutti i siti") if runs_every_site(actor) else None
        self.fields["space"].required = not runs_every_site(actor)
        self.fields["outside_service"].choices = [
            ("", _("Nessuno")), *self._meta.model._meta.get_field("outside_service").choices
        ]  # fmt: skip


class SolveForm(forms.Form):
    solution = forms.CharField(
        label=_("Come si è risolto"), max_length=PROBLEM_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Lo riceve chi ha premuto «Anche io»."),
    )  # fmt: skip
