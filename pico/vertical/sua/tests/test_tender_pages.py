"""Pages of tenders: who sees what on every channel, how much they cost, what they keep hidden."""

import io
import zipfile
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.foundation.errors import Refusal
from pico.core.search.actions import refresh_subject
from pico.core.search.queries import search
from pico.core.testing import cast

from ..actions.tenders import clarifications, sittings
from ..actions.tenders.documents import add_document
from ..models import Lot, Tender, TenderDocument, TenderEvent
from ..queries import tenders as queries
from ..terms.procurement import Procedure
from ..terms.tenders import PersonRole, TenderKind
from .tender_factories import CIGS, NOW, lot, make_tender
from .test_tender_steps import AFTER, DUE, PUBLISHED, evaluated, hold, paper, publish, ready, step

pytestmark = pytest.mark.django_db
TABS = ("", "lotti/", "persone/", "documenti/", "chiarimenti/", "scadenze/", "consegne/", "storia/")
STRANGERS = ("brescia.sua", "comune2.referente", "comune3.referente", "upi.admin", "nuovo.utente")


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


@pytest.fixture
def tender(enti, officer, people):
    made = make_tender(enti, officer, title="Gara Zibaldone", lots=(lot(1), lot(2)))
    ready(made, officer, people)
    return Tender.objects.get(pk=made.pk)


def home(tender, path=""):
    return f"/treviso/sua/gare/{tender.number}/{path}"


@pytest.mark.parametrize("who", STRANGERS)
def test_strangers_find_nothing_on_any_channel(tender, sign_in, actors, who):
    client = sign_in(who)
    document = tender.documents.first()
    for path in (*TABS, "fascicolo.pdf", "fascicolo.zip", f"documenti/{document.pk}/", "passo/approve/", "lotti/1/", "dati/"):  # fmt: skip
        assert client.get(home(tender, path)).status_code == 404, path
    assert client.post(home(tender, "passo/approve/")).status_code == 404
    for path in ("gare/", "gare/fasi/", "gare/?formato=csv", f"gare/?q={CIGS[0]}", "bandi/"):
        answer = client.get(f"/treviso/sua/{path}")
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Zibaldone" not in content.replace(b"q=Zibaldone", b""), path
    assert queries.counts(actors[who])["open"] == 0


@pytest.mark.parametrize(
    "who", ["treviso.sua", "treviso.dirigente", "comune1.rup", "comune1.referente"]
)
def test_those_of_the_tender_read_every_tab(tender, sign_in, who):
    client = sign_in(who)
    for path in TABS:
        answer = client.get(home(tender, path))
        assert answer.status_code == 200, path
        assert "Zibaldone" in answer.content.decode()
    assert "non è una piattaforma" in client.get(home(tender)).content.decode()


@pytest.mark.parametrize("path", ["gare/", "gare/fasi/", "contratti/", "rup/", "campagne/"])
def test_upi_finds_no_tender_and_where_its_numbers_are(tender, sign_in, path):
    page = sign_in("upi.admin").get(f"/treviso/sua/{path}").content.decode()
    assert "Zibaldone" not in page
    main = page.partition("<main")[2]
    assert 'href="/treviso/sua/cruscotto/">Cruscotto SUA – aggregati</a>' in main
    of_brescia = sign_in("brescia.sua").get(f"/treviso/sua/{path}").content.decode()
    assert "Cruscotto SUA – aggregati" not in of_brescia


def test_found_by_cig_by_its_sua_and_its_ente_alone(tender, actors, enti):
    for subject in (tender, *tender.places.all()):
        refresh_subject(
            subject_type=subject._meta.label_lower, subject_id=str(subject.pk), now=timezone.now()
        )
    space = enti[cast.TREVISO].space

    def finds(who):
        return [hit.title for hit in search(actor=actors[who], space=space, text=CIGS[0]).hits]

    assert finds("treviso.sua") == ["Gara Zibaldone"]
    assert finds("comune1.rup") == ["Gara Zibaldone"]
    for who in ("brescia.sua", "comune2.referente", "upi.admin"):
        assert finds(who) == []


def statements(client, path) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(path).status_code == 200
    return len(seen)


