"""Home pages, the desk, legal pages, health, the demo's doors."""

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.enti.models import Ente, Space
from pico.core.enti.terms import EnteKind, SpaceState
from pico.core.modules.cards import Card
from pico.core.modules.models import SpaceSetting
from pico.core.notices.actions import notify, open_task
from pico.core.notices.terms import NoticeLevel
from pico.core.testing import factories

LEGAL = ("privacy", "note-legali", "accessibilita", "cookie", "media-policy")


def queries_of(client, address) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_home_leads_to_the_other_spaces(client, enti):
    page = client.get("/").content.decode()
    assert 'href="/treviso/"' in page
    assert "Provincia di Brescia" in page


def test_a_suspended_space_is_not_offered(client, enti):
    Space.objects.filter(slug="brescia").update(state=SpaceState.SUSPENDED)
    assert "/brescia/" not in client.get("/").content.decode()


def test_the_home_of_a_province_counts_its_own_comuni(client, enti):
    factories.make_ente(territory_id="017", region_id="03")
    page = " ".join(client.get("/treviso/").content.decode().split())
    assert "<strong>3</strong> Comuni" in page


@pytest.mark.parametrize("page", LEGAL)
def test_legal_pages_answer_in_every_space(client, enti, page):
    assert client.get(f"/note/{page}/").status_code == 200
    assert client.get(f"/treviso/note/{page}/").status_code == 200


def test_an_unknown_legal_page_is_404(client, enti):
    assert client.get("/note/altro/").status_code == 404


def test_the_licence_of_contents_is_declared(client, enti):
    page = client.get("/treviso/note/note-legali/").content.decode()
    assert "Licenza dei contenuti" in page
    assert "CC-BY 4.0" in page


def test_the_contacts_chosen_by_a_space_stand_in_its_footer(client, enti):
    space = Space.objects.get(slug="treviso")
    SpaceSetting.objects.create(space=space, module="spaces", name="phone", value="0422 000000")
    assert "0422 000000" in client.get("/treviso/").content.decode()
    assert "0422 000000" not in client.get("/brescia/").content.decode()


def test_the_desk_asks_to_sign_in(client, enti):
    answer = client.get("/treviso/scrivania/")
    assert answer.status_code == 302
    assert "/treviso/accesso/login/" in answer.url


def test_who_waits_for_approval_is_told_so(sign_in):
    page = sign_in("nuovo.utente").get("/treviso/scrivania/").content.decode()
    assert "non è ancora abilitato" in page


def test_the_desk_shows_what_waits_and_what_is_new(sign_in, people, enti):
    person, ente = people["treviso.sua"], enti["p_TV"]
    now = timezone.now()
    open_task(
        subject=ente,
        kind="test.task",
        title="Firma la convenzione",
        reason="Manca la tua firma",
        url="/enti/",
        person=person,
        now=now,
    )
    notify(
        people=[person],
        kind="test.notice",
        level=NoticeLevel.CONCERNS,
        title="Convenzione approvata",
        url="/enti/",
        subject=ente,
        now=now,
    )
    page = sign_in("treviso.sua").get("/treviso/scrivania/").content.decode()
    assert "Firma la convenzione" in page
    assert "Convenzione approvata" in page


def test_a_card_of_the_desk_without_a_number_says_its_words_alone(sign_in, enti, monkeypatch):
    words = [
        Card(title="Iscriviti", text="Le notizie scelte", url="/a/"),
        Card(title="Reti tematiche", text="reti di cui fai parte", url="/b/", number=0),
    ]
    monkeypatch.setattr("pico.portal.views.home.cards", lambda *given: words)
    page = sign_in("treviso.sua").get("/treviso/scrivania/").content.decode()
    assert "Le notizie scelte" in page
    assert "None" not in page
    assert page.count("pico-kpi-value") == 1


def test_the_desk_costs_the_same_with_ten_times_the_data(sign_in, people, enti):
    client = sign_in("treviso.admin")
    client.get("/treviso/scrivania/")
    few = queries_of(client, "/treviso/scrivania/")
    now = timezone.now()
    for number in range(20):
        other = factories.make_ente(territory_id="026", region_id="05")
        factories.make_membership(factories.make_person(), other, "USER")
        notify(
            people=[people["treviso.admin"]],
            kind="test.notice",
            level=NoticeLevel.CONCERNS,
            title=f"Novità {number}",
            subject=other,
            url="/enti/",
            now=now,
        )
    assert queries_of(client, "/treviso/scrivania/") == few <= 20


