"""Pages of requests, agreements and figures: who sees them, what they say, at what cost."""

from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from docx import Document

from pico.core.enti.models import Ente
from pico.core.testing.factories import make_ente

from ..actions.agreements import ask_adhesion, make_adhesion_step
from ..actions.requests.drafting import begin_request
from ..demo.requests import ASKED, furnish_requests
from ..models import Adhesion, Agreement, Parameter, TenderRequest
from ..queries.found_requests import request_entry
from ..queries.requests import files_of, visible_requests
from ..terms.requests import RequestState
from .request_factories import make_agreed, make_draft, make_received, step

pytestmark = pytest.mark.django_db
RUP, HEAD = "comune1.rup", "comune1.referente"
OFFICER, MANAGER = "treviso.sua", "treviso.dirigente"
HOME = "/treviso/sua/"
STRANGERS = ("comune2.referente", "brescia.sua", "upi.admin")


@pytest.fixture
def now():
    """Pages look at today: what they show is of these days."""
    return timezone.now()


@pytest.fixture
def draft(enti, actors):
    return make_draft(enti, actors[RUP])


@pytest.fixture
def received(enti, actors, people):
    return make_received(enti, actors, people)


def pages_of(request) -> list[str]:
    own = f"{HOME}richieste/{request.pk}/"
    tabs = [own, f"{own}documenti/", f"{own}scadenze/", f"{own}storia/"]
    return [*tabs, f"{own}ricevuta.pdf", f"{own}file/{request.files.first().pk}/"]


# Who sees what ------------------------------------------------------------------------------------


@pytest.mark.parametrize("who", [RUP, HEAD, OFFICER, MANAGER])
def test_both_sides_read_it(received, sign_in, who):
    client = sign_in(who)
    for page in pages_of(received):
        assert client.get(page).status_code == 200, page


@pytest.mark.parametrize("who", STRANGERS)
def test_it_does_not_exist_for_others(received, sign_in, who):
    client = sign_in(who)
    for page in pages_of(received):
        assert client.get(page).status_code == 404, page
    assert client.post(f"{HOME}richieste/{received.pk}/passo/take/").status_code == 404
    for listing in ("richieste/", "richieste/?vista=bacheca", "richieste/?formato=csv"):
        answer = client.get(f"{HOME}{listing}")
        body = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert received.title not in body.decode(), listing


def test_a_draft_is_of_its_ente_alone(draft, sign_in, actors):
    for who in (*STRANGERS, OFFICER, MANAGER):
        assert sign_in(who).get(f"{HOME}richieste/{draft.pk}/").status_code == 404
        assert not visible_requests(actors[who]).exists()
    assert sign_in(HEAD).get(f"{HOME}richieste/{draft.pk}/").status_code == 200


def test_without_signing_in_there_is_only_the_door(received, client):
    assert client.get(f"{HOME}richieste/{received.pk}/").status_code in (302, 403, 404)


def test_the_list_of_the_invited_is_reserved(received, actors):
    received.files.update(kind="INVITED")
    assert files_of(received, actors[OFFICER]).exists()
    assert files_of(received, actors[RUP]).exists()
    assert not files_of(received, actors["treviso.sit"]).exists()


def test_the_search_keeps_to_one_side_at_a_time(draft, received):
    assert request_entry(draft).scope == f"ente:{draft.ente_id}"
    assert request_entry(received).scope == f"ente:{received.sua_id}"
    assert received.number in request_entry(received).codes


