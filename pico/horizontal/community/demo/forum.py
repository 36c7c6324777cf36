"""Discussions of the cast on what Provinces and Comuni really ask each other."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils import timezone

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.foundation.rich_text import from_plain
from pico.core.people.actors import actor_for, working_memberships
from pico.core.people.models import Circle, Person

from ..actions.categories import open_category
from ..actions.discussions import accept_answer, open_discussion
from ..actions.moderation import pin
from ..actions.posts import write_post
from ..actions.reading import follow, react
from ..actions.reports import report_post
from ..models import Category, Discussion

NETWORK = "Rete SUA"  # opened by the demo of the networks


@dataclass(frozen=True, slots=True)
class Place:
    author: str
    title: str
    description: str
    level: str
    area: str
    opening: str = "EVERYONE"
    position: int = 100
    parent: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    author: str
    text: str
    hours: int  # after the post before
    thanks: tuple[str, ...] = ()
    is_accepted: bool = False


@dataclass(frozen=True, slots=True)
class Talk:
    category: str
    author: str
    title: str
    text: str
    days_ago: int
    kind: str = "DISCUSSION"
    tags: str = ""
    codes: str = ""
    answers: tuple[Said, ...] = ()
    is_pinned: bool = False
    followers: tuple[str, ...] = field(default=())


def furnish_forum(now: datetime) -> None:
    actors = _actors(now)
    if not actors or Category.objects.filter(title=PLACES[0].title).exists():
        return
    categories: dict[str, Category] = {}
    for place in PLACES:
        if place.author in actors and (place.level != "net" or _network()):
            categories[place.title] = _open(place, actors[place.author], categories, now)
    for talk in TALKS:
        if talk.category in categories and talk.author in actors:
            _tell(talk, categories[talk.category], actors, now)
    _report(actors, now)


def _actors(now: datetime) -> dict[str, Actor]:
    """The cast as it acts today; who waits for approval does not act."""
    found = {}
    names = {place.author for place in PLACES}
    for talk in TALKS:
        names |= {talk.author, *talk.followers, *(said.author for said in talk.answers)}
        names |= {name for said in talk.answers for name in said.thanks}
    for person in Person.objects.filter(username__in=names):
        membership = working_memberships(person, today=timezone.localdate(now)).first()
        if membership:
            found[person.username] = actor_for(person, membership)
    return found


def _network() -> Circle | None:
    return Circle.objects.filter(kind="net", name=NETWORK).first()


def _key(level: str, actor: Actor) -> str:
    if level == "net":
        return _network().scope
    return {
        "ente": scopes.ente(actor.ente_id),
        "ter": scopes.territory(actor.territory),
        "reg": scopes.region(actor.region),
    }.get(level, level)


def _open(place: Place, actor: Actor, categories: dict, now: datetime) -> Category:
    return open_category(
        title=place.title,
        description=place.description,
        scope=_key(place.level, actor),
        area=place.area,
        opening=place.opening,
        position=place.position,
        parent=categories.get(place.parent),
        actor=actor,
        now=now - timedelta(days=60),
    )


def _tell(talk: Talk, category: Category, actors: dict[str, Actor], now: datetime) -> None:
    at = now - timedelta(days=talk.days_ago, hours=3)
    discussion = open_discussion(
        category=category, title=talk.title, text=from_plain(talk.text), kind=talk.kind,
        tags=talk.tags, codes=talk.codes, actor=actors[talk.author], now=at,
    )  # fmt: skip
    for name in talk.followers:
        follow(of=discussion, actor=actors[name], now=at)
    for said in talk.answers:
        at += timedelta(hours=said.hours)
        discussion = Discussion.objects.select_related("category").get(pk=discussion.pk)
        post = write_post(
            discussion=discussion, text=from_plain(said.text), actor=actors[said.author], now=at
        )
        for name in said.thanks:
            react(post=post, kind="USEFUL", actor=actors[name], now=at + timedelta(hours=1))
        if said.is_accepted:
            accept_answer(
                discussion=discussion, post=post, actor=actors[talk.author],
                now=at + timedelta(hours=2),
            )  # fmt: skip
    if talk.is_pinned:
        pin(discussion=discussion, is_pinned=True, actor=actors[talk.author], now=at)


def _report(actors: dict[str, Actor], now: datetime) -> None:
    """One report waits on the desk of UPI."""
    found = Discussion.objects.filter(title=REPORTED).first()
    reporter = actors.get("treviso.sit")
    if found is None or reporter is None:
        return
    post = found.posts.order_by("-number").first()
    if post.author_id != reporter.person_id:
        report_post(
            post=post, reason="OFF_TOPIC", note="È un annuncio di un convegno, non una risposta.",
            actor=reporter, now=now - timedelta(hours=5),
        )  # fmt: skip


# Contents ----------------------------------------------------------------------------------------

PLACES = (
    Place("upi.redattore", "Appalti e Stazioni uniche appaltanti",
          "Convenzioni, qualificazione, gare su delega e aggregate: domande ed esperienze.",
          "platform", "SUA", position=10),
    Place("upi.redattore", "Qualificazione e piattaforme di approvvigionamento",
          "Requisiti, punteggi, interoperabilità con la piattaforma di ANAC.",
          "platform", "SUA", position=11, parent="Appalti e Stazioni uniche appaltanti"),
    Place("upi.redattore", "Servizi innovativi e digitalizzazione",
          "Servizi associati ai Comuni: pagamenti, cloud, banche dati, cartografia.",
          "platform", "SIT", position=20),
    Place("upi.redattore", "Politiche europee e progettazione",
          "Bandi, partenariati, rendicontazione: chi ha già fatto racconta.",
          "public", "SAPE", position=30),
    Place("upi.redattore", "Personale e organizzazione",
          "Concorsi unici, fabbisogni, formazione, piani di riassetto.",
          "provinces", "PERSONNEL", position=40),
    Place("upi.redattore", "Rete SUA: il tavolo di lavoro",
          "Riservata a chi fa parte della rete tematica: bozze, osservazioni, riunioni.",
          "net", "SUA", position=50),
    Place("treviso.redattore", "La Provincia e i suoi Comuni",
          "Il luogo degli enti del territorio trevigiano: avvisi, domande agli uffici provinciali.",
          "ter", "OTHER", position=60, opening="APPROVAL"),
    Place("upi.redattore", "Avvisi di UPI",
          "Comunicazioni di UPI agli iscritti.", "platform", "COMMUNICATION", "EDITORS", 90),
)  # fmt: skip

REPORTED = "Come rendicontate le ore del personale interno nei progetti europei?"

TALKS = (
    Talk(
        "Appalti e Stazioni uniche appaltanti", "comune1.rup",
        "Chi nomina la commissione quando la gara è delegata alla SUA?",
        "Buongiorno, siamo un Comune convenzionato con la Provincia.\n\n"
        "Per una gara sopra soglia la convenzione dice che la SUA «cura la procedura», ma non è chiaro "
        "**chi nomina la commissione giudicatrice**: noi o la Provincia? E i compensi a chi restano?",
        9, "QUESTION", "commissione giudicatrice, convenzione, RUP", "",
        (
            Said("treviso.sua",
                 "Da noi la nomina è della Provincia, con decreto del dirigente della SUA: l'art. 93 del "
                 "D.Lgs. 36/2023 parla di stazione appaltante «destinataria» e di organo competente, quindi "
                 "conviene scriverlo in convenzione.\n\n- nomina: **SUA**, dopo la scadenza delle offerte\n"
                 "- commissari: di norma interni, anche del Comune delegante\n- spese: nel quadro economico "
                 "dell'intervento, a carico del Comune", 5, ("comune1.rup", "comune2.referente"), True),
            Said("brescia.admin",
                 "Confermo la stessa impostazione. Noi abbiamo aggiunto un articolo sulla rotazione dei "
                 "commissari fra i Comuni aderenti: chi vuole lo carico qui.", 20, ("treviso.sua",)),
            Said("comune1.rup", "Chiarissimo, grazie. @brescia.admin l'articolo sulla rotazione interessa "
                 "molto anche a noi.", 3),
        ),
        followers=("comune2.referente", "comune3.referente"),
    ),
    Talk(
        "Appalti e Stazioni uniche appaltanti", "treviso.sua",
        "Gara aggregata per la manutenzione delle scuole: come avete raccolto i fabbisogni?",
        "Stiamo preparando un accordo quadro per la manutenzione degli edifici scolastici di 14 Comuni.\n\n"
        "Chi l'ha già fatto come ha raccolto i fabbisogni: foglio di calcolo, modulo, sopralluoghi? "
        "Quanto tempo avete lasciato ai Comuni?", 6, "DISCUSSION",
        "accordo quadro, edilizia scolastica, fabbisogni", "",
        (
            Said("pesarourbino.admin", "Modulo unico con importo stimato, CUP se c'è, e tre livelli di "
                 "priorità. Quattro settimane, con un promemoria a due. I Comuni piccoli li abbiamo "
                 "chiamati: hanno risposto tutti.", 26, ("treviso.sua", "esperto.sua")),
            Said("esperto.sua", "Un consiglio: fate confermare gli importi con un atto (anche una "
                 "determina breve). Senza, a gara fatta, un terzo dei Comuni ci ripensa.\n\n> Quattro "
                 "settimane, con un promemoria a due\n\nÈ il minimo: sotto, i dati arrivano a metà.",
                 18, ("treviso.sua", "brescia.admin", "pesarourbino.admin")),
        ),
        followers=("brescia.admin",),
    ),
    Talk(
        "Qualificazione e piattaforme di approvvigionamento", "brescia.admin",
        "Rinnovo della qualificazione: quali gare contano nell'ultimo periodo?",
        "Qualcuno ha già fatto il rinnovo? Ci chiediamo se le gare **su delega dei Comuni** contino per "
        "intero nel punteggio della Provincia o si dividano con l'ente delegante.",
        4, "QUESTION", "qualificazione, ANAC",
    ),
    Talk(
        "Servizi innovativi e digitalizzazione", "treviso.sit",
        "Convenzione unica per i pagamenti: un anno dopo",
        "Mettiamo a disposizione quello che abbiamo imparato con 38 Comuni:\n\n"
        "1. una sola convenzione con allegato tecnico, così si cambia l'allegato senza tornare in Consiglio\n"
        "2. un referente per Comune, con un vice\n3. un calendario di attivazione per gruppi di sei\n\n"
        "L'errore da non rifare: partire senza sapere chi, in Comune, riconcilia gli incassi.",
        12, "PRACTICE", "pagamenti, convenzione", "",
        (
            Said("comune3.referente", "Dal lato del Comune: il calendario per gruppi ha funzionato, nelle "
                 "prime due settimane qualcuno rispondeva sempre.", 30, ("treviso.sit",)),
            Said("pesarourbino.admin", "Ci passate l'allegato tecnico? Lo adotteremmo a gennaio.", 50),
            Said("treviso.sit", "Certo, è tra i documenti condivisi con il sistema delle Province.", 4,
                 ("pesarourbino.admin",)),
        ),
        followers=("comune2.referente",),
    ),
    Talk(
        "Servizi innovativi e digitalizzazione", "comune2.referente",
        "Chi tiene aggiornato lo stradario: noi o la Provincia?",
        "Con il SIT provinciale la banca dati è unica, ma le nuove vie le deliberiamo noi. "
        "Come fate a non avere due versioni?", 2, "QUESTION", "SIT, stradario", "",
        (
            Said("treviso.sit", "La delibera la caricate voi nel gestionale; il giorno dopo la rete "
                 "stradale è aggiornata anche da noi. Se serve vi mostro il passaggio.", 7),
        ),
    ),
    Talk(
        "Politiche europee e progettazione", "treviso.sape", REPORTED,
        "Per un progetto con tre Comuni partner cerchiamo un modello semplice di **foglio ore** che i "
        "Comuni piccoli riescano a compilare. Usate le tariffe standard o i costi reali?",
        8, "QUESTION", "rendicontazione, Europa, partenariato", "",
        (
            Said("docente", "Se il programma le ammette, le tariffe standard: il controllo guarda le ore, "
                 "non i cedolini. Serve però un ordine di servizio che assegni la persona al progetto.",
                 22, ("treviso.sape",), True),
            Said("pesarourbino.admin", "Segnalo il convegno di giovedì ad Ancona sulla rendicontazione!",
                 40),
        ),
    ),
    Talk(
        "Personale e organizzazione", "treviso.personale",
        "Elenco di idonei: come gestite gli interpelli dei Comuni?",
        "Con l'art. 3-bis del D.L. 80/2021 abbiamo un elenco con 60 idonei. I Comuni ci chiedono tempi "
        "certi: quanto date per l'interpello, e che cosa succede se nessuno risponde?",
        5, "DISCUSSION", "concorsi, elenco idonei", "",
        (
            Said("brescia.admin", "Cinque giorni lavorativi con un solo promemoria. Senza risposta si passa "
                 "agli altri; chi non risponde tre volte di seguito viene sentito per telefono.", 28,
                 ("treviso.personale",)),
        ),
    ),
    Talk(
        "Rete SUA: il tavolo di lavoro", "esperto.sua",
        "Bozza 2 dello schema di convenzione: osservazioni entro venerdì",
        "Nella bozza 2 cambia l'art. 7 (rapporti finanziari): quota fissa più percentuale a scaglioni. "
        "Mandate qui le osservazioni, articolo per articolo.", 3, "DISCUSSION", "convenzione", "",
        (
            Said("treviso.sua", "Art. 7: gli scaglioni vanno riferiti all'importo a base di gara, non "
                 "all'aggiudicato, altrimenti il Comune non può prevedere la spesa.", 6,
                 ("brescia.admin", "esperto.sua")),
        ),
    ),
    Talk(
        "La Provincia e i suoi Comuni", "treviso.redattore",
        "Programmazione delle gare 2027: mandate gli interventi entro il 10 dicembre",
        "Il modulo è lo stesso dell'anno scorso. Chi ha già il CUP lo scriva: ci aiuta a ritrovare "
        "l'intervento in tutte le banche dati.", 7, "NOTICE", "programmazione", "", (), True,
    ),
    Talk(
        "La Provincia e i suoi Comuni", "comune3.referente",
        "Possiamo fare un incontro sul nuovo regolamento degli incentivi tecnici?",
        "Lo chiedono anche gli uffici dei Comuni vicini. Un'ora in videoconferenza basterebbe.",
        1, "DISCUSSION", "incentivi tecnici",
    ),
    Talk(
        "Avvisi di UPI", "upi.redattore", "Benvenuti: come si usa il forum",
        "Qui le Province e gli enti dei territori si aiutano.\n\n"
        "- una domanda per discussione, con un titolo chiaro\n- se una risposta risolve, **accettala**\n"
        "- `@nome` chiama una persona o un ente\n- si può rispondere anche dalla posta elettronica",
        30, "NOTICE", "", "", (), True,
    ),
)  # fmt: skip
