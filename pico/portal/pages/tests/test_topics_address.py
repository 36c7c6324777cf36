"""The stable address of a topic, and contents that the search finds from their date on."""

import json
from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from pico.core.search.models import SearchEntry
from pico.portal.pages import queries
from pico.portal.pages.models import ContentPage, Topic
from pico.portal.pages.tasks import find_arrived

from . import factories

pytestmark = pytest.mark.django_db
LD = "application/ld+json"


def test_a_topic_has_one_address_for_machines_and_for_persons(client, treviso):
    topic = Topic.objects.get(slug="acqua")
    assert topic.address == "http://127.0.0.1:8000/sito/argomenti/acqua/"
    data = json.loads(client.get("/sito/argomenti/acqua/", headers={"accept": LD}).content)
    assert (data["@id"], data["name"]) == (topic.address, "Acqua")
    answer = client.get("/treviso/sito/argomenti/acqua/", headers={"accept": LD})
    assert json.loads(answer.content)["@id"] == topic.address
    answer = client.get("/treviso/sito/argomenti/acqua/")
    assert (answer.status_code, answer["Location"]) == (303, "/treviso/argomenti/acqua/")
    assert client.get(answer["Location"]).status_code == 200
    assert client.get("/treviso/sito/argomenti/non-c-e/").status_code == 404


def test_a_content_says_what_it_is_about(client, treviso):
    page = factories.news(treviso, "Nuovo acquedotto")
    page.topics = [Topic.objects.get(slug="acqua")]
    page.save_revision().publish()
    body = client.get(page.url).content.decode()
    data = json.loads(body.partition('application/ld+json">')[2].partition("</script>")[0])
    news = next(one for one in data if one["@type"] == "NewsArticle")
    assert [one["@id"] for one in news["about"]] == [Topic.objects.get(slug="acqua").address]


def found(page) -> bool:
    return SearchEntry.objects.filter(
        subject_type="pages.contentpage", subject_id=str(page.pk)
    ).exists()


def test_what_has_a_later_date_is_found_from_that_date_on(treviso):
    now = timezone.now()
    page = factories.news(treviso, "Ponte riaperto", published_on=now + timedelta(hours=2))
    find_arrived(now=now)
    assert not found(page)
    earlier = now - timedelta(hours=3)
    ContentPage.objects.filter(pk=page.pk).update(published_on=now - timedelta(minutes=1))
    Page.objects.filter(pk=page.pk).update(last_published_at=earlier)
    assert list(queries.arrived(now=now)) == [page.contentpage_ptr]
    find_arrived(now=now)
    assert found(page)
    assert not queries.arrived(now=now).exists()
