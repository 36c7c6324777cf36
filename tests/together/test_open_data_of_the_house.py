"""The open data catalogue with Help Desk and Community: what everybody reads there is in it, and leaves with it."""

from datetime import UTC, datetime

import pytest

from pico.core.testing import cast
from pico.horizontal.community.tests.factories import make_practice
from pico.horizontal.helpdesk.models import Faq
from pico.horizontal.helpdesk.terms import FaqState
from pico.horizontal.helpdesk.tests.knowledge_factories import make_faq
from pico.horizontal.observatory.actions.open_data import refresh_catalogue

NOW = datetime(2026, 11, 22, 2, 40, tzinfo=UTC)
FAQS, PRACTICES = "/dati/open-data/domande-frequenti/", "/dati/open-data/buone-pratiche/"
LONG = "Si fa così, passo per passo. " * 20


@pytest.fixture
def catalogue(enti, people, settings, tmp_path):
    settings.OBSERVATORY_LAKE = tmp_path / "lake"
    make_faq(enti[cast.UPI], people["upi.admin"], title="Come si fa?", answer=f"<p>{LONG}</p>")
    make_practice(enti[cast.TREVISO], people["treviso.admin"], scope="public", title="Strade")
    refresh_catalogue(now=NOW)


def page(client, address: str) -> str:
    return client.get(address).content.decode()


def test_a_visitor_reads_the_first_rows_and_takes_whole_texts_away(catalogue, client):
    said = page(client, FAQS)
    assert "Come si fa?" in said
    assert LONG.strip() not in said
    assert "…</span>" in said
    taken = b"".join(client.get(f"{FAQS}dati.csv").streaming_content).decode()
    assert LONG.strip() in taken
    assert "Strade" in page(client, PRACTICES)
    assert client.get("/treviso/dati/open-data/buone-pratiche/").status_code == 404


def test_what_nobody_reads_any_more_leaves_the_catalogue(catalogue, client):
    Faq.objects.update(state=FaqState.ARCHIVED)
    refresh_catalogue(now=NOW)
    assert client.get(FAQS).status_code == 404
    assert client.get(PRACTICES).status_code == 200
