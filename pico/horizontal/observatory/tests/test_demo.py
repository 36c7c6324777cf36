"""The demo's lake: invented files in the real formats, taken by the real loaders."""

from datetime import UTC, datetime

import pytest

from .. import demo
from ..models import LinkDecision, Load
from ..queries import loads, matches, places, quality
from ..terms.loads import INVENTED, LoadState

NOW = datetime(2026, 5, 4, 9, tzinfo=UTC)


@pytest.fixture
def furnished(enti, settings, tmp_path):
    settings.OPEN_DATA = settings.VAR_DIR = tmp_path / "nothing"
    demo.furnish(NOW)


def test_every_invented_file_is_loaded_whole_and_says_that_it_is_invented(furnished, lake):
    found = Load.objects.all()
    assert {load.state for load in found} == {LoadState.LOADED, LoadState.REPLACED}
    replaced = found.filter(state=LoadState.REPLACED)
    assert set(replaced.values_list("dataset", flat=True)) == {"anac_aggiudicazioni"}
    assert not [(load.dataset, load.report["refused"]) for load in found if load.rows_refused]
    assert all(load.file_name.startswith(INVENTED) for load in found)
    assert all(line.is_invented for line in loads.source_lines() if line.rows)
    expected = {"lots", "awards", "winners", "bidders", "projects", "project_tenders", "staff"}
    expected |= {"contract_starts", "contract_ends", "variants", "subcontracts"}
    assert expected <= set(lake.tables())
    assert lake.tables()["m_lots"]
    assert {line.share for line in matches.coverage()} == {100.0}
    half = lake.connect().execute("SELECT median(lot_amount) FROM lots").fetchone()[0]
    assert 50_000 < half < 2_000_000, "amounts are not of this world"


def test_it_tells_of_links_and_of_thanks_and_furnished_again_it_adds_nothing(furnished, lake):
    said = LinkDecision.objects.values_list("verdict", flat=True)
    assert "CONFIRMED" in said
    assert {one.ente.short_name for one in LinkDecision.objects.all()} == {"Treviso"}

    since, board = quality.thanks()
    assert since is not None
    assert board
    past = quality.history(places.bodies())
    assert [one.to_fix for one in past] == sorted((one.to_fix for one in past), reverse=True)
    assert len(past) == 2

    version = lake.catalogue().version
    demo.furnish(NOW)
    assert lake.catalogue().version == version
