"""What the Provincia di Brescia publishes in the demo."""

from .writing import Desk, prose


def bodies(desk: Desk) -> None:
    seat = desk.place(
        "Palazzo Broletto",
        "La sede storica della Provincia, nel centro di Brescia.",
        place_kind="OFFICE",
        address="Piazza Paolo VI 29",
        postcode="25121",
        comune="Brescia",
        hours=prose("- Lunedì–venerdì 9–12"),
        picture="sera",
    )
    desk.unit(
        "Ufficio politiche europee",
        "I bandi europei per la Provincia e per i Comuni.",
        "Cerca i bandi, scrive i progetti insieme ai Comuni, segue i rendiconti.",
        "europa@provincia.brescia.example",
        unit_kind="SERVICE",
        seat=seat,
        topics=("politiche-europee-sape",),
    )


def news(desk: Desk) -> None:
    desk.news(
        "Lo sportello Europa torna nelle valli",
        "Da gennaio otto tappe tra Valcamonica, Valtrompia e Valsabbia.",
        "In ogni tappa due funzionari incontrano i Comuni e leggono insieme i bandi aperti.",
        days=2,
        is_featured=True,
        picture="monti",
        topics=("politiche-europee-sape",),
    )
    desk.news(
        "Lago: nuove regole per gli attracchi",
        "Il regolamento entra in vigore in primavera.",
        "Le domande di rinnovo si presentano entro febbraio.",
        days=7,
        news_kind="NOTICE",
        picture="lago",
        topics=("turismo", "ambiente"),
    )
    desk.news(
        "Due milioni per le strade di montagna",
        "Il piano della manutenzione straordinaria per 140 chilometri.",
        "I cantieri partono in aprile, con precedenza alle strade chiuse dopo le frane.",
        days=15,
        news_kind="PRESS_RELEASE",
        topics=("viabilita",),
    )


def events(desk: Desk) -> None:
    desk.event(
        "Sportello Europa a Edolo",
        "Bandi per i piccoli Comuni di montagna, con appuntamenti individuali.",
        starts_at=desk.ahead(9, 9, 30),
        ends_at=desk.ahead(9, 13),
        event_kind="MEETING",
        venue="Municipio di Edolo",
        topics=("politiche-europee-sape",),
        picture="monti",
    )


def services(desk: Desk) -> None:
    desk.service(
        "Accompagnamento ai bandi europei",
        "Un ufficio che legge i bandi e scrive i progetti con te.",
        category="BUSINESS",
        audience="Comuni, Comunità montane e loro unioni.",
        how="Prenota un incontro e porta la tua idea.",
        needs="Una scheda di mezza pagina con l'idea e il territorio.",
        outcome="Una valutazione scritta e, se c'è il bando adatto, il progetto.",
        times="Risposta entro quindici giorni.",
        access="Su appuntamento, anche online.",
        conditions=desk.file("Condizioni di servizio", "Che cosa facciamo e che cosa no"),
        contacts="europa@provincia.brescia.example",
        topics=("politiche-europee-sape",),
    )


def home(desk: Desk) -> None:
    desk.home(picture="lago", text="Dai laghi alle valli: la Provincia al fianco dei Comuni.")


BRESCIA = (home, bodies, news, events, services)
