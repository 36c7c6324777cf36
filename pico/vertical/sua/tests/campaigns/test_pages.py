"""Pages of campaigns: who sees what, what stays constant, what a person does with them."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from openpyxl import load_workbook

from pico.core.testing import cast, factories

from ...models import Campaign, CatalogueItem, NeedAnswer, NeedLine, Tender
from ...queries.campaigns.found import campaign_entry
from ...terms.campaigns import AnswerState, CampaignState

pytestmark = pytest.mark.django_db
HOME = "/treviso/sua/campagne/"


def at(stage, path=""):
    return f"{HOME}{stage.campaign.pk}/{path}"


@pytest.fixture(autouse=True)
def today(monkeypatch, stage):
    """Pages read the clock: it stands where the stage stands."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: stage.now)


# Who sees what -----------------------------------------------------------------------------------

SUA_PAGES = ("", "voci/", "enti/", "modifica/", "duplica/", "voci/nuova/")


@pytest.mark.parametrize("username", ["comune1.referente", "brescia.sua", "upi.admin"])
def test_a_draft_is_its_suas_alone(stage, sign_in, username):
    client = sign_in(username)
    for path in SUA_PAGES:
        assert client.get(at(stage, path)).status_code == 404
    assert "Cancelleria" not in client.get(HOME).content.decode()


def test_its_sua_prepares_it(stage, sign_in):
    client = sign_in("treviso.sua")
    for path in SUA_PAGES:
        assert client.get(at(stage, path)).status_code == 200, path
    assert "Cancelleria" in client.get(HOME).content.decode()


def test_who_was_asked_sees_the_campaign_and_only_its_own_answer(stage, sign_in):
    stage.invite(cast.COMUNE_1, cast.COMUNE_2)
    stage.step("open", "treviso.sua")
    other = stage.answer(cast.COMUNE_2)
    client = sign_in("comune1.rup")
    assert client.get(at(stage)).status_code == 200
    assert client.get(at(stage, "risposta/")).status_code == 200
    for path in (
        "risposte/", f"risposte/{other.pk}/", f"risposte/{other.pk}/passi/send/",
        f"risposte/{other.pk}/ricevuta.pdf", "piano/", "simulatore/", "enti/", "risposte/solleciti/",
    ):  # fmt: skip
        assert client.get(at(stage, path)).status_code == 404, path
    assert "Conegliano" not in client.get(at(stage)).content.decode()
    assert sign_in("comune3.referente").get(at(stage)).status_code == 404


@pytest.mark.parametrize("username", ["brescia.sua", "upi.admin", "veneto.admin"])
def test_neighbours_find_nothing(stage, sign_in, username):
    stage.open()
    answer = stage.answer()
    client = sign_in(username)
    for path in (
        "",
        "risposta/",
        "risposte/",
        f"risposte/{answer.pk}/",
        "voci/",
        "dati-aperti.csv",
    ):
        assert client.get(at(stage, path)).status_code == 404, path


def test_it_does_not_stand_in_the_space_of_another_sua(stage, sign_in):
    stage.open()
    url = f"/brescia/sua/campagne/{stage.campaign.pk}/"
    assert sign_in("treviso.sua").get(url).status_code == 404


def test_the_search_finds_it_for_its_sua(stage):
    entry = campaign_entry(stage.campaign)
    assert entry.scope == f"ente:{stage.enti[cast.TREVISO].pk}"
    assert entry.url == at(stage)
    assert "30197643" in entry.body


def test_totals_are_for_participants_once_they_are_frozen(stage, sign_in):
    stage.consolidated()
    client = sign_in("comune1.referente")
    assert client.get(at(stage, "piano/")).status_code == 404
    stage.step("consolidate")
    page = client.get(at(stage, "piano/")).content.decode()
    assert "480,00" in page
    assert "Conegliano" not in page
    assert client.get(at(stage, "simulatore/")).status_code == 404


# The answer --------------------------------------------------------------------------------------


