"""Who is who: codes, names as the data write them, decisions of persons, what is covered."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest

from pico.core.access.actor import SYSTEM
from pico.core.audit.models import AuditLine
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

from ..actions import loading, matching
from ..models import Match
from ..queries import matches as queries
from ..rules.matching import Body, place_in, registry_of
from ..terms.matches import MatchMethod, MatchState
from . import files

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)

pytestmark = pytest.mark.usefixtures("without_marts")

BODIES = (
    Body(1, "PROV", "Provincia di Treviso", "Treviso", "80008870265", "01138380264", "p_TV"),
    Body(2, "PROV", "Provincia della Spezia", "La Spezia"),
    Body(3, "PROV", "Provincia di Forlì-Cesena", "Forlì-Cesena"),
    Body(4, "LCC", "Libero consorzio comunale di Enna", "Enna", former=("Provincia di Enna",)),
    Body(5, "CM", "Città metropolitana di Milano", "Milano", former=("Provincia di Milano",)),
    Body(6, "PROV", "Provincia di Nuoro", "Nuoro", inherited=("Provincia dell'Ogliastra",)),
    Body(7, "PROV", "Provincia dell'Ogliastra", "Ogliastra"),
    Body(8, "PROV", "Provincia dell'Aquila", "L'Aquila"),
)


@pytest.mark.parametrize(
    ("key", "name", "body", "method"),
    [
        ("80008870265", "qualunque", 1, MatchMethod.FISCAL_CODE),
        ("01138380264", "", 1, MatchMethod.VAT_NUMBER),
        ("p_tv", "", 1, MatchMethod.IPA_CODE),
        ("x", "AMMINISTRAZIONE PROVINCIALE DI TREVISO", 1, MatchMethod.NAME),
        ("x", "PROVINCIA DI  TREVISO - SETTORE VIABILITA'", 1, MatchMethod.NAME),
        ("x", "PROVINCIA DELLA SPEZIA", 2, MatchMethod.NAME),
        ("x", "AMMINISTRAZIONE PROVINCIALE FORLI' - CESENA", 3, MatchMethod.NAME),
        ("x", "PROVINCIA REGIONALE DI ENNA", 4, MatchMethod.NAME),
        ("x", "LIBERO CONSORZIO COMUNALE DI ENNA GIA' PROVINCIA REGIONALE", 4, MatchMethod.NAME),
        ("x", "Provincia di Milano", 5, MatchMethod.FORMER_NAME),
        ("x", "CITTA' METROPOLITANA DI MILANO", 5, MatchMethod.NAME),
        ("x", "PROVINCIA DELL'AQUILA", 8, MatchMethod.NAME),
        ("x", "PROVINCIA DELL OGLIASTRA", 7, MatchMethod.NAME),
    ],
)
def test_a_province_is_known_by_its_codes_and_by_the_names_it_is_given(key, name, body, method):
    found = registry_of(BODIES).resolve(key, name)
    assert (found.body, found.method) == (body, method)


@pytest.mark.parametrize(
    "name",
    [
        "ORDINE DEGLI INGEGNERI DELLA PROVINCIA DI TREVISO",
        "COMUNE DI TREVISO",
        "PROVINCIA RELIGIOSA DI SAN MARZIANO",
        "CITTA' METROPOLITANA DI TREVISO",
        "AZIENDA SPECIALE PROVINCIA DI TREVISO",
        "",
    ],
)
def test_what_only_bears_the_name_is_somebody_else(name):
    assert registry_of(BODIES).resolve("x", name) is None


def test_a_name_of_two_bodies_is_of_neither():
    twins = (*BODIES, Body(9, "PROV", "Provincia di Treviso", "Treviso"))
    assert registry_of(twins).resolve("x", "PROVINCIA DI TREVISO") is None
    assert place_in("PROVINCIA DI TREVISO") == "TREVISO"


# On the platform -----------------------------------------------------------------------------


@pytest.fixture
def treviso(enti) -> Ente:
    ente = enti[cast.TREVISO]
    Ente.objects.filter(pk=ente.pk).update(fiscal_code="80008870265", vat_number="01138380264")
    return ente


@pytest.fixture
def loaded(treviso, tmp_path):
    rows = [
        {"cig": files.cig(1), "importo_lotto": "100.0"},
        {
            "cig": files.cig(2),
            "importo_lotto": "50.0",
            "cf_amministrazione_appaltante": "1138380264",
        },
        {
            "cig": files.cig(3),
            "importo_lotto": "850.0",
            "cf_amministrazione_appaltante": "00000000019",
            "denominazione_amministrazione_appaltante": "PROVINCIA DI ATLANTIDE",
        },
        {
            "cig": files.cig(4),
            "cf_amministrazione_appaltante": "00156640161",
            "denominazione_amministrazione_appaltante": "COMUNE DI TREVISO",
        },
    ]
    path = files.write(tmp_path, "cig_csv_2023_06.csv", files.lots(*rows))
    load = loading.receive_file(path=path, name=path.name, actor=SYSTEM, now=NOW)
    return loading.run_load(load=load, actor=SYSTEM, now=NOW)


def in_the_lake(lake) -> set[tuple]:
    return set(lake.connect().execute("SELECT key, ente_id, method FROM matches").fetchall())


def test_after_a_load_the_lake_knows_who_is_who(loaded, treviso, lake):
    assert in_the_lake(lake) == {
        ("80008870265", treviso.pk, "FISCAL_CODE"),
        ("01138380264", treviso.pk, "VAT_NUMBER"),
    }
    found = lake.connect().execute(
        "SELECT name, sigla, division, is_member FROM bodies WHERE ente_id = ?", [treviso.pk]
    )
    assert found.fetchall() == [(treviso.name, "TV", "NORTH_EAST", True)]


def test_nothing_is_silently_lost(loaded):
    """The unknown Province is listed with what it weighs; the Comune is nobody's business here."""
    unknown = Match.objects.get(state=MatchState.UNMATCHED)
    assert (unknown.name, unknown.rows, unknown.amount) == ("PROVINCIA DI ATLANTIDE", 1, 850)
    [line] = queries.coverage()
    assert (line.table, line.rows, line.matched_rows, line.share) == ("lots", 3, 2, 66.7)
    assert (line.amount, line.matched_amount) == (Decimal("1000.00"), Decimal("150.00"))


