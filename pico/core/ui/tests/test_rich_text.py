"""The field for formatted text, with and without its editor."""

from django import forms
from django.template import Context, Template

from pico.core.ui.rich_text import RichTextField


class Sample(forms.Form):
    text = RichTextField(label="Testo", max_length=30)


def test_what_the_editor_sends_is_cleaned():
    form = Sample({"text": "<b>Ciao</b><script>x</script>", "text_formato": "html"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "<strong>Ciao</strong>"


def test_what_is_typed_in_the_plain_box_is_text_not_markup():
    form = Sample({"text": "1 < 2\n\n**sì**"})
    assert form.is_valid()
    assert form.cleaned_data["text"] == "<p>1 &lt; 2</p>\n<p><strong>sì</strong></p>"


def test_marks_without_words_are_refused_as_empty():
    form = Sample({"text": "<p><br></p>", "text_formato": "html"})
    assert form.errors["text"] == ["Questo campo è obbligatorio."]


def test_the_length_is_that_of_the_words_and_the_way_out_is_said():
    assert Sample({"text": "<b>a</b>" * 10, "text_formato": "html"}).is_valid()
    form = Sample({"text": "parola " * 6})
    assert "allega il resto come documento" in form.errors["text"][0]


def test_a_form_that_comes_back_keeps_the_text_in_both_boxes():
    html = str(Sample({"text": f"<p><b>{'x' * 40}</b></p>", "text_formato": "html"})["text"])
    assert f"**{'x' * 40}**</textarea>" in html
    assert f"<template><p><strong>{'x' * 40}</strong></p></template>" in html


def test_a_stored_text_is_shown_as_it_reads():
    page = Template("{{ text|rich }}").render(Context({"text": "<p><em>Bene</em></p>"}))
    assert page == "<p><em>Bene</em></p>"
