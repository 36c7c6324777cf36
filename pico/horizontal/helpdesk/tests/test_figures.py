"""A figure of the dashboards said to be wrong becomes a request, once, of who said so."""

from types import SimpleNamespace

import pytest

from ..listeners.figures import figure_flagged
from ..models import Ticket
from ..terms import Topic

pytestmark = pytest.mark.django_db


def told(actor, **changes):
    said = {
        "subject_type": "observatory.figureflag", "subject_id": "7", "person_id": actor.person_id,
        "ente_id": actor.ente_id,
        "data": {"label": "Lotti (CIG)", "text": "Sono dodici, non undici.", "url": "/dati/indicatori/lots/"},
    }  # fmt: skip
    return SimpleNamespace(**{**said, **changes})


def test_a_flagged_figure_opens_one_request(actors, desk):
    for _again in range(2):
        figure_flagged(told(actors["treviso.admin"]))
    ticket = Ticket.objects.get()
    assert ticket.subject == "Dati: errore segnalato in «Lotti (CIG)»"
    assert (ticket.topic, ticket.object_url) == (Topic.DATA, "/dati/indicatori/lots/")
    assert (ticket.asker_id, ticket.ente_id) == (
        actors["treviso.admin"].person_id,
        actors["treviso.admin"].ente_id,
    )


def test_nobody_s_report_opens_nothing(actors, desk):
    figure_flagged(told(actors["treviso.admin"], person_id=None))
    assert not Ticket.objects.exists()
