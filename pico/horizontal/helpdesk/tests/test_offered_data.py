"""What the Help Desk offers to the open data catalogue: what everybody reads on UPI's site, nothing else."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.testing import cast

from ..queries.offered_data import FAQS
from ..terms import FaqState
from .knowledge_factories import make_faq

pytestmark = pytest.mark.django_db


def rows() -> list[dict]:
    return list(FAQS.rows(Space.objects.get(kind=SpaceKind.NATIONAL)))


@pytest.fixture
def upi(enti, people):
    return enti[cast.UPI], people["upi.admin"]


def test_an_answer_is_told_in_plain_words_with_its_page(upi, client):
    made = make_faq(
        *upi, title="Chi risponde?", answer="<ol><li>Uno</li><li>Due &amp; tre</li></ol>"
    )
    (one,) = rows()
    assert (one["domanda"], one["risposta"]) == ("Chi risponde?", "Uno Due & tre")
    assert (one["modulo"], one["destinatari"]) == ("SUA", "Tutti")
    assert one["pagina"].endswith(f"/assistenza/faq/{made.pk}/")
    assert client.get(f"/assistenza/faq/{made.pk}/").status_code == 200
    assert set(one) == {column.name for column in FAQS.columns}


def test_what_a_visitor_of_upi_does_not_read_is_not_offered(upi, enti, people):
    yesterday = timezone.localdate() - timedelta(days=1)
    for fields in (
        {"scope": "platform"}, {"scope": "provinces"}, {"state": FaqState.DRAFT},
        {"state": FaqState.ARCHIVED}, {"valid_until": yesterday},
    ):  # fmt: skip
        make_faq(*upi, **fields)
    treviso = Space.objects.get(slug="treviso")
    make_faq(enti[cast.TREVISO], people["treviso.admin"], space=treviso)
    assert rows() == []


def test_the_statements_do_not_grow_with_the_answers(upi):
    make_faq(*upi)
    with CaptureQueriesContext(connection) as one:
        rows()
    make_faq(*upi)
    make_faq(*upi)
    with CaptureQueriesContext(connection) as three:
        assert len(rows()) == 3
    assert len(three) == len(one)