def test_an_ente_fills_a_section_and_confirms(stage, sign_in):
    stage.open()
    client = sign_in("comune1.rup")
    item = stage.item("A4")
    page = client.get(at(stage, "risposta/sezioni/0/")).content.decode()
    assert 'value="3,20"' in page
    assert 'value="2027-01-01"' in page
    key = f"i{item.pk}_0"
    data = {
        f"{key}-quantity": "1.250,5", f"{key}-unit_price": "3,20", f"{key}-starts_on": "2027-01-01",
        f"{key}-months": "12", f"{key}-adhesion": "CERTAIN", f"{key}-base": "0",
    }  # fmt: skip
    answer = client.post(
        at(stage, "risposta/sezioni/0/"), data, headers={"accept": "application/json"}
    )
    assert "saved_at" in answer.json()
    line = NeedLine.objects.get()
    assert (str(line.quantity), str(line.annual_amount)) == ("1250.500", "4001.60")
    assert stage.answer().state == AnswerState.FILLING
    again = client.post(at(stage, "risposta/sezioni/0/"), data)
    assert again.status_code == 302
    assert NeedLine.objects.count() == 1


def test_a_wrong_value_is_said_and_the_others_are_kept(stage, sign_in):
    stage.open()
    client = sign_in("comune1.rup")
    one, other = f"i{stage.item('A4').pk}_0", f"i{stage.item('A3').pk}_0"
    data = {
        f"{one}-quantity": "dieci",
        f"{other}-quantity": "7",
        f"{other}-starts_on": "2027-01-01",
    }
    page = client.post(at(stage, "risposta/sezioni/0/"), data)
    assert page.status_code == 200
    assert "sua-error" in page.content.decode()
    assert list(NeedLine.objects.values_list("item__code", "quantity")) == [("A3", 7)]
    quietly = client.post(
        at(stage, "risposta/sezioni/0/"), data, headers={"accept": "application/json"}
    )
    assert quietly.status_code == 409


def test_a_sheet_is_pasted_with_its_faults(stage, sign_in):
    stage.open()
    client = sign_in("comune1.rup")
    heads = "Codice voce\tVariante\tQuantità annua\tPrezzo unitario\tDecorrenza"
    wrong = f"{heads}\nA4\t\tmolte\t3,10\t01/02/2027\nXX\t\t5\t1\t\nEE\tnera\t10\t\t"
    page = client.post(at(stage, "risposta/importa/"), {"text": wrong}).content.decode()
    assert "Riga 2, Quantità annua" in page
    assert "Riga 3, Codice voce" in page
    assert "Riga 4, Variante" in page
    assert NeedLine.objects.count() == 0
    right = f"{heads}\nA4\t\t1.200\t3,10\t01/02/2027\nEE\tVerde\t90000\t0,25\t\n\t\t\t\t"
    assert client.post(at(stage, "risposta/importa/"), {"text": right}).status_code == 302
    lines = {line.item.code: line for line in NeedLine.objects.select_related("item")}
    assert str(lines["A4"].annual_amount) == "3720.00"
    assert lines["EE"].variant == "verde"
    assert f"{lines['EE'].starts_on}" == "2027-01-01"


def test_the_model_comes_back_as_it_left(stage, sign_in, tmp_path):
    stage.open()
    client = sign_in("comune1.rup")
    path = tmp_path / "modello.xlsx"
    path.write_bytes(client.get(at(stage, "risposta/modello.xlsx")).content)
    book = load_workbook(path)
    sheet = book.worksheets[0]
    assert sheet.max_row == 5
    sheet["F2"] = 40.5
    sheet["F4"] = 12000
    book.save(path)
    upload = SimpleUploadedFile("modello.xlsx", path.read_bytes())
    assert client.post(at(stage, "risposta/importa/"), {"file": upload}).status_code == 302
    assert NeedLine.objects.count() == 2
    spoiled = SimpleUploadedFile("modello.xlsx", b"PK non un foglio")
    page = client.post(at(stage, "risposta/importa/"), {"file": spoiled}).content.decode()
    assert "non si apre come foglio" in page


def test_the_head_sends_and_keeps_the_receipt(stage, sign_in):
    stage.open()
    stage.write(10, username="comune1.rup")
    answer = stage.answer()
    assert (
        sign_in("comune1.rup").get(at(stage, f"risposte/{answer.pk}/passi/send/")).status_code
        == 404
    )
    client = sign_in("comune1.referente")
    step = at(stage, f"risposte/{answer.pk}/passi/send/")
    assert client.get(step).status_code == 200
    client.post(step, {"commitment": "BINDING", "signatory": "Carla Referente-Uno, segretaria"})
    answer.refresh_from_db()
    assert (answer.state, answer.commitment) == (AnswerState.SENT, "BINDING")
    receipt = client.get(at(stage, f"risposte/{answer.pk}/ricevuta.pdf"))
    assert receipt.content.startswith(b"%PDF")
    officer = sign_in("treviso.sua")
    assert officer.get(at(stage, f"risposte/{answer.pk}/ricevuta.pdf")).status_code == 200


