"""The pages of the editors: who opens them, what they cost, what they do."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.portal.pages.models import Placement
from pico.portal.sharing import actions
from pico.portal.sharing.models import Proposal, Reception
from pico.portal.sharing.terms import Reach

pytestmark = pytest.mark.django_db
NOW = timezone.now()
LISTS = ("", "nostri/", "offerti/", "adottate/", "proposte/")


@pytest.fixture
def shared(write, actors):
    def share_one(title):
        page = write("upi", title)
        actions.share(page=page, reach=Reach.ALL, actor=actors["upi.redattore"], now=NOW)
        return page

    return share_one


@pytest.mark.parametrize("path", LISTS)
def test_lists_are_for_the_editors_of_the_site(client, sign_in, sites, path):
    address = f"/treviso/condivisi/{path}"
    assert client.get(address).status_code == 302
    assert sign_in("treviso.sua").get(address).status_code == 404
    assert sign_in("treviso.redattore").get(address).status_code == 200
    answer = sign_in("brescia.admin").get(address)
    assert answer.status_code == 302
    assert answer["Location"] == f"/brescia/condivisi/{path}"


@pytest.mark.parametrize("path", LISTS)
def test_a_list_costs_the_same_with_one_row_and_many(sign_in, write, shared, sites, actors, path):
    browser = sign_in("treviso.redattore")

    def fill(count, start):
        for n in range(start, start + count):
            shared(f"Nota {n}")
            own = write("treviso", f"Nostra {n}")
            theirs = write("brescia", f"Loro {n}")
            common = {"actor": actors["treviso.redattore"], "now": NOW}
            actions.propose(page=own, to=sites["upi"].space, note="", **common)
            actions.adopt(page=theirs, space=sites["treviso"].space, mode="MIRROR", **common)

    fill(1, 0)
    browser.get(f"/treviso/condivisi/{path}")
    with CaptureQueriesContext(connection) as few:
        browser.get(f"/treviso/condivisi/{path}")
    fill(4, 1)
    with CaptureQueriesContext(connection) as many:
        browser.get(f"/treviso/condivisi/{path}")
    assert len(many) == len(few)


def test_hidden_together_and_shown_again(sign_in, client, shared):
    for title in ("Nota uno", "Nota due"):
        shared(title)
    browser = sign_in("treviso.redattore")
    keys = Placement.objects.filter(space__slug="treviso").values_list("pk", flat=True)
    browser.post("/treviso/condivisi/nascondi/", {"scelti": list(keys)})
    assert Reception.objects.filter(is_hidden=True).count() == 2
    assert "Nota uno" not in browser.get("/treviso/novita/").content.decode()
    browser.post("/treviso/condivisi/mostra/", {"scelti": list(keys)})
    assert "Nota uno" in browser.get("/treviso/novita/").content.decode()


def test_a_neighbours_row_cannot_be_hidden_by_its_number(sign_in, shared):
    shared("Nota")
    theirs = Placement.objects.get(space__slug="treviso")
    browser = sign_in("brescia.admin")
    browser.post("/brescia/condivisi/nascondi/", {"scelti": [theirs.pk, "x"]})
    assert browser.get(f"/brescia/condivisi/ricevuto/{theirs.pk}/").status_code == 404
    assert not Reception.objects.exists()
    theirs.refresh_from_db()
    assert not theirs.is_hidden


def test_sharing_by_the_page(sign_in, write):
    page = write("upi", "Nota")
    browser = sign_in("upi.redattore")
    answer = browser.post(f"/condivisi/nostri/{page.pk}/", {"reach": "PROVINCES"})
    assert "Scegli almeno una Provincia" in answer.content.decode()
    browser.post(f"/condivisi/nostri/{page.pk}/", {"reach": "ALL"})
    text = browser.get(f"/condivisi/nostri/{page.pk}/").content.decode()
    assert "Provincia di Brescia" in text


def test_a_province_is_offered_to_propose_not_to_share(sign_in, write):
    page = write("treviso", "Nostra")
    browser = sign_in("treviso.redattore")
    text = browser.get(f"/treviso/condivisi/nostri/{page.pk}/").content.decode()
    assert "Proponi a un altro sito" in text
    assert 'name="reach"' not in text
    to = page.placements.get().space.parent.parent_id
    browser.post(f"/treviso/condivisi/nostri/{page.pk}/proponi/", {"to": to, "note": "Sì"})
    assert Proposal.objects.get().to_id == to


def test_anothers_page_is_not_found_among_ours(sign_in, write):
    page = write("brescia", "Loro")
    browser = sign_in("treviso.redattore")
    assert browser.get(f"/treviso/condivisi/nostri/{page.pk}/").status_code == 404
    assert browser.post(f"/treviso/condivisi/nostri/{page.pk}/proponi/").status_code == 404
    assert not Proposal.objects.exists()


def test_drafts_of_others_are_not_offered(sign_in, write):
    write("brescia", "Bozza di Brescia", live=False)
    write("brescia", "Solo Brescia", scope="usr:99")
    write("brescia", "Di tutti")
    text = sign_in("treviso.redattore").get("/treviso/condivisi/offerti/").content.decode()
    assert "Di tutti" in text
    assert "Bozza di Brescia" not in text
    assert "Solo Brescia" not in text
