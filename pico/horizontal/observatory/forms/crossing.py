"""Forms of the self-service: the choice, a saved view, a threshold, a letter."""

from django import forms
from django.utils.translation import gettext_lazy as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.access.scopes import Level
from pico.core.people.fields import ScopeChoiceField
from pico.core.ui.forms import FoldedSelect

from ..queries.crossing import TABLE_ALONE, Crossing, crossed
from ..rules.indicators.every import GROUP_TITLES, GROUPS, PUBLIC_KEYS
from ..terms.crossing import Cadence, Dimension, Side
from .sections import SectionFilter

LEVELS = (Level.PERSON, Level.ENTE)  # of a view: one's own, or the ente's


def indicator_choices(*, is_known: bool) -> list[tuple[str, str]]:
    """Every indicator under the name of its group; for a visitor those that are for everybody."""
    return [
        (one.key, f"{title}: {one.label}")
        for title, group in zip(GROUP_TITLES, GROUPS, strict=True)
        for one in group
        if is_known or one.key in PUBLIC_KEYS
    ]


class CrossingForm(SectionFilter):
    """Indicators × dimension × territory × period, as they stand in the address."""

    indicatore = forms.MultipleChoiceField(
        label=_("Indicatori (fino a quattro)"), required=False,
        widget=FoldedSelect,
    )  # fmt: skip
    per = forms.ChoiceField(label=_("Per"), required=False, choices=Dimension.choices)
    grafico = forms.ChoiceField(
        label=_("Come"), required=False,
        choices=[("", _("grafico e tabella")), (TABLE_ALONE, _("solo la tabella"))],
    )  # fmt: skip

    field_order = ("indicatore", "per", "grafico", "dal", "al", "regione", "provincia")

    def __init__(self, data=None, *, is_known: bool = False, **kwargs):
        super().__init__(data, **kwargs)
        self.fields["indicatore"].choices = indicator_choices(is_known=is_known)

    @property
    def crossing(self) -> Crossing | None:
        """What was chosen, as near as it can be answered; None before an indicator is chosen."""
        chosen = self.chosen
        return crossed(
            chosen.get("indicatore", ()),
            chosen.get("per", ""),
            self.filters,
            is_drawn=chosen.get("grafico") != TABLE_ALONE,
        )


class ViewForm(forms.Form):
    """A name, and whether the colleagues of the ente see it too."""

    title = forms.CharField(
        label=_("Nome"), max_length=120, help_text=_("Per ritrovarla: «Gare del PNRR, Treviso».")
    )

    def __init__(self, *args, actor: Actor, was: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        within = scopes.ente(actor.ente_id or 0)
        given = {"was": was} if was else {"initial": scopes.person(actor.person_id or 0)}
        field = ScopeChoiceField(actor=actor, parent_scope=within, **given)
        field.widget.levels = [one for one in field.widget.levels if one.level in LEVELS]
        self.fields["scope"] = field


class LetterForm(forms.Form):
    cadence = forms.ChoiceField(
        label=_("Ricevila per e-mail"), required=False, choices=[("", _("mai")), *Cadence.choices]
    )


class ThresholdForm(SectionFilter):
    """«Avvisami se…»: the value, after the filters it is counted under."""

    indicatore = forms.ChoiceField(label=_("Avvisami se"))
    quando = forms.ChoiceField(label=_("Quando"), choices=Side.choices)
    soglia = forms.DecimalField(
        label=_("Soglia"), max_digits=16, decimal_places=2, localize=True,
        help_text=_("Nell'unità dell'indicatore: euro, per cento, numero."),
    )  # fmt: skip

    field_order = ("indicatore", "quando", "soglia", "provincia", "regione", "dal", "al")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["indicatore"].choices = indicator_choices(is_known=True)
