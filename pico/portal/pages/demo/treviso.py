"""What the Provincia di Treviso publishes in the demo."""

from ..terms import EnrolmentMode
from .writing import Desk, prose


def bodies(desk: Desk) -> None:
    seat = _seat(desk)
    president, manager = _persons(desk)
    _governing_bodies(desk, seat, president)
    _offices(desk, seat, manager)


def _seat(desk: Desk):
    return desk.place(
        "Sede della Provincia a Sant'Artemio",
        "Gli uffici della Provincia, in un parco aperto a tutti.",
        place_kind="OFFICE",
        address="Via Cal di Breda 116",
        postcode="31100",
        comune="Treviso",
        latitude="45.671900",
        longitude="12.271200",
        description=prose("Gli uffici sono nei padiglioni dell'ex complesso di Sant'Artemio."),
        hours=prose("- Lunedì–venerdì 9–12:30\n- Lunedì e mercoledì anche 15–17"),
        access=prose("Ingresso senza barriere dal parcheggio; autobus urbano."),
        contacts=prose("Centralino 0422 000000 (numero inventato)"),
        picture="citta",
    )


def _persons(desk: Desk):
    president = desk.person(
        "Marcello",
        "Dimostrazione",
        "PRESIDENT",
        "Presidente della Provincia (persona inventata per la dimostrazione).",
        starts_on=desk.ago(600).date(),
        duties=prose("Rappresenta la Provincia, convoca e presiede il Consiglio e l'Assemblea."),
        delegations=prose("Bilancio, edilizia scolastica, rapporti con i Comuni."),
        appointment=desk.file("Proclamazione del Presidente", "Verbale delle elezioni"),
        curriculum=desk.file("Curriculum del Presidente", "Esperienze"),
        pay_url="https://trasparenza.example.it/compensi",
        contacts=prose("presidenza@provincia.treviso.example"),
    )
    manager = desk.person(
        "Viola",
        "Stradaioli",
        "MANAGER",
        "Dirigente dell'Area tecnica (persona inventata).",
        duties=prose("Dirige viabilità, edilizia e trasporti."),
        starts_on=desk.ago(900).date(),
    )
    return president, manager


def _governing_bodies(desk: Desk, seat, president) -> None:
    desk.unit(
        "Presidenza",
        "Il Presidente e la sua segreteria.",
        "Rappresenta la Provincia e ne indirizza l'attività.",
        "presidenza@provincia.treviso.example",
        unit_kind="BODY",
        responsible=president,
        people=(president,),
        seat=seat,
    )
    desk.unit(
        "Consiglio provinciale",
        "L'organo di indirizzo e controllo.",
        "Approva bilanci, piani e regolamenti.",
        "consiglio@provincia.treviso.example",
        unit_kind="BODY",
        responsible=president,
        seat=seat,
    )


def _offices(desk: Desk, seat, manager) -> None:
    area = desk.unit(
        "Area tecnica",
        "Strade, scuole, trasporti.",
        "Progetta, costruisce e mantiene strade ed edifici scolastici.",
        "tecnica@provincia.treviso.example",
        unit_kind="AREA",
        responsible=manager,
        people=(manager,),
        seat=seat,
    )
    desk.unit(
        "Ufficio trasporti eccezionali",
        "Le autorizzazioni per i veicoli fuori misura.",
        "Rilascia le autorizzazioni al transito sulle strade della provincia.",
        "trasporti@provincia.treviso.example",
        under=area,
        responsible=manager,
        seat=seat,
    )
    desk.unit(
        "Stazione unica appaltante",
        "Le gare per la Provincia e per i Comuni convenzionati.",
        "Svolge le gare di lavori, servizi e forniture per i Comuni.",
        "sua@provincia.treviso.example",
        unit_kind="SERVICE",
        seat=seat,
        topics=("appalti-e-sua",),
    )


def places(desk: Desk) -> None:
    desk.place(
        "Parco di Sant'Artemio",
        "Nove ettari di prati e alberi intorno agli uffici della Provincia.",
        place_kind="NATURE",
        address="Via Cal di Breda 116",
        postcode="31100",
        comune="Treviso",
        hours=prose("Tutti i giorni dall'alba al tramonto."),
        topics=("spazio-verde", "tempo-libero"),
        picture="colline",
    )
    desk.place(
        "Ostello della ciclovia del Sile",
        "Una casa cantoniera diventata punto di sosta per chi va in bicicletta.",
        place_kind="OTHER",
        address="Alzaia sul Sile 12",
        comune="Casier",
        topics=("pista-ciclabile", "turismo"),
        picture="fiume",
    )


