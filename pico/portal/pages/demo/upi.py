"""What UPI nazionale publishes in the demo."""

from ..terms import EnrolmentMode
from .writing import Desk, prose


def news(desk: Desk) -> None:
    desk.news(
        "Province & Comuni, la seconda fase parte con 62 Province",
        "Sessantadue Province hanno confermato l'adesione: da gennaio gli sportelli di progetto aprono nei territori.",
        "La seconda fase di «Province & Comuni» comincia con sessantadue Province e tre Liberi consorzi comunali. Ogni territorio ha scelto i moduli su cui lavorare: la stazione unica appaltante è il più richiesto, seguito dai servizi innovativi per i Comuni sotto i cinquemila abitanti.",
        "Gli uffici provinciali troveranno in piattaforma i modelli di convenzione, i corsi per chi comincia e un gruppo di colleghi che ha già fatto la strada.",
        body=[
            (
                "numeri",
                {
                    "title": "La seconda fase in tre numeri",
                    "numbers": [
                        {"number": "62", "label": "Province aderenti"},
                        {"number": "1.840", "label": "Comuni coinvolti"},
                        {"number": "4", "label": "ambiti di lavoro"},
                    ],
                    "source": "Dati dimostrativi",
                },
            ),
            (
                "citazione",
                {
                    "text": "La Provincia torna a essere la casa dei Comuni: non un ente in più, ma un ufficio in meno da tenere da soli.",
                    "author": "Donata Esempio",
                    "role": "Presidente di UPI (nome inventato)",
                },
            ),
        ],
        days=2,
        is_featured=True,
        picture="monti",
        topics=("appalti-e-sua", "servizi-innovativi-sit"),
    )
    desk.news(
        "Scuole superiori: in dieci anni servono due miliardi l'anno",
        "L'indagine di UPI sull'edilizia scolastica: metà degli istituti è stata costruita prima del 1976.",
        "Le Province curano oltre settemila edifici delle scuole superiori. L'indagine, condotta con gli uffici tecnici di settanta territori, misura lo stato degli impianti, la sicurezza sismica e il consumo di energia.",
        "- Un edificio su due è precedente al 1976\n- Il 38% ha già un progetto pronto ma non finanziato\n- Dove c'è un ufficio comune con i Comuni i tempi di gara scendono di un terzo",
        days=9,
        news_kind="PRESS_RELEASE",
        picture="citta",
        topics=("edilizia-scolastica", "istruzione"),
    )
    desk.news(
        "Personale delle Province: le proposte per i concorsi unici",
        "Graduatorie condivise con i Comuni, formazione comune e mobilità più semplice: il documento inviato al Governo.",
        "Il documento chiede di rendere stabile la possibilità di scorrere le graduatorie di altri enti del territorio e di finanziare uffici unici per i concorsi.",
        days=16,
        news_kind="PRESS_RELEASE",
        topics=("politiche-del-personale", "concorsi"),
    )


def news_of_last_month(desk: Desk) -> None:
    desk.news(
        "Aggiornamento del modello di convenzione per la SUA",
        "È disponibile la versione 3 del modello, con le regole sulla qualificazione delle stazioni appaltanti.",
        "Chi ha una convenzione in corso non deve rifarla: il documento indica le tre clausole da integrare e il testo da usare.",
        days=23,
        news_kind="NOTICE",
        topics=("appalti-e-sua",),
    )
    desk.news(
        "Strade provinciali, pubblicato il riparto dei fondi per la manutenzione",
        "Le somme per ciascuna Provincia e Città metropolitana, con le scadenze per impegnarle.",
        "Il decreto ripartisce le risorse sulla base dell'estensione della rete e dell'incidentalità. Le Province devono trasmettere il programma entro sessanta giorni.",
        days=31,
        picture="colline",
        topics=("viabilita", "pnrr-e-pnc"),
    )
    desk.news(
        "Bozza di nota per gli uffici: lettura del nuovo codice",
        "Materiale di lavoro riservato a chi è iscritto alla piattaforma.",
        "La nota raccoglie le domande arrivate dagli uffici gare e le prime risposte del gruppo di lavoro. È un testo di lavoro: non va citato.",
        days=5,
        scope="platform",
        topics=("appalti-e-sua",),
    )


