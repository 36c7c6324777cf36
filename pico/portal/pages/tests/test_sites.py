"""A site is born from the template, and what it asks for is written before it is published."""

import pytest
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.enti.models import Space
from pico.core.enti.terms import EnteKind
from pico.core.foundation.errors import Refusal
from pico.core.testing import factories as house
from pico.portal.pages.actions.sites import make_site
from pico.portal.pages.actions.topics import choose_topics
from pico.portal.pages.models import GenericPage, Topic
from pico.portal.sites.models import SpaceSite

from . import factories
from .test_lists import statements


def menu(client, address: str) -> list[str]:
    return [item.label for item in client.get(address).context["shell"].menu]


def test_the_menu_follows_the_kind_of_space(client, people):
    call_command("make_sites", verbosity=0)
    assert menu(client, "/treviso/")[:5] == [
        "Amministrazione",
        "Novità",
        "Servizi",
        "Territorio",
        "Documenti",
    ]
    for address in ("/", "/veneto/"):  # the modules stand between: see the order of the menu
        found = menu(client, address)
        assert found[:2] == ["Il progetto", "Novità"]
        assert "Documenti" in found


def test_a_page_taken_out_of_the_menu_is_not_there(client, treviso):
    factories.index(treviso, "PLACE")
    Page.objects.filter(slug="territorio").update(show_in_menus=False)
    assert "Territorio" not in menu(client, "/treviso/")


def test_every_page_of_a_new_site_answers(client, treviso):
    root = treviso.site.root_page
    for page in root.get_descendants(inclusive=True).live():
        answer = client.get(page.url)
        assert answer.status_code == 200, page.url
    home = client.get("/treviso/").content.decode()
    assert "Il progetto Province e Comuni" in home
    assert "Dati in evidenza" in home


def test_making_sites_again_makes_nothing(people):
    call_command("make_sites", verbosity=0)
    before = (SpaceSite.objects.count(), Page.objects.count(), Topic.objects.count())
    call_command("make_sites", verbosity=0)
    assert (SpaceSite.objects.count(), Page.objects.count(), Topic.objects.count()) == before
    assert before[0] == Space.objects.count()


def test_a_second_site_is_refused(treviso, actors):
    with pytest.raises(Refusal) as refused:
        make_site(space=treviso.space, actor=actors["upi.admin"], now=timezone.now())
    assert refused.value.code == "site_exists"
    assert SpaceSite.objects.filter(space=treviso.space).count() == 1


def test_an_administrator_makes_the_site_by_a_button(sign_in, people):
    space = Space.objects.get(slug="treviso")
    browser = sign_in("treviso.admin")
    assert "Crea il sito" in browser.get("/treviso/sito/").content.decode()
    browser.post(f"/treviso/sito/crea/{space.pk}/")
    assert SpaceSite.objects.filter(space=space).exists()
    assert AuditLine.objects.filter(event="portal.site.made", subject_id=str(space.pk)).exists()


def test_nobody_makes_the_site_of_another_space(sign_in, people):
    brescia = Space.objects.get(slug="brescia")
    answer = sign_in("treviso.admin").post(f"/treviso/sito/crea/{brescia.pk}/")
    assert answer.headers["X-Refusal"] == "not_permitted"
    assert not SpaceSite.objects.exists()


def test_upi_makes_many_sites_at_once(sign_in, people):
    browser = sign_in("upi.admin")
    keys = [space.pk for space in Space.objects.exclude(slug="")]
    browser.post("/sito/crea/", {"scelti": keys})
    assert SpaceSite.objects.count() == len(keys)
    assert "Vedi il sito" in browser.get("/sito/tutti/").content.decode()
    assert sign_in("treviso.admin").get("/treviso/sito/tutti/").status_code == 404


def test_a_draft_of_the_template_says_what_is_missing(sign_in, treviso):
    page = sign_in("treviso.redattore").get("/treviso/sito/").content.decode()
    assert "Contatti e orari" in page
    assert "giorni e orari di apertura al pubblico" in page


def edit_data(page, text: str, **more) -> dict:
    """What the editor's form of a generic page sends."""
    none = {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000}
    sets = ("related", "attachments", "comments")
    managed = {f"{name}-{key}": value for name in sets for key, value in none.items()}
    return {
        "title": page.title,
        "slug": page.slug,
        "summary": page.summary,
        "scope": "public",
        "published_on": "2026-11-20 10:00",
        "licence": "CC_BY",
        "body-count": 1,
        "body-0-deleted": "",
        "body-0-order": 0,
        "body-0-type": "titolo",
        "body-0-id": "",
        "body-0-value": text,
        "action-publish": "action-publish",
        **managed,
        **more,
    }


