"""Names folded for look-ups."""

import pytest

from pico.core.foundation.text import search_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Forlì-Cesena", "forli cesena"),
        ("L'Aquila", "l aquila"),
        ("L’Aquila", "l aquila"),
        ("Verbano  Cusio Ossola ", "verbano cusio ossola"),
        ("Südtirol / Alto Adige", "sudtirol alto adige"),
        ("", ""),
    ],
)
def test_accents_apostrophes_and_capitals_do_not_count(name, key):
    assert search_key(name) == key