def news(desk: Desk) -> None:
    desk.news(
        "Ponte sul Piave: riapre una corsia da lunedì",
        "Si torna a passare a senso unico alternato mentre i lavori proseguono.",
        "Da lunedì alle 6 una corsia del ponte è di nuovo aperta ai veicoli sotto le 7,5 tonnellate. Il semaforo regola il senso unico alternato giorno e notte.",
        "I mezzi pesanti continuano a usare la deviazione segnalata. La fine dei lavori resta prevista per la primavera.",
        body=[
            (
                "riquadro",
                {
                    "kind": "warning",
                    "title": "Nelle ore di punta",
                    "text": prose("Tra le 7 e le 9 conviene usare la strada regionale."),
                },
            ),
            (
                "tempo",
                {
                    "title": "I lavori in breve",
                    "steps": [
                        {"when": "settembre", "title": "Chiusura e rilievi", "text": ""},
                        {"when": "novembre", "title": "Nuovi appoggi", "text": ""},
                        {"when": "primavera", "title": "Riapertura completa", "text": ""},
                    ],
                },
            ),
            (
                "fisarmonica",
                {
                    "title": "Domande frequenti",
                    "entries": [
                        {
                            "question": "Possono passare gli autobus?",
                            "answer": prose("Sì, quelli di linea con precedenza al semaforo."),
                        },
                        {
                            "question": "E le biciclette?",
                            "answer": prose("Sì, sulla passerella laterale, a mano."),
                        },
                    ],
                },
            ),
        ],
        days=1,
        is_featured=True,
        picture="fiume",
        topics=("viabilita",),
    )


def more_news(desk: Desk) -> None:
    desk.news(
        "Nuove aule al liceo: consegnati i lavori",
        "Otto aule e due laboratori in legno, pronti per il prossimo anno scolastico.",
        "L'ampliamento costa 2,4 milioni di euro ed è finanziato dal PNRR. La struttura in legno si monta in quattro mesi.",
        days=4,
        news_kind="PRESS_RELEASE",
        picture="citta",
        topics=("edilizia-scolastica", "pnrr-e-pnc"),
    )
    desk.news(
        "Gare per i Comuni: quaranta procedure nel 2026",
        "Il bilancio della stazione unica appaltante: tempi medi scesi a 78 giorni.",
        "La tabella riassume le procedure dell'anno per tipo.",
        body=[
            (
                "tabella",
                {
                    "caption": "Procedure svolte nel 2026 per tipo",
                    "has_row_heads": True,
                    "table": {
                        "columns": [
                            {"type": "text", "heading": "Tipo"},
                            {"type": "number", "heading": "Procedure"},
                            {"type": "number", "heading": "Giorni medi"},
                        ],
                        "rows": [
                            {"values": ["Lavori", 18, 92]},
                            {"values": ["Servizi", 15, 71]},
                            {"values": ["Forniture", 7, 60]},
                        ],
                        "caption": "",
                    },
                },
            )
        ],
        days=8,
        topics=("appalti-e-sua",),
        picture="campi",
    )
    desk.news(
        "Sciopero del trasporto pubblico venerdì",
        "Le fasce garantite e le linee interessate.",
        "Le corse scolastiche sono garantite fino alle 9 e dalle 12 alle 15.",
        days=3,
        news_kind="NOTICE",
        topics=("trasporto-pubblico",),
    )


def old_news(desk: Desk) -> None:
    desk.news(
        "Piano antineve: 62 mezzi pronti",
        "Da metà novembre i turni di reperibilità coprono tutta la rete provinciale.",
        "Il piano prevede 62 mezzi, 4.000 tonnellate di sale e una sala operativa attiva giorno e notte.",
        days=12,
        picture="monti",
        topics=("viabilita", "protezione-civile"),
    )


def events(desk: Desk) -> None:
    desk.event(
        "La SUA incontra i Comuni: la programmazione delle gare",
        "Come si chiede una gara, quando, con quali documenti.",
        "Un pomeriggio di lavoro con i responsabili degli uffici tecnici e finanziari.",
        starts_at=desk.ahead(8, 14, 30),
        ends_at=desk.ahead(8, 17),
        event_kind="MEETING",
        venue="Sant'Artemio, sala Marton, Treviso",
        audience="Responsabili dei Comuni convenzionati",
        programme=prose(
            "<b>14:30</b> Il calendario delle gare",
            "<b>15:15</b> La richiesta in piattaforma",
            "<b>16:00</b> Domande",
        ),
        speakers=(("Susanna Appalta-Treviso", "Stazione unica appaltante"),),
        enrolment=EnrolmentMode.ANYONE,
        seats=40,
        enrolment_ends_at=desk.ahead(7, 12),
        cost="Gratuito",
        contacts=prose("sua@provincia.treviso.example"),
        picture="campi",
        topics=("appalti-e-sua",),
    )
    desk.event(
        "Inaugurazione della ciclovia del Sile",
        "Ventidue chilometri lungo il fiume, dalle sorgenti alla città.",
        "Partenza in bicicletta alle 10, arrivo e saluti alle 12.",
        starts_at=desk.ahead(15, 10),
        ends_at=desk.ahead(15, 13),
        event_kind="OPENING",
        venue="Casacorba di Vedelago, sorgenti del Sile",
        audience="Tutti",
        cost="Gratuito",
        picture="fiume",
        topics=("pista-ciclabile", "mobilita-sostenibile"),
    )


