"""Lists: filters, order, pages and files, the same with and without JavaScript."""

import datetime as dt
from decimal import Decimal
from io import BytesIO

import pytest
from django import forms
from django.contrib.auth.models import Group
from django.template import Context, Template
from django.utils.html import format_html
from openpyxl import load_workbook

from pico.core.ui.forms import FilterForm
from pico.core.ui.lists import Bulk, Column, Listing, render_list

ROWS = [
    {"pk": 1, "name": "Liceo", "amount": Decimal("10.5"), "on": dt.date(2026, 11, 20)},
    {"pk": 2, "name": "Asilo", "amount": None, "on": dt.date(2026, 1, 7)},
    {"pk": 3, "name": "=cmd|' /C calc'!A0", "amount": Decimal(7), "on": None},
]
COLUMNS = (
    Column("nome", "Nome", "name", sort="name", link=lambda row: f"/{row['pk']}/"),
    Column("importo", "Importo", "amount", sort="amount", kind="money"),
    Column("giorno", "Giorno", "on"),
)


class Filters(FilterForm):
    q = forms.CharField(label="Cerca", required=False)

    def narrow(self, rows):
        wanted = self.chosen.get("q", "").lower()
        return [row for row in rows if wanted in row["name"].lower()]


def listing(rf, address="/", rows=ROWS, **options) -> Listing:
    request = rf.get(address)
    return Listing(request, rows, COLUMNS, Filters(request.GET), **options)


def draw(shown: Listing) -> str:
    context = Context({"listing": shown, "request": shown.request})
    return Template('{% include "ui/_listing.html" %}').render(context)


def names(shown: Listing) -> list[str]:
    return [row["name"] for row in shown.page.object_list]


def answer(rf, address, rows=ROWS, **options):
    return render_list(
        rf.get(address), queryset=rows, columns=COLUMNS, title="Elenco delle scuole", **options
    )


def content(response) -> str:
    return b"".join(response.streaming_content).decode("utf-8")


def test_a_filter_narrows_the_rows_and_leaves_a_chip(rf):
    shown = listing(rf, "/?q=lic")
    assert names(shown) == ["Liceo"]
    assert 'aria-label="Togli il filtro Cerca: lic"' in draw(shown)


def test_a_summary_is_drawn_among_what_a_filter_brings_and_only_over_rows(rf):
    shown = draw(listing(rf, summary="ui/_required.html"))
    said = "(facoltativo)"  # what this little template says
    assert said in shown.partition('id="results"')[2].partition("<table")[0]
    assert said not in draw(listing(rf, "/?q=niente", summary="ui/_required.html"))
    assert said not in draw(listing(rf))


@pytest.mark.parametrize(
    ("asked", "first"),
    [("importo", "=cmd|' /C calc'!A0"), ("-importo", "Asilo"), ("-nome", "Liceo")],
)
def test_rows_come_in_the_order_asked(rf, asked, first):
    assert names(listing(rf, f"/?ordina={asked}"))[0] == first


def test_an_order_that_no_column_offers_is_ignored(rf):
    assert names(listing(rf, "/?ordina=password")) == [row["name"] for row in ROWS]


def test_a_second_click_turns_the_order_round(rf):
    html = draw(listing(rf, "/?ordina=nome"))
    assert 'aria-sort="ascending"' in html
    assert 'href="?ordina=-nome"' in html


def test_a_page_holds_twenty_five_rows_and_a_wrong_page_is_the_last(rf):
    many = [{"pk": n, "name": f"Scuola {n}"} for n in range(60)]
    assert len(names(listing(rf, rows=many))) == 25
    assert listing(rf, "/?pagina=99", rows=many).page.number == 3
    assert listing(rf, "/?pagina=boh", rows=many).page.number == 1


def test_nothing_found_is_not_nothing_there(rf):
    assert "Nessun risultato con questi filtri" in draw(listing(rf, "/?q=zzz"))
    html = draw(listing(rf, rows=[], empty_title="Nessuna scuola"))
    assert "Nessuna scuola" in html
    assert "con questi filtri" not in html


def test_amounts_and_days_are_written_in_words(rf):
    html = draw(listing(rf)).replace("\u00a0", " ")
    assert "10,50 €" in html
    assert "20 nov 2026" in html


