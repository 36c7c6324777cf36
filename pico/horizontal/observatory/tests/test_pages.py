"""The pages: what each says, who reads which, where figures lead, what a file holds."""

import csv
import io
import json
import re

import duckdb
import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.modules import registry
from pico.core.modules.actions import change_settings
from pico.core.testing import cast
from pico.core.ui.formats import date_it

from ..models import Match
from ..terms.matches import MatchState
from ..terms.sections import PUBLIC_SECTIONS, SectionKey

pytestmark = pytest.mark.django_db
RESERVED = [key for key in SectionKey if key not in PUBLIC_SECTIONS]


@pytest.fixture
def signed(sign_in, data):
    return sign_in("treviso.admin")


def words(response) -> str:
    return " ".join(
        strip_tags(response.content.decode().replace("<", " <")).replace("\xa0", " ").split()
    )


def test_the_way_in_shows_themes_sections_and_how_fresh_they_are(client, enti, data):
    said = words(client.get("/dati/"))
    assert "Appalti e qualificazioni delle Province" in said
    assert "Progetti PNC: attuazione per CUP e collegamento CIG" in said
    assert "Dati aggiornati al 1 ott 2026" in said


def test_registers_and_instruments_are_offered_to_who_may_open_them(
    client, enti, people, data, sign_in
):
    said = words(client.get("/dati/"))
    assert "Confronto fra Province" in said
    assert "Registro dei CIG" not in said
    said = words(sign_in("treviso.sua").get("/treviso/dati/"))
    assert "Registro dei CIG" in said
    assert "Caricamenti" not in said
    page = sign_in("upi.admin").get("/dati/")
    assert "Caricamenti" in words(page)
    for _label, url in page.context["instruments"]:
        assert sign_in("upi.admin").get(url).status_code == 200


@pytest.mark.parametrize("key", PUBLIC_SECTIONS)
def test_aggregates_of_open_data_are_for_everybody(client, enti, data, key):
    assert client.get(f"/dati/{key.value}/").status_code == 200


@pytest.mark.parametrize("key", RESERVED)
def test_the_other_sections_are_for_who_signed_in(client, enti, data, key):
    response = client.get(f"/dati/{key.value}/")
    assert response.status_code == 302
    assert "accedi" in response.url or "login" in response.url


@pytest.mark.parametrize("key", list(SectionKey))
def test_every_section_answers_with_data_and_without(signed, key):
    assert signed.get(f"/dati/{key.value}/").status_code == 200
    nothing = signed.get(f"/dati/{key.value}/?dal=1999-01-01&al=1999-01-02&provincia=BS")
    assert nothing.status_code == 200


def test_a_section_says_source_licence_and_day(client, enti, data):
    page = client.get("/dati/panoramica/?provincia=TV")
    said = words(page)
    assert "Fonte: ANAC, CIG" in said
    assert "Licenza: CC BY-SA 4.0" in said
    assert "Dati aggiornati al 1 ott 2026" in said
    assert "Nota metodologica" in said
    assert "Lotti (CIG) 11" in said
    assert "4,1 mln €" in said


def test_filters_narrow_and_bad_ones_are_ignored(client, enti, data):
    assert "Lotti (CIG) 3" in words(client.get("/dati/panoramica/?dal=2025-01-01&provincia=TV"))
    assert "Lotti (CIG) 14" in words(client.get("/dati/panoramica/?dal=ieri&regione=99&oggetto=X"))
    assert "Lotti (CIG) 15" in words(client.get("/dati/panoramica/?metro=si"))
    assert "Lotti (CIG) 13" in words(client.get("/dati/panoramica/?regione=05"))
    assert "Lotti (CIG) 1 " in words(client.get("/dati/panoramica/?provincia=TV&come=sua"))
    assert "Lotti (CIG) 1 " in words(client.get("/dati/panoramica/?provincia=BS&come=beneficiario"))


def test_nothing_found_is_said_and_no_empty_chart_is_drawn(client, enti, data):
    page = client.get("/dati/panoramica/?dal=1999-01-01&al=1999-12-31")
    assert "Nessun dato per i filtri selezionati" in words(page)
    assert b"data-chart" not in page.content


def test_small_numbers_are_not_told(signed):
    said = words(signed.get("/dati/aggiudicazioni/?provincia=BL"))
    assert "n.d." in said
    one = words(signed.get("/dati/panoramica/?provincia=BL"))
    assert "Importo mediano n.d. (meno di 5 casi)" in one


def test_a_chart_without_a_value_is_not_drawn_and_says_why(signed):
    page = signed.get("/dati/aggiudicazioni/?provincia=BL")
    assert "Nessun valore si può dire: i casi sono troppo pochi." in words(page)
    body = page.content.decode()
    drawn = set(re.findall(r'data-chart="c-([\w-]+)"', body))
    blocks = set(re.findall(r'id="b-([\w-]+)"', body))
    assert drawn < blocks
    assert set(re.findall(r'href="#b-([\w-]+)"', body)) == blocks  # the index of the page