def events(desk: Desk) -> None:
    desk.event(
        "Assemblea dei presidenti di Provincia",
        "L'incontro annuale dei presidenti: bilanci, strade, scuole e la seconda fase del progetto.",
        "La giornata si apre con la relazione della presidenza e si chiude con il voto sui documenti.",
        starts_at=desk.ahead(21, 10),
        ends_at=desk.ahead(21, 17, 30),
        event_kind="CONFERENCE",
        venue="Sala delle conferenze, piazza Cardelli 4, Roma",
        is_online=True,
        online_url="https://video.example.it/assemblea",
        audience="Presidenti, consiglieri e segretari delle Province",
        programme=prose(
            "<b>10:00</b> Apertura dei lavori",
            "<b>10:30</b> Relazione della presidenza",
            "<b>12:00</b> La seconda fase di Province &amp; Comuni",
            "<b>14:30</b> Dibattito e voto",
        ),
        speakers=(
            ("Donata Esempio", "Presidente di UPI"),
            ("Piero Prova", "Direttore generale"),
        ),
        cost="Gratuito",
        enrolment=EnrolmentMode.ANYONE,
        seats=180,
        enrolment_ends_at=desk.ahead(18, 18),
        contacts=prose('Segreteria: <a href="mailto:eventi@upi.example">eventi@upi.example</a>'),
        picture="sera",
        topics=("pianificazione-di-area-vasta",),
    )
    desk.event(
        "Sportello SUA: un'ora di domande e risposte",
        "Ogni settimana un esperto risponde alle domande degli uffici gare. Basta iscriversi una volta.",
        "Si parte dai quesiti inviati in piattaforma, poi domande libere.",
        starts_at=desk.ahead(4, 11),
        ends_at=desk.ahead(4, 12),
        repeats="WEEKLY",
        repeats_until=desk.ahead(32).date(),
        event_kind="WEBINAR",
        is_online=True,
        online_url="https://video.example.it/sportello-sua",
        audience="Funzionari delle stazioni uniche appaltanti e dei Comuni",
        enrolment=EnrolmentMode.MEMBERS,
        seats=60,
        cost="Gratuito",
        picture="campi",
        topics=("appalti-e-sua",),
    )


def more_events(desk: Desk) -> None:
    desk.event(
        "Consultazione sulle linee guida per i piani di area vasta",
        "Quattro settimane per inviare osservazioni sulla bozza.",
        "La bozza raccoglie l'esperienza di diciotto Province. Le osservazioni si inviano dalla pagina del documento.",
        starts_at=desk.ahead(2, 9),
        ends_at=desk.ahead(30, 18),
        event_kind="CONSULTATION",
        is_online=True,
        enrolment=EnrolmentMode.ELSEWHERE,
        enrolment_url="https://consultazioni.example.it/area-vasta",
        topics=("pianificazione-di-area-vasta",),
    )
    desk.event(
        "Presentazione dell'indagine sull'edilizia scolastica",
        "I dati, i casi di tre Province, le proposte.",
        "In fondo alla pagina ci sono le presentazioni dei relatori.",
        starts_at=desk.ago(12, 10),
        ends_at=desk.ago(12, 12),
        event_kind="CONFERENCE",
        venue="Roma, sede di UPI",
        files=(desk.file("Presentazione dei dati", "Edilizia scolastica: i dati principali"),),
        topics=("edilizia-scolastica",),
        picture="citta",
    )


def documents(desk: Desk) -> None:
    desk.document(
        "Modello di convenzione per la stazione unica appaltante",
        "Il testo base, versione 3, con le clausole da scegliere.",
        "AGREEMENT_MODEL",
        "Il modello va adattato: le parti tra parentesi quadre sono scelte dell'ente.",
        days=24,
        number="3",
        topics=("appalti-e-sua",),
        files=(desk.file("Convenzione SUA versione 3", "Art. 1 - Oggetto", "Art. 2 - Funzioni"),),
    )
    desk.document(
        "Linee guida per i servizi condivisi con i piccoli Comuni",
        "Come scegliere i servizi, dividere i costi, misurare i risultati.",
        "GUIDELINES",
        days=40,
        authors="Gruppo di lavoro Servizi innovativi",
        topics=("servizi-innovativi-sit", "trasformazione-digitale"),
        files=(desk.file("Linee guida servizi condivisi", "1. Da dove partire", "2. I costi"),),
    )
    desk.document(
        "Rapporto sull'edilizia scolastica delle Province",
        "L'indagine completa, con i dati per regione.",
        "SURVEY_REPORT",
        days=9,
        topics=("edilizia-scolastica",),
        files=(
            desk.file("Rapporto edilizia scolastica", "Sintesi", "Metodo", "Tabelle"),
            desk.file("Allegato metodologico", "Come abbiamo contato"),
        ),
    )