# Lists: the same statements whatever the rows -------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "path"),
    [(RUP, "richieste/"), (OFFICER, "richieste/"), (OFFICER, "richieste/?vista=bacheca")],
)
def test_lists_cost_the_same_at_3_and_30(
    received, enti, actors, sign_in, django_assert_max_num_queries, who, path
):
    client = sign_in(who)

    def more(count):
        for number in range(count):
            made = begin_request(
                sua=enti["p_TV"], title=f"Gara {number}", kind="WORKS", actor=actors[RUP],
                now=timezone.now(),
            )  # fmt: skip
            TenderRequest.objects.filter(pk=made.pk).update(
                state=RequestState.INSTRUCTION, sent_at=timezone.now(), number=f"N{made.pk}",
                officer=actors[OFFICER].person_id,
            )  # fmt: skip

    more(2)
    client.get(f"{HOME}{path}")
    with django_assert_max_num_queries(200) as few:
        client.get(f"{HOME}{path}")
    more(20)
    with django_assert_max_num_queries(len(few.captured_queries)):
        assert "Gara 1" in client.get(f"{HOME}{path}").content.decode()


def test_filters_live_in_the_address_and_the_export_follows(received, sign_in):
    client = sign_in(OFFICER)
    assert received.title in client.get(f"{HOME}richieste/?state=RECEIVED").content.decode()
    assert received.title not in client.get(f"{HOME}richieste/?state=REFUSED").content.decode()
    body = b"".join(client.get(f"{HOME}richieste/?formato=csv").streaming_content).decode()
    assert "Codice dello stato" in body
    assert "RECEIVED" in body
    assert "Ricevuta" in body


# The guided draft ---------------------------------------------------------------------------------


