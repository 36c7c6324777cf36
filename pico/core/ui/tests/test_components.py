"""Components escape what they are given and say by words what they show by colour."""

import datetime as dt
from decimal import Decimal

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.timesince import timesince

from pico.core.ui import colours, formats
from pico.core.ui.templatetags import ui

HOSTILE = '"><script>alert(1)</script>'
TODAY = dt.date(2026, 11, 20)


def draw(source: str, **context) -> str:
    return Template(source).render(Context(context))


@pytest.mark.parametrize(
    "source",
    [
        "{% card title=x url=x footer=x level_key=x level_label=x %}{{ x }}{% endcard %}",
        "{% icon x label=x %}",
        "{% badge x x %}",
        "{% level x x %}",
        "{% alert 'info' title=x %}{{ x }}{% endalert %}",
        "{% empty_state title=x action=x url=x %}{{ x }}{% endempty_state %}",
        "{% confirm label=x url=x title=x %}{{ x }}{% endconfirm %}",
        "{% kpi value=x label=x unit=x delta=x period=x source=x url=x %}",
        "{% progress 10 x url=x text=x %}",
        "{% tabs items label=x %}",
        "{% breadcrumb crumbs %}",
        "{% term day why_url=x %}",
    ],
)
def test_no_component_lets_markup_through(source):
    html = draw(
        source,
        x=HOSTILE,
        day=TODAY,
        items=[{"label": HOSTILE, "url": HOSTILE, "active": True}],
        crumbs=[(HOSTILE, HOSTILE), HOSTILE],
    )
    assert "<script>" not in html


def test_a_block_keeps_its_own_markup():
    assert "<p>ciao</p>" in draw("{% card title='T' %}<p>ciao</p>{% endcard %}")


def test_a_state_is_said_by_icon_and_word():
    html = draw("{% badge 'In corso' 'running' %}")
    assert "pico-badge-blue" in html
    assert "#it-clock" in html
    assert "In corso" in html


def test_a_state_may_be_given_by_its_colour():
    assert ui.badge("Sospesa", "purple") == ui.badge("Sospesa", "suspended")


def test_an_unknown_meaning_is_drawn_grey():
    assert "pico-badge-grey" in ui.badge("Chissà", "boh")


def test_an_icon_without_label_is_silent_and_with_label_speaks():
    assert 'aria-hidden="true"' in ui.icon("it-search")
    assert 'aria-label="Cerca"' in ui.icon("search", label="Cerca")


def test_a_confirmation_works_without_javascript():
    html = draw("{% confirm label='Elimina' url='/x/' %}Si perde tutto.{% endconfirm %}")
    assert "<details" in html
    assert 'method="post" action="/x/"' in html
    assert "Si perde tutto." in html


def test_progress_asks_again_only_while_it_runs():
    assert "hx-get" in draw("{% progress 10 'Importazione' url='/x/' %}")
    assert "hx-get" not in draw("{% progress 100 'Importazione' url='/x/' %}")


def test_pages_keep_the_filters_of_the_address(rf):
    page = Paginator(range(100), 10).page(3)
    html = draw("{% pagination page %}", page=page, request=rf.get("/?q=a b&pagina=3"))
    assert 'href="?q=a+b&amp;pagina=4"' in html
    assert 'aria-current="page"' in html


def test_the_last_crumb_is_here_and_no_link():
    html = draw("{% breadcrumb crumbs %}", crumbs=[("Casa", "/"), ("Qui", "/qui/")])
    assert '<a href="/">Casa</a>' in html
    assert 'href="/qui/"' not in html


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("1234.56"), "1.234,56 €"),
        (0, "0,00 €"),
        (Decimal("-1234567.1"), "-1.234.567,10 €"),
        (None, ""),
        ("dodici", ""),
    ],
)
def test_money_is_written_the_italian_way(value, written):
    assert formats.money(value).replace("\u00a0", " ") == written


@pytest.mark.parametrize(
    ("size", "written"),
    [(0, "0 byte"), (999, "999 byte"), (1234567, "1,2 MB"), (50_000_000, "50 MB"), (None, "")],
)
def test_sizes_are_written_with_a_comma(size, written):
    assert formats.filesize_it(size).replace("\u00a0", " ") == written


def test_days_and_moments_are_written_in_italian_time():
    moment = dt.datetime(2026, 11, 20, 9, 42, tzinfo=dt.UTC)
    assert formats.date_it(TODAY).replace("\u00a0", " ") == "20 nov 2026"
    assert formats.datetime_it(moment).replace("\u00a0", " ") == "20 nov 2026, ore 10:42"


@pytest.mark.parametrize(
    ("days", "said", "urgency"),
    [
        (40, "mancano 40 giorni", "far"),
        (1, "manca 1 giorno", "near"),
        (0, "scade oggi", "near"),
        (-1, "scaduto da 1 giorno", "past"),
    ],
)
def test_a_term_says_the_days_left(days, said, urgency):
    day = TODAY + dt.timedelta(days=days)
    assert formats.days_left(day, today=TODAY) == said
    assert formats.urgency(day, today=TODAY) == urgency


def test_relative_time_looks_both_ways():
    now = timezone.now()
    assert formats.relative_it(now - dt.timedelta(hours=3), now=now).endswith("fa")
    assert formats.relative_it(now + dt.timedelta(days=2), now=now).startswith("tra")
    assert formats.relative_it(now - dt.timedelta(seconds=59), now=now) == "adesso"


def test_a_pale_colour_is_darkened_until_white_is_readable():
    assert colours.contrast_with_white("#ffcc00") < colours.READABLE
    assert colours.contrast_with_white(colours.readable("#ffcc00")) >= colours.READABLE


def test_a_readable_colour_stays_as_chosen():
    assert colours.readable("#0066cc") == "#0066cc"


def test_a_moment_for_machines_stops_at_the_second():
    at = dt.datetime(2026, 11, 21, 10, 5, 7, 123456, tzinfo=dt.UTC)
    assert draw("{{ at|date:'c' }}", at=at) == "2026-11-21T11:05:07+01:00"
    assert draw("{{ at|date:'j F Y' }}", at=at) == "21 Novembre 2026"


@pytest.mark.parametrize(
    "back",
    [
        dt.timedelta(minutes=3, seconds=59),
        dt.timedelta(hours=23, minutes=59),
        dt.timedelta(days=13, hours=20),
        dt.timedelta(days=27, hours=23),
        dt.timedelta(days=29),
        dt.timedelta(days=45, hours=5),
        dt.timedelta(days=800),
    ],
)
def test_how_long_ago_is_said_as_the_calendar_says_it(back):
    now = dt.datetime(2026, 3, 29, 10, 30, 15, tzinfo=dt.UTC)
    said = f"{timesince(now - back, now, depth=1)} fa"
    assert formats.relative_it(now - back, now=now) == said


def test_the_way_back_escapes_words_and_keeps_those_that_are_safe():
    for label in ("<b>x</b>", mark_safe("<b>x</b>")):  # equal, but not the same
        html = draw("{% breadcrumb crumbs %}", crumbs=[(label, None), ("Qui", "")])
        assert ("<b>" in html) is hasattr(label, "__html__")
        assert "None" not in html
