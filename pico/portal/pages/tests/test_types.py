"""Every type of content on its page, its sections in the order of the model."""

import re

import pytest

from . import factories

KINDS = (
    "news",
    "event",
    "service",
    "document",
    "place",
    "unit",
    "person",
    "project",
    "practice",
    "generic",
)


@pytest.mark.parametrize("kind", KINDS)
def test_each_type_has_its_page(client, treviso, kind):
    page = getattr(factories, kind)(treviso)
    html = client.get(page.url).content.decode()
    assert f">{page.title}</h1>" in html
    assert page.summary in html
    assert "Ultimo aggiornamento" in html
    assert "CC BY 4.0" in html


@pytest.mark.parametrize("kind", KINDS[:-1])
def test_each_type_stands_in_its_list(client, treviso, kind):
    page = getattr(factories, kind)(treviso)
    html = client.get(page.get_parent().url).content.decode()
    assert f'href="{page.url}"' in html
    assert page.summary in html


def headings(html: str) -> list[str]:
    main = html[html.index("pico-article-text") : html.index("pico-updated")]
    return [re.sub(r"<[^>]+>", "", one).strip() for one in re.findall(r"<h2[^>]*>(.*?)</h2>", main)]


def test_the_sections_of_a_service_stand_in_the_order_of_the_model(client, treviso):
    html = client.get(factories.service(treviso).url).content.decode()
    assert headings(html) == [
        "A chi è rivolto",
        "Come fare",
        "Cosa serve",
        "Cosa si ottiene",
        "Tempi e scadenze",
        "Quanto costa",
        "Accedi al servizio",
        "Condizioni di servizio",
        "Contatti",
    ]
