"""The contextual «?»: what helps on this page, and a request that knows where one was."""

import pytest
from django.urls import reverse

from pico.core.enti.models import Space

from ..queries import here
from ..terms import Topic
from .knowledge_factories import make_faq


def help_link(page: str) -> str:
    start = page.index('class="pico-help-link" href="') + len('class="pico-help-link" href="')
    return page[start : page.index('"', start)].replace("&amp;", "&")


def test_every_page_of_who_signed_in_has_it_and_a_visitors_none(sign_in, client):
    assert "pico-help-link" not in client.get("/assistenza/faq/").content.decode()
    browser = sign_in("comune1.rup")
    for path in ("/assistenza/faq/", "/notifiche/", "/file/", "/treviso/community/forum/"):
        assert "pico-help-link" in browser.get(path).content.decode(), path


def test_it_shows_the_answers_of_the_screen_first_then_of_the_module(sign_in, people, enti):
    author = people["upi.redattore"]
    make_faq(enti["updi"], author, title="Del modulo?", topic=Topic.COMMUNITY, useful_count=9)
    make_faq(
        enti["updi"], author, title="Della schermata?", topic=Topic.COMMUNITY,
        screen="community:forum",
    )  # fmt: skip
    make_faq(enti["updi"], author, title="Di altro?", topic=Topic.SUA)
    browser = sign_in("comune1.rup")
    link = help_link(browser.get("/community/forum/").content.decode())
    page = browser.get(link).content.decode()
    assert page.index("Della schermata?") < page.index("Del modulo?")
    assert "Di altro?" not in page
    assert "<main" in page
    panel = browser.get(link, HTTP_HX_REQUEST="true").content.decode()
    assert "Della schermata?" in panel
    assert "<main" not in panel


@pytest.mark.parametrize("token", ["", "x", "e30:1abc:zzz"])
def test_an_address_that_is_not_ours_says_nothing(token):
    assert here.read(token) is None


def test_the_footer_leads_to_answers_and_help(client, enti):
    page = client.get("/treviso/assistenza/faq/").content.decode()
    assert f'href="/treviso{reverse("helpdesk:faqs")}" data-element="faq"' in page
    assert Space.objects.filter(slug="treviso").exists()
