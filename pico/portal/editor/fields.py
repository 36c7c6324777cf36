"""The fields of a page as the office says them: who sees it, and words of help in Italian."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.panels import FieldPanel
from wagtail.models import AbstractPage, Page
from wagtail.models.panels import PanelPlaceholder

from pico.core.access import scopes
from pico.core.people import audience
from pico.portal.pages.models import ContentPage
from pico.portal.sites.hand import in_hand

# Wagtail's own words speak of slugs and tags.
SAID = {
    "title": (
        gettext_lazy("Titolo"),
        gettext_lazy("Di' subito il fatto: entro 70 caratteri si legge intero dappertutto."),
    ),
    "slug": (
        gettext_lazy("Indirizzo"),
        gettext_lazy("L'ultima parte dell'indirizzo della pagina: minuscole, cifre e trattini."),
    ),
    "seo_title": (
        gettext_lazy("Titolo per i motori di ricerca"),
        gettext_lazy("Lascialo vuoto per usare il titolo della pagina."),
    ),
    "search_description": (
        gettext_lazy("Descrizione per i motori di ricerca"),
        gettext_lazy("Lasciala vuota per usare la descrizione breve."),
    ),
    "show_in_menus": (
        gettext_lazy("Nel menu del sito"),
        gettext_lazy("La pagina compare tra le voci del menu, se è figlia della home."),
    ),
}


class ScopeSelect(forms.ChoiceField):
    """The levels at which who edits may publish; the one it has stays, whoever gave it."""

    def __init__(self, *, actor, was: str, **kwargs) -> None:
        levels = [(one.key, one.label) for one in audience.levels_for(actor)]
        if was and was not in dict(levels):
            levels.append((was, scopes.level_of(was).label))
        super().__init__(choices=levels, **kwargs)


def offer_levels(form: forms.ModelForm) -> None:
    """Give the form of a content the levels of the actor in hand."""
    held = in_hand()
    if held is None or held.actor is None or "scope" not in form.fields:
        return
    was = getattr(form.instance, "scope", "") or scopes.PUBLIC
    form.fields["scope"] = ScopeSelect(
        actor=held.actor,
        was=was,
        initial=was,
        label=_("Chi lo vede?"),
        help_text=_("Chi può leggere la pagina: per gli altri non esiste, nemmeno negli elenchi."),
    )


def _said(name: str) -> FieldPanel | str:
    if name not in SAID:
        return name
    heading, help_text = SAID[name]
    return FieldPanel(name, heading=heading, help_text=help_text)


def teach() -> None:
    """Say the common fields of every page in plain Italian.

    Wagtail keeps placeholders of panels, shared by all classes, that name their fields.
    """
    for panel in Page.content_panels:
        if isinstance(panel, PanelPlaceholder) and panel.args == ["title"]:
            heading, help_text = SAID["title"]
            panel.kwargs |= {"heading": heading, "help_text": help_text}
    for panel in Page.promote_panels:
        if isinstance(panel, PanelPlaceholder) and panel.args and isinstance(panel.args[0], list):
            panel.args[0][:] = [_said(name) for name in panel.args[0]]
    # Who may read is said by the level of sharing, not by Wagtail's privacy.
    AbstractPage.private_page_options = []
    ContentPage.scope_label = property(lambda page: scopes.level_of(page.scope).label)
