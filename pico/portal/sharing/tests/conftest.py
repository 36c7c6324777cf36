"""The sites of the cast, with a published content here and there."""

import pytest

from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.pages.tests.factories import Sites


@pytest.fixture
def sites(people):
    """The sites by the slug of their space; UPI's is «upi»."""
    return Sites()


@pytest.fixture
def write(sites):
    """Write a news on a site: `write("upi", "Titolo", live=True)`."""

    def write_news(site: str, title: str, *, live: bool = True, body: str = "", **fields):
        root = sites[site].site.root_page
        index = IndexPage.objects.child_of(root).get(lists="NEWS")
        fields.setdefault("summary", f"Sommario di {title}.")
        page = NewsPage(title=title, live=False, **fields)
        page.body = [("testo", f"<p>{body}</p>")] if body else []
        index.add_child(instance=page)
        revision = page.save_revision()
        if live:
            revision.publish()
        return NewsPage.objects.get(pk=page.pk)

    return write_news
