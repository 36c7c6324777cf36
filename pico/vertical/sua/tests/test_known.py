"""What the SUA tells other modules of a CIG or a CUP: what the reader may see, and nothing else."""

import pytest

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Space
from pico.core.modules.actions import switch_module
from pico.core.modules.known import CIG, CUP, known_of
from pico.core.modules.registry import installed
from pico.core.testing.cast import TREVISO

from ..models import Lot
from .tender_factories import CIGS, NOW, lot, make_tender

pytestmark = pytest.mark.django_db
PROJECT = "C11G06000000001"


@pytest.fixture
def tender(enti, actors):
    made = make_tender(enti, actors["treviso.sua"], lots=(lot(1), lot(2)))
    Lot.objects.filter(tender=made, number=1).update(cig=CIGS[0], cups=[PROJECT])
    return made


def told(actor, kind, code) -> list[str]:
    return [f"{module.key} {one.kind} {one.title}" for module, one in known_of(actor, kind, code)]


@pytest.mark.parametrize(("kind", "code"), [(CIG, CIGS[0]), (CUP, PROJECT)])
def test_a_lot_is_known_by_its_codes_to_who_sees_its_tender(tender, actors, kind, code):
    (line,) = told(actors["treviso.sua"], kind, code)
    assert line.startswith(f"sua Gara {tender.number}/1")
    assert told(actors["brescia.sua"], kind, code) == []
    assert told(actors["upi.admin"], kind, code) == []


def test_another_code_is_not_known(tender, actors):
    assert told(actors["treviso.sua"], CUP, "C11G06000000002") == []
    # A CUP is looked for whole: part of one is nobody's.
    assert told(actors["treviso.sua"], CUP, PROJECT[:10]) == []


def test_where_the_module_is_off_nothing_is_told(tender, enti, actors):
    asked = (actors["treviso.sua"], CIG, CIGS[0])
    space = Space.objects.get(ente=enti[TREVISO])
    for is_on in (False, True):
        switch_module(space=space, module=installed()["sua"], is_on=is_on, actor=SYSTEM, now=NOW)
        assert bool(told(*asked)) == is_on


def test_the_statements_do_not_grow_with_the_lots(
    tender, actors, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("pico.core.modules.known._is_on", lambda module, ente_id: True)
    Lot.objects.filter(tender=tender).update(cups=[PROJECT])
    with django_assert_max_num_queries(2):
        assert len(told(actors["treviso.sua"], CUP, PROJECT)) == 2


def test_the_pages_of_a_tender_lead_to_the_page_of_each_code_where_there_is_one(
    tender, sign_in, actors
):
    client = sign_in("treviso.sua")
    address = f"/treviso/sua/gare/{tender.number}/lotti/"
    said = client.get(address).content.decode()
    assert f'<a href="/treviso/dati/cig/{CIGS[0]}/">{CIGS[0]}</a>' in said
    assert f'<a href="/treviso/dati/cup/{PROJECT}/">{PROJECT}</a>' in said
    space = Space.objects.get(slug="treviso")
    switch_module(
        space=space, module=installed()["observatory"], is_on=False,
        actor=actors["treviso.admin"], now=NOW,
    )  # fmt: skip
    said = client.get(address).content.decode()
    assert CIGS[0] in said
    assert "/dati/cig/" not in said