def projects(desk: Desk) -> None:
    desk.project(
        "Province & Comuni",
        "Il progetto che rafforza le Province perché siano la casa dei Comuni.",
        goals=prose(
            "Dare ai Comuni, soprattutto ai più piccoli, uffici condivisi che da soli non potrebbero avere.",
            "- Stazioni uniche appaltanti qualificate\n- Servizi innovativi di area vasta\n- Uffici per le politiche europee\n- Formazione e concorsi comuni",
        ),
        project_state="RUNNING",
        starts_on=desk.ago(700).date(),
        ends_on=desk.ahead(500).date(),
        partners=prose("Unione Province d'Italia, UPI regionali, Province aderenti."),
        funds=prose("PON Governance e Capacità Istituzionale."),
        phases=(
            ("Analisi dei fabbisogni", "primo semestre", "Interviste in ogni territorio.", True),
            ("Prima fase", "dodici mesi", "Trenta Province, due ambiti.", True),
            ("Seconda fase", "in corso", "Sessantadue Province, quattro ambiti.", False),
            ("Consolidamento", "ultimo anno", "I servizi restano, il progetto finisce.", False),
        ),
        results=prose("I risultati della prima fase sono nel rapporto tra i documenti."),
        topics=("appalti-e-sua", "servizi-innovativi-sit", "politiche-europee-sape"),
        picture="colline",
        is_featured=True,
    )
    desk.project(
        "Officina dei dati",
        "Un cruscotto comune per leggere bilanci, appalti e personale delle Province.",
        goals=prose("Dare a ogni Provincia gli stessi numeri, calcolati nello stesso modo."),
        phases=(("Indicatori", "concordati con dodici Province", "", True),),
        topics=("trasformazione-digitale",),
        picture="lago",
    )


def practices(desk: Desk) -> None:
    desk.practice(
        "Una gara sola per la mensa di undici Comuni",
        "La stazione unica ha messo insieme undici appalti: prezzi più bassi e controlli veri.",
        field="SUA",
        province="Treviso",
        year=2025,
        months=9,
        cost=18000,
        setting=prose("Undici Comuni sotto i cinquemila abitanti, undici contratti in scadenza."),
        solution=prose("Un capitolato unico con lotti per distanza, un solo ufficio di direzione."),
        actors=prose("Stazione unica appaltante, undici Comuni, ULSS."),
        results=prose("Risparmio del 12% e un'unica commissione mensa."),
        indicators=(
            ("Giorni per la gara", "210", "95", "giorni"),
            ("Prezzo medio del pasto", "5,40", "4,75", "€"),
        ),
        transferability="HIGH",
        conditions=prose("Serve una convenzione firmata almeno sei mesi prima."),
        contact="Ufficio SUA della Provincia",
        topics=("appalti-e-sua",),
        picture="fiume",
    )
    desk.practice(
        "Lo sportello Europa che gira per le valli",
        "Due funzionari, un furgone, trentadue Comuni: così i bandi arrivano anche in alto.",
        field="SAPE",
        province="Brescia",
        year=2024,
        months=14,
        setting=prose("Comuni montani senza personale per seguire i bandi europei."),
        solution=prose("Un calendario di visite e un elenco di bandi filtrato per ciascun Comune."),
        results=prose("Nove progetti finanziati nel primo anno."),
        indicators=(("Progetti presentati", "2", "21", ""),),
        topics=("politiche-europee-sape",),
        picture="monti",
    )


def people(desk: Desk) -> None:
    desk.person(
        "Donata",
        "Esempio",
        "UPI_OFFICE",
        "Presidente di UPI (persona inventata per la dimostrazione).",
        duties=prose("Rappresenta le Province nei rapporti con il Governo e il Parlamento."),
        starts_on=desk.ago(400).date(),
    )


def home(desk: Desk) -> None:
    desk.home(
        picture="monti",
        text="La piattaforma collaborativa delle Province: la casa dei Comuni, costruita insieme.",
    )


UPI = (home, news, news_of_last_month, events, more_events, documents, projects, practices, people)
