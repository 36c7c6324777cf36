"""What UPI Veneto publishes in the demo."""

from .writing import Desk, prose


def news(desk: Desk) -> None:
    desk.news(
        "Le sette Province venete chiedono un fondo per i ponti",
        "Il documento inviato alla Regione: 214 ponti da rinforzare nei prossimi cinque anni.",
        "Le Province hanno classificato i ponti per urgenza con lo stesso metodo. Il documento propone un fondo regionale e un calendario comune.",
        days=3,
        is_featured=True,
        picture="fiume",
        topics=("viabilita",),
    )
    desk.news(
        "Formazione: il calendario dei corsi per i segretari",
        "Cinque giornate da gennaio a maggio, in presenza e online.",
        "I temi: programmazione, personale, appalti, trasparenza, dati.",
        days=10,
        news_kind="NOTICE",
        topics=("politiche-del-personale", "formazione-professionale"),
    )
    desk.news(
        "Concorso unico regionale, 640 domande",
        "La prova scritta si tiene in tre sedi lo stesso giorno.",
        "Il concorso è organizzato da quattro Province per conto di 58 Comuni.",
        days=18,
        news_kind="PRESS_RELEASE",
        picture="citta",
        topics=("politiche-del-personale", "concorsi"),
    )


def events(desk: Desk) -> None:
    desk.event(
        "Tavolo delle stazioni uniche del Veneto",
        "Confronto tra i responsabili delle sette stazioni uniche appaltanti.",
        starts_at=desk.ahead(12, 10),
        ends_at=desk.ahead(12, 13),
        event_kind="MEETING",
        venue="Padova, sede della Provincia",
        programme=prose("Calendario comune delle gare", "Prezzario", "Varie"),
        topics=("appalti-e-sua",),
        picture="lago",
    )


def home(desk: Desk) -> None:
    desk.home(picture="fiume", text="Le Province del Veneto, insieme.")


VENETO = (home, news, events)
