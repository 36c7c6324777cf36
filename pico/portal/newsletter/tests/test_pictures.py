"""An issue shows the pictures of what it picks: whole https addresses, words, measures."""

import re

import pytest
from PIL import Image

from pico.portal.newsletter import drawing, pictures
from pico.portal.newsletter.actions import composing
from pico.portal.newsletter.letters import Press
from pico.portal.pages.tests import factories

from .conftest import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(treviso, people):
    return factories.site_of("treviso")


@pytest.fixture
def pick(draft, editor):
    def add(page):
        key = f"pages.contentpage:{page.pk}"
        composing.pick(issue=draft, keys=[key], actor=editor, now=NOW)
        return page

    return add


def test_the_picture_of_a_content_goes_out_with_its_words(site, pick, draft, settings):
    settings.PUBLIC_URL = "https://pico.example"
    pick(factories.news(site, "Ponte riaperto", image=factories.make_picture(site)))
    html = Press(draft, now=NOW).html
    image = re.search(r"<img [^>]+>", html)[0]
    assert 'alt="Un ponte di pietra sul fiume"' in image
    assert 'width="552" height="290"' in image
    assert re.search(r'src="https://pico.example/[^"]+\.jpg"', image)


def test_what_is_sent_is_a_jpeg_of_twice_the_column(site, pick, draft):
    page = pick(
        factories.news(site, "Ponte riaperto", image=factories.make_picture(site, title="Grande"))
    )
    assert drawing.live_pieces(draft)[-1]["image_url"]
    rendition = page.image.renditions.get(filter_spec=pictures.FILTER)
    with rendition.file.open() as stream:
        drawn = Image.open(stream)
        assert drawn.format == "JPEG"
        assert abs(drawn.width / drawn.height - pictures.WIDTH / pictures.HEIGHT) < 0.01


def test_contents_without_a_picture_or_with_a_lost_one_go_out_without(site, pick, draft):
    pick(factories.news(site, "Senza foto"))
    lost = factories.make_picture(site, title="Persa")
    lost.file.storage.delete(lost.file.name)
    pick(factories.news(site, "Foto persa", image=lost))
    assert [one.get("image_url", "") for one in drawing.live_pieces(draft)[-2:]] == ["", ""]


def test_many_pictures_cost_no_more_statements(site, pick, draft, django_assert_max_num_queries):
    def cost() -> int:
        drawing.live_pieces(draft)
        with django_assert_max_num_queries(40) as counted:
            drawing.live_pieces(draft)
        return len(counted)

    pick(factories.news(site, "Prima", image=factories.make_picture(site)))
    before = cost()
    for number in range(4):
        image = factories.make_picture(site, title=f"Foto {number}")
        pick(factories.news(site, f"Notizia {number}", image=image))
    assert cost() == before
