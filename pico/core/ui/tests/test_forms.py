"""Forms: help and errors where the eye is, what was typed stays."""

from decimal import Decimal

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from pico.core.ui.forms import (
    FilesField,
    FilterForm,
    FoldedSelect,
    ItalianDateInput,
    MoneyField,
    PickerField,
    Sections,
    plain_amount,
)


class Sample(Sections, forms.Form):
    title = forms.CharField(label="Oggetto", help_text="Poche parole.")
    amount = MoneyField(label="Importo")
    due_on = forms.DateField(label="Entro il", widget=ItalianDateInput, required=False)
    mode = forms.ChoiceField(
        label="Modo", widget=forms.RadioSelect, choices=[("A", "Uno"), ("B", "Due")]
    )
    sure = forms.BooleanField(label="Confermo")

    sections = (("Dati", ("title", "amount")),)


GOOD = {"title": "Scuola", "amount": "1.234,56", "mode": "A", "sure": "on"}


def test_a_summary_on_top_links_each_error_to_its_field():
    html = str(Sample({**GOOD, "title": "", "amount": "dodici"}))
    summary, rest = html.split("</ul>", 1)
    assert "Ci sono 2 errori da correggere" in summary
    assert 'href="#id_title"' in summary
    assert 'href="#id_amount"' in summary
    assert 'id="id_title_error"' in rest


def test_the_link_to_a_group_of_choices_reaches_an_element():
    form = Sample({**GOOD, "mode": ""})
    html = str(form)
    target = html.split('href="#', 1)[1].split('"', 1)[0]
    assert html.count(f'id="{target}"') == 1


def test_help_and_error_are_read_with_the_field():
    html = str(Sample({**GOOD, "title": ""}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in html
    assert 'aria-invalid="true"' in html


def test_what_was_typed_stays():
    html = str(Sample({**GOOD, "amount": "dodici"}))
    assert 'value="dodici"' in html
    assert 'value="Scuola"' in html


def test_a_clean_form_has_no_summary():
    assert "errori da correggere" not in str(Sample())


def test_what_may_be_left_out_is_said():
    html = str(Sample())
    assert html.count("(facoltativo)") == 1


def test_sections_show_their_heading_and_lose_no_field():
    html = str(Sample())
    assert "<h2>Dati</h2>" in html
    for name in Sample.base_fields:
        assert f'name="{name}"' in html


def test_typed_markup_is_escaped():
    assert "<script>" not in str(Sample({**GOOD, "title": "", "amount": "<script>"}))


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("1.234,56", "1234.56"),
        ("1.234,56 €", "1234.56"),
        ("1234,5", "1234.5"),
        ("1.234", "1234"),
        ("1234.56", "1234.56"),
        ("dodici", "dodici"),
        ("", ""),
    ],
)
def test_amounts_are_read_the_italian_way(typed, plain):
    assert plain_amount(typed) == plain


def test_an_amount_comes_back_as_it_is_written():
    form = Sample(GOOD)
    assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal("1234.56")
    assert 'value="1.234,56"' in str(form["amount"])


def test_kinds_and_size_are_told_before():
    html = str(FilesForm()).replace("\u00a0", " ")
    assert "PDF, DOCX" in html
    assert "1 MB" in html
    assert 'accept=".pdf,.docx"' in html


class FilesForm(forms.Form):
    files = FilesField(label="Allegati", accept=(".pdf", ".docx"), max_bytes=1_000_000)


def upload(*files) -> FilesForm:
    return FilesForm({}, MultiValueDict({"files": list(files)}))


def test_several_files_are_taken():
    form = upload(SimpleUploadedFile("a.pdf", b"x"), SimpleUploadedFile("B.PDF", b"y"))
    assert form.is_valid()
    assert [one.name for one in form.cleaned_data["files"]] == ["a.pdf", "B.PDF"]


@pytest.mark.parametrize(
    ("name", "size", "code"), [("a.exe", 1, "wrong_kind"), ("a.pdf", 1_000_001, "too_large")]
)
def test_a_file_that_was_not_promised_is_refused(name, size, code):
    form = upload(SimpleUploadedFile(name, b"x" * size))
    assert form.errors.as_data()["files"][0].code == code


def by_name(queryset, text):
    return queryset.filter(name__icontains=text)


class PickerForm(forms.Form):
    ente = PickerField(Group.objects.order_by("name"), label="Ente", search=by_name)


@pytest.fixture
def treviso(db):
    """Two rows to pick from; groups, because this room knows no enti."""
    Group.objects.create(name="Provincia di Brescia")
    return Group.objects.create(name="Provincia di Treviso")


def test_a_picked_row_is_found_by_its_key(treviso):
    form = PickerForm({"ente": str(treviso.pk), "ente_text": treviso.name})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ente"] == treviso
    assert f'value="{treviso.pk}"' in str(form)


def test_without_javascript_a_part_that_names_one_row_is_enough(treviso):
    form = PickerForm({"ente": "", "ente_text": "trevi"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ente"] == treviso


def test_the_full_name_wins_over_longer_ones(treviso):
    Group.objects.create(name="Provincia di Treviso Nord")
    form = PickerForm({"ente": "", "ente_text": "PROVINCIA DI TREVISO"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ente"] == treviso


def test_the_text_wins_over_a_key_left_from_another_choice(treviso):
    form = PickerForm({"ente": str(treviso.pk), "ente_text": "brescia"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["ente"].name == "Provincia di Brescia"


def test_words_that_name_several_rows_are_refused_with_their_names(treviso):
    form = PickerForm({"ente": "", "ente_text": "provincia"})
    (error,) = form.errors.as_data()["ente"]
    assert error.code == "several"
    assert "Provincia di Brescia; Provincia di Treviso" in form.errors["ente"][0]
    assert 'value="provincia"' in str(form)


@pytest.mark.parametrize(
    ("key", "text", "code"),
    [
        ("", "zzzz", "nothing"),
        ("99999999", "", "invalid_choice"),
        ("abc", "", "invalid_choice"),
        ("", "", "required"),
    ],
)
def test_what_names_nothing_is_refused(treviso, key, text, code):
    form = PickerForm({"ente": key, "ente_text": text})
    assert form.errors.as_data()["ente"][0].code == code


class Filters(FilterForm):
    q = forms.CharField(label="Cerca", required=False)
    state = forms.ChoiceField(label="Stato", required=False, choices=[("A", "Aperta")])


def test_a_wrong_filter_is_ignored_and_a_right_one_is_kept():
    form = Filters({"q": "liceo", "state": "XXX"})
    assert form.chosen == {"q": "liceo"}


def test_a_chip_speaks_the_words_of_the_person():
    assert Filters({"state": "A"}).chips() == [("state", "Stato", "Aperta")]


class Places(FilterForm):
    where = forms.MultipleChoiceField(
        required=False, choices=[("TV", "Treviso"), ("BS", "Brescia")], widget=FoldedSelect
    )


@pytest.mark.parametrize(
    ("chosen", "said"), [([], "Scegli"), (["TV"], "Treviso"), (["TV", "BS"], "2 scelte")]
)
def test_a_folded_choice_says_what_is_chosen(chosen, said):
    drawn = str(Places({"where": chosen})["where"])
    line = drawn.partition("<span>")[2].partition("</span>")[0]
    assert line == said