# The SUA -----------------------------------------------------------------------------------------


def test_the_officer_comments_returns_and_validates(stage, sign_in):
    stage.open()
    stage.send(10)
    line = NeedLine.objects.get()
    client = sign_in("treviso.sua")
    given = at(stage, f"risposte/{stage.answer().pk}/")
    assert client.get(given).status_code == 200
    client.post(f"{given}righe/{line.pk}/commento/", {"comment": "Sono risme o fogli?"})
    client.post(f"{given}passi/send_back/", {"reason": "Controllate la carta", "until": ""})
    page = sign_in("comune1.referente").get(at(stage, "risposta/")).content.decode()
    assert "Sono risme o fogli?" in page
    assert "Controllate la carta" in page


def test_reminders_are_previewed(stage, sign_in, django_capture_on_commit_callbacks):
    stage.open()
    client = sign_in("treviso.sua")
    page = client.get(at(stage, "risposte/solleciti/")).content.decode()
    assert "Comune di Conegliano" in page
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(at(stage, "risposte/solleciti/")).status_code == 302
    assert NeedAnswer.objects.filter(reminded_on=timezone.localdate(stage.now)).count() == 3


def test_the_plan_is_made_merged_split_and_shown(stage, sign_in):
    stage.open()
    stage.write(7, code="A3")
    stage.send(100)
    stage.send(50, cast.COMUNE_2, "comune2.referente")
    client = sign_in("treviso.sua")
    chosen = [stage.answer().pk, stage.answer(cast.COMUNE_2).pk]
    client.post(at(stage, "risposte/valida/"), {"scelti": chosen})
    stage.campaign.refresh_from_db()
    stage.step("close")
    stage.step("check", "treviso.sua")
    assert client.get(at(stage, "piano/")).status_code == 200
    assert client.post(at(stage, "piano/calcola/")).status_code == 302
    plan = stage.campaign.plans.get()
    keys = [line.pk for line in plan.lines.all()]
    assert client.post(at(stage, "piano/unisci/"), {"scelti": keys}).status_code == 200
    client.post(at(stage, "piano/unisci/"), {"scelti": keys, "description": "Carta"})
    merged = plan.lines.get(is_replaced=False)
    assert merged.came_from.count() == 2
    assert str(sum(quota.value for quota in merged.quotas.all())) == "502.40"
    split = at(stage, f"piano/righe/{merged.pk}/")
    assert client.get(split).status_code == 200
    client.post(
        split, {"description": "Carta di Conegliano", "enti": [stage.enti[cast.COMUNE_2].pk]}
    )
    lines = {line.description: line for line in plan.lines.filter(is_replaced=False)}
    assert set(lines) == {"Carta", "Carta di Conegliano"}
    assert lines["Carta di Conegliano"].quotas.get().quantity == 50
    page = client.get(at(stage, "piano/?cifre=8&ambito=1")).content.decode()
    assert "30197643" in page


def test_two_scenarios_stand_in_the_address(stage, sign_in):
    stage.consolidated()
    stage.step("consolidate")
    client = sign_in("treviso.dirigente")
    leaver = stage.enti[cast.COMUNE_2].pk
    query = f"?confronta=1&a-months=12&b-months=48&b-without={leaver}&b-tool=CONTRACT"
    page = client.get(at(stage, f"simulatore/{query}")).content.decode()
    assert re.search(r"Scenario\s+B", page)
    assert "480,00" in page
    assert "1.280,00" in page
    assert "Si sfilano Comune di Conegliano" in page
    report = client.get(at(stage, f"simulatore/relazione.pdf{query}"))
    assert report.content.startswith(b"%PDF")