def test_breaks_of_the_series_are_drawn_and_written(client, enti, data):
    rows = _with_a_lot_before()
    from . import world

    world.make_lake(data.root, {"lots": rows})
    page = client.get("/dati/panoramica/")
    spec = spec_of(page, "c-trimestri")
    assert [mark["label"] for mark in spec["breaks"]] == ["Nuovo Codice", "PCP"]
    assert "entrano anche gli affidamenti sotto 40.000 €" in words(page)


def _with_a_lot_before():
    from datetime import date

    from . import world

    days = (date(2023, 5, 1), date(2023, 8, 1), date(2024, 2, 1))
    return [world.lot(f"B00000010{at}", 1, 50_000, day) for at, day in enumerate(days)]


def spec_of(page, key: str) -> dict:
    found = re.search(
        rf'<script id="{key}" type="application/json">(.*?)</script>', page.content.decode()
    )
    return json.loads(found.group(1))


def test_a_chart_says_nothing_that_its_table_does_not(client, enti, data):
    page = client.get("/dati/panoramica/?provincia=TV")
    spec = spec_of(page, "c-procedure")
    assert spec["categories"] == ["Aperta", "Negoziata sotto soglia", "Affidamento diretto"]
    assert spec["series"][0]["values"] == [8, 1, 2]
    for name in spec["categories"]:
        assert name in words(page)


def test_every_figure_opens_the_records_it_counts(signed):
    page = signed.get("/dati/panoramica/?provincia=TV").content.decode()
    link = re.search(r'href="(/dati/registro/\?[^"]*procedura=DIRECT)"', page).group(1)
    said = words(signed.get(link.replace("&amp;", "&")))
    assert "B000000007" in said
    assert "B000000008" in said
    assert "B000000001" not in said


def test_the_register_is_sorted_searched_and_paged(signed):
    page = signed.get("/dati/registro/?provincia=TV&ordina=importo").content.decode()
    assert page.index("B000000008") < page.index("B000000007") < page.index("B000000006")
    assert "1 risultato" in words(signed.get("/dati/registro/?q=b000000016"))
    assert "0 risultati" in words(signed.get("/dati/registro/?q=' OR 1=1 --"))


def test_the_register_is_not_for_visitors(client, enti, data):
    for address in ("/dati/registro/", "/dati/registro/cup/", "/dati/cig/B000000001/"):
        assert client.get(address).status_code == 302


def test_a_lot_has_a_page_with_the_way_to_anac(signed):
    page = signed.get("/dati/cig/B000000003/")
    assert "dettaglio_cig/?cig=B000000003" in page.content.decode()
    assert "F11B00000000001" in words(page)
    assert signed.get("/dati/cig/B000000015/").status_code == 404
    person = words(signed.get("/dati/cig/B000000007/"))
    assert "Persona fisica (nome non mostrato)" in person
    assert "Rossi" not in person


def test_a_project_has_a_page_with_its_tenders(signed):
    said = words(signed.get("/dati/cup/F11B00000000001/"))
    assert "B000000003" in said
    assert "ANAC PNC" in said
    assert "valore gara superiore al finanziamento" in said  # 500.000 of tenders, 300.000 of money
    assert signed.get("/dati/cup/F99/").status_code == 404


def test_the_table_of_a_chart_comes_as_csv_and_parquet(client, enti, data, tmp_path):
    answer = client.get("/dati/panoramica/?provincia=TV&formato=csv&blocco=procedure")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[0] == ["Procedura", "Lotti (CIG)", "Importo dei lotti (€)"]
    assert rows[1] == ["Aperta", "8,0", "3800000,0"]
    path = tmp_path / "given.parquet"
    path.write_bytes(
        client.get("/dati/panoramica/?provincia=TV&formato=parquet&blocco=procedure").content
    )
    found = duckdb.connect().execute(f"SELECT * FROM '{path}'").fetchall()
    assert found[0] == ("Aperta", 8.0, 3_800_000.0)


def test_the_register_comes_as_a_file(signed, tmp_path):
    path = tmp_path / "given.parquet"
    path.write_bytes(signed.get("/dati/registro/?provincia=TV&formato=parquet").content)
    assert duckdb.connect().execute(f"SELECT count(*) FROM '{path}'").fetchone() == (11,)
    lines = b"".join(signed.get("/dati/registro/?provincia=TV&formato=csv").streaming_content)
    assert len(lines.decode().strip().splitlines()) == 12


def test_one_province_is_drawn_comune_by_comune(client, enti, data, settings, tmp_path):
    settings.VAR_DIR = tmp_path / "var"
    folder = settings.VAR_DIR / "registry" / "boundaries"
    (folder / "comuni").mkdir(parents=True)
    for path in (folder / "provinces.json", folder / "comuni" / "026.json"):
        path.write_text('{"type": "FeatureCollection", "features": []}')
    spec = spec_of(client.get("/dati/territorio/?provincia=TV"), "c-comuni")
    assert (spec["categories"][0], spec["texts"][0]) == ("Comune 026086", "100.000\xa0€")
    assert spec["texts"][1] == "n.d."
    assert client.get("/dati/confini/026/").status_code == 200
    assert client.get("/dati/confini/province/").status_code == 200
    for name in ("999", "..", "comuni"):
        assert client.get(f"/dati/confini/{name}/").status_code == 404


