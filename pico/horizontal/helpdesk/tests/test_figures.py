"""A figure of the dashboards said to be wrong becomes a request, once, of who said so."""

from types import SimpleNamespace

import pytest
from django.utils import timezone

from pico.core.announcements.models import Announcement

from ..actions.steps import make_step
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


def test_the_end_of_a_request_is_told_with_what_it_was_about(actors, desk):
    asker = actors["treviso.admin"]
    figure_flagged(told(asker))
    make_step(record=Ticket.objects.get(), name="cancel", actor=asker, now=timezone.now())
    said = Announcement.objects.get(name="helpdesk.ticket.cancel").data
    assert (said["object_type"], said["object_id"]) == ("observatory.figureflag", "7")
