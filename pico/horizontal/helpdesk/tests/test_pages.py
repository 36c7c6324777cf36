"""The pages of the asker and of the operator."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from pico.core.notices.models import Notice

from ..actions.replies import reply, write_note
from ..actions.steps import make_step
from ..models import CannedReply, Category, Reading, RequestDraft, Ticket
from ..terms import TicketState as S
from .factories import NOW, make_ticket

ASK, DETAILS = "/treviso/assistenza/nuova/", "/treviso/assistenza/nuova/dettagli/"
SUMMARY = "/treviso/assistenza/nuova/riepilogo/"


@pytest.fixture
def ticket(desk, people):
    return make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Gara che non parte")


def page(client, ticket, **data):
    return client.get(f"/treviso{ticket.get_absolute_url()}", data)


def post(client, ticket, name, args=(), **data):
    return client.post(f"/treviso{reverse(name, args=[ticket.key, *args])}", data)


# Three steps -------------------------------------------------------------------------------------


def test_three_steps_make_a_ticket(desk, sign_in):
    client = sign_in("comune1.rup")
    category = Category.objects.get(key="sua.tender-request")
    first = {"family": "SERVICES", "topic": "SUA", "category": category.pk}
    assert client.post(ASK, first).url == DETAILS
    files = [SimpleUploadedFile("errore.txt", b"Errore 500", "text/plain")]
    second = {"subject": "Non parte", "text": "Premo Invia.", "impact": "BLOCKED", "files": files}
    assert client.post(DETAILS, second).url == SUMMARY
    shown = client.get(SUMMARY, headers={"user-agent": "Firefox di prova"}).content.decode()
    assert "Premo Invia." in shown
    assert "Firefox di prova" in shown
    assert "errore" in shown
    answer = client.post(SUMMARY, {"visibility": "ENTE"})
    ticket = Ticket.objects.get()
    assert answer.url == f"/treviso{ticket.get_absolute_url()}"
    assert ticket.queue.name == "Provincia di Treviso – SUA"
    assert ticket.files.get().file.title == "errore"
    assert not RequestDraft.objects.exists()


def test_a_category_of_another_module_comes_back(desk, sign_in):
    category = Category.objects.get(key="training.webinar")
    answer = sign_in("comune1.rup").post(
        ASK, {"family": "PLATFORM", "topic": "SUA", "category": category.pk}
    )
    assert answer.status_code == 422
    assert "è di un altro modulo" in answer.content.decode()


def test_what_is_half_written_is_kept(desk, sign_in):
    client = sign_in("comune1.rup")
    answer = client.post(
        "/treviso/assistenza/nuova/bozza/dettagli/", {"subject": "A metà", "text": ""}
    )
    assert "saved_at" in answer.json()
    category = Category.objects.get(key="sua.opinion")
    client.post(ASK, {"family": "SERVICES", "topic": "SUA", "category": category.pk})
    assert 'value="A metà"' in client.get(DETAILS).content.decode()


def test_who_has_no_ente_is_sent_to_the_form_without_login(desk, sign_in):
    assert sign_in("nuovo.utente").get(ASK).status_code == 403


def test_an_operator_asks_others_a_part(ticket, people, sign_in):
    assert sign_in("comune1.rup").get(f"{ASK}?parte={ticket.key}").status_code == 403
    client = sign_in("treviso.sua")
    client.get(f"{ASK}?parte={ticket.key}")
    second = {"subject": "Serve il certificato", "text": "Per quella gara.", "impact": "HAMPERED"}
    client.post(DETAILS, second)
    client.post(SUMMARY, {"visibility": "PERSON"})
    part = Ticket.objects.get(subject="Serve il certificato")
    assert (part.parent, part.asker, part.channel) == (ticket, people["treviso.sua"], "INTERNAL")
    assert part.number in page(client, ticket).content.decode()
    assert part.number not in page(sign_in("comune1.rup"), ticket).content.decode()


# The thread --------------------------------------------------------------------------------------


def test_the_asker_reads_no_note(ticket, actors, sign_in):
    write_note(ticket=ticket, text="Parola riservata", actor=actors["treviso.sua"], now=NOW)
    reply(ticket=ticket, text="Parola pubblica", actor=actors["treviso.sua"], now=NOW)
    shown = page(sign_in("comune1.rup"), ticket).content.decode()
    assert "Parola pubblica" in shown
    assert "Parola riservata" not in shown
    assert "presa in carico dal gruppo Provincia di Treviso – SUA" in shown
    assert "Ora tocca a" in shown
    desk_side = page(sign_in("treviso.sua"), ticket).content.decode()
    assert "Parola riservata" in desk_side


@pytest.mark.parametrize("username", ["comune2.referente", "brescia.admin", "upi.helpdesk"])
def test_a_neighbour_finds_nothing_on_any_path(ticket, sign_in, username):
    client = sign_in(username)
    assert page(client, ticket).status_code == 404
    for name in ("write", "share", "priority", "link", "rate", "nudge"):
        assert post(client, ticket, f"helpdesk:{name}").status_code == 404, name
    assert post(client, ticket, "helpdesk:step", ["take"]).status_code == 404
    assert ticket.subject not in client.get("/treviso/assistenza/richieste/").content.decode()


def test_an_operators_reading_is_logged_and_an_askers_is_not(ticket, sign_in, people):
    page(sign_in("comune1.rup"), ticket)
    assert not Reading.objects.exists()
    page(sign_in("treviso.sua"), ticket)
    page(sign_in("treviso.sua"), ticket)
    assert Reading.objects.get().person == people["treviso.sua"]


def test_writing_from_the_page(ticket, sign_in):
    client = sign_in("treviso.sua")
    answer = post(
        client, ticket, "helpdesk:write", text="Prova a ricaricare", then="", seen=ticket.revision
    )
    assert answer.status_code == 302
    ticket.refresh_from_db()
    assert ticket.state == S.WORKING
    post(client, ticket, "helpdesk:write", text="Ecco come si fa", then="solve")
    ticket.refresh_from_db()
    assert (ticket.state, ticket.solution) == (S.SOLVED, "<p>Ecco come si fa</p>")
    note = post(client, ticket, "helpdesk:write", text="Solo per noi", come="nota")
    assert note.status_code == 302
    assert ticket.messages.last().is_internal


def test_what_changed_meanwhile_is_said_and_the_words_stay(ticket, actors, sign_in):
    reply(ticket=ticket, text="Ci penso io", actor=actors["treviso.admin"], now=NOW)
    answer = post(sign_in("treviso.sua"), ticket, "helpdesk:write", text="Le mie parole", seen=0)
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Nel frattempo la richiesta è cambiata" in shown
    assert "Le mie parole" in shown


def test_an_observer_annotates_and_does_not_answer(ticket, actors, sign_in, people):
    make_step(
        record=ticket, name="escalate", actor=actors["treviso.sua"], now=NOW, note="Serve un parere"
    )
    client = sign_in("treviso.sua")
    shown = page(client, ticket).content.decode()
    assert "Salva come nota interna" in shown
    assert ">Invia<" not in shown
    assert "Altri passi" not in shown
    post(client, ticket, "helpdesk:write", text="Il Comune ha richiamato")
    assert ticket.messages.last().is_internal
    assert not Notice.objects.filter(person=people["comune1.rup"], kind="helpdesk.replied").exists()


def test_an_attachment_of_a_note_is_for_the_desk(ticket, actors, sign_in):
    paper = SimpleUploadedFile("riservato.txt", b"testo", "text/plain")
    write_note(ticket=ticket, text="Vedi", files=[paper], actor=actors["treviso.sua"], now=NOW)
    pk = ticket.files.get().pk
    address = f"/treviso{reverse('helpdesk:file', args=[ticket.key, pk])}"
    assert sign_in("comune1.rup").get(address).status_code == 404
    assert sign_in("brescia.admin").get(address).status_code == 404


def test_news_are_marked_until_read(ticket, actors, sign_in):
    client = sign_in("comune1.rup")
    page(client, ticket)
    reply(ticket=ticket, text="Fatto", actor=actors["treviso.sua"], now=ticket.marks.get().at)
    Ticket.objects.update(last_at=ticket.marks.first().at.replace(year=2100))
    assert "novità" in client.get("/treviso/assistenza/richieste/").content.decode()


def test_rating_and_pressing_from_the_page(ticket, actors, sign_in):
    client = sign_in("comune1.rup")
    assert "Sollecita" in page(client, ticket).content.decode()
    assert post(client, ticket, "helpdesk:nudge").status_code == 302
    post(sign_in("treviso.sua"), ticket, "helpdesk:write", text="Risolto così", then="solve")
    client = sign_in("comune1.rup")
    assert "Com'è andata?" in page(client, ticket).content.decode().replace("&#x27;", "'")
    post(client, ticket, "helpdesk:rate", score="4", words="Bene")
    ticket.refresh_from_db()
    assert ticket.satisfaction == 4


# The desk ----------------------------------------------------------------------------------------

LISTS = ["coda/", "coda/assegnate-a-me/", "coda/in-scadenza/", "coda/non-assegnate/"]


@pytest.mark.parametrize("path", [*LISTS, "coda/?vista=bacheca"])
def test_each_list_shows_ones_own_queues_only(ticket, people, desk, sign_in, path):
    Ticket.objects.update(assignee=None, solution_due_at=NOW)
    if "assegnate-a-me" in path:
        Ticket.objects.update(assignee=people["treviso.sua"])
    address = f"/treviso/assistenza/{path}"
    assert "Gara che non parte" in sign_in("treviso.sua").get(address).content.decode()
    other = sign_in("brescia.admin").get(address)
    assert "Gara che non parte" not in other.content.decode()
    assert sign_in("comune1.rup").get(address).status_code == 403


@pytest.mark.parametrize("path", ["richieste/", "coda/", "coda/?vista=bacheca"])
def test_the_statements_do_not_grow_with_the_rows(
    ticket, people, desk, sign_in, path, django_assert_num_queries
):
    who = "comune1.rup" if path == "richieste/" else "treviso.sua"
    client, address = sign_in(who), f"/treviso/assistenza/{path}"
    client.get(address)
    with CaptureQueriesContext(
        connection,
    ) as few:
        client.get(address)
    for _number in range(12):
        make_ticket(desk["treviso:SUA"], people["comune1.rup"])
    with django_assert_num_queries(len(few)):
        client.get(address)


def test_the_statements_of_a_thread_do_not_grow(ticket, actors, sign_in):
    client = sign_in("comune1.rup")
    reply(ticket=ticket, text="Uno", actor=actors["treviso.sua"], now=NOW)
    page(client, ticket)
    with CaptureQueriesContext(connection) as few:
        page(client, ticket)
    for number in range(8):
        reply(ticket=ticket, text=f"Altro {number}", actor=actors["treviso.sua"], now=NOW)
    with CaptureQueriesContext(connection) as many:
        page(client, ticket)
    assert len(many) == len(few)


def test_many_are_taken_and_solved_together(ticket, people, desk, sign_in):
    other = make_ticket(desk["treviso:SUA"], people["comune2.referente"])
    foreign = make_ticket(desk["brescia:SUA"], people["comune2.referente"])
    chosen = {"scelti": [ticket.pk, other.pk, foreign.pk], "next": "/treviso/assistenza/coda/"}
    client, address = sign_in("treviso.sua"), "/treviso/assistenza/coda/insieme/"
    client.post(f"{address}take/", chosen)
    states = {one.pk: one.state for one in Ticket.objects.all()}
    assert states == {ticket.pk: S.TAKEN, other.pk: S.TAKEN, foreign.pk: S.ASSIGNED}
    asked = client.post(f"{address}solve/", chosen)
    assert other.number in asked.content.decode()
    assert foreign.number not in asked.content.decode()
    client.post(f"{address}solve/", {**chosen, "conferma": "1", "solution": "Riparato per tutti"})
    assert Ticket.objects.filter(state=S.SOLVED).count() == 2


def test_a_bulk_form_leads_to_no_other_site(ticket, sign_in):
    chosen = {"scelti": [ticket.pk], "next": "https://altrove.example/"}
    answer = sign_in("treviso.sua").post("/treviso/assistenza/coda/insieme/take/", chosen)
    assert answer.url == "/treviso/assistenza/coda/"


def test_a_canned_reply_fills_itself(ticket, sign_in, enti, desk):
    canned = CannedReply.objects.create(
        owner=enti["p_TV"], title="Saluti", text="<p>Gentile {nome}, per {numero}…</p>",
        next_step="solve",
    )  # fmt: skip
    shown = page(sign_in("treviso.sua"), ticket, predefinita=canned.pk).content.decode()
    assert f"Gentile Ruggero, per {ticket.number}" in shown
    shown = page(sign_in("comune1.rup"), ticket, predefinita=canned.pk).content.decode()
    assert "Gentile Ruggero" not in shown


def test_canned_replies_of_others_are_not_found(enti, desk, sign_in):
    canned = CannedReply.objects.create(owner=enti["p_TV"], title="Saluti", text="<p>x</p>")
    address = f"/treviso{reverse('helpdesk:canned-change', args=[canned.pk])}"
    assert sign_in("treviso.sua").get(address).status_code == 200
    assert sign_in("brescia.admin").get(address).status_code == 404


def test_a_call_becomes_a_ticket(desk, people, sign_in):
    place = people["comune1.rup"].memberships.get()
    category = Category.objects.get(key="sua.tender-state")
    answer = sign_in("treviso.sua").post(
        "/treviso/assistenza/coda/telefono/",
        {
            "caller": place.pk, "caller_text": "", "family": "SERVICES", "topic": "SUA",
            "category": category.pk, "subject": "Chiede a che punto è", "text": "Ha telefonato",
            "impact": "QUESTION",
        },
    )  # fmt: skip
    ticket = Ticket.objects.get()
    assert answer.url == f"/treviso{ticket.get_absolute_url()}"
    assert ticket.asker == people["comune1.rup"]
    assert ticket.channel == "PHONE"


def test_a_province_writes_for_its_own_territory(desk, people, sign_in):
    client = sign_in("brescia.admin")
    found = client.get("/brescia/assistenza/coda/chi-chiama/", {"q": "Responsabile"}).json()
    assert found == []
    found = sign_in("treviso.sua").get(
        "/treviso/assistenza/coda/chi-chiama/", {"q": "Responsabile"}
    )
    assert [one["label"] for one in found.json()] == [
        "Ruggero Responsabile-Uno – Comune di Castelfranco Veneto"
    ]


# Around the page ---------------------------------------------------------------------------------


def sidebar(html: str) -> str:
    """The entry of the side menu that the page belongs to."""
    menu = html[html.index("pico-sidebar") :]
    here = menu[menu.index('aria-current="page"') :]
    return here[: here.index("</a>")]


def test_the_menu_says_where_a_ticket_belongs(ticket, sign_in):
    assert "Coda" in sidebar(page(sign_in("treviso.sua"), ticket).content.decode())
    assert "Le mie richieste" in sidebar(page(sign_in("comune1.rup"), ticket).content.decode())


def test_a_colleague_is_found_while_typing_and_put_in_copy(ticket, people, sign_in):
    client = sign_in("comune1.rup")
    colleague = people["comune1.referente"]
    found = client.get("/treviso/assistenza/richieste/colleghi/", {"q": colleague.last_name[:4]})
    assert colleague.pk in [one["id"] for one in found.json()]
    strangers = client.get(
        "/treviso/assistenza/richieste/colleghi/", {"q": people["comune2.referente"].last_name}
    )
    assert people["comune2.referente"].pk not in [one["id"] for one in strangers.json()]
    shown = client.get(f"/treviso{reverse('helpdesk:share', args=[ticket.key])}").content.decode()
    assert str(colleague) not in shown
    answer = post(
        client, ticket, "helpdesk:share", visibility="PERSON", add=colleague.pk, altro="1"
    )
    assert answer.url.endswith("/chi-la-vede/")
    assert list(ticket.cc.all()) == [colleague]
    post(client, ticket, "helpdesk:share", visibility="PERSON", add_text="")
    assert not ticket.cc.exists()


def test_a_stranger_is_not_put_in_copy(ticket, people, sign_in):
    answer = post(
        sign_in("comune1.rup"), ticket, "helpdesk:share",
        visibility="PERSON", add_text=str(people["comune2.referente"]),
    )  # fmt: skip
    assert answer.status_code == 422
    assert not ticket.cc.exists()


def test_canned_replies_take_the_same_statements_for_one_and_for_many(desk, sign_in):
    address = "/treviso/assistenza/risposte-predefinite/"

    def some(n: int) -> None:
        CannedReply.objects.bulk_create(
            CannedReply(
                owner=desk["treviso:SUA"].owner, queue=desk["treviso:SUA"] if k % 2 else None,
                title=f"Predefinita {k}", text="<p>Testo</p>",
            )
            for k in range(n)
        )  # fmt: skip

    client = sign_in("treviso.sua")
    some(2)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    some(20)
    with CaptureQueriesContext(connection) as many:
        assert client.get(address).content.decode().count("Predefinita ") >= 20
    assert len(few) == len(many)
