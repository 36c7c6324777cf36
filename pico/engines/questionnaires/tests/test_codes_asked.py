"""A CPV is chosen from its list, or typed; once the list is loaded, only what is in it."""

import pytest
from django.http import QueryDict

from pico.core.codes.models import Code
from pico.core.codes.terms import CodeList

from ..forms.entries import Entry
from ..forms.reading import read
from ..language.errors import Wrong
from ..language.outline import Question
from ..terms import Kind

pytestmark = pytest.mark.django_db

CPV = Question("cpv", Kind.CPV, "Quale CPV?")


@pytest.fixture
def listed():
    return Code.objects.create(
        list=CodeList.CPV, code="45233140", label="Lavori stradali", search_key="45233140 lavori"
    )


def typed(chosen="", text=""):
    data = QueryDict(mutable=True)
    data.update({"d_cpv": chosen, "d_cpv_text": text})
    return read(CPV, data)


@pytest.mark.parametrize(
    ("chosen", "text", "kept"),
    [
        ("45233140", "45233140 – Lavori stradali", "45233140"),
        ("", "45233140-2", "45233140-2"),
        ("", "45233140 – Lavori stradali", "45233140"),
        ("45233140", "", ""),  # the words were deleted
        ("", "", ""),
    ],
)
def test_a_code_is_chosen_or_typed(listed, chosen, text, kept):
    assert typed(chosen, text) == kept


def test_another_choice_counts_more_than_what_was_chosen_before(listed):
    with pytest.raises(Wrong) as wrong:
        typed("45233140", "45233141")
    assert "non è nell'elenco" in wrong.value.message


@pytest.mark.parametrize("text", ["lavori", "123"])
def test_words_alone_are_no_code(listed, text):
    with pytest.raises(Wrong):
        typed("", text)


def test_without_the_list_the_form_of_the_code_is_enough():
    assert typed("", "99999999") == "99999999"


def test_the_box_says_what_the_code_is(listed):
    assert Entry(CPV, "45233140-2").code_said == "45233140-2 – Lavori stradali"
    assert Entry(CPV, "45000000").code_said == "45000000"
