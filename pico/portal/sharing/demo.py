"""The demonstration: UPI shares two news, Treviso hides one and proposes one, Brescia adopts a page."""

from datetime import datetime, timedelta

from wagtail.rich_text import RichText

from pico.core.access.actor import Actor
from pico.core.enti.models import Space
from pico.core.people.actors import actor_for
from pico.core.people.models import Person
from pico.portal.pages.models import ContentPage, NewsPage, Placement
from pico.portal.pages.terms import ContentKind

from . import actions, queries
from .models import Sharing
from .terms import AdoptionMode, Reach

FUND = (
    "Fondo per la manutenzione delle strade provinciali: domande entro il 31 marzo",
    "Le Province presentano i programmi sulla piattaforma; UPI aiuta a compilarli.",
    "<p>Il decreto riparte le risorse per la manutenzione straordinaria della rete viaria di Province e "
    "Città metropolitane. I programmi si presentano entro il 31 marzo.</p>"
    "<h2>Che cosa preparare</h2><ul><li>l'elenco degli interventi con il CUP;</li>"
    "<li>il cronoprogramma;</li><li>la delibera che approva il programma.</li></ul>",
)
ASSEMBLY = (
    "Assemblea nazionale delle Province: le date",
    "Due giorni di lavori su viabilità, scuole e stazioni uniche appaltanti.",
    "<p>L'assemblea riunisce presidenti, consiglieri e dirigenti delle Province. Il programma è in "
    "preparazione: scrivi alla segreteria se vuoi portare un'esperienza.</p>",
)
BRIDGE = (
    "Riaperto il ponte sul Piave dopo i lavori",
    "Sei mesi di cantiere, chiuso con tre settimane di anticipo.",
    "<p>Il ponte è di nuovo percorribile nei due sensi. I lavori hanno rinforzato le pile e rifatto "
    "l'impalcato; il transito dei mezzi pesanti è di nuovo consentito.</p>",
)
GUIDE = (
    "Come preparare una gara per conto dei Comuni",
    "I passi, i documenti e i tempi che la Provincia di Treviso chiede ai suoi Comuni.",
    "<p>Il Comune invia la richiesta con il progetto validato almeno 60 giorni prima della data in cui "
    "vuole pubblicare il bando.</p><p>La stazione unica appaltante risponde entro 10 giorni.</p>",
)
LATER = (
    "<p>Il Comune invia la richiesta con il progetto validato almeno 45 giorni prima della data in cui "
    "vuole pubblicare il bando.</p><p>La stazione unica appaltante risponde entro 10 giorni.</p>"
)


def furnish(now: datetime) -> None:
    """Bring the room to life; run again, it adds nothing."""
    upi, treviso, brescia = map(_actor, ("upi.redattore", "treviso.redattore", "brescia.admin"))
    if not (upi and treviso and brescia) or Sharing.objects.exists():
        return
    spaces = {
        space.slug: space for space in Space.objects.filter(slug__in=("", "treviso", "brescia"))
    }
    _share_and_hide(spaces, upi, treviso, now)
    _propose(spaces, treviso, now)
    _adopt(spaces, brescia, now)


def _actor(username: str) -> Actor | None:
    person = Person.objects.filter(username=username).first()
    membership = person and person.memberships.first()
    return actor_for(person, membership) if membership else None


def _write(space: Space, words: tuple[str, str, str], actor: Actor, at: datetime) -> ContentPage:
    title, summary, text = words
    page = NewsPage(title=title, summary=summary, published_on=at, live=False)
    page.owner_id = actor.person_id
    page.body = [("testo", RichText(text))]
    queries.index_for(space, ContentKind.NEWS).add_child(instance=page)
    page.save_revision().publish()
    return page


def _share_and_hide(spaces, upi: Actor, treviso: Actor, now: datetime) -> None:
    for days, words in ((2, FUND), (5, ASSEMBLY)):
        page = _write(spaces[""], words, upi, now - timedelta(days=days))
        actions.share(page=page, reach=Reach.ALL, actor=upi, now=now)
    received = Placement.objects.filter(space=spaces["treviso"], page__title=ASSEMBLY[0])
    actions.hide_many(
        space=spaces["treviso"], placements=received, is_hidden=True, actor=treviso, now=now
    )


def _propose(spaces, treviso: Actor, now: datetime) -> None:
    page = _write(spaces["treviso"], BRIDGE, treviso, now - timedelta(days=1))
    actions.propose(
        page=page,
        to=spaces[""],
        note="Il metodo di cantiere serve anche alle altre Province.",
        actor=treviso,
        now=now,
    )


def _adopt(spaces, brescia: Actor, now: datetime) -> None:
    """Brescia takes Treviso's guide as its own; then Treviso changes a term, and Brescia is told."""
    page = _write(spaces["treviso"], GUIDE, _actor("treviso.redattore"), now - timedelta(days=20))
    adoption = actions.adopt(
        page=page, space=spaces["brescia"], mode=AdoptionMode.COPY, actor=brescia, now=now
    )
    adoption.copy.specific.get_latest_revision().publish()
    page = NewsPage.objects.get(pk=page.pk)
    page.body = [("testo", RichText(LATER))]
    page.save_revision().publish()
