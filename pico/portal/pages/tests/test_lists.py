"""Lists of contents: filters in the address, pages of twelve, the same statements whatever the rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.portal.pages.models import Placement, Topic

from . import factories


def statements(client, address: str) -> int:
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def titles(client, address: str) -> list[str]:
    listing = client.get(address).context["listing"]
    return [placement.page.title for placement in listing.page]


def copy(page, number: int) -> None:
    """More pages of the same kind, without the cost of publishing each."""
    placement = Placement.objects.get(page=page)
    parent = page.get_parent()
    for n in range(number):
        parent.refresh_from_db()
        other = type(page)(
            title=f"{page.title} {n}", summary=page.summary, published_on=page.published_on
        )
        parent.add_child(instance=other)
        Placement.objects.create(
            space=placement.space,
            page_id=other.pk,
            kind=placement.kind,
            scope="public",
            shown_on=placement.shown_on - timedelta(minutes=n + 1),
        )


def test_a_card_says_who_reads_it_in_words(sign_in, treviso):
    page = factories.news(treviso, "Nota per gli uffici")
    Placement.objects.filter(page=page).update(scope="platform")
    body = sign_in("treviso.sua").get("/treviso/novita/").content.decode()
    card = body.partition("Nota per gli uffici")[2].partition("</article>")[0]
    assert "Tutti gli utenti Pi.Co." in card
    assert "platform" not in card


def test_a_list_costs_the_same_with_many_pages(client, treviso):
    picture = factories.make_picture(treviso)
    page = factories.news(treviso, image=picture)
    copy(page, 11)
    address = page.get_parent().url
    statements(client, address)
    few = statements(client, address)
    copy(page, 60)
    assert statements(client, address) == few


def test_a_home_costs_the_same_with_many_pages(client, treviso):
    page = factories.news(treviso)
    copy(page, 3)
    statements(client, "/treviso/")
    few = statements(client, "/treviso/")
    copy(page, 30)
    assert statements(client, "/treviso/") == few


def test_a_list_has_pages_of_twelve(client, treviso):
    page = factories.news(treviso, "Notizia")
    copy(page, 14)
    address = page.get_parent().url
    assert len(titles(client, address)) == 12
    assert len(titles(client, f"{address}?pagina=2")) == 3


def test_the_filters_of_a_list_stand_in_its_address(client, treviso):
    roads = Topic.objects.get(slug="viabilita")
    with_topic = factories.news(treviso, "Ponte riaperto", news_kind="PRESS_RELEASE")
    with_topic.topics.add(roads)
    with_topic.save_revision().publish()
    old = timezone.now() - timedelta(days=800)
    factories.news(treviso, "Bilancio approvato", published_on=old)
    address = factories.index(treviso, "NEWS").url
    assert titles(client, f"{address}?tipo=PRESS_RELEASE") == ["Ponte riaperto"]
    assert titles(client, f"{address}?argomento=viabilita") == ["Ponte riaperto"]
    assert titles(client, f"{address}?anno={old.year}") == ["Bilancio approvato"]
    assert titles(client, f"{address}?q=bilancio") == ["Bilancio approvato"]
    assert titles(client, f"{address}?per=vecchi") == ["Bilancio approvato", "Ponte riaperto"]


def test_a_list_says_when_nothing_passes_its_filters(client, treviso):
    factories.news(treviso)
    address = factories.index(treviso, "NEWS").url
    page = client.get(f"{address}?q=inesistente").content.decode()
    assert "Nessun risultato con questi filtri" in page
    assert "Togli tutti i filtri" in page


def test_an_empty_list_says_so(client, treviso):
    page = client.get(factories.index(treviso, "PLACE").url).content.decode()
    assert "Qui non c'è ancora nulla" in page.replace("&#x27;", "'")


@pytest.mark.parametrize("bad", ["?anno=pippo", "?tipo=NIENTE", "?pagina=99", "?argomento=x"])
def test_a_list_bears_a_wrong_address(client, treviso, bad):
    factories.news(treviso)
    assert titles(client, factories.index(treviso, "NEWS").url + bad) == ["Ponte chiuso"]


def test_who_may_not_read_a_content_finds_it_nowhere(client, sign_in, treviso):
    page = factories.news(treviso, "Nota riservata", scope="platform")
    address = page.get_parent().url
    assert client.get(page.url).status_code == 404
    assert titles(client, address) == []
    assert "Nota riservata" not in client.get("/treviso/").content.decode()
    member = sign_in("treviso.sua")
    assert member.get(page.url).status_code == 200
    assert titles(member, address) == ["Nota riservata"]


def test_the_page_of_a_topic_gathers_what_carries_it(client, treviso, brescia):
    roads = Topic.objects.get(slug="viabilita")
    for site, title in ((treviso, "Ponte chiuso"), (brescia, "Frana in valle")):
        page = factories.news(site, title)
        page.topics.add(roads)
        page.save_revision().publish()
    html = client.get("/treviso/argomenti/viabilita/").content.decode()
    assert "Ponte chiuso" in html
    assert "Frana in valle" not in html
    assert client.get("/treviso/argomenti/inesistente/").status_code == 404
    assert "Viabilità" in client.get("/treviso/argomenti/").content.decode()


def test_topics_stand_in_one_list_for_each_vocabulary(client, treviso):
    """Sorted by name alone, the lists would alternate."""
    for slug in ("acqua", "appalti-e-sua", "turismo", "viabilita"):
        page = factories.news(treviso, f"Notizia su {slug}")
        page.topics.add(Topic.objects.get(slug=slug))
        page.save_revision().publish()
    body = client.get("/treviso/argomenti/").content.decode()
    assert body.count("<h2>Argomenti</h2>") == body.count("<h2>Temi Pi.Co.</h2>") == 1


def test_a_unit_shows_the_units_below_it(client, treviso):
    area = factories.unit(treviso, "Area tecnica", unit_kind="AREA")
    office = factories.unit(treviso, "Ufficio strade", under=area)
    html = client.get(area.url).content.decode()
    assert f'href="{office.url}"' in html
    assert office.url.startswith(area.url)


def test_related_contents_are_chosen_first_then_by_topic(client, treviso):
    roads = Topic.objects.get(slug="viabilita")
    near = factories.news(treviso, "Altra strada")
    near.topics.add(roads)
    near.save_revision().publish()
    chosen = factories.place(treviso)
    page = factories.news(treviso, "Ponte")
    page.topics.add(roads)
    page.related.create(target=chosen)
    page.save_revision().publish()
    html = client.get(page.url).content.decode()
    related = html[html.index("related-title") :]
    assert related.index(chosen.title) < related.index("Altra strada")
