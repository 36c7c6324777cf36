"""A shell with everything in it, as an officer of a Province sees it."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from pico.core.ui.shell import (
    ActingView,
    Banner,
    Contacts,
    LanguageView,
    MembershipView,
    MenuItem,
    Shell,
    SpaceKind,
    SpaceView,
    UserView,
)

from .samples import LONG

PAGES = (
    ("guide", _("Componenti"), "box"),
    ("guide-forms", _("Modulo"), "pencil"),
    ("guide-list", _("Elenco"), "list"),
    ("guide-record", _("Scheda"), "file"),
    ("guide-dashboard", _("Cruscotto"), "chart-line"),
)
MENU = (
    MenuItem(_("Amministrazione"), "#"),
    MenuItem(_("Novità"), "#"),
    MenuItem(
        _("Servizi"),
        "#",
        active=True,
        children=(
            MenuItem("Stazione unica appaltante", "#", icon="pencil"),
            MenuItem("Servizi innovativi", "#", icon="software"),
        ),
    ),
    MenuItem(_("Documenti"), "#"),
    MenuItem(_("Dati"), "#"),
    MenuItem(_("Assistenza"), "#"),
)
MODULES = (MenuItem("Community", "#", icon="comment"), MenuItem("Dati", "#", icon="chart-line"))
TERESA = UserView(
    "Teresa",
    "TR",
    unread=3,
    tasks=12,
    full_name="Teresa Responsabile-Sua",
    notices_url="#",
    requests_url="#",
    sign_out_url="#",
)
MEMBERSHIPS = (
    MembershipView(1, LONG, "Responsabile SUA", active=True),
    MembershipView(2, "Provincia di Treviso", "Operatore SUA"),
)
LANGUAGES = (
    LanguageView("it", "Italiano", "ITA", active=True),
    LanguageView("en", "English", "ENG", url="#"),
)


def sample_space(colour: str) -> SpaceView:
    return SpaceView(
        name="Provincia di Treviso",
        kind=SpaceKind.PROVINCIAL,
        color=colour,
        owner_label="UPI – Unione Province d'Italia",
        contacts=Contacts(
            name="Provincia di Treviso",
            address="Via Esempio 1, 31100 Treviso (TV)",
            fiscal_code="00000000000",
            pec="protocollo@pec.treviso.pico.example",
            phone="0422 000000",
        ),
    )


def sample_shell(here: str, colour: str) -> Shell:
    """Return the shell with `here` marked in the side menu."""
    return Shell(
        space=sample_space(colour),
        menu=MENU,
        module_label=_("Guida di stile"),
        module_menu=tuple(
            MenuItem(label, reverse(f"ui:{name}"), active=name == here, icon=icon)
            for name, label, icon in PAGES
        ),
        modules=MODULES,
        user=TERESA,
        acting=ActingView(LONG, "Responsabile SUA"),
        memberships=MEMBERSHIPS,
        switch_url=reverse("ui:guide"),
        help_url="#",
        banners=(
            Banner(
                title=str(_("Manutenzione programmata il 26 nov 2026, ore 21:00")),
                text=str(_("Il sito non sarà raggiungibile per due ore.")),
                url="#",
            ),
        ),
        languages=LANGUAGES,
        demo=True,
    )
