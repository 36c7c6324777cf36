"""The order of the main menu (PORTALE.md §3)."""

import pytest

from pico.portal.pages.tests import factories

pytestmark = pytest.mark.django_db


def labels(client, address: str) -> list[str]:
    return [str(one.label) for one in client.get(address).context["shell"].menu]


def stands(names: list[str], *wanted: str) -> None:
    """These entries stand in this order, whatever stands between them."""
    assert [name for name in names if name in wanted] == list(wanted)


def test_upi_has_its_modules_before_the_documents(client, people):
    factories.site_of("")
    names = labels(client, "/")
    stands(names, "Il progetto", "Novità", "Forum", "Documenti")


def test_a_province_has_its_pages_before_the_modules(client, people):
    factories.site_of("treviso")
    names = labels(client, "/treviso/")
    stands(names, "Amministrazione", "Novità", "Servizi", "Territorio", "Documenti", "Forum")


def test_who_signed_in_has_the_desk_first_and_the_rooms_of_the_house_after(sign_in):
    factories.site_of("")
    names = labels(sign_in("upi.redattore"), "/")
    assert names[0] == "La mia scrivania"
    stands(names, "Novità", "Forum", "Documenti", "File")