def test_the_home_costs_the_same_with_more_enti(client, enti):
    few = queries_of(client, "/treviso/")
    for _ in range(20):
        factories.make_ente(kind=EnteKind.COMUNE, territory_id="026", region_id="05")
    assert queries_of(client, "/treviso/") == few
    assert Ente.objects.count() > 20


def test_health_says_database_queue_and_version(client, db):
    answer = client.get("/health/").json()
    assert (answer["status"], answer["database"]) == ("ok", connection.vendor)
    assert {"queue", "version"} <= answer.keys()


def test_health_fails_when_the_database_does(client, db, monkeypatch):
    def broken():
        raise DatabaseError("gone")

    monkeypatch.setattr("pico.portal.views.health.jobs.queue_health", broken)
    answer = client.get("/health/")
    assert (answer.status_code, answer.json()["status"]) == (503, "error")


def test_one_click_signs_in_as_one_of_the_cast(client, people):
    answer = client.post("/demo/entra/comune1.rup/")
    assert answer.url == "/treviso/scrivania/"
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize("address", ["/demo/", "/demo/posta/"])
def test_the_demo_does_not_exist_outside_demo_mode(client, people, settings, address):
    settings.DEMO = False
    assert client.get(address).status_code == 404


def test_nobody_signs_in_by_a_click_outside_demo_mode(client, people, settings):
    settings.DEMO = False
    assert client.post("/demo/entra/comune1.rup/").status_code == 404
    assert "_auth_user_id" not in client.session


def test_a_click_lets_in_nobody_else(client, people):
    factories.make_person("un.altro")
    assert client.post("/demo/entra/un.altro/").status_code == 404
    assert "_auth_user_id" not in client.session


# --- what the law wants to be found -----------------------------------------------------------------


def settings_form(client, **values):
    return client.post("/treviso/gestione/moduli/spaces/impostazioni/", values)


@pytest.mark.parametrize(
    ("address", "is_kept"),
    [
        ("https://form.agid.gov.it/view/1234/", True),
        ("https://form.agid.gov.it.male.example/view/1/", False),
        ("http://form.agid.gov.it/view/1234/", False),
        ("https://www.provincia.treviso.it/accessibilita", False),
    ],
)
def test_the_declaration_of_accessibility_is_at_agid(sign_in, client, address, is_kept):
    answer = settings_form(sign_in("treviso.admin"), accessibility_url=address)
    kept = SpaceSetting.objects.filter(name="accessibility_url", value=address)
    assert kept.exists() is is_kept
    assert is_kept or "deve iniziare con" in answer.content.decode()
    link = f'href="{address}" data-element="accessibility-link"'
    assert (link in client.get("/treviso/").content.decode()) is is_kept


def test_the_officer_for_data_is_found_from_the_home(client, enti):
    assert "#rpd" in client.get("/treviso/").content.decode()
    assert 'id="rpd"' in client.get("/treviso/note/privacy/").content.decode()
    space = Space.objects.get(slug="treviso")
    SpaceSetting.objects.create(
        space=space, module="spaces", name="data_protection_officer", value="rpd@example.it"
    )
    assert "rpd@example.it" in client.get("/treviso/").content.decode()


def test_every_page_has_the_small_prints_with_their_marks(client, enti):
    page = client.get("/treviso/").content.decode()
    for mark, words in (
        ("privacy-policy-link", "Privacy"),
        ("legal-notes", "Note legali"),
        ("accessibility-link", "Dichiarazione di accessibilità"),
    ):
        assert f'data-element="{mark}">{words}</a>' in page
    for words in ("Cofinanziato dall", "Mappa del sito", "Preferenze cookie", "Media policy"):
        assert words in page


def test_a_visitor_receives_no_cookie(client, enti):
    for address in ("/", "/treviso/", "/treviso/note/cookie/", "/treviso/mappa-del-sito/"):
        assert not client.get(address).cookies


def test_a_page_that_is_not_there_offers_ways_on(client, enti):
    answer = client.get("/treviso/non-esiste/")
    page = answer.content.decode()
    assert answer.status_code == 404
    for words in ('name="q"', "/treviso/mappa-del-sito/", "Vai alla pagina iniziale"):
        assert words in page