@pytest.mark.parametrize("path", ["gare/", "gare/fasi/", "bandi/"])
def test_lists_cost_the_same_whatever_their_rows(enti, officer, sign_in, path):
    def more(count):
        for _ in range(count):
            make_tender(enti, officer, lots=(lot(1), lot(2)))
        Tender.objects.update(state="PUBLISHED", published_at=NOW, bids_due_at=timezone.now())

    more(3)
    client = sign_in("treviso.sua")
    few = statements(client, f"/treviso/sua/{path}")
    more(20)
    assert statements(client, f"/treviso/sua/{path}") == few


@pytest.mark.parametrize("path", ["", "lotti/", "documenti/", "persone/"])
def test_a_record_costs_the_same_whatever_hangs_on_it(enti, officer, sign_in, path):
    one = make_tender(enti, officer, lots=(lot(1),))
    client = sign_in("treviso.sua")

    def fill(count, start):
        for number in range(start, start + count):
            add_document(tender=one, content=paper(f"{number}.txt", str(number)), kind="OTHER", actor=officer, now=NOW)  # fmt: skip
            hold(one, PersonRole.SUPPORT, f"Persona {number}", officer)

    fill(2, 0)
    few = statements(client, home(one, path))
    fill(6, 2)
    for number in range(2, 8):
        Lot.objects.create(tender=one, number=number, subject="x", base_amount=Decimal(1))
    many = statements(client, home(one, path))
    # A lot's buttons may ask for its own hand-overs: prefetched, never one by one.
    assert many == few


def test_reserved_papers_stay_with_the_sua(tender, officer, sign_in):
    for level, title in (("SUA", "Solo SUA"), ("BODY", "Per il Comune"), ("PUBLIC", "Per tutti")):
        add_document(tender=tender, content=paper(f"{level}.txt", title), kind="OTHER", title=title, visibility=level, actor=officer, now=NOW)  # fmt: skip
    add_document(tender=tender, content=paper("v.txt", "verbale"), kind="MINUTES", title="Verbale uno", actor=officer, now=NOW)  # fmt: skip
    add_document(tender=tender, content=paper("i.txt", "invitati"), kind="INVITED", title="Invitati", actor=officer, now=NOW)  # fmt: skip
    page = sign_in("comune1.rup").get(home(tender, "documenti/")).content.decode()
    assert "Per il Comune" in page
    assert "Per tutti" in page
    for hidden in ("Solo SUA", "Verbale uno", "Invitati"):
        assert hidden not in page
    story = sign_in("comune1.rup").get(home(tender, "storia/")).content.decode()
    for hidden in ("Solo SUA", "Verbale uno", "Invitati"):
        assert hidden not in story
    secret = TenderDocument.objects.get(title="Verbale uno")
    assert sign_in("comune1.rup").get(home(tender, f"documenti/{secret.pk}/")).status_code == 404
    Tender.objects.update(state="AWARDED", bids_due_at=NOW)
    page = sign_in("comune1.rup").get(home(tender, "documenti/")).content.decode()
    assert "Verbale uno" in page
    assert "Invitati" in page
    assert "Solo SUA" not in page


def test_the_zip_has_what_its_reader_sees(tender, officer, sign_in):
    add_document(tender=tender, content=paper("s.txt", "segreto"), kind="OTHER", title="Solo SUA", visibility="SUA", actor=officer, now=NOW)  # fmt: skip

    def names(who):
        answer = sign_in(who).get(home(tender, "fascicolo.zip"))
        with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
            assert archive.testzip() is None
            return archive.namelist(), archive.read("indice.html").decode()

    own, index = names("treviso.sua")
    theirs, their_index = names("comune1.rup")
    assert len(own) == len(theirs) + 1
    assert "Solo SUA" in index
    assert "Solo SUA" not in their_index
    assert own[0] == "indice.html"


def test_the_file_as_pdf(tender, sign_in):
    answer = sign_in("comune1.rup").get(home(tender, "fascicolo.pdf"))
    assert b"".join(answer.streaming_content).startswith(b"%PDF")


def test_the_number_of_bids_is_hidden_from_the_ente_until_the_award(tender, officer, sign_in):
    evaluated(tender, officer)
    page = sign_in("comune1.rup").get(home(tender, "lotti/")).content.decode()
    assert "ammesse" not in page
    assert "ammesse" in sign_in("treviso.sua").get(home(tender, "lotti/")).content.decode()
    told = " ".join(TenderEvent.objects.exclude(visibility="SUA").values_list("words", flat=True))
    assert "offerte, " not in told


