"""What was narrowed or thrown away is not found, even before the index has heard of it."""

import pytest
from django.urls import reverse

from pico.core.access import scopes
from pico.core.files.models import StoredFile
from pico.core.files.searching import SOURCE
from pico.core.files.tests.factories import NOW, make_file
from pico.core.search import actions
from pico.core.testing import cast


@pytest.fixture
def file(people, enti):
    """A file that everybody of the territory finds."""
    made = make_file(
        enti[cast.TREVISO], people["treviso.sua"], scopes.territory("026"), "Zibaldone riservato"
    )
    actions.save_objects(source=SOURCE, objects=[made], now=NOW)
    return made


def found(client) -> list[bool]:
    return [
        b"Zibaldone riservato"
        in client.get(address).content.replace(b"<mark>", b"").replace(b"</mark>", b"")
        for address in (
            reverse("search:results") + "?q=zibaldone",
            reverse("search:suggest") + "?q=zibal",
            "/api/v1/search?q=zibaldone",
        )
    ]


def test_before_it_is_found(file, sign_in):
    assert found(sign_in("comune1.referente")) == [True, True, True]


@pytest.mark.parametrize("change", ["narrowed", "trashed"])
def test_at_once_it_is_found_no_more(file, sign_in, change):
    changes = {
        "narrowed": {"scope": scopes.ente(file.owner_id)},
        "trashed": {"trashed_at": NOW},
    }[change]
    StoredFile.objects.filter(pk=file.pk).update(**changes)
    assert found(sign_in("comune1.referente")) == [False, False, False]