def test_a_value_cannot_bring_markup_into_the_table(rf):
    assert "<script>" not in draw(listing(rf, rows=[{"pk": 1, "name": "<script>"}]))


def test_rows_are_chosen_only_where_something_can_be_done_to_them(rf):
    assert 'name="scelti"' not in draw(listing(rf))
    html = draw(listing(rf, bulk=(Bulk("Archivia", "/archivia/"),)))
    assert 'name="scelti" value="3" form="bulk"' in html
    assert 'formaction="/archivia/"' in html


def test_csv_opens_in_italian_spreadsheets(rf):
    text = content(answer(rf, "/?formato=csv"))
    assert text.startswith("\ufeffNome;Importo;Giorno\r\n")
    assert "Liceo;10,5;20/11/2026" in text


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t"])
def test_a_formula_is_harmless_in_csv(rf, start):
    text = content(answer(rf, "/?formato=csv", [{"pk": 1, "name": f"{start}1+1"}]))
    assert f"'{start}1+1" in text


def test_a_negative_amount_stays_a_number_in_csv(rf):
    text = content(answer(rf, "/?formato=csv", [{"pk": 1, "name": "a", "amount": Decimal(-5)}]))
    assert "a;-5;" in text


def test_a_formula_stays_text_in_a_workbook(rf):
    response = answer(rf, "/?formato=xlsx&ordina=nome")
    sheet = load_workbook(BytesIO(response.content)).active
    cell = sheet["A2"]
    assert cell.value.startswith("=cmd")
    assert cell.data_type == "s"
    assert sheet["C3"].value.date() == dt.date(2026, 1, 7)


def test_an_export_holds_what_the_filters_show_on_all_pages(rf):
    many = [{"pk": n, "name": f"Scuola {n}"} for n in range(60)]
    text = content(answer(rf, "/?formato=csv&q=scuola", many, filter_form=Filters))
    assert text.count("Scuola") == 60
    assert "Liceo" not in content(answer(rf, "/?formato=csv&q=asilo", filter_form=Filters))


def test_an_export_carries_words_not_markup(rf):
    column = Column("stato", "Stato", lambda row: format_html("<b>{}</b>", row["name"]))
    assert column.exported({"name": "Aperta"}) == "Aperta"


def test_rows_of_the_database_are_counted_and_read_in_two_queries(
    rf, db, django_assert_max_num_queries
):
    Group.objects.bulk_create(Group(name=f"Gruppo {n:03}") for n in range(60))
    columns = (Column("nome", "Nome", "name", sort="name"),)
    shown = Listing(rf.get("/?ordina=-nome"), Group.objects.all(), columns)
    with django_assert_max_num_queries(2):
        html = draw(shown)
    assert "Gruppo 059" in html


def test_a_filter_of_look_ups_narrows_rows_of_the_database(rf, db):
    class ByName(FilterForm):
        q = forms.CharField(label="Cerca", required=False)
        lookups = {"q": "name__icontains"}

    Group.objects.bulk_create([Group(name="Liceo"), Group(name="Asilo")])
    request = rf.get("/?q=LIC")
    columns = (Column("nome", "Nome", "name"),)
    shown = Listing(request, Group.objects.order_by("pk"), columns, ByName(request.GET))
    assert [row.name for row in shown.page.object_list] == ["Liceo"]


@pytest.mark.django_db
def test_a_list_that_grows_with_the_years_is_counted_up_to_a_bound(rf):
    Group.objects.bulk_create(Group(name=f"Gruppo {n:02}") for n in range(12))
    columns = (Column("nome", "Nome", "name"),)

    def found(bound: int, address: str = "/") -> Listing:
        rows = Group.objects.filter(name__startswith="Gruppo").order_by("name")
        return Listing(rf.get(address), rows, columns, per_page=5, count_bound=bound)

    few = found(20)
    assert (few.count, few.is_capped, few.page.paginator.num_pages) == (12, False, 3)
    many = found(10, "/?pagina=99")
    assert (many.count, many.is_capped, many.page.paginator.num_pages) == (10, True, 2)
    assert [row.name for row in many.page.object_list] == [f"Gruppo {n:02}" for n in range(5, 10)]
