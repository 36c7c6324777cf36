"""A content reaches other sites, is read there with its origin, and is hidden by who receives it."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.enti.models import Space
from pico.core.enti.terms import EnteKind
from pico.core.foundation.errors import Refusal
from pico.core.testing import factories
from pico.portal.pages.models import Placement
from pico.portal.sharing import actions
from pico.portal.sharing.models import Sharing
from pico.portal.sharing.tasks import align
from pico.portal.sharing.terms import Reach

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def share(page, reach, actor, *spaces):
    return actions.share(page=page, reach=reach, spaces=spaces, actor=actor, now=timezone.now())


def standing(page) -> set[str]:
    rows = Placement.objects.filter(page_id=page.pk, is_origin=False)
    return set(rows.values_list("space__slug", flat=True))


def read(client, address: str) -> str:
    return client.get(address).content.decode()


def test_what_upi_shares_with_all_is_listed_and_read_everywhere(client, write, actors):
    page = write("upi", "Fondo per le strade", body="Domande entro marzo.")
    share(page, Reach.ALL, actors["upi.redattore"])
    assert standing(page) == {"veneto", "treviso", "brescia", "pesaro-e-urbino"}
    listed = read(client, "/treviso/novita/")
    assert "Fondo per le strade" in listed
    assert "Da UPI" in listed
    address = "/treviso/condivisi/da/nazionale/novita/fondo-per-le-strade/"
    assert f'href="{address}"' in listed
    answer = client.get(address)
    text = answer.content.decode()
    assert "Domande entro marzo." in text
    assert "Provincia di Treviso" in text  # the shell is Treviso's
    assert "Pubblicato da" in text
    assert 'rel="canonical"' in answer["Link"]
    assert "http://127.0.0.1:8000/novita/fondo-per-le-strade/" in answer["Link"]


def test_machines_read_that_the_origin_published_it(client, write, actors):
    page = write("upi", "Fondo per le strade")
    share(page, Reach.ALL, actors["upi.redattore"])
    body = read(client, "/treviso/condivisi/da/nazionale/novita/fondo-per-le-strade/")
    data = json.loads(body.partition('application/ld+json">')[2].partition("</script>")[0])
    news = next(one for one in data if one["@type"] == "NewsArticle")
    assert news["publisher"]["@id"] == "http://127.0.0.1:8000/#ente"
    assert news["publisher"]["name"] == page.placements.get(is_origin=True).space.ente.name


def test_reaches_are_what_they_say(write, actors, sites):
    page = write("upi", "Nota")
    share(page, Reach.REGIONAL, actors["upi.redattore"])
    assert standing(page) == {"veneto"}
    share(page, Reach.PROVINCES, actors["upi.redattore"], sites["brescia"].space)
    assert standing(page) == {"brescia"}
    share(page, Reach.SITE, actors["upi.redattore"])
    assert standing(page) == set()


def test_a_regional_upi_reaches_its_own_provinces_only(write, actors, sites):
    page = write("veneto", "Bando regionale")
    share(page, Reach.ALL, actors["veneto.admin"])
    assert standing(page) == {"treviso"}
    with pytest.raises(Refusal) as refused:
        share(page, Reach.PROVINCES, actors["veneto.admin"], sites["brescia"].space)
    assert refused.value.code == "not_below"
    assert standing(page) == {"treviso"}


@pytest.mark.parametrize("who", ["treviso.redattore", "upi.redattore", "treviso.sua"])
def test_a_province_does_not_share_downward_nor_anybody_for_it(write, actors, who):
    page = write("treviso", "Ponte chiuso")
    with pytest.raises(Refusal) as refused:
        share(page, Reach.ALL, actors[who])
    assert refused.value.code == "not_permitted"
    assert not Sharing.objects.exists()
    assert standing(page) == set()


def test_what_few_may_read_is_not_shared(write, actors):
    page = write("upi", "Appunti", scope="usr:1")
    with pytest.raises(Refusal) as refused:
        share(page, Reach.ALL, actors["upi.redattore"])
    assert refused.value.code == "reserved"
    assert not Sharing.objects.exists()


def test_a_content_made_reserved_later_leaves_the_other_sites(write, actors):
    page = write("upi", "Nota")
    share(page, Reach.ALL, actors["upi.redattore"])
    page.scope = f"ente:{actors['upi.redattore'].ente_id}"
    page.save_revision().publish()
    assert standing(page) == set()


def test_a_draft_is_nowhere_until_it_is_published(client, write, actors):
    page = write("upi", "In preparazione", live=False)
    share(page, Reach.ALL, actors["upi.redattore"])
    assert standing(page) == set()
    assert client.get("/treviso/condivisi/da/nazionale/novita/in-preparazione/").status_code == 404
    page.get_latest_revision().publish()
    assert "treviso" in standing(page)
    assert client.get("/treviso/condivisi/da/nazionale/novita/in-preparazione/").status_code == 200


def test_a_draft_of_a_shared_page_is_not_seen_by_who_receives_it(client, write, actors):
    page = write("upi", "Nota", body="Testo pubblicato.")
    share(page, Reach.ALL, actors["upi.redattore"])
    page.body = [("testo", "<p>Testo ancora segreto.</p>")]
    page.save_revision()
    text = read(client, "/treviso/condivisi/da/nazionale/novita/nota/")
    assert "Testo pubblicato." in text
    assert "segreto" not in text


def test_the_level_travels_with_the_content(client, sign_in, write, actors):
    page = write("upi", "Solo per gli utenti", scope="platform")
    share(page, Reach.ALL, actors["upi.redattore"])
    address = "/treviso/condivisi/da/nazionale/novita/solo-per-gli-utenti/"
    assert client.get(address).status_code == 404
    assert "Solo per gli utenti" not in read(client, "/treviso/novita/")
    assert sign_in("treviso.sua").get(address).status_code == 200


def test_withdrawn_and_deleted_contents_leave_every_site(client, write, actors):
    page, other = write("upi", "Nota"), write("upi", "Altra")
    for one in (page, other):
        share(one, Reach.ALL, actors["upi.redattore"])
    page.unpublish()
    other.delete()
    assert not Placement.objects.filter(space__slug="treviso").exists()
    assert "Nota" not in read(client, "/treviso/novita/")


def test_who_hides_a_content_does_not_find_it_again(client, write, actors, sites):
    page = write("upi", "Nota")
    share(page, Reach.ALL, actors["upi.redattore"])
    placement = Placement.objects.get(page_id=page.pk, space__slug="treviso")
    actions.receive(
        placement=placement,
        is_hidden=True,
        shown_on=None,
        introduction="",
        actor=actors["treviso.redattore"],
        now=NOW,
    )
    address = "/treviso/condivisi/da/nazionale/novita/nota/"
    assert client.get(address).status_code == 404
    page.unpublish()
    page.refresh_from_db()
    page.save_revision().publish()
    assert client.get(address).status_code == 404
    assert client.get("/brescia/condivisi/da/nazionale/novita/nota/").status_code == 200


def test_own_date_and_introduction_stay_when_the_page_changes(client, write, actors):
    page = write("upi", "Nota")
    share(page, Reach.ALL, actors["upi.redattore"])
    placement = Placement.objects.get(page_id=page.pk, space__slug="treviso")
    day = NOW - timedelta(days=40)
    actions.receive(
        placement=placement,
        is_hidden=False,
        shown_on=day,
        introduction="Vale anche per la nostra provincia.",
        actor=actors["treviso.redattore"],
        now=NOW,
    )
    page.title = "Nota corretta"
    page.save_revision().publish()
    placement.refresh_from_db()
    assert placement.shown_on == day
    text = read(client, "/treviso/condivisi/da/nazionale/novita/nota/")
    assert "Nota corretta" in text
    assert "Vale anche per la nostra provincia." in text
    assert "Vale anche" not in read(client, "/brescia/condivisi/da/nazionale/novita/nota/")


def test_a_neighbour_may_not_decide_what_treviso_receives(write, actors):
    page = write("upi", "Nota")
    share(page, Reach.ALL, actors["upi.redattore"])
    placement = Placement.objects.get(page_id=page.pk, space__slug="treviso")
    with pytest.raises(Refusal):
        actions.receive(
            placement=placement,
            is_hidden=True,
            shown_on=None,
            introduction="",
            actor=actors["brescia.admin"],
            now=NOW,
        )
    placement.refresh_from_db()
    assert not placement.is_hidden


def test_own_contents_are_not_hidden_as_received_ones(write, actors):
    page = write("treviso", "Ponte chiuso")
    own = Placement.objects.get(page_id=page.pk)
    with pytest.raises(Refusal) as refused:
        actions.receive(
            placement=own,
            is_hidden=True,
            shown_on=None,
            introduction="",
            actor=actors["treviso.redattore"],
            now=NOW,
        )
    assert refused.value.code == "own_content"
    own.refresh_from_db()
    assert not own.is_hidden


def test_a_hundred_sites_cost_what_four_cost(write, actors, sites):
    page = write("upi", "Nota")
    share(page, Reach.ALL, actors["upi.redattore"])
    with CaptureQueriesContext(connection) as few:
        actions.spread(page=page)
    veneto = sites["veneto"].space
    for n in range(100):
        ente = factories.make_ente(f"Provincia di Prova {n}", EnteKind.PROVINCE)
        Space.objects.create(
            ente=ente, kind="PROVINCIAL", parent=veneto, slug=f"prova-{n}", name=ente.name
        )
    with CaptureQueriesContext(connection) as many:
        actions.spread(page=page)
    assert len(standing(page)) == 104
    # SQLite takes some eighty rows in one INSERT, and each makes the ready pages anew.
    assert len(many) <= len(few) + 2


def test_a_site_born_later_receives_what_is_shared_with_all(write, actors, sites):
    page = write("upi", "Nota")
    share(page, Reach.ALL, actors["upi.redattore"])
    ente = factories.make_ente("Provincia di Nuova", EnteKind.PROVINCE)
    parent = sites["upi"].space
    Space.objects.create(ente=ente, kind="PROVINCIAL", parent=parent, slug="nuova", name="Nuova")
    align(now=NOW)
    assert "nuova" in standing(page)
