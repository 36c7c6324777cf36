"""The demo writes believable contents, once."""

import pytest
from django.utils import timezone

from pico.portal.pages.demo import furnish
from pico.portal.pages.models import ContentPage, EventPage, NewsPage, ServicePage
from pico.portal.sites.models import SiteImage

pytestmark = pytest.mark.django_db


def test_the_demo_writes_once(client, people):
    furnish(timezone.now())
    before = (ContentPage.objects.live().count(), SiteImage.objects.count())
    assert before[0] > 40
    assert not SiteImage.objects.filter(alt_text="").exists()
    furnish(timezone.now())
    assert (ContentPage.objects.live().count(), SiteImage.objects.count()) == before
    for model in (NewsPage, EventPage, ServicePage):
        page = model.objects.live().filter(scope="public").first()
        assert client.get(page.url).status_code == 200
