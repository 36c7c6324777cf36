"""The lists of the house: the counts and the traps of the domain."""

import re

from pico.core.enti import checks, queries
from pico.core.enti.models import Ente, Region, Space, Succession, Territory
from pico.core.enti.sources import house
from pico.core.enti.terms import PROVINCES, EnteKind, SpaceKind, TerritoryKind
from pico.core.foundation.identifiers import check_eleven_digits

PROVINCES_BY_REGION = {
    "Lombardia": 11, "Toscana": 9, "Emilia-Romagna": 8, "Piemonte": 7, "Veneto": 6, "Marche": 5,
    "Puglia": 5, "Lazio": 4, "Campania": 4, "Abruzzo": 4, "Calabria": 4, "Liguria": 3, "Umbria": 2,
    "Molise": 2, "Basilicata": 2, "Sardegna": 6, "Sicilia": 6,
}  # fmt: skip


def test_territories_are_110_today_by_kind():
    living = [t for t in house.territories() if t["valid_to"] is None]
    kinds = [t["kind"] for t in living]
    assert len(living) == 110
    assert {kind: kinds.count(kind) for kind in TerritoryKind.values} == {
        "PROVINCE": 83,
        "AUTONOMOUS_PROVINCE": 2,
        "METROPOLITAN_CITY": 15,
        "FREE_CONSORTIUM": 6,
        "STATISTICAL_UNIT": 4,
    }


def test_provinces_are_88_with_distinct_codes():
    rows = house.rows("province")
    assert len(rows) == 88
    for column in ("sigla", "cod_provincia_istat", "codice_ipa"):
        assert len({row[column] for row in rows}) == 88


def test_provinces_per_region_are_as_in_the_law():
    regions = [row["regione"] for row in house.rows("province")]
    counted = {name: regions.count(name) for name in set(regions)}
    assert counted == PROVINCES_BY_REGION


def test_every_fiscal_code_of_the_lists_passes_its_check():
    codes = [
        row[column]
        for name in ("province", "regioni", "citta_metropolitane", "altri_enti")
        for row in house.rows(name)
        for column in ("codice_fiscale", "partita_iva_regis", "fiscal_code")
        if row.get(column)
    ]
    assert len(codes) > 120
    assert all(check_eleven_digits(code) == code for code in codes)


def test_napoli_keeps_its_sigla():
    assert next(t for t in house.territories() if t["code"] == "063")["plate"] == "NA"


def test_metropolitan_cities_have_statistical_codes_of_their_own():
    codes = {t["code"]: t["statistical_code"] for t in house.territories()}
    assert (codes["118"], codes["112"], codes["026"]) == ("318", "312", "026")


def test_slugs_are_distinct_and_fit_an_address():
    slugs = [*house.province_slugs().values(), *house.regional_slugs().values()]
    assert len(set(slugs)) == 88 + 15
    assert all(re.fullmatch(r"[a-z]+(-[a-z]+)*", slug) for slug in slugs)
    assert house.province_slugs()["035"] == "reggio-emilia"


def test_no_space_hides_a_page():
    assert checks.lists_have_free_slugs(None) == []
    assert {"enti", "accesso", "health", "static"} <= checks.reserved_slugs()


def test_import_counts_88_15_20_and_one_upi(align):
    align()
    living = Ente.objects.filter(valid_to__isnull=True)
    assert living.filter(kind__in=PROVINCES).count() == 88
    assert living.filter(kind=EnteKind.FREE_CONSORTIUM).count() == 6
    assert living.filter(kind=EnteKind.METROPOLITAN_CITY).count() == 15
    assert living.filter(kind=EnteKind.REGION).count() == 20
    assert living.filter(kind=EnteKind.UPI).count() == 1
    assert Region.objects.filter(is_ordinary=True).count() == 15
    assert Territory.objects.filter(valid_to__isnull=True).count() == 110


def test_full_names_are_stored_as_they_are(align):
    align()
    names = dict(Ente.objects.exclude(local_key="").values_list("local_key", "name"))
    assert names["prov_086"] == "Libero Consorzio Comunale di Enna"
    assert names["prov_011"] == "Provincia della Spezia"
    assert names["prov_066"] == "Provincia dell'Aquila"
    assert names["prov_103"] == "Provincia del Verbano Cusio Ossola"


def test_every_province_has_a_space_under_its_parent(align):
    align()
    spaces = {s.slug: s for s in Space.objects.select_related("parent")}
    assert len(spaces) == 1 + 15 + 88
    assert spaces[""].kind == SpaceKind.NATIONAL
    assert spaces["veneto"].parent == spaces[""]
    assert spaces["treviso"].parent == spaces["veneto"]
    # No UPI regionale there: straight under UPI nazionale.
    assert spaces["enna"].parent == spaces["nuoro"].parent == spaces[""]


def test_sud_sardegna_is_ceased_with_its_successors(align):
    align()
    old = Ente.objects.get(local_key="prov_111")
    assert old.valid_to is not None
    heirs = Succession.objects.filter(old=old).values_list("new__local_key", flat=True)
    assert {"prov_117", "prov_119"} <= set(heirs)
    assert {t.code for t in Territory.objects.get(code="111").successors.all()} == {
        "114", "116", "117", "118", "119",
    }  # fmt: skip


def test_upi_regionale_is_found_by_its_own_key(align):
    align()
    assert queries.ente_by_key("upi_veneto").name == "UPI Veneto"
    assert queries.ente_by_key("P_tv").name == "Provincia di Treviso"
    assert queries.ente_by_key("nessuno") is None
