"""«Analisi dati dei moduli» with the SUA: who is offered which dashboard, where; UPI its sums from its space."""

import csv
from io import StringIO

import pytest

from pico.core.testing import cast, factories
from pico.vertical.sua.tests import conftest, test_figures
from pico.vertical.sua.tests.test_figures import awarded

enti, officer, five = conftest.enti, test_figures.officer, test_figures.five
OF_THE_SUA, OF_THE_ENTE = "Cruscotto della SUA", "I numeri del mio ente"
SUMS = "Cruscotto SUA – aggregati"
NATIONAL = "/dati/moduli/sua/aggregati/"
# Who, in which space → the address of each dashboard that he is offered.
OFFERED = {
    ("upi.admin", ""): {NATIONAL: SUMS},
    ("upi.admin", "/treviso"): {NATIONAL: SUMS},
    ("upi.redattore", ""): {},
    ("esperto.sua", "/treviso"): {},
    ("veneto.admin", "/veneto"): {},
    ("treviso.sua", "/treviso"): {"/treviso/sua/cruscotto/": OF_THE_SUA},
    ("treviso.dirigente", "/treviso"): {"/treviso/sua/cruscotto/": OF_THE_SUA},
    ("treviso.admin", ""): {"/treviso/sua/cruscotto/": OF_THE_SUA},
    ("treviso.sit", "/treviso"): {},
    ("brescia.sua", "/treviso"): {"/brescia/sua/cruscotto/": OF_THE_SUA},
    ("comune1.referente", "/treviso"): {"/treviso/sua/cruscotto/": OF_THE_ENTE},
    ("comune1.rup", ""): {"/treviso/sua/cruscotto/": OF_THE_ENTE},
    ("pesarourbino.admin", "/pesaro-e-urbino"): {},  # its SUA is off
    ("nuovo.utente", "/treviso"): {},  # a citizen to the platform: nobody approved him
}  # fmt: skip
TITLES = (OF_THE_SUA, OF_THE_ENTE, SUMS)


def page(client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(("who", "space"), OFFERED)
def test_each_reader_is_offered_what_opens_for_him(enti, sign_in, who, space):
    client = sign_in(who)
    found = page(client, f"{space}/dati/moduli/")
    expected = OFFERED[who, space]
    for address, title in expected.items():
        assert f'<a href="{address}">{title}</a>' in found
        assert title in page(client, address)
    for title in set(TITLES) - set(expected.values()):
        assert title not in found
    assert ("Nessun cruscotto da aprire qui" in found) is not expected


def test_who_did_not_sign_in_is_asked_to(enti, client):
    for address in ("/dati/moduli/", NATIONAL):
        assert "/accesso/login/" in client.get(address).url
    assert "Analisi dati dei moduli" not in page(client, "/dati/")


def test_the_sums_are_upis_and_stand_in_the_national_space(enti, sign_in):
    for who in ("treviso.sua", "brescia.sua", "comune1.referente", "upi.redattore", "nuovo.utente"):
        assert sign_in(who).get(NATIONAL).status_code == 403
    upi = sign_in("upi.admin")
    assert upi.get(NATIONAL).status_code == 200
    for address in (
        f"/treviso{NATIONAL}",
        "/dati/moduli/sua/sua/",
        "/dati/moduli/sua/ente/",
        "/dati/moduli/niente/aggregati/",
    ):
        assert upi.get(address).status_code == 404


def test_upi_filters_and_takes_away_the_sums_from_its_own_space(five, enti, officer, sign_in):
    awarded(enti, officer, "10", bodies=(cast.COMUNE_3,))
    upi = sign_in("upi.admin")
    said = page(upi, f"{NATIONAL}?dal=2026-01-01&al=2026-12-31")
    assert "Provincia di Treviso" in said
    assert "Castelfranco" not in said
    assert "Provincia di Treviso" not in page(upi, f"{NATIONAL}?dal=2024-01-01&al=2024-12-31")
    sheet = upi.get(f"{NATIONAL}?dal=2026-01-01&al=2026-12-31&formato=csv")
    text = b"".join(sheet.streaming_content).decode("utf-8-sig")
    (row,) = csv.DictReader(StringIO(text), delimiter=";")
    assert (row["Provincia"], row["Gare"], row["Enti serviti"]) == (
        "Provincia di Treviso",
        "6",
        "3",
    )
    assert upi.get(f"{NATIONAL}?formato=xlsx").content.startswith(b"PK")


def test_where_no_province_has_the_module_there_are_no_sums(db, client):
    house = factories.make_house()
    people = factories.make_cast(house)
    client.force_login(
        people["upi.admin"], backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    assert client.get(NATIONAL).status_code == 404
    assert "Nessun cruscotto da aprire qui" in page(client, "/dati/moduli/")


def test_the_list_costs_the_same_whatever_the_tenders(
    enti, officer, sign_in, django_assert_max_num_queries
):
    client, counts = sign_in("comune1.referente"), []
    for _round in range(2):
        awarded(enti, officer, "10")
        client.get("/treviso/dati/moduli/")
        with django_assert_max_num_queries(40) as seen:
            client.get("/treviso/dati/moduli/")
        counts.append(len(seen.captured_queries))
    assert counts[0] == counts[1]


ENTRIES = {"Gare": "/treviso/sua/gare/", "Elenco dei RUP": "/treviso/sua/rup/"}


def entries(found: str) -> set[str]:
    menu = found.partition("pico-sidebar")[2].partition("</nav>")[0]
    return {name for name, address in ENTRIES.items() if f'href="{address}"' in menu}


def test_upi_has_no_entries_that_lead_to_empty_lists(enti, officer, sign_in):
    for who in ("upi.admin", "esperto.sua", "veneto.admin"):
        found = page(sign_in(who), "/treviso/sua/")
        assert entries(found) == set()
        assert "Registro dei contratti" not in found
        assert (
            "Controlla prima di inviare" in found
        )  # an instrument, for everybody who acts for an ente
    for who in ("treviso.sua", "treviso.admin", "comune1.referente", "comune1.rup", "brescia.sua"):
        assert entries(page(sign_in(who), "/treviso/sua/")) == set(ENTRIES)


def test_upi_finds_the_entries_if_it_took_part_in_a_tender(enti, officer, sign_in):
    awarded(enti, officer, "10", bodies=(cast.UPI,))
    assert entries(page(sign_in("upi.admin"), "/treviso/sua/")) == set(ENTRIES)
