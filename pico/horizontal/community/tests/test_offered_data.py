"""What the Community offers to the open data catalogue: public cards, without the persons in them."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.testing import cast

from ..models import Practice
from ..queries.offered_data import PRACTICES
from ..terms import PracticeState
from .factories import make_practice

pytestmark = pytest.mark.django_db


def rows() -> list[dict]:
    return list(PRACTICES.rows(Space.objects.get(kind=SpaceKind.NATIONAL)))


@pytest.fixture
def treviso(enti, people):
    return enti[cast.TREVISO], people["treviso.admin"]


def test_a_card_is_told_without_the_persons_in_it(treviso, client):
    made = make_practice(*treviso, scope="public", title="Strade", actors="Mario Rossi, geometra")
    (one,) = rows()
    assert (one["titolo"], one["soluzione"], one["mesi"]) == ("Strade", "Un modulo unico.", 6)
    assert one["ente"] == "Provincia di Treviso"
    assert "Rossi" not in str(one)
    assert str(treviso[1]) not in str(one)
    assert one["pagina"].endswith(f"/{made.pk}/")
    assert set(one) == {column.name for column in PRACTICES.columns}


@pytest.mark.parametrize("scope", ["platform", "provinces", "reg:05", "ter:026"])
def test_a_card_for_some_is_not_offered(treviso, scope):
    make_practice(*treviso, scope=scope)
    assert rows() == []


def test_only_what_is_published_is_offered_and_what_is_to_update_says_so(treviso):
    made = make_practice(*treviso, scope="public")
    for state, told in (
        (PracticeState.WITHDRAWN, []),
        (PracticeState.TO_UPDATE, ["Da aggiornare"]),
    ):
        Practice.objects.filter(pk=made.pk).update(state=state)
        assert [one["stato"] for one in rows()] == told


def test_the_statements_do_not_grow_with_the_cards(treviso):
    make_practice(*treviso, scope="public")
    with CaptureQueriesContext(connection) as one:
        rows()
    make_practice(*treviso, scope="public")
    with CaptureQueriesContext(connection) as two:
        assert len(rows()) == 2
    assert len(two) == len(one)
