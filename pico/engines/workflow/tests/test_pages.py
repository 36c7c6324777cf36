"""The buttons, the page of a step, the API: three ways to the same row of the table."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.utils import timezone

from pico.core.api.actions import create_token
from pico.core.testing import cast
from tests.sample_module.models import Dossier
from tests.sample_module.terms import DossierState as S

PAGE = "/treviso/prova/"
API = "/treviso/api/v1/prova/"


@pytest.fixture(autouse=True)
def module_on(enti):
    cache.clear()
    enti[cast.TREVISO].space.module_activations.create(module="sample", is_on=True)


@pytest.fixture
def admin(sign_in):
    return sign_in("treviso.admin")


def step(dossier, name):
    return f"{PAGE}{dossier.pk}/{name}/"


def test_the_rail_shows_the_steps_and_the_reasons(admin, dossier):
    page = admin.get(f"{PAGE}{dossier.pk}/").content.decode()
    assert f'action="{step(dossier, "send")}"' in page
    assert 'class="btn btn-primary">Invia' in page
    assert "Respingi" not in page
    Dossier.objects.update(title="")
    page = admin.get(f"{PAGE}{dossier.pk}/").content.decode()
    assert "«Invia» non è ancora possibile: Scrivi il titolo." in page
    assert f'action="{step(dossier, "send")}"' not in page


def test_a_button_makes_its_step(admin, dossier):
    answer = admin.post(step(dossier, "send"), {"seen": 0}, follow=True)
    page = answer.content.decode()
    assert "Fatto: Invia." in page
    assert "da «Bozza» a «Inviata»" in page
    assert "Inviata" in page
    dossier.refresh_from_db()
    assert dossier.state == S.SENT


def test_who_saw_an_older_page_is_told(admin, dossier):
    admin.post(step(dossier, "send"), {"seen": 0})
    answer = admin.post(step(dossier, "urge"), {"seen": 0})
    assert answer["X-Refusal"] == "changed_meanwhile"


def test_what_a_step_asks_is_said_at_the_field(admin, dossier):
    Dossier.objects.update(state=S.SENT)
    page = admin.get(step(dossier, "refuse")).content.decode()
    assert "Lo legge chi segue la pratica." in page
    answer = admin.post(step(dossier, "refuse"), {"seen": 0, "reason": " "})
    assert answer.context["form"].errors["reason"]
    assert Dossier.objects.get().state == S.SENT
    admin.post(step(dossier, "refuse"), {"seen": 0, "reason": "Manca il CUP."})
    assert Dossier.objects.get().state == S.REFUSED


def test_a_step_that_costs_asks_first(admin, dossier):
    Dossier.objects.update(state=S.SENT)
    page = admin.get(f"{PAGE}{dossier.pk}/").content.decode()
    assert "Chi decide riceve un avviso." in page
    assert 'name="seen" value="0"' in page


@pytest.mark.parametrize("name", ["close", "nothing", "gather"])
def test_a_step_that_is_not_open_has_no_page(admin, dossier, name):
    assert admin.get(step(dossier, name)).status_code == 404


def test_a_step_that_is_held_up_says_why(admin, dossier):
    Dossier.objects.update(title="")
    answer = admin.get(step(dossier, "send"))
    assert answer.status_code == 409
    assert "Scrivi il titolo." in answer.content.decode()


def test_the_api_gives_the_open_steps_and_makes_one(admin, dossier):
    address = f"{API}{dossier.pk}/steps"
    told = admin.get(address).json()
    assert told["steps"] == [{"name": "send", "label": "Invia", "needs": [], "reason": ""}]
    answer = admin.post(f"{address}/send", {"seen": 0}, content_type="application/json")
    assert (answer.status_code, answer.json()["state"]) == (200, "INVIATA")
    assert answer.json()["revision"] == 1


@pytest.mark.parametrize(
    ("name", "sent", "status", "code"),
    [
        ("refuse", {"fields": {"reason": ""}}, 422, "invalid"),
        ("urge", {"seen": 9}, 409, "changed_meanwhile"),
        ("send", {}, 409, "wrong_state"),
        ("close", {}, 404, "not_found"),
        ("nothing", {}, 404, "not_found"),
    ],
)
def test_the_api_refuses_as_the_pages_do(admin, dossier, name, sent, status, code):
    Dossier.objects.update(state=S.SENT)
    answer = admin.post(f"{API}{dossier.pk}/steps/{name}", sent, content_type="application/json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert Dossier.objects.get().revision == 0
    if status == 422:
        assert answer.json()["errors"][0]["field"] == "reason"


def test_who_is_nobody_makes_no_step(client, dossier):
    address = f"{API}{dossier.pk}/steps"
    assert client.get(address).status_code == 401
    answer = client.post(f"{address}/send", {}, content_type="application/json")
    assert answer.status_code == 401
    assert Dossier.objects.get().state == S.DRAFT


def test_a_key_reads_and_makes_no_step(client, dossier, actors):
    now = timezone.now()
    _token, secret = create_token(
        name="Sito",
        grants=[],
        expires_at=now + timedelta(days=9),
        actor=actors["treviso.admin"],
        now=now,
    )
    key = {"Authorization": f"Bearer {secret}"}
    address = f"{API}{dossier.pk}/steps"
    assert client.get(address, headers=key).status_code == 200
    answer = client.post(f"{address}/send", {}, content_type="application/json", headers=key)
    assert (answer.status_code, answer.json()["code"]) == (403, "not_permitted")
    assert Dossier.objects.get().state == S.DRAFT