def test_a_person_decides_and_takes_it_back(
    loaded, treviso, lake, actors, django_capture_on_commit_callbacks
):
    unknown, officer = Match.objects.get(state=MatchState.UNMATCHED), actors["upi.admin"]
    with django_capture_on_commit_callbacks(execute=True):
        matching.confirm_match(match=unknown, ente=treviso, actor=officer, now=NOW)
    assert ("00000000019", treviso.pk, "MANUAL") in in_the_lake(lake)
    matching.match_bodies(now=NOW)
    unknown.refresh_from_db()
    assert unknown.state == MatchState.CONFIRMED
    with django_capture_on_commit_callbacks(execute=True):
        matching.undo_match(match=unknown, actor=officer, now=NOW)
    assert unknown.state == MatchState.UNMATCHED
    assert len(in_the_lake(lake)) == 2
    events = AuditLine.objects.filter(subject_id=str(unknown.pk), subject_type__endswith="match")
    assert events.count() == 2


def test_a_refused_key_counts_for_nobody(loaded, lake, actors, django_capture_on_commit_callbacks):
    mine = Match.objects.get(key="01138380264")
    with django_capture_on_commit_callbacks(execute=True):
        matching.refuse_match(match=mine, actor=actors["upi.admin"], now=NOW)
    assert len(in_the_lake(lake)) == 1
    assert queries.coverage()[0].rows == 2


def test_others_decide_nothing(loaded, treviso, actors):
    unknown = Match.objects.get(state=MatchState.UNMATCHED)
    with pytest.raises(Refusal):
        matching.confirm_match(match=unknown, ente=treviso, actor=actors["treviso.admin"], now=NOW)
    unknown.refresh_from_db()
    assert unknown.state == MatchState.UNMATCHED


def test_only_a_body_of_the_large_area_can_be_meant(loaded, enti, actors):
    unknown = Match.objects.get(state=MatchState.UNMATCHED)
    with pytest.raises(Refusal, match="Città metropolitana"):
        matching.confirm_match(
            match=unknown, ente=enti[cast.COMUNE_1], actor=actors["upi.admin"], now=NOW
        )
    unknown.refresh_from_db()
    assert unknown.ente is None