def test_provinces_are_put_side_by_side(client, enti, data):
    said = words(client.get("/dati/confronto/?provincia=TV&provincia=BL"))
    assert "Treviso" in said
    assert "Lotti (CIG) 2 11" in said  # in the order of their names
    assert "Importo anno per anno" in said
    years = client.get("/dati/confronto/?provincia=TV&provincia=BL&formato=csv&blocco=anni")
    assert years.getvalue().decode().splitlines()[-1].startswith("2025")
    alone = words(client.get("/dati/confronto/?provincia=TV"))
    assert "Brescia" in alone  # put beside by likeness
    assert "Scegli le Province da confrontare" in words(client.get("/dati/confronto/"))


def test_a_space_calls_a_section_and_a_theme_by_its_own_name(client, enti, data):
    space = Space.objects.get(kind=SpaceKind.NATIONAL)
    change_settings(
        space=space, module=registry.installed()["observatory"], actor=SYSTEM, now=timezone.now(),
        changes={"section_panoramica": "Gli appalti in breve", "theme_gare": "Gare nel territorio"},
    )  # fmt: skip
    said = words(client.get("/dati/"))
    assert "Gli appalti in breve" in said
    assert "Gare nel territorio" in said
    assert "Panoramica appalti" not in said
    assert "Gli appalti in breve" in words(client.get("/dati/panoramica/"))
    assert "Gli appalti in breve" in words(client.get("/dati/scheda/TV/2025/"))


def test_a_passport_says_of_when_and_of_whom_the_data_speak(client, enti, data):
    Match.objects.create(
        key="1", state=MatchState.AUTOMATIC, confidence=1, ente=enti[cast.TREVISO],
        seen={"lots": [30, "900"], "staff_bodies": [7, "0"]},
    )  # fmt: skip
    Match.objects.create(key="2", state=MatchState.UNMATCHED, seen={"lots": [10, "100"]})
    said = words(client.get("/dati/indicatori/lots/"))
    assert "75,0 % delle righe che ne nominano una (30 su 40), il 90,0 % degli importi" in said
    assert "Enti del conto annuale" not in said
    first, last = (
        data.connect().execute("SELECT min(published_on), max(published_on) FROM m_lots").fetchone()
    )
    assert f"dal {date_it(first)} al {date_it(last)}".replace("\xa0", " ") in said
    staff = words(client.get("/dati/indicatori/heads/"))
    assert "100,0 % delle righe che ne nominano una (7 su 7)." in staff
    assert "la situazione al giorno dell'aggiornamento" in words(
        client.get("/dati/indicatori/progress/")
    )


def test_a_passport_says_what_a_figure_is(client, enti, data):
    said = words(client.get("/dati/indicatori/single_bid/"))
    assert "lotti aggiudicati con numero_offerte_ammesse = 1" in said
    assert "Con meno di 5 casi il valore non si mostra" in said
    assert client.get("/dati/indicatori/nessuno/").status_code == 404
    assert "Ribasso medio ponderato" in words(client.get("/dati/indicatori/"))


@pytest.mark.parametrize("key", ["panoramica", "pnrr", "territorio", "pnc"])
def test_the_statements_of_a_page_do_not_grow_with_its_rows(
    client, enti, data, django_assert_max_num_queries, key
):
    client.get(f"/dati/{key}/")
    with django_assert_max_num_queries(12):
        client.get(f"/dati/{key}/")


def test_before_anything_is_loaded_pages_say_so(client, enti, settings, tmp_path):
    settings.OBSERVATORY_LAKE = tmp_path / "nothing"
    assert "I dati non sono ancora stati caricati" in words(client.get("/dati/"))
    assert "Nessun dato per i filtri selezionati" in words(client.get("/dati/panoramica/"))


def test_the_register_is_narrowed_to_where_lots_are_realised(signed):
    said = words(signed.get("/dati/registro/?luogo=026086"))
    assert "B000000001" in said
    assert "B000000002" not in said


def test_the_register_says_why_there_is_no_award(signed):
    assert "deserto" in words(signed.get("/dati/registro/?q=B000000009"))
    assert "esito non noto" in words(signed.get("/dati/registro/?q=B000000010"))


@pytest.mark.parametrize(
    ("page", "english", "italian"),
    [
        ("", "Overview of contracts", "Panoramica appalti"),
        ("panoramica/", "Direct awards, by number", "Affidamenti diretti"),
        ("pnrr/", "Financial progress", "Avanzamento finanziario"),
        ("indicatori/lots/", "Lots published in the period", "Lotti pubblicati"),
        ("open-data/", "The catalogue for programs", "Il catalogo per i programmi"),
    ],
)
def test_the_public_pages_are_read_in_english_too(people, sign_in, data, page, english, italian):
    type(people["treviso.sua"]).objects.update(language="en")
    said = words(sign_in("treviso.sua").get(f"/dati/{page}"))
    assert english in said
    assert italian not in said
