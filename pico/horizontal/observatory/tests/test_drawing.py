"""Classes of a map, likeness of Provinces: arithmetic alone."""

from dataclasses import replace
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from ..queries.places import Body, distance, similar
from ..rules.classes import MOST, class_of, classes

NUMBERS = st.lists(st.integers(0, 1000).map(float), min_size=1, max_size=20)


@given(NUMBERS)
def test_every_value_is_in_its_class_and_classes_do_not_meet(values):
    found = classes(values)
    assert 1 <= len(found) <= MOST
    assert all(low <= high for low, high in found)
    assert all(one[1] < other[0] for one, other in pairwise(found))
    for value in values:
        low, high = found[class_of(value, found)]
        assert low <= value <= high


def test_nothing_has_no_classes():
    assert classes([]) == []


ONE = Body(1, "Provincia di Treviso", "TV", "026", "05", "Veneto", "NORTH_EAST", 880_000, False)


def test_similar_provinces_are_of_the_same_size_first():
    near = replace(ONE, ente_id=2, name="Provincia di Vicenza", residents=850_000)
    far = replace(ONE, ente_id=3, name="Provincia di Belluno", residents=200_000)
    south = replace(ONE, ente_id=4, name="Provincia di Salerno", residents=870_000, region_code="15", division="SOUTH")  # fmt: skip
    city = replace(ONE, ente_id=5, name="Città metropolitana di Venezia", is_metro=True)
    found = similar(ONE, {one.ente_id: one for one in (ONE, near, far, south, city)})
    assert [one.ente_id for one in found] == [2, 4, 3]
    assert distance(ONE, ONE) == 0