def services(desk: Desk) -> None:
    common = {"conditions": desk.file("Condizioni di servizio", "Termini e modalità")}
    desk.service(
        "Autorizzazione ai trasporti eccezionali",
        "Per far circolare veicoli o carichi fuori misura sulle strade della provincia.",
        category="TRANSPORT",
        audience="Imprese di trasporto e aziende agricole con veicoli fuori misura o fuori peso.",
        coverage="Tutte le strade provinciali e comunali della provincia di Treviso",
        how="Presenta la domanda online almeno dieci giorni prima del viaggio. L'ufficio controlla il percorso e ti risponde per e-mail.",
        needs=(
            "- Carta di circolazione\n- Schema del carico con misure e pesi\n- Percorso previsto",
        ),
        outcome="L'autorizzazione al transito, singola o periodica.",
        outcome_procedure=prose("Con l'autorizzazione ricevi le prescrizioni per ogni ponte."),
        times="Dieci giorni dalla domanda completa; quindici se servono verifiche sui ponti.",
        cost="Due marche da bollo da 16 € e l'indennizzo per l'usura delle strade.",
        access="La domanda si presenta online, con SPID o CIE.",
        access_url="https://servizi.example.it/trasporti",
        access_label="Richiedi l'autorizzazione",
        contacts="Ufficio trasporti eccezionali: trasporti@provincia.treviso.example",
        topics=("viabilita",),
        picture="colline",
        **common,
    )
    desk.service(
        "Gare per conto dei Comuni",
        "La stazione unica svolge le gare dei Comuni convenzionati.",
        category="PROCUREMENT",
        audience="Comuni, Unioni e consorzi che hanno firmato la convenzione.",
        how="Programma la gara entro ottobre e invia la richiesta dalla piattaforma.",
        needs=("- Determina a contrarre\n- Progetto o capitolato\n- CUP, se è un investimento",),
        outcome="La gara svolta fino alla proposta di aggiudicazione.",
        times="In media 78 giorni dalla richiesta completa.",
        cost="La quota prevista dalla convenzione, secondo l'importo.",
        access="La richiesta si fa in Pi.Co. con le credenziali del Comune.",
        contacts="Stazione unica appaltante: sua@provincia.treviso.example",
        topics=("appalti-e-sua",),
        picture="campi",
        **common,
    )
    desk.service(
        "Concessione di passo carrabile su strada provinciale",
        "Per aprire o regolarizzare un accesso carrabile fuori dai centri abitati.",
        category="PERMITS",
        is_active=False,
        inactive_reason="Sospeso fino al rinnovo del regolamento: le domande già inviate proseguono.",
        audience="Proprietari di terreni e fabbricati lungo le strade provinciali.",
        how="Compila la domanda e allega la planimetria.",
        needs=("- Planimetria in scala\n- Titolo di proprietà",),
        outcome="La concessione, valida ventinove anni.",
        times="Sessanta giorni.",
        cost="Marca da bollo e canone annuo.",
        access="Allo sportello di Sant'Artemio, su appuntamento.",
        contacts="Ufficio concessioni stradali.",
        topics=("viabilita",),
        **common,
    )


def documents(desk: Desk) -> None:
    desk.document(
        "Regolamento delle concessioni stradali",
        "Regole per accessi, attraversamenti e pubblicità lungo le strade provinciali.",
        "REGULATION",
        number="14",
        days=60,
        valid_from=desk.ago(55).date(),
        subject="Approvazione del regolamento per le concessioni e le autorizzazioni stradali",
        topics=("viabilita",),
        files=(desk.file("Regolamento concessioni stradali", "Art. 1", "Art. 2"),),
    )
    desk.document(
        "Decreto del Presidente n. 87: piano antineve",
        "Il piano della stagione con i mezzi e i turni.",
        "DECREE",
        number="87",
        days=14,
        topics=("viabilita", "protezione-civile"),
        files=(desk.file("Decreto 87 piano antineve", "Visto", "Decreta"),),
    )
    desk.document(
        "Richiesta di gara alla stazione unica: modulo",
        "Il modulo da usare quando la piattaforma non è disponibile.",
        "FORMS",
        days=20,
        topics=("appalti-e-sua",),
        files=(desk.file("Modulo richiesta di gara", "Ente", "Oggetto", "Importo"),),
    )


def projects(desk: Desk) -> None:
    desk.project(
        "Scuole a energia quasi zero",
        "Sei istituti superiori rifatti per consumare un quarto dell'energia di oggi.",
        goals=prose("Ridurre consumi e rumore, rendere le aule più luminose."),
        project_state="RUNNING",
        starts_on=desk.ago(300).date(),
        ends_on=desk.ahead(420).date(),
        funds=prose("PNRR, missione 4, e fondi provinciali."),
        phases=(
            ("Diagnosi energetiche", "concluse", "Sei edifici misurati.", True),
            ("Cantieri", "tre aperti", "Cappotti, infissi, impianti.", False),
        ),
        topics=("edilizia-scolastica", "energie-rinnovabili"),
        picture="campi",
    )


def home(desk: Desk) -> None:
    desk.home(
        picture="colline",
        text="Servizi, notizie e strumenti della Provincia per i cittadini e per i Comuni.",
    )


TREVISO = (home, bodies, places, news, more_news, old_news, events, services, documents, projects)
