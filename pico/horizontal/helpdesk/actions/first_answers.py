"""The answers that an installation begins with: the ten questions of the customer's domain facts, §7.

Written true for this platform; UPI reads them again after a year like any other answer.
"""

from dataclasses import dataclass
from datetime import datetime

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.foundation.rich_text import from_plain

from ..models import Faq
from ..terms import Audience, Topic
from .faq import publish_faq, write_faq


@dataclass(frozen=True, slots=True)
class First:
    question: str
    answer: str
    topic: str
    audience: str = Audience.ALL
    screen: str = ""


FIRST = (
    First(
        "Come mi registro?",
        """Dalla pagina [Registrati](/adesioni/registrazione/), se lavori per una Provincia, un Comune o un altro ente pubblico.

1. Scrivi i tuoi dati e scegli il tuo ente dall'elenco.
2. Apri il collegamento che ricevi per e-mail: vale **48 ore**.
3. L'amministratore del tuo ente approva la richiesta; se l'ente non ne ha uno, decide la Provincia del territorio, e in mancanza UPI.

Ti scriviamo appena puoi lavorare. Se l'amministratore non risponde entro tre giorni lavorativi gli mandiamo un promemoria; dopo cinque la richiesta passa al livello superiore.""",
        Topic.ACCESS,
        screen="adhesion:register",
    ),
    First(
        "Posso accedere con SPID o CIE?",
        """Sì, se chi gestisce la piattaforma li ha già attivati: in quel caso trovi i pulsanti nella pagina [Accedi](/accesso/login/). L'identità digitale dice chi sei; ente e ruolo restano quelli approvati in Pi.Co.

- La prima volta ti riconosciamo dal **codice fiscale**: se hai già un account lo colleghiamo, altrimenti completi la registrazione.
- Serve il **livello 2** o superiore.
- Se compare un codice di errore (per esempio 21 o 25), lo trovi spiegato in [Hai problemi di accesso?](/assistenza/accesso/).

Con o senza SPID e CIE puoi entrare con le credenziali Pi.Co., anche con passkey o codice dall'app.""",
        Topic.ACCESS,
    ),
    First(
        "Il mio ente non è in elenco: che cosa faccio?",
        """L'elenco viene dai registri pubblici (ISTAT e IPA). Prova con il nome ufficiale, con il codice IPA o con il nome di prima se l'ente è nato da una fusione.

Se non c'è davvero, nella [registrazione](/adesioni/registrazione/) scrivi il nome per intero: UPI lo cerca, lo aggiunge e la tua richiesta prosegue da sola. Non serve registrarsi di nuovo.""",
        Topic.ACCESS,
        screen="adhesion:register",
    ),
    First(
        "Come aderisce un Comune?",
        """Il Comune aderisce alla **propria Provincia**, modulo per modulo, con una convenzione approvata dal Consiglio comunale (art. 42, comma 2, lettera c, TUEL).

1. Un referente del Comune si registra.
2. Da «Adesioni» sceglie la Provincia (proposta dal territorio) e i servizi, e legge il modello.
3. Carica la deliberazione e la convenzione firmata; la Provincia controlla e attiva.

La pagina [Le Province aderenti](/adesioni/province/) dice a che punto è ciascuna.""",
        Topic.PORTAL,
        Audience.COMUNI,
        screen="adhesion:start",
    ),
    First(
        "Come richiedo una gara su delega?",
        """Serve una **convenzione SUA in vigore** fra il tuo ente e la Provincia; se manca, si chiede prima l'adesione alla convenzione.

Se la Provincia ha acceso il modulo SUA, la richiesta si compila lì: oggetto, importi, CPV, CUP se è un investimento, progetto e atti. La Provincia la riceve, può chiedere integrazioni, poi accetta o rifiuta con motivazione.

Se nel menu del sito della tua Provincia non c'è «SUA», il modulo non è ancora acceso: [apri una richiesta](/assistenza/nuova/) scegliendo «Assistenza sui servizi della Provincia», e indica oggetto, importo e scadenza.""",
        Topic.SUA,
        Audience.COMUNI,
    ),
    First(
        "Che cosa succede dopo 10 giorni senza risposta della SUA?",
        """La richiesta **si intende accolta**: se la stazione appaltante qualificata non rifiuta entro **10 giorni dalla ricezione**, vale il silenzio-assenso (art. 62, comma 10, del codice dei contratti pubblici, D.Lgs. 36/2023). Sono giorni di calendario.

Un rifiuto deve essere motivato. In quel caso l'ente può rivolgersi ad ANAC, che assegna la richiesta d'ufficio a una stazione qualificata entro 15 giorni.""",
        Topic.SUA,
        Audience.COMUNI,
    ),
    First(
        "Come scarico l'attestato?",
        """L'attestato si scarica dalla scheda del corso quando il corso è **completato**: prove superate, tempo minimo raggiunto e, se richiesto, questionario di gradimento compilato.

Se la Formazione non compare fra i moduli del tuo sito, non è ancora accesa: per i corsi già fatti chiedi l'attestato a chi li ha organizzati, oppure [apri una richiesta](/assistenza/nuova/).""",
        Topic.TRAINING,
        Audience.REGISTERED,
    ),
    First(
        "Chi vede i documenti che carico?",
        """Lo decidi tu, con **«Chi lo vede?»**: da «Solo io» a «Pubblico», passando per il tuo ente, il territorio, la regione, le Province e una rete tematica. Prima di salvare la pagina dice quante persone lo vedranno.

- Il lucchetto su ogni scheda mostra il livello.
- Un livello più largo va confermato; chi ha già letto o scaricato non può dimenticare.
- Dentro una cartella puoi solo restringere.
- Ricerca, elenchi, e-mail e API rispettano lo stesso livello.""",
        Topic.COMMUNITY,
        Audience.REGISTERED,
        screen="community:documents",
    ),
    First(
        "Come esporto i dati?",
        """Ogni elenco ha **Scarica CSV** e **XLSX**, in alto a destra dei risultati: il file contiene le righe che stai vedendo, con i tuoi filtri e solo ciò che puoi leggere.

I documenti di una cartella si scaricano insieme in uno ZIP. Per collegare un altro programma c'è l'API, con un token dell'ente.""",
        Topic.DATA,
        Audience.REGISTERED,
    ),
    First(
        "Come mi disiscrivo dalla newsletter?",
        """Con **un clic** dal fondo di ogni messaggio: non serve accedere e vale subito. Dallo stesso collegamento scegli quali liste tenere, scarichi i dati che abbiamo sul tuo indirizzo o li cancelli.

Se hai perso i messaggi, iscriviti di nuovo con lo stesso indirizzo: ricevi un collegamento alle tue preferenze.""",
        Topic.PORTAL,
    ),
)


def furnish_answers(*, actor: Actor, now: datetime) -> int:
    """Write and publish the first answers that are missing, for UPI, on every site."""
    made = 0
    for position, one in enumerate(FIRST, 1):
        if Faq.objects.filter(owner=actor.ente_id, question=one.question).exists():
            continue
        faq = write_faq(
            question=one.question, answer=from_plain(one.answer), topic=one.topic,
            audience=one.audience, screen=one.screen, position=position * 10,
            scope=scopes.PUBLIC, actor=actor, now=now,
        )  # fmt: skip
        publish_faq(faq=faq, actor=actor, now=now)
        made += 1
    return made
