"""Dossiers of the sample module, on the table of `tests/sample_module/workflow.py`."""

from datetime import UTC, datetime

import pytest

from pico.core.access.actor import Actor
from pico.core.access.terms import Role
from tests.sample_module.models import Dossier

NOW = datetime(2026, 11, 20, 10, 42, tzinfo=UTC)


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def writer():
    return Actor(person_id=1, person_name="Anna Verdi", ente_id=5, ente_name="Comune di Asolo")


@pytest.fixture
def decider():
    return Actor(
        person_id=2,
        person_name="Luca Neri",
        ente_id=6,
        ente_name="Provincia di Treviso",
        roles=frozenset({Role.PROVINCE_ADMIN}),
    )


@pytest.fixture
def dossier(db):
    return Dossier.objects.create(title="Palestra")