def test_the_public_reads_notices_without_names(tender, officer, client):
    assert b"Zibaldone" not in client.get("/treviso/sua/bandi/").content
    step(tender, "approve", officer)
    publish(tender, officer)
    one = clarifications.receive_question(tender=tender, text="Si può subappaltare?", asker="Rossi srl", asked_at=PUBLISHED, actor=officer, now=PUBLISHED)  # fmt: skip
    clarifications.draft_answer(clarification=one, question=one.question, answer="Sì, lo chiede Rossi srl.", actor=officer, now=PUBLISHED)  # fmt: skip
    with pytest.raises(Refusal) as refused:
        clarifications.publish_answer(clarification=one, actor=officer, now=PUBLISHED)
    assert refused.value.code == "not_anonymous"
    clarifications.draft_answer(clarification=one, question=one.question, answer="Sì.", actor=officer, now=PUBLISHED)  # fmt: skip
    late = DUE - timedelta(days=2)
    with pytest.raises(Refusal) as refused:
        clarifications.publish_answer(clarification=one, actor=officer, now=late)
    assert refused.value.code == "too_late"
    clarifications.publish_answer(clarification=one, actor=officer, now=PUBLISHED)
    assert b"Zibaldone" in client.get("/treviso/sua/bandi/").content
    page = client.get(f"/treviso/sua/bandi/{tender.number}/").content.decode()
    assert "Si può subappaltare?" in page
    assert "Rossi" not in page
    assert "https://pad.example/gara/1" in page
    assert client.get(f"/brescia/sua/bandi/{tender.number}/").status_code == 404


def test_an_invitation_is_not_public(enti, officer, people, client):
    made = make_tender(enti, officer, title="Gara Zibaldone", procedure=Procedure.NEGOTIATED)
    ready(made, officer, people)
    step(made, "approve", officer)
    publish(made, officer)
    assert b"Zibaldone" not in client.get("/treviso/sua/bandi/").content


def test_an_officer_opens_a_tender_by_the_form(enti, people, sign_in):
    answer = sign_in("treviso.sua").post(
        "/treviso/sua/gare/nuova/",
        {
            "kind": "DELEGATED", "title": "Mensa", "body": str(enti[cast.COMUNE_1].pk), "body_text": "",
            "contract_kind": "SERVICES", "procedure": "OPEN", "criterion": "BEST_VALUE",
            "base_amount": "120.000,00", "safety_amount": "0", "labour_amount": "0", "options_amount": "0",
        },
    )  # fmt: skip
    made = Tender.objects.get()
    assert answer.status_code == 302
    assert (made.total, made.officer, made.holder) == (Decimal("120000.00"), people["treviso.sua"], enti[cast.COMUNE_1])  # fmt: skip
    assert sign_in("comune1.rup").get("/treviso/sua/gare/nuova/").status_code in (403, 409)


