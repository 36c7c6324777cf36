"""The pages of the forum: what each shows, to whom, at what cost."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.people.models import Circle, CircleMember
from pico.core.testing.factories import actor_of

from ..models import Discussion, Post, ReadMark
from .factories import answer, make_category, make_discussion, open_category


@pytest.fixture
def category(actors):
    return open_category(actors["treviso.redattore"], scope="public")


@pytest.fixture
def talk(category, enti, people):
    return make_discussion(
        enti["c_c111"], people["comune1.rup"], scope="public", category=category,
        title="Chi firma la convenzione?", kind="QUESTION",
    )  # fmt: skip


def read(client, address):
    return client.get(address).content.decode()


def test_a_public_discussion_is_read_without_signing_in_but_not_answered(client, talk):
    page = read(client, talk.get_absolute_url())
    assert "Come fate voi?" in page
    assert "Accedi per rispondere" in page
    assert "Responsabile-Uno" in page
    sent = client.post(f"{talk.get_absolute_url()}rispondi/", {"text": "Ciao"})
    assert sent.status_code in (302, 403)
    assert Post.objects.count() == 1


def test_who_waits_for_approval_reads_and_does_not_write(sign_in, talk):
    page = read(sign_in("nuovo.utente"), talk.get_absolute_url())
    assert "quando il tuo ente avrà approvato" in page


def test_an_answer_is_written_from_the_page_without_javascript(sign_in, talk):
    client = sign_in("treviso.sua")
    sent = client.post(
        f"/treviso{talk.get_absolute_url()}rispondi/", {"text": "Il **dirigente**.\n\n- art. 107"}
    )
    post = Post.objects.get(number=2)
    assert sent.url == f"/treviso/community/forum/intervento/{post.pk}/"
    assert post.text == "<p>Il <strong>dirigente</strong>.</p>\n<ul><li>art. 107</li></ul>"
    assert client.get(sent.url).url.endswith("#intervento-2")


def test_a_form_with_errors_keeps_what_was_written(sign_in, talk):
    client = sign_in("treviso.sua")
    sent = client.post(
        f"{talk.get_absolute_url()}rispondi/", {"text": "Il dipendente RSSMRA80A01H501U"}
    )
    page = sent.content.decode()
    assert sent.status_code == 422
    assert "RSSMRA80A01H501U</textarea>" in page
    assert 'name="is_personal_data_confirmed"' in page
    assert Post.objects.count() == 1


def test_a_quotation_is_ready_in_the_answer(sign_in, talk):
    page = read(sign_in("treviso.sua"), f"{talk.get_absolute_url()}?cita={talk.posts.get().pk}")
    assert "&gt; _Ruggero Responsabile-Uno ha scritto:_" in page


def test_the_new_is_marked_until_it_is_read(sign_in, talk, actors, people):
    client = sign_in("treviso.sua")
    Discussion.objects.update(last_post_at=timezone.now())
    assert "1 nuova" in read(client, "/community/forum/")
    read(client, talk.get_absolute_url())
    assert ReadMark.objects.get(person=people["treviso.sua"]).number == 1
    assert "Hai letto tutto." in read(client, "/community/forum/")
    answer(talk, actors["treviso.sit"], now=timezone.now())
    page = read(client, "/community/forum/")
    assert "1 nuova" in page
    client.post("/community/forum/letto/")
    assert "Hai letto tutto." in read(client, "/community/forum/")


def test_a_network_has_a_category_of_its_own(sign_in, enti, people, actors):
    network = Circle.objects.create(kind="net", name="Rete SUA", owner=enti["updi"])
    for name in ("upi.redattore", "treviso.sua"):
        CircleMember.objects.create(circle=network, person=people[name])
    open_category(actor_of(people["upi.redattore"]), scope=network.scope, title="Rete SUA: lavori")
    assert "Rete SUA: lavori" in read(sign_in("treviso.sua"), "/community/forum/")
    assert "Rete SUA: lavori" not in read(sign_in("treviso.sit"), "/community/forum/")


def test_counters_and_last_discussion_of_what_one_cannot_read_are_not_told(sign_in, enti, people):
    make_discussion(enti["p_TV"], people["treviso.sua"], scope="ter:026", title="Solo territorio")
    for address in ("/community/forum/", "/community/forum/discussioni/", "/"):
        assert "Solo territorio" not in read(sign_in("brescia.admin"), address)


def test_filters_narrow_the_list(sign_in, talk, actors):
    client = sign_in("treviso.sua")
    assert talk.title in read(client, "/community/forum/discussioni/?state=WAITING")
    answer(talk, actors["treviso.sit"])
    assert talk.title not in read(client, "/community/forum/discussioni/?state=WAITING")
    assert talk.title in read(client, "/community/forum/discussioni/?kind=QUESTION")
    assert talk.title not in read(client, "/community/forum/discussioni/?kind=NOTICE")


def test_only_ones_own_ente_edits_a_category(sign_in, category):
    address = f"/community/forum/categoria/{category.pk}/modifica/"
    assert sign_in("treviso.redattore").get(address).status_code == 200
    for name in ("brescia.admin", "treviso.sua"):
        assert sign_in(name).get(address).status_code == 403


def test_a_category_is_opened_from_its_page(sign_in):
    client = sign_in("treviso.redattore")
    sent = client.post(
        "/treviso/community/forum/categoria/nuova/",
        {
            "title": "Ambiente", "area": "OTHER", "position": "5", "opening": "EVERYONE",
            "state": "ACTIVE", "scope": "ter:026",
        },
    )  # fmt: skip
    assert sent.status_code == 302
    assert "Ambiente" in read(client, "/treviso/community/forum/")


def test_mentions_are_offered_to_members_only(sign_in, client, people):
    found = sign_in("treviso.sua").get("/community/forum/citabili/?q=Appalta").json()
    assert "Susanna Appalta-Treviso" in [one["label"] for one in found]
    assert sign_in("nuovo.utente").get("/community/forum/citabili/?q=Appalta").json() == []


def test_a_reaction_answers_with_its_buttons_only(sign_in, talk):
    client = sign_in("treviso.sua")
    sent = client.post(
        f"/community/forum/intervento/{talk.posts.get().pk}/reazione/", {"kind": "THANKS"},
        headers={"HX-Request": "true"},
    )  # fmt: skip
    assert b"<html" not in sent.content
    assert 'aria-pressed="true"' in sent.content.decode()


# What a page costs -------------------------------------------------------------------------------


def statements(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as done:
        assert client.get(address).status_code == 200
    return len(done)


@pytest.mark.parametrize("reader", [None, "treviso.sua", "treviso.redattore"])
def test_pages_cost_the_same_with_more_in_them(
    sign_in, client, reader, talk, category, enti, people
):
    if reader:
        sign_in(reader)
    pages = ("/community/forum/", category.get_absolute_url(), talk.get_absolute_url(),
             "/community/forum/discussioni/")  # fmt: skip
    few_now = timezone.now() - timedelta(days=2)
    make_discussion(enti["p_TV"], people["treviso.sua"], "public", category=category, now=few_now,
                    tags="uno")  # fmt: skip
    answer(talk, actor_of(people["treviso.sit"]))
    few = {page: statements(client, page) for page in pages}
    for number in range(12):
        make_discussion(
            enti["p_TV"], people["treviso.sit"], "public", category=category, now=few_now,
            title=f"Altra {number}", tags=f"uno, tag {number}",
        )  # fmt: skip
        answer(talk, actor_of(people["treviso.personale"]), text=f"<p>{number}</p>")
        make_category(enti["p_TV"], people["treviso.sua"], "public", f"Cat {number}")
    assert {page: statements(client, page) for page in pages} == few
    assert max(few.values()) <= 30


# Ready for visitors --------------------------------------------------------------------------------


def test_a_visitor_finds_the_pages_ready_and_reads_at_once_what_is_written(
    kept, client, category, talk, actors
):
    for address in ("/community/forum/", category.get_absolute_url(), talk.get_absolute_url()):
        client.get(address)
        with CaptureQueriesContext(connection) as seen:
            client.get(address)
        assert len(seen) == 1, address
    answer(talk, actors["treviso.sua"], text="<p>La firma il presidente.</p>")
    assert "La firma il presidente." in read(client, talk.get_absolute_url())
    Post.objects.filter(discussion=talk, number=2).update(hidden_at=timezone.now())
    assert "La firma il presidente." not in read(client, talk.get_absolute_url())


def test_a_discussion_narrowed_is_gone_for_visitors_at_once(kept, client, category, talk):
    assert talk.title in read(client, category.get_absolute_url())
    type(category).objects.filter(pk=category.pk).update(scope="platform")
    Discussion.objects.filter(pk=talk.pk).update(scope="platform")
    assert client.get(talk.get_absolute_url()).status_code == 404
    assert client.get(category.get_absolute_url()).status_code == 404