def post_rows(name: str, rows: list[dict]) -> dict:
    data = {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
    for place, row in enumerate(rows):
        data |= {f"{name}-{place}-{key}": value for key, value in row.items()}
    return data


AMOUNTS = {
    "base_amount": "300.000,00", "labour_amount": "150.000,00", "security_amount": "1.500,00",
    "lot_count": "1", "vat_rate": "22", "no_lots_reason": "Unico", "seen": "0",
}  # fmt: skip


def test_a_part_is_saved_as_it_is_typed(draft, sign_in):
    client = sign_in(RUP)
    data = AMOUNTS | post_rows("lots", []) | post_rows("works", [])
    answer = client.post(f"{HOME}richieste/{draft.pk}/modifica/importi/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    draft.refresh_from_db()
    assert draft.estimated_value == Decimal("301500.00")
    assert answer.url.endswith("/procedura/")


def test_every_part_draws(draft, sign_in):
    client = sign_in(RUP)
    for part in ("oggetto", "importi", "procedura", "codici", "finanziamento", "persone",
                 "documenti", "riepilogo"):  # fmt: skip
        assert client.get(f"{HOME}richieste/{draft.pk}/modifica/{part}/").status_code == 200, part
    assert client.get(f"{HOME}richieste/{draft.pk}/modifica/altro/").status_code == 404


def test_what_was_typed_stays_when_it_is_wrong(draft, sign_in):
    client = sign_in(RUP)
    data = (
        AMOUNTS | {"labour_amount": "400.000,00"} | post_rows("lots", []) | post_rows("works", [])
    )
    answer = client.post(f"{HOME}richieste/{draft.pk}/modifica/importi/", data)
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "non la supera" in body
    assert "400.000,00" in body
    draft.refresh_from_db()
    assert draft.base_amount == 0


def test_the_framework_is_written_and_taken_away_line_by_line(draft, sign_in):
    client, url = sign_in(RUP), f"{HOME}richieste/{draft.pk}/modifica/finanziamento/"
    lines = [{"kind": "WORKS", "amount": "100,00"}, {"kind": "VAT", "amount": "22,00"}]
    money = post_rows("fundings", [{"source": "A", "amount": "122,00"}])
    client.post(url, {"seen": 0, "keeps_quota": "on"} | money | post_rows("costs", lines))
    assert [one.amount for one in draft.costs.all()] == [Decimal(100), Decimal(22)]
    again = post_rows("costs", [lines[0], lines[1] | {"DELETE": "on"}]) | {"costs-INITIAL_FORMS": 2}
    kept = money | {"fundings-INITIAL_FORMS": 1}
    client.post(url, {"seen": 1, "keeps_quota": "on"} | kept | again)
    assert [one.kind for one in draft.costs.all()] == ["WORKS"]
    assert draft.fundings.count() == 1


def test_a_cui_of_another_shape_is_told_and_kept_a_wrong_cup_is_not(draft, sign_in):
    client, url = sign_in(RUP), f"{HOME}richieste/{draft.pk}/modifica/codici/"
    data = {"seen": 0, "cpv": "55523100-3", "cui": "123", "dpcm_category": "999"}
    answer = client.post(url, data | {"cups": "000000000000000\nC11G06000000001"}, follow=True)
    assert "Il CUI ha 21 caratteri" in answer.content.decode()
    draft.refresh_from_db()
    assert (draft.cui, draft.cups) == ("123", ["C11G06000000001"])
    assert client.post(url, data | {"seen": 1, "cups": "C11"}).status_code == 422


def test_the_advice_follows_what_is_typed_and_saves_nothing(draft, sign_in):
    client = sign_in(RUP)
    data = AMOUNTS | {"base_amount": "138.499,99"}
    url = f"{HOME}richieste/{draft.pk}/consiglio/importi/"
    assert "Affidamento diretto" in client.post(url, data).content.decode()
    body = client.post(url, data | {"base_amount": "138.500,00"}).content.decode()
    assert "Procedura negoziata senza bando" in body
    assert "art. 50" in body
    draft.refresh_from_db()
    assert draft.base_amount == 0


def test_a_document_is_added_and_taken_away(draft, sign_in):
    client, url = sign_in(RUP), f"{HOME}richieste/{draft.pk}/"
    content = SimpleUploadedFile("capitolato.pdf", b"%PDF-1.4\n%%EOF\n", "application/pdf")
    data = {"kind": "SPECIFICATIONS", "file": content}
    answer = client.post(f"{url}modifica/documenti/", data)
    assert answer.status_code == 302
    row = draft.files.get()
    assert client.post(f"{url}file/{row.pk}/togli/").status_code == 302
    assert not draft.files.exists()


def test_the_receipt_is_a_pdf(received, sign_in):
    answer = sign_in(RUP).get(f"{HOME}richieste/{received.pk}/ricevuta.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_letter_is_made_of_the_data_even_of_a_draft(draft, sign_in):
    answer = sign_in(RUP).get(f"{HOME}richieste/{draft.pk}/lettera.docx")
    words = "\n".join(one.text for one in Document(BytesIO(answer.content)).paragraphs)
    assert draft.title in words
    assert "art. 62 D.Lgs. 36/2023" in words
    assert f"Alla Stazione Unica Appaltante della {draft.sua.name}" in words
    answer = sign_in(RUP).get(f"{HOME}richieste/{draft.pk}/lettera.pdf")
    assert answer.content.startswith(b"%PDF")
    assert sign_in(RUP).get(f"{HOME}richieste/{draft.pk}/lettera.exe").status_code == 404
    # The SUA does not know of a draft, nor another ente.
    for other in (OFFICER, *STRANGERS):
        assert sign_in(other).get(f"{HOME}richieste/{draft.pk}/lettera.docx").status_code == 404


def test_there_is_no_receipt_of_a_draft(draft, sign_in):
    assert sign_in(RUP).get(f"{HOME}richieste/{draft.pk}/ricevuta.pdf").status_code == 404


def test_many_are_taken_in_charge_at_once(received, draft, sign_in):
    data = {"scelti": [received.pk, draft.pk, "x"]}
    sign_in(OFFICER).post(f"{HOME}richieste/prendi/", data)
    received.refresh_from_db()
    draft.refresh_from_db()
    assert (received.state, draft.state) == (RequestState.INSTRUCTION, RequestState.DRAFT)


# Agreements ---------------------------------------------------------------------------------------


def test_an_ente_without_an_agreement_is_led_to_the_adhesion(enti, sign_in, actors):
    client = sign_in(HEAD)
    assert client.get(f"{HOME}richieste/nuova/").url.endswith("/adesioni/nuova/")
    client.post(f"{HOME}adesioni/nuova/", {"needs": "Tre gare all'anno"})
    made = Adhesion.objects.get()
    page = f"{HOME}adesioni/{made.pk}/"
    assert client.get(page).status_code == 200
    for who in STRANGERS:
        assert sign_in(who).get(page).status_code == 404
    step_url = f"{page}passo/accept/"
    assert sign_in(MANAGER).post(step_url).status_code == 302
    made.refresh_from_db()
    assert made.state == "ACCEPTED"


def test_the_agreement_closes_the_adhesion_it_answers(enti, actors):
    made = ask_adhesion(sua=enti["p_TV"], needs="Gare", actor=actors[HEAD], now=timezone.now())
    make_adhesion_step(record=made, name="accept", actor=actors[MANAGER], now=timezone.now())
    agreement = make_agreed(Ente.objects.get(pk=actors[HEAD].ente_id), enti["p_TV"])
    made.refresh_from_db()
    assert made.agreement == agreement


def test_agreements_are_read_by_their_parties(enti, actors, sign_in):
    agreement = make_agreed(Ente.objects.get(pk=actors[HEAD].ente_id), enti["p_TV"])
    page = f"{HOME}convenzioni/{agreement.pk}/"
    for who in (HEAD, RUP, MANAGER, OFFICER):
        assert sign_in(who).get(page).status_code == 200, who
        assert agreement.subject in sign_in(who).get(f"{HOME}convenzioni/").content.decode()
    for who in STRANGERS:
        assert sign_in(who).get(page).status_code == 404, who


def test_the_head_of_the_sua_registers_one_from_the_page(enti, sign_in):
    data = {
        "ente": enti["c_c957"].pk, "ente_text": enti["c_c957"].name, "subject": "Convenzione SUA",
        "form": "ART_30", "act": "Delibera 3/2026", "valid_from": "2026-01-01",
        "valid_to": "2029-12-31", "functions": "4",
        **post_rows("areas", [{"area": "WORKS", "from_amount": "0", "to_amount": "1.000.000,00"}]),
        **post_rows("fees", [{"scheme": "LUMP_SUM", "amount": "1.200,00"}]),
    }  # fmt: skip
    answer = sign_in(MANAGER).post(f"{HOME}convenzioni/nuova/", data)
    assert answer.status_code == 302, answer.context["form"].errors
    made = Agreement.objects.get()
    assert made.areas.get().to_amount == 1_000_000
    assert made.fees.get().amount == 1200
    page = sign_in(MANAGER).get(f"{HOME}convenzioni/{made.pk}/modifica/")
    assert "1.200,00" in page.content.decode()
    assert sign_in(OFFICER).post(f"{HOME}convenzioni/nuova/", data).status_code != 200
    assert Agreement.objects.count() == 1


def test_the_list_of_agreements_costs_the_same(
    enti, actors, sign_in, django_assert_max_num_queries
):
    make_agreed(Ente.objects.get(pk=actors[HEAD].ente_id), enti["p_TV"])
    client = sign_in(MANAGER)
    client.get(f"{HOME}convenzioni/")
    with django_assert_max_num_queries(200) as few:
        client.get(f"{HOME}convenzioni/")
    for number in range(15):
        make_agreed(make_ente(f"Comune di Prova {number}"), enti["p_TV"])
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"{HOME}convenzioni/")


def test_the_home_says_what_waits(received, sign_in, client):
    desk = sign_in(OFFICER).get(HOME).content.decode()
    assert "Richieste senza risposta" in desk
    assert received.title in desk
    own = sign_in(RUP).get(HOME).content.decode()
    assert "Chiedi una gara" in own
    assert received.title in own
    other = sign_in("comune2.referente").get(HOME).content.decode()
    assert received.title not in other
    assert "adesione alla convenzione" in other
    assert received.title not in sign_in("brescia.sua").get(HOME).content.decode()


# Figures of the law, advisor, calendar ------------------------------------------------------------


def test_everybody_reads_the_figures_of_a_day(enti, sign_in):
    client = sign_in("comune2.referente")
    page = f"{HOME}parametri/?group=EU&on=2025-05-05"
    assert "5.538.000,00" in client.get(page).content.decode()
    assert "5.404.000,00" in client.get(f"{HOME}parametri/?group=EU").content.decode()
    record = client.get(f"{HOME}parametri/soglia.ue.lavori/").content.decode()
    assert "5.382.000,00" in record
    assert "Nuovo valore" not in record
    assert client.get(f"{HOME}parametri/contributo_anac/").status_code == 200
    assert client.get(f"{HOME}parametri/non.esiste/").status_code == 404


def test_upi_enters_a_new_value_from_the_page(enti, sign_in):
    client = sign_in("upi.admin")
    url = f"{HOME}parametri/soglia.ue.lavori/nuovo/"
    assert client.get(url).status_code == 200
    data = {"valid_from": "2028-01-01", "value": "5.500.000,00", "article": "Reg. (UE) 2027/1"}
    assert client.post(url, data).status_code == 302
    assert (
        Parameter.objects.get(key="soglia.ue.lavori", valid_from=date(2028, 1, 1)).amount
        == 5_500_000
    )
    fee = Parameter.objects.get(key="contributo_anac", valid_to=None)
    correct = f"{HOME}parametri/correggi/{fee.pk}/"
    typed = {"value": "0; 0; 0\n40.000,00; 40; 2", "article": "ANAC, delibera 1/2026"}
    assert client.post(correct, typed).status_code == 302
    made = Parameter.objects.get(key="contributo_anac", valid_to=None, replaced_at=None)
    assert made.value[1] == {"from": "40000.00", "value": "40.00", "operator": "2.00"}
    assert sign_in(MANAGER).post(correct, typed).status_code != 302


def test_the_advisor_answers_for_any_amount_and_day(enti, sign_in):
    client = sign_in(RUP)
    assert client.get(f"{HOME}consulente/").status_code == 200
    asked = "?kind=SUPPLIES&value=218.000,00&on="
    assert "sotto soglia" in client.get(f"{HOME}consulente/{asked}2025-12-31").content.decode()
    assert "sopra soglia" in client.get(f"{HOME}consulente/{asked}2026-01-01").content.decode()
    unknown = client.get(f"{HOME}consulente/{asked}2031-01-01").content.decode()
    assert "non tutti i parametri" in unknown


def test_comuni_see_places_and_not_whose_they_are(received, actors, sign_in):
    step(received, "take", actors[OFFICER])
    slot = (timezone.localdate().replace(day=1) + timedelta(days=62)).replace(day=1)
    step(received, "accept", actors[MANAGER], now=timezone.now(), slot=slot)
    body = sign_in("comune2.referente").get(f"{HOME}calendario/").content.decode()
    assert "Calendario della SUA" in body
    assert received.title not in body
    assert "Cambia" not in body
    year, month = slot.year, slot.month
    url = f"{HOME}calendario/{year}/{month}/"
    assert sign_in(MANAGER).post(url, {"places": 9, "note": ""}).status_code == 302
    assert sign_in(OFFICER).post(url, {"places": 1, "note": ""}).status_code != 302


def test_the_demo_shows_every_state_and_furnishes_once(enti, people):
    now = timezone.now()
    furnish_requests(now)
    made = TenderRequest.objects.count()
    assert made == len(ASKED) + 1
    assert set(TenderRequest.objects.values_list("state", flat=True)) == set(RequestState.values)
    furnish_requests(now)
    assert TenderRequest.objects.count() == made