def test_a_campaign_becomes_a_tender(stage, sign_in):
    stage.consolidated()
    stage.step("consolidate")
    address = at(stage, "simulatore/gara/?a-months=24&a-options=50&a-tool=FRAMEWORK")
    data = {
        "title": "Cancelleria per i Comuni", "contract_kind": "SUPPLIES", "criterion": "LOWEST_PRICE",
        "note": "Prezzi migliori insieme",
    }  # fmt: skip
    assert sign_in("treviso.sua").post(address, data).status_code == 404
    client = sign_in("treviso.dirigente")
    assert client.get(address).status_code == 200
    assert client.post(address, data).status_code == 302
    tender = Tender.objects.get()
    lot = tender.lots.get()
    assert (lot.base_amount, lot.options_amount) == (960, 480)
    assert {share.ente.ipa_code: share.amount for share in lot.shares.all()} == {
        cast.COMUNE_1: 960, cast.COMUNE_2: 480,
    }  # fmt: skip
    campaign = Campaign.objects.get()
    assert (campaign.state, campaign.tender) == (CampaignState.SETTLED, tender)
    assert client.post(address, data).status_code == 422
    assert Tender.objects.count() == 1


def test_open_data_hide_small_numbers(stage, client):
    stage.consolidated()
    stage.step("consolidate")
    stage.step("no_procedure", reason="Consip")
    assert client.get(at(stage, "dati-aperti.csv")).status_code == 404
    stage.step("archive")
    text = b"".join(client.get(at(stage, "dati-aperti.csv")).streaming_content).decode()
    assert "30197;pz;meno di 3" in text
    assert "480" not in text


# Constant ----------------------------------------------------------------------------------------


def crowd(stage, many):
    """So many more enti with an answer and two lines each."""
    item = CatalogueItem.objects.filter(campaign=stage.campaign).first()
    for n in range(many):
        ente = factories.make_ente(f"Comune di Folla {n:03d}", territory_id="026")
        answer = NeedAnswer.objects.create(campaign=stage.campaign, ente=ente, state="VALID")
        for variant in ("", "altra"):
            NeedLine.objects.create(
                answer=answer, item=item, variant=variant, cpv=item.cpv, unit="PZ", quantity=5,
                description=item.description, annual_amount=16, starts_on=timezone.localdate(stage.now),
            )  # fmt: skip


@pytest.mark.parametrize(
    "path", ["risposte/", "piano/?cifre=8&ambito=1", "simulatore/?confronta=1"]
)
def test_many_enti_ask_the_database_nothing_more(
    stage, sign_in, django_assert_max_num_queries, path
):
    stage.open()
    crowd(stage, 3)
    client = sign_in("treviso.sua")
    counts = []
    crowd_of(stage, 0)
    client.get(at(stage, path))
    for more in (0, 300):
        crowd_of(stage, more)
        with django_assert_max_num_queries(80) as asked:
            assert client.get(at(stage, path)).status_code == 200
        counts.append(len(asked))
    assert counts[0] == counts[1]


def crowd_of(stage, more):
    """Bring the campaign to «In verifica» with a plan of all that is there."""
    for number in range(more):
        stage_ente = factories.make_ente(f"Comune di Massa {number:03d}", territory_id="026")
        answer = NeedAnswer.objects.create(campaign=stage.campaign, ente=stage_ente, state="VALID")
        item = stage.campaign.items.all()[number % 3]
        NeedLine.objects.create(
            answer=answer, item=item, cpv=item.cpv, unit=item.unit, quantity=5, annual_amount=16,
            description=item.description, starts_on=timezone.localdate(stage.now),
        )  # fmt: skip
    Campaign.objects.filter(pk=stage.campaign.pk).update(state=CampaignState.CHECKING)
    stage.campaign.refresh_from_db()
    stage.plan()


def test_the_list_asks_the_same_for_many_campaigns(stage, sign_in, django_assert_max_num_queries):
    client = sign_in("treviso.sua")
    client.get(HOME)
    counts = []
    for more in (0, 20):
        Campaign.objects.bulk_create(
            Campaign(owner=stage.enti[cast.TREVISO], title=f"Campagna {n}", flow_version=1)
            for n in range(more)
        )
        with django_assert_max_num_queries(60) as asked:
            client.get(HOME)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_the_grid_asks_the_same_for_many_items(stage, sign_in, django_assert_max_num_queries):
    items = [
        CatalogueItem(
            campaign=stage.campaign, position=n, section="Carta", code=f"X{n}", cpv="30197643",
            description=f"Voce {n}", unit="PZ",
        )
        for n in range(60)
    ]  # fmt: skip
    stage.open()
    client = sign_in("comune1.rup")
    client.get(at(stage, "risposta/sezioni/0/"))
    counts = []
    for more in ([], items):
        CatalogueItem.objects.bulk_create(more)
        with django_assert_max_num_queries(60) as asked:
            client.get(at(stage, "risposta/sezioni/0/"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
