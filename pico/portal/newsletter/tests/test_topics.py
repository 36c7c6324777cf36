"""Readers choose among the topics of the site."""

from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from pico.portal.newsletter import topics
from pico.portal.newsletter.actions import lists
from pico.portal.newsletter.models import MailingList
from pico.portal.pages.actions.topics import choose_topics
from pico.portal.pages.models import Topic
from pico.portal.pages.tests import factories

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(people):
    return factories.site_of("treviso")


def offered(client) -> str:
    return client.get("/treviso/newsletter/liste/nuova/").content.decode()


def test_a_list_is_about_topics_that_the_site_uses(site, sign_in, actors):
    boss = sign_in("treviso.admin")
    assert 'value="acqua"' in offered(boss)
    assert 'value="viabilita"' in offered(boss)
    choose_topics(
        space=site.space,
        topics=Topic.objects.exclude(slug="acqua"),
        actor=actors["treviso.admin"],
        now=timezone.now(),
    )
    assert 'value="acqua"' not in offered(boss)
    made = {"name": "Acqua e strade", "description": "Ogni mese.", "sender_name": "Provincia"}
    made |= {"reply_to": "stampa@treviso.pico.example", "is_open": "on"}
    answer = boss.post("/treviso/newsletter/liste/nuova/", made | {"topics": ["acqua"]})
    assert answer.status_code == 422 or not MailingList.objects.exists()
    boss.post("/treviso/newsletter/liste/nuova/", made | {"topics": ["viabilita"]})
    assert MailingList.objects.get().topics == ["viabilita"]


def test_who_subscribes_chooses_among_the_topics_of_the_lists(client, site, news, boss):
    body = client.get("/treviso/newsletter/iscriviti/").content.decode()
    assert 'value="viabilita"' in body
    assert "Viabilità" in body
    assert 'value="acqua"' not in body
    lists.edit_list(mailing_list=news, topics=["acqua"], actor=boss, now=NOW)
    body = client.get("/treviso/newsletter/iscriviti/").content.decode()
    assert 'value="acqua"' in body
    assert 'value="viabilita"' not in body


def test_a_topic_that_is_no_more_is_left_out():
    assert topics.labels(["viabilita", "gone"]) == ["Viabilità"]
    assert topics.known(["viabilita", "acqua", "gone", "acqua"]) == ["acqua", "viabilita"]


def test_the_names_of_before_become_those_of_the_sites(news, reader):
    one = reader("anna", topics=["pnrr", "viabilita", "dup-piao"])
    step = import_module("pico.portal.newsletter.migrations.0002_topics_of_the_site")
    step.rename(apps, None)
    one.refresh_from_db()
    assert one.topics == ["pnrr-e-pnc", "viabilita", "programmazione-dup-piao"]
    assert topics.known(step.RENAMED.values()) == sorted(
        step.RENAMED.values(), key=list(topics.names()).index
    )
