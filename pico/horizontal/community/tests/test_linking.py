"""«Collega un oggetto»: what one may see is linked; who may not see it sees nothing of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.search.actions import refresh_subject
from pico.core.testing import cast
from pico.core.testing.factories import actor_of

from ..actions import linking
from ..models import Discussion, Link
from . import papers
from .factories import NOW, make_article, make_category, make_discussion
from .survey_factories import make_survey


@pytest.fixture
def space(enti):
    return Space.objects.get(ente=enti[cast.TREVISO])


@pytest.fixture
def talk(enti, people):
    category = make_category(enti[cast.UPI], people["upi.redattore"])
    return make_discussion(enti[cast.TREVISO], people["treviso.sua"], category=category)


def indexed(made):
    subject = (made._meta.label_lower, str(made.pk))
    refresh_subject(subject_type=subject[0], subject_id=subject[1], now=NOW)
    return subject


@pytest.fixture
def ours(enti, people):
    """An article that only the territory of Treviso reads."""
    return indexed(
        make_article(enti[cast.TREVISO], people["treviso.sua"], "ter:026", "Il capitolato neve")
    )


def link(whole, subject, actor, space):
    return linking.link_object(whole=whole, subject=subject, space=space, actor=actor, now=NOW)


def refused(code, call, *things):
    with pytest.raises(Refusal) as caught:
        call(*things)
    assert caught.value.code == code


def test_a_linked_object_is_a_card_for_who_may_read_it_only(talk, ours, actors, space, sign_in):
    link(talk, ours, actors["treviso.sua"], space)
    page = talk.get_absolute_url()
    assert "Il capitolato neve" in sign_in("treviso.sit").get(f"/treviso{page}").content.decode()
    neighbour = sign_in("brescia.admin").get(f"/treviso{page}").content.decode()
    assert talk.title in neighbour
    assert "capitolato neve" not in neighbour
    assert "Collegati" not in neighbour


def test_nobody_links_what_he_does_not_see(talk, ours, actors, space, enti, people):
    theirs = make_discussion(enti[cast.BRESCIA], people["brescia.admin"])
    refused("not_found", link, theirs, ours, actors["brescia.admin"], space)
    refused("not_found", link, talk, ("community.article", "999"), actors["treviso.sua"], space)
    refused("not_permitted", link, talk, ours, actors["treviso.sit"], space)
    refused("itself", link, talk, indexed(talk), actors["treviso.sua"], space)
    assert not Link.objects.exists()
    assert Discussion.objects.get(pk=talk.pk).link_count == 0


def test_the_same_object_twice_is_one_link_and_is_taken_away(talk, ours, actors, space):
    made = link(talk, ours, actors["treviso.sua"], space)
    assert link(talk, ours, actors["treviso.sua"], space) == made
    assert Discussion.objects.get(pk=talk.pk).link_count == 1
    linking.unlink_object(whole=talk, link=made, actor=actors["treviso.sua"], now=NOW)
    assert not Link.objects.exists()
    assert Discussion.objects.get(pk=talk.pk).link_count == 0


def test_one_looks_for_words_and_presses_a_button(talk, ours, sign_in):
    author = sign_in("treviso.sua")
    address = f"/treviso/community/forum/discussione/{talk.pk}/collega/"
    page = author.get(address, {"q": "capitolato"}).content.decode()
    assert "Il <mark>capitolato</mark> neve" in page
    assert author.post(address, {"oggetto": "|".join(ours)}).status_code == 302
    assert "Già collegati" in author.get(address).content.decode()
    key = Link.objects.get().pk
    assert (
        author.post(address.replace("collega", "scollega"), {"collegamento": key}).status_code
        == 302
    )
    assert not Link.objects.exists()
    assert sign_in("treviso.sit").get(address).status_code == 403


def test_a_network_links_discussions_surveys_and_folders_born_elsewhere(
    network, enti, people, talk, space, sign_in
):
    animator = actor_of(people["upi.redattore"])
    folder = papers.make_folder(enti[cast.UPI], people["upi.redattore"], "platform", "Capitolati")
    survey = make_survey(enti[cast.UPI], people["upi.redattore"], "platform", "Fabbisogni SUA")
    for made in (talk, folder, survey):
        link(network, indexed(made), animator, space)
    page = sign_in("brescia.admin").get(network.get_absolute_url()).content.decode()
    assert "Collegati alla rete" in page
    for title in (talk.title, "Capitolati", "Fabbisogni SUA"):
        assert title in page
    refused("not_permitted", link, network, indexed(talk), actor_of(people["brescia.admin"]), space)
    type(network).objects.filter(pk=network.pk).update(state="CLOSED")
    network.refresh_from_db()
    refused("network_closed", link, network, indexed(talk), animator, space)
    assert Link.objects.count() == 3


def test_a_discussion_costs_the_same_whatever_is_linked(talk, actors, space, sign_in, enti, people):
    reader = sign_in("treviso.sua")

    def cost(number):
        for _one in range(number):
            made = make_article(enti[cast.TREVISO], people["treviso.sua"])
            link(talk, indexed(made), actors["treviso.sua"], space)
        reader.get(talk.get_absolute_url())
        with CaptureQueriesContext(connection) as taken:
            reader.get(talk.get_absolute_url())
        return len(taken)

    assert cost(1) == cost(6)
