"""A site of two spaces, and pages that are really kept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.pages.tests.factories import Sites

A_DAY = timedelta(days=1)


@pytest.fixture
def sites(people):
    return Sites()


@pytest.fixture
def write_news(sites):
    """Publish a news on the site of a space."""

    def write(slug: str, title: str, **fields) -> NewsPage:
        index = IndexPage.objects.child_of(sites[slug].site.root_page).get(lists="NEWS")
        given = {"published_on": timezone.now() - A_DAY, **fields}
        page = NewsPage(title=title, summary=f"Sommario di {title}.", **given)
        index.add_child(instance=page)
        page.save_revision().publish()
        return page

    return write