def test_a_lot_is_changed_by_the_form(tender, sign_in, people):
    client = sign_in("treviso.sua")
    answer = client.post(
        home(tender, "lotti/1/"),
        {
            "subject": "Lotto cambiato", "base_amount": "250000", "safety_amount": "0",
            "labour_amount": "0", "options_amount": "0", "cig": CIGS[0], "cups": "J13C22000010006",
            "is_labour_discountable": "on",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    one = tender.lots.get(number=1)
    assert (one.subject, one.base_amount, one.cups) == ("Lotto cambiato", Decimal(250000), ["J13C22000010006"])  # fmt: skip
    assert client.get(home(tender, "lotti/1/")).status_code == 200
    found = client.get("/treviso/sua/gare/?q=J13C22000010006").content.decode()
    assert tender.number in found


def test_minutes_come_from_the_data_and_keep_their_versions(tender, officer, sign_in):
    evaluated(tender, officer)
    present = list(tender.persons.filter(role__in=("PRES", "COMM")))
    with pytest.raises(Refusal) as refused:
        sittings.hold_sitting(tender=tender, begins_at=DUE - timedelta(hours=1), present=present, actor=officer, now=AFTER)  # fmt: skip
    assert refused.value.code == "before_the_deadline"
    sitting = sittings.hold_sitting(tender=tender, begins_at=AFTER, present=present, agenda="Apertura", actor=officer, now=AFTER)  # fmt: skip
    text = sitting.minutes
    assert "Anna Presiede" in text.body
    assert tender.number in text.body
    sittings.change_text(text=text, body=text.body + "<p>Aggiunta</p>", actor=officer, now=AFTER, seen=1)  # fmt: skip
    with pytest.raises(Refusal) as refused:
        sittings.change_text(text=text, body="<p>Altro</p>", actor=officer, now=AFTER, seen=1)
    assert refused.value.code == "changed_meanwhile"
    assert list(text.versions.values_list("number", flat=True)) == [2, 1]
    client = sign_in("treviso.sua")
    assert client.get(home(tender, f"testi/{text.pk}/testo.docx")).content.startswith(b"PK")
    assert client.get(home(tender, f"testi/{text.pk}/")).status_code == 200
    assert sign_in("comune1.rup").get(home(tender, f"testi/{text.pk}/")).status_code in (403, 409)


def test_an_ente_adds_its_papers_not_the_suas(tender, sign_in, actors):
    add_document(tender=tender, content=paper("c.txt", "comune"), kind="OTHER", title="Del Comune", visibility="PUBLIC", actor=actors["comune1.rup"], now=NOW)  # fmt: skip
    assert TenderDocument.objects.get(title="Del Comune").visibility == "BODY"
    with pytest.raises(Refusal):
        add_document(tender=tender, content=paper("b.txt", "z"), kind="OTHER", actor=actors["comune2.referente"], now=NOW)  # fmt: skip


def test_in_an_aggregated_tender_all_take_part_alike(enti, officer, sign_in):
    made = make_tender(enti, officer, kind=TenderKind.AGGREGATED, bodies=(cast.COMUNE_1, cast.COMUNE_2))  # fmt: skip
    for level in ("BODY", "PARTIES"):
        add_document(tender=made, content=paper(f"{level}.txt", level), kind="OTHER", title=f"Livello {level}", visibility=level, actor=officer, now=NOW)  # fmt: skip
    for who in ("comune1.rup", "comune2.referente"):
        page = sign_in(who).get(home(made, "documenti/")).content.decode()
        assert "Livello BODY" in page
        assert "Livello PARTIES" in page


def test_cards_of_pcp_are_noted_as_read(tender, sign_in):
    client = sign_in("treviso.sua")
    client.post(home(tender, "schede/nuova/"), {"card": "P2_16", "state": "CONFIRMED", "on": "2026-03-16"})  # fmt: skip
    assert "P2_16 – bando" in client.get(home(tender)).content.decode()


def test_every_form_opens_for_who_may_fill_it(tender, officer, sign_in):
    client = sign_in("treviso.sua")
    part = tender.persons.first()
    document = tender.documents.first()
    assert client.get("/treviso/sua/gare/nuova/").status_code == 200
    for path in (
        "dati/", "lotti/nuovo/", "lotti/1/", "persone/nuova/", f"persone/{part.pk}/dichiarazione/",
        f"persone/{part.pk}/fine/", f"persone/{part.pk}/successione/", "documenti/nuovi/",
        f"documenti/{document.pk}/modifica/", f"documenti/{document.pk}/versione/",
        "chiarimenti/nuovo/", "sedute/nuova/", "testi/nuovo/", "schede/nuova/", "lotti/1/esito/",
        "lotti/1/offerte/", "scadenze/offerte/", "scadenze/durata/", "passo/suspend/",
    ):  # fmt: skip
        assert client.get(home(tender, path)).status_code == 200, path
    step(tender, "approve", officer)
    page = client.get(home(tender, "passo/publish/")).content.decode()
    assert "Termine per le offerte" in page


def test_an_officer_changes_the_data_by_the_form(tender, sign_in):
    client = sign_in("treviso.sua")
    page = client.get(home(tender, "dati/"))
    values = {
        name: value
        for name, value in page.context["form"].initial.items()
        if value not in (None, False)
    }
    answer = client.post(home(tender, "dati/"), {**values, "bdncp_url": "https://bdncp.example/1"})
    assert answer.status_code == 302
    tender.refresh_from_db()
    assert tender.bdncp_url == "https://bdncp.example/1"
    assert "Dati della gara modificati" in client.get(home(tender, "storia/")).content.decode()
