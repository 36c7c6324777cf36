"""One cell of a file, as SQL cleans it, against the same rule in Python."""

import re

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..rules.reading.macros import ABSENT, cleaned, teach

BLANKS = " \t\r\n\u00a0\ufeff"
CELLS = st.text(alphabet=BLANKS + "nNuUlLdDaAoOeE/.-#*'~zàÈ0", max_size=10) | st.sampled_from(
    ["null", "NULL ", " N/D", "n.d.", "None", "--", "*" * 16, "NA", "Napoli", "nulla", "\u00a0nd"]
)


@pytest.fixture(scope="module")
def engine():
    with duckdb.connect() as connection:
        teach(connection)
        yield connection


@given(st.lists(CELLS, min_size=1, max_size=30))
def test_a_cell_loses_its_blanks_and_the_words_of_nothing(engine, cells):
    bare = [cell.strip(BLANKS) for cell in cells]
    expected = [None if re.fullmatch(ABSENT, text, re.IGNORECASE) else text for text in bare]
    rows = engine.execute(f"SELECT {cleaned('x')} FROM (SELECT unnest(?) AS x)", [cells]).fetchall()
    assert [row[0] for row in rows] == expected


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1234.56", "1234.56"),
        ("1.234,56", "1234.56"),
        ("1.234.567", "1234567.00"),
        ("€ 12,50", "12.50"),
        ("114.000", "114.00"),
        ("-3", "-3.00"),
        ("tanti", None),
    ],
)
def test_amounts_are_read_however_they_are_written(engine, text, amount):
    found = engine.execute("SELECT amount(?)::VARCHAR", [text]).fetchone()[0]
    assert found == amount
