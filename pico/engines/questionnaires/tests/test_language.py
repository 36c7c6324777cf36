"""Values, conditions and small cells: the rules that are arithmetic."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.engines.questionnaires.language import conditions
from pico.engines.questionnaires.language.cells import hidden_cells
from pico.engines.questionnaires.language.errors import Wrong
from pico.engines.questionnaires.language.outline import Question
from pico.engines.questionnaires.language.values import clean, coded, figures, shown
from pico.engines.questionnaires.language.xpath import read_bounds, read_condition, written
from pico.engines.questionnaires.terms import Kind

from .conftest import every_kind, options

BY_CODE = every_kind().by_code


@pytest.mark.parametrize(
    ("code", "raw", "kept", "said"),
    [
        ("attiva", "SI", "SI", "Sì"),
        ("ufficio", "r2", "r2", "SIT"),
        ("servizi", ["r3", "r1"], ["r1", "r3"], "Gare; Bandi"),
        ("utile", "4", "4", "4 – Molto"),
        ("consigli", "10", "10", "10"),
        ("ordine", ["r2", "r1"], ["r2", "r1"], "1. Costo; 2. Tempo"),
        ("griglia", {"v1": "r1", "v2": ""}, {"v1": "r1"}, "Strade: Bene"),
        ("comuni", "32", "32", "32\u00a0Comuni"),
        ("importo", "1.234,50 €", "1234.5", "1.234,50\u00a0€"),
        ("quota", "12,5%", "12.5", "12,5\u00a0%"),
        ("dal", "2026-03-01", "2026-03-01", "1\u00a0mar\u00a02026"),
        ("nome", " Ufficio \n unico ", "Ufficio unico", "Ufficio unico"),
        ("cpv", "45233140-2", "45233140-2", "45233140-2"),
        ("capofila", {"id": 7, "label": "Provincia di Treviso"},
         {"id": 7, "label": "Provincia di Treviso"}, "Provincia di Treviso"),
        ("spese", [{"c1": "Carta", "c2": "1.000,00"}, {"c1": "", "c2": ""}],
         [{"c1": "Carta", "c2": "1000"}], "Voce: Carta; Importo: 1.000,00\u00a0€"),
    ],
)  # fmt: skip
def test_a_value_is_kept_and_shown(code, raw, kept, said):
    value = clean(BY_CODE[code], raw)
    assert value == kept
    assert shown(BY_CODE[code], value) == said


@pytest.mark.parametrize("code", [one.code for one in BY_CODE.values() if one.kind != Kind.NOTE])
@pytest.mark.parametrize("raw", ["", None, [], {}, "   "])
def test_nothing_is_no_answer(code, raw):
    assert clean(BY_CODE[code], raw) is None


@pytest.mark.parametrize(
    ("code", "raw", "error"),
    [
        ("attiva", "FORSE", "not_an_option"),
        ("servizi", ["r1", "r2", "r3"], "too_many"),
        ("servizi", ["r9"], "not_an_option"),
        ("ordine", ["r1"], "not_a_ranking"),
        ("ordine", ["r1", "r1"], "not_a_ranking"),
        ("griglia", {"v9": "r1"}, "not_an_option"),
        ("griglia", ["r1"], "not_a_matrix"),
        ("comuni", "molti", "number"),
        ("comuni", "1,5", "decimals"),
        ("comuni", "-1", "min"),
        ("comuni", "401", "max"),
        ("comuni", "1e30", "number"),
        ("comuni", "nan", "number"),
        ("quota", "101", "max"),
        ("dal", "2026-02-30", "date"),
        ("nome", "x" * 251, "too_long"),
        ("cpv", "12", "cpv"),
        ("capofila", "Treviso", "not_in_the_list"),
        ("spese", [{"c1": "Carta", "c2": "tanto"}], "number"),
    ],
)
def test_a_wrong_value_is_refused_with_a_sentence(code, raw, error):
    with pytest.raises(Wrong) as refused:
        clean(BY_CODE[code], raw)
    assert refused.value.code == error
    assert refused.value.message.endswith(".")


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2, allow_nan=False))
def test_an_amount_survives_the_italian_way_of_writing_it(number):
    question = Question("importo", Kind.MONEY, "Importo")
    value = clean(question, str(number))
    assert clean(question, shown(question, value)) == value


def test_what_is_counted_says_first_that_the_question_was_answered():
    assert [(one.row, one.code) for one in figures(BY_CODE["servizi"], ["r1", "r3"])] == [
        ("*", ""), ("", "r1"), ("", "r3"),
    ]  # fmt: skip
    assert [one.number for one in figures(BY_CODE["spese"], [{"c2": "10"}, {"c2": "5.5"}])][
        1
    ] == 15.5
    assert figures(BY_CODE["note"], None) == []


def test_codes_for_programmes_have_no_words():
    assert coded(["r1", "r3"]) == "r1 r3"
    assert coded({"v1": "r1"}) == "v1=r1"


# Conditions -------------------------------------------------------------------------------------

ANSWERS = {"attiva": "SI", "servizi": ["r1", "r3"], "comuni": "12", "dal": "2026-03-01", "nome": ""}


@pytest.mark.parametrize(
    ("question", "op", "value", "outcome"),
    [
        ("attiva", "equals", "si", True),
        ("attiva", "differs", "SI", False),
        ("mai_vista", "differs", "SI", True),
        ("servizi", "includes", "r3", True),
        ("servizi", "excludes", "r2", True),
        ("comuni", "greater", "9", True),
        ("comuni", "less", "100", True),
        ("dal", "greater", "2026-02-28", True),
        ("nome", "answered", "", False),
        ("nome", "empty", "", True),
        ("mai_vista", "greater", "1", False),
    ],
)
def test_a_comparison(question, op, value, outcome):
    assert conditions.holds({"question": question, "op": op, "value": value}, ANSWERS) is outcome


@pytest.mark.parametrize(
    "tree",
    [
        {"question": "dopo", "op": "equals", "value": "1"},
        {"question": "attiva", "op": "__import__", "value": "os"},
        {"question": "attiva", "op": "equals", "value": ""},
        {"all": []},
        {"all": "attiva"},
        {"all": [{"question": "attiva", "op": "answered"}], "any": []},
        ["attiva"],
    ],
)
def test_what_is_no_condition_is_refused(tree):
    with pytest.raises(Wrong):
        conditions.checked(tree, ["attiva"])


def test_what_is_hidden_has_no_answer_for_what_follows():
    outline = every_kind()
    outline.sections[1].questions[1].shown_if = {
        "question": "comuni",
        "op": "greater",
        "value": "1",
    }
    with_section = outline.shown({"attiva": "SI", "comuni": "3"})
    without = outline.shown({"attiva": "NO", "comuni": "3"})
    assert "importo" in with_section
    assert not {"comuni", "importo"} & without


def test_compulsory_is_only_what_is_shown():
    outline = every_kind()
    assert [one.code for one in outline.missing({"attiva": "NO"})] == []
    assert [one.code for one in outline.missing({"attiva": "SI"})] == ["comuni"]


leaf = st.builds(
    lambda code, op, value: {"question": code, "op": op, "value": value},
    st.sampled_from(["attiva", "servizi", "nome"]),
    st.sampled_from(["equals", "differs", "includes", "excludes"]),
    st.sampled_from(["r1", "r2", "SI", "due parole"]),
)
trees = st.recursive(
    leaf,
    lambda parts: st.one_of(
        st.lists(parts, min_size=2, max_size=3).map(lambda found: {"all": found}),
        st.lists(parts, min_size=2, max_size=3).map(lambda found: {"any": found}),
    ),
    max_leaves=6,
)


@given(trees)
def test_a_condition_survives_xpath(tree):
    text = written(tree, BY_CODE)
    assert read_condition(text, {code: code for code in BY_CODE}) == tree


@pytest.mark.parametrize(
    "text",
    ["${ignota} = '1'", "${attiva} = ", "attiva = '1'", "${attiva} = '1' and", "count(${attiva}) > 1", "${attiva} ~ '1'"],
)  # fmt: skip
def test_xpath_that_says_more_than_we_do_is_refused(text):
    with pytest.raises(Wrong):
        read_condition(text, {"attiva": "attiva"})


def test_bounds_of_an_xlsform():
    assert read_bounds(". >= 0 and . <= 100") == {"min": "0", "max": "100"}
    with pytest.raises(Wrong):
        read_bounds("regex(., '[a-z]')")


# Small cells ------------------------------------------------------------------------------------

cells = st.dictionaries(st.integers(0, 12), st.integers(0, 40), max_size=10)


@given(cells, st.integers(2, 8))
def test_no_small_cell_is_shown_nor_can_be_subtracted(counts, threshold):
    hidden = hidden_cells(counts, threshold)
    seen = {key: count for key, count in counts.items() if key not in hidden}
    assert not [count for count in seen.values() if 0 < count < threshold]
    if hidden and seen:
        assert len(hidden) >= 2
        assert sum(counts[key] for key in hidden) >= threshold


@given(cells)
def test_without_a_threshold_nothing_is_hidden(counts):
    assert hidden_cells(counts, 0) == set()


def test_labels_of_choices_are_said_in_conditions():
    tree = {"any": [{"question": "ufficio", "op": "equals", "value": "r2"}]}
    said = conditions.in_words(tree, {"ufficio": "Quale ufficio?"}, {"ufficio": {"r2": "SIT"}})
    assert said == "«Quale ufficio?» è «SIT»"
    assert options("a")[0]["code"] == "r1"
