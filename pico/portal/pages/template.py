"""The template of a site: what stands in it on the first day (PORTALE.md §3, §5)."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind

from .terms import ContentKind, Vocabulary


@dataclass(frozen=True, slots=True)
class IndexPlan:
    """An index page of the template; `in_menu` says whether it stands in the main menu."""

    title: str
    slug: str
    lists: ContentKind
    in_menu: bool = True
    introduction: str = ""


@dataclass(frozen=True, slots=True)
class DraftPlan:
    """A page that the editors complete before they publish it: `summary` and `text` have gaps."""

    title: str
    slug: str
    summary: str
    text: str


NEWS = IndexPlan(
    gettext_lazy("Novità"),
    "novita",
    ContentKind.NEWS,
    introduction=gettext_lazy("Notizie, comunicati stampa e avvisi."),
)
EVENTS = IndexPlan(
    gettext_lazy("Eventi"),
    "eventi",
    ContentKind.EVENT,
    in_menu=False,
    introduction=gettext_lazy("Gli appuntamenti in programma e quelli passati."),
)
DOCUMENTS = IndexPlan(
    gettext_lazy("Documenti"),
    "atti-e-documenti",
    ContentKind.DOCUMENT,
    introduction=gettext_lazy("Linee guida, modelli, atti e studi da scaricare."),
)
TOPICS = IndexPlan(
    gettext_lazy("Argomenti"),
    "argomenti",
    ContentKind.TOPIC,
    in_menu=False,
    introduction=gettext_lazy("Tutti i contenuti del sito, per argomento."),
)
PRACTICES = IndexPlan(
    gettext_lazy("Buone pratiche"),
    "buone-pratiche",
    ContentKind.PRACTICE,
    in_menu=False,
    introduction=gettext_lazy("Che cosa ha funzionato nelle Province, e come rifarlo."),
)
PEOPLE = IndexPlan(
    gettext_lazy("Persone"),
    "persone-e-organi",
    ContentKind.PERSON,
    in_menu=False,
    introduction=gettext_lazy("Chi ha un incarico pubblico."),
)
UPI = (
    IndexPlan(
        gettext_lazy("Il progetto"),
        "il-progetto",
        ContentKind.PROJECT,
        introduction=gettext_lazy(
            "«Province & Comuni» accompagna le Province a diventare la casa dei Comuni: stazioni uniche appaltanti, servizi innovativi, politiche europee, personale."
        ),
    ),
    NEWS,
    EVENTS,
    DOCUMENTS,
    PRACTICES,
    PEOPLE,
    TOPICS,
)
PROVINCE = (
    IndexPlan(
        gettext_lazy("Amministrazione"),
        "amministrazione",
        ContentKind.UNIT,
        introduction=gettext_lazy("Gli organi, le aree e gli uffici."),
    ),
    NEWS,
    EVENTS,
    IndexPlan(
        gettext_lazy("Servizi"),
        "servizi",
        ContentKind.SERVICE,
        introduction=gettext_lazy("Che cosa si può chiedere, come e in quanto tempo."),
    ),
    IndexPlan(
        gettext_lazy("Territorio"),
        "territorio",
        ContentKind.PLACE,
        introduction=gettext_lazy("Sedi, scuole, strade, parchi e luoghi della cultura."),
    ),
    DOCUMENTS,
    IndexPlan(
        gettext_lazy("Progetti"),
        "progetti",
        ContentKind.PROJECT,
        in_menu=False,
        introduction=gettext_lazy("Che cosa si sta facendo, con quali fondi, fino a quando."),
    ),
    PRACTICES,
    PEOPLE,
    TOPICS,
)


def indexes(space: Space) -> tuple[IndexPlan, ...]:
    """The index pages of a site, in the order of its menu."""
    return PROVINCE if space.kind == SpaceKind.PROVINCIAL else UPI


def drafts(space: Space) -> tuple[DraftPlan, ...]:
    """The pages to be completed: they stay drafts until somebody writes what is missing."""
    name = {"name": space.ente.name}
    return (
        DraftPlan(
            _("Chi siamo"),
            "chi-siamo",
            _("%(name)s: che cosa fa e per chi.") % name,
            _(
                "<p>[da completare: due o tre frasi su che cosa fa l'ente per i cittadini e per i Comuni]</p><h2>Gli organi</h2><p>[da completare: chi guida l'ente e da quando]</p>"
            ),
        ),
        DraftPlan(
            _("Contatti e orari"),
            "contatti-e-orari",
            _("Dove siamo, quando siamo aperti, come scriverci."),
            _(
                "<h2>Dove siamo</h2><p>%(address)s</p><h2>Orari</h2><p>[da completare: giorni e orari di apertura al pubblico]</p><h2>Responsabile della protezione dei dati</h2><p>[da completare: nome e recapiti dell'RPD]</p>"
            )
            % {"address": _address(space)},
        ),
        DraftPlan(
            _("Redazione del sito"),
            "redazione-del-sito",
            _("Chi scrive e chi risponde di questo sito."),
            _(
                "<p>Responsabile editoriale: [da completare: nome, ufficio e recapiti]</p><p>Il sito di %(name)s sta sulla piattaforma Pi.Co.</p>"
            )
            % name,
        ),
    )


def _address(space: Space) -> str:
    ente = space.ente
    known = ", ".join(part for part in (ente.address, ente.postcode, ente.seats) if part)
    return known or _("[da completare: indirizzo della sede]")


def home_blocks(space: Space) -> list[tuple[str, dict]]:
    """The home in the order of PORTALE.md §5; blocks that have nothing to show draw nothing."""
    is_province = space.kind == SpaceKind.PROVINCIAL
    return [
        ("testata", {"title": space.name, "text": space.tagline or _greeting(space)}),
        ("in_evidenza", {"page": None}),
        ("sezione", _project(space)),
        ("contenuti", _last(_("Novità"), ContentKind.NEWS, 3)),
        ("calendario", {"title": _("Calendario eventi"), "number": 4}),
        *([("contenuti", _last(_("Servizi"), ContentKind.SERVICE, 3))] if is_province else []),
        ("moduli", {"title": _("I moduli")}),
        ("contenuti", _last(_("Buone pratiche"), ContentKind.PRACTICE, 3)),
        ("dati", {"title": _("Dati in evidenza")}),
        (
            "argomenti",
            {"title": _("Argomenti in evidenza"), "vocabulary": Vocabulary.THEMES.value},
        ),
        *([] if is_province else [("province", {"title": _("Le Province aderenti")})]),
    ]


def _last(title: str, kind: ContentKind, number: int) -> dict:
    return {"title": title, "kind": kind.value, "number": number, "topic": ""}


def _greeting(space: Space) -> str:
    if space.kind == SpaceKind.PROVINCIAL:
        return _("Servizi, notizie e strumenti della Provincia per i cittadini e per i Comuni.")
    return _("La piattaforma collaborativa delle Province e degli enti dei loro territori.")


def _project(space: Space) -> dict:
    text = _(
        "<p>Pi.Co. è la piattaforma in cui UPI, le UPI regionali, le Province e gli enti dei loro territori lavorano insieme: chiedono e rispondono, condividono documenti, imparano, acquistano e progettano insieme.</p>"
    )
    return {"title": _("Il progetto Province e Comuni"), "text": text}