def test_what_is_left_to_complete_cannot_be_published(sign_in, treviso):
    page = GenericPage.objects.get(slug="contatti-e-orari", path__startswith=_root(treviso))
    editor = sign_in("treviso.admin")
    address = f"/treviso/redazione/pages/{page.pk}/edit/"
    answer = editor.post(address, edit_data(page, "Orari: [da completare: gli orari]"))
    assert "Qui c" in answer.content.decode()
    assert "gli orari" in str(answer.context["form"].errors["body"])
    assert not GenericPage.objects.get(pk=page.pk).live
    editor.post(address, edit_data(page, "Orari: 9–12"))
    assert GenericPage.objects.get(pk=page.pk).live


def test_a_draft_with_something_to_complete_may_be_saved(sign_in, treviso):
    page = GenericPage.objects.get(slug="contatti-e-orari", path__startswith=_root(treviso))
    data = edit_data(page, "Orari: [da completare: gli orari]")
    del data["action-publish"]
    address = f"/treviso/redazione/pages/{page.pk}/edit/"
    assert sign_in("treviso.admin").post(address, data).status_code == 302


@pytest.mark.parametrize("slug", ["community", "accesso", "brescia"])
def test_the_address_of_a_module_or_of_a_space_is_not_free(sign_in, treviso, slug):
    page = GenericPage.objects.get(slug="chi-siamo", path__startswith=_root(treviso))
    address = f"/treviso/redazione/pages/{page.pk}/edit/"
    answer = sign_in("treviso.admin").post(address, edit_data(page, "Noi", slug=slug))
    assert "scegline un altro" in str(answer.context["form"].errors["slug"])
    assert GenericPage.objects.get(pk=page.pk).slug == "chi-siamo"


def test_two_pages_side_by_side_have_two_addresses(sign_in, treviso):
    page = GenericPage.objects.get(slug="chi-siamo", path__startswith=_root(treviso))
    address = f"/treviso/redazione/pages/{page.pk}/edit/"
    answer = sign_in("treviso.admin").post(address, edit_data(page, "Noi", slug="novita"))
    assert "novita" in str(answer.context["form"].errors["slug"])
    assert GenericPage.objects.get(pk=page.pk).slug == "chi-siamo"


def _root(site) -> str:
    return site.site.root_page.path


def test_a_topic_switched_off_has_no_page_and_no_chip(client, treviso, actors):
    roads = Topic.objects.get(slug="viabilita")
    page = factories.news(treviso)
    page.topics.add(roads)
    page.save_revision().publish()
    assert "Viabilità" in client.get(page.url).content.decode()
    kept = Topic.objects.exclude(pk=roads.pk)
    choose_topics(
        space=treviso.space, topics=kept, actor=actors["treviso.admin"], now=timezone.now()
    )
    assert "Viabilità" not in client.get(page.url).content.decode()
    assert client.get("/treviso/argomenti/viabilita/").status_code == 404


def test_topics_are_chosen_by_the_administrator(sign_in, treviso):
    assert sign_in("treviso.redattore").get("/treviso/sito/argomenti/").status_code == 404
    browser = sign_in("treviso.admin")
    page = browser.get("/treviso/sito/argomenti/").content.decode()
    assert "Pari opportunità" in page
    browser.post("/treviso/sito/argomenti/", {"TOPICS": ["acqua"], "THEMES": ["viabilita"]})
    used = Topic.objects.exclude(hidden_in=treviso.space).values_list("slug", flat=True)
    assert set(used) == {"acqua", "viabilita"}


def test_both_vocabularies_are_whole(treviso):
    counts = [Topic.objects.filter(vocabulary=name).count() for name in ("TOPICS", "THEMES")]
    assert counts == [64, 12]


def test_the_statements_of_a_page_do_not_grow_with_the_sites(client, treviso):
    page = factories.news(treviso)
    statements(client, page.url)
    one = statements(client, page.url)
    upi = Space.objects.get(slug="")
    for number in range(8):
        ente = house.make_ente(f"Provincia di Prova {number}", kind=EnteKind.PROVINCE)
        space = house.make_space(ente, slug=f"prova-{number}", parent=upi)
        make_site(space=space, actor=SYSTEM, now=timezone.now())
    statements(client, page.url)  # the addresses of all sites are read again once
    assert statements(client, page.url) == one
