"""Pieces are drawn once for equal values, and never carry what belongs to one reader."""

from dataclasses import dataclass, replace

import pytest
from django import forms
from django.test import override_settings
from django.utils import translation
from django.utils.safestring import mark_safe

from pico.core.ui import pieces
from pico.core.ui.forms import Blank

TEMPLATES = {
    "line.html": "{{ piece.text }} {{ csrf_token }} {{ request }}",
    "holed.html": '<a href="{{ here }}">{{ piece.text }}</a>{{ own }}',
    "ui/blank_form.html": '<input value="{{ piece.form.initial.seen }}">',
    "word.html": "{% load i18n %}{% translate 'Chiudi' %} {{ piece.text }}",
}
ENGINE = {
    "BACKEND": "django.template.backends.django.DjangoTemplates",
    "OPTIONS": {"loaders": [("django.template.loaders.locmem.Loader", TEMPLATES)]},
}


@dataclass(frozen=True)
class Line:
    text: str


@pytest.fixture(autouse=True)
def templates():
    pieces._drawn.cache_clear()
    with override_settings(TEMPLATES=[ENGINE]):
        yield
    pieces._drawn.cache_clear()


def test_equal_values_are_drawn_once():
    first, second = Line("Uno"), Line("Uno")
    assert pieces.drawn("line.html", first) == pieces.drawn("line.html", second)
    assert pieces._drawn.cache_info().misses == 1


def test_another_value_is_drawn_anew():
    line = Line("Uno")
    pieces.drawn("line.html", line)
    assert "Due" in pieces.drawn("line.html", replace(line, text="Due"))


def test_each_reader_has_his_own_token():
    mine = pieces.drawn("line.html", Line("Uno"), "il-mio")
    yours = pieces.drawn("line.html", Line("Uno"), "il-tuo")
    assert ("il-mio" in mine, "il-mio" in yours, "il-tuo" in yours) == (True, False, True)
    assert pieces.TOKEN not in mine


def test_each_language_has_its_own():
    italian = pieces.drawn("word.html", Line("x"))
    with translation.override("en"):
        assert pieces.drawn("word.html", Line("x")) != italian


def test_what_a_person_wrote_is_escaped():
    assert "<b>" not in pieces.drawn("line.html", Line("<b>"))


def test_a_hole_is_filled_for_each_page_and_escaped():
    first = pieces.drawn("holed.html", Line("Uno"), here="/a/?b=1&c=2", own=mark_safe("<b>x</b>"))
    second = pieces.drawn("holed.html", Line("Uno"), here='"><script>', own="<i>")
    assert 'href="/a/?b=1&amp;c=2"' in first
    assert first.endswith("<b>x</b>")
    assert "<script>" not in second
    assert "<i>" not in second
    assert pieces._drawn.cache_info().misses == 1


def test_a_blank_form_is_drawn_once_for_each_way_it_is_offered():
    class Letter(forms.Form):
        text = forms.CharField()
        seen = forms.IntegerField(required=False)

    first, again = Blank(Letter, initial=(("seen", 3),)), Blank(Letter, initial=(("seen", 3),))
    assert str(first) == str(again)
    assert pieces._drawn.cache_info().misses == 1
    assert 'value="3"' in str(first)
    assert 'value="4"' in str(Blank(Letter, initial=(("seen", 4),)))
