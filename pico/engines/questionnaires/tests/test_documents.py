"""XLSForm out and in, sheets of answers, the receipt."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook
from pyxform.xls2xform import convert

from pico.engines.questionnaires.actions import drafting, sending
from pico.engines.questionnaires.documents import receipts, sheets, xlsform
from pico.engines.questionnaires.forms.entries import read_pages
from pico.engines.questionnaires.queries import answers as queries
from pico.engines.questionnaires.queries.definitions import outline_of

from .conftest import NOW, every_kind, invitation_to


def test_what_we_write_is_opened_by_pyxform(tmp_path):
    path = tmp_path / "questionario.xlsx"
    path.write_bytes(xlsform.write(every_kind()))
    assert "<h:html" in convert(xlsform=str(path)).xform


def test_a_questionnaire_survives_the_journey():
    before = every_kind()
    after, faults = xlsform.read(BytesIO(xlsform.write(before)))
    assert faults == []
    assert after.title == before.title
    assert [(one.code, one.title, one.shown_if) for one in after.sections] == [
        (one.code, one.title, one.shown_if["all"][0] if one.shown_if else {}) for one in before.sections
    ]  # fmt: skip
    for old, new in zip(before.questions, after.questions, strict=True):
        assert (new.code, new.kind, new.label, new.is_required) == (
            old.code, old.kind, old.label, old.is_required,
        )  # fmt: skip
        assert new.choices == old.choices
        assert new.rows == old.rows


def form(survey, choices=()):
    book = Workbook()
    sheet = book.active
    sheet.title = "survey"
    for row in [("type", "name", "label", "required", "relevant", "constraint"), *survey]:
        sheet.append(row)
    sheet = book.create_sheet("choices")
    for row in [("list_name", "name", "label"), *choices]:
        sheet.append(row)
    content = BytesIO()
    book.save(content)
    content.seek(0)
    return content


@pytest.mark.parametrize(
    ("row", "place"),
    [
        (("acknowledge", "a", "A"), ("survey", 2, "A")),
        (("text", "", "A"), ("survey", 2, "B")),
        (("text", "1a", "A"), ("survey", 2, "B")),
        (("text", "a", ""), ("survey", 2, "C")),
        (("text", "a", "A", "${b} = '1'"), ("survey", 2, "D")),
        (("text", "a", "A", "", "${mai} = '1'"), ("survey", 2, "E")),
        (("text", "a", "A", "", "pulldata('x')"), ("survey", 2, "E")),
        (("integer", "a", "A", "", "", "regex(., '1')"), ("survey", 2, "F")),
        (("select_one manca", "a", "A"), ("survey", 2, "A")),
        (("begin_group", "g", "G"), ("survey", 2, "A")),
        (("end_group", "", ""), ("survey", 2, "A")),
    ],
)
def test_each_mistake_is_told_with_its_row_and_column(row, place):
    _outline, faults = xlsform.read(form([row]))
    assert place in [(one.sheet, one.row, one.column) for one in faults]
    assert "riga 2" in str(faults[0])


def test_every_mistake_is_told_at_once():
    _outline, faults = xlsform.read(
        form([("text", "a", "A"), ("text", "a", "B"), ("select_one x", "c", "C")],
             [("x", "1", "Uno"), ("x", "1", "Due"), ("x", "due parole", "Tre")])
    )  # fmt: skip
    assert [(one.sheet, one.row, one.column) for one in faults] == [
        ("choices", 3, "B"), ("choices", 4, "B"), ("survey", 3, "B"), ("survey", 4, "A"),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04rotto", b"testo"])
def test_what_is_no_workbook_is_refused(content):
    _outline, faults = xlsform.read(BytesIO(content))
    assert "xlsx" in str(faults[0])


@pytest.fixture
def answered(opened, treviso, actors):
    campaign = opened(every_kind())
    mine = invitation_to(campaign, treviso)
    values = {
        "attiva": "SI", "ufficio": "r1", "servizi": ["r1", "r2"], "comuni": "12",
        "importo": "1500,5", "note": "=CMD()", "griglia": {"v1": "r1"}, "dal": "2026-03-01",
    }  # fmt: skip
    admin = actors["treviso.admin"]
    drafting.save_answers(invitation=mine, values=values, bases={}, actor=admin, now=NOW)
    sending.send_answer(invitation=mine, actor=admin, now=NOW)
    return campaign


def lines(campaign, codes):
    outline = outline_of(campaign.questionnaire)
    return "".join(sheets.csv_lines(campaign, outline, codes=codes)).splitlines()


def test_a_sheet_with_labels_and_one_with_codes(answered):
    head, row = lines(answered, codes=False)
    assert "Quali servizi?" in head
    assert "Provincia di Treviso" in row
    assert "Gare; Dati" in row
    assert "1500,5" in row
    assert "'=CMD()" in row, "a spreadsheet must not run what somebody wrote"
    head, row = lines(answered, codes=True)
    assert ",servizi," in head
    assert ",r1 r2," in row
    assert ",1500.5," in row


def test_the_workbook_has_answers_codes_and_the_legend(answered):
    outline = outline_of(answered.questionnaire)
    answer = sheets.as_xlsx(answered, outline)
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    answer.close()
    assert book.sheetnames == ["Risposte", "Codici", "Legenda"]
    assert book["Risposte"].max_row == 2
    assert "=CMD()" in [cell.value for cell in book["Risposte"][2]]
    assert {cell.data_type for cell in book["Risposte"][2]} <= {"s", "n", "d"}


def test_the_receipt_is_a_pdf_that_says_what_was_sent(answered, treviso):
    mine = invitation_to(answered, treviso)
    response = queries.response_of(mine)
    pages = read_pages(outline_of(answered.questionnaire), queries.answers_of(response))
    assert receipts.as_pdf(answered, mine, response, pages).startswith(b"%PDF-")
