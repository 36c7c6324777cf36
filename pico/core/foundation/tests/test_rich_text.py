"""Formatted text: nothing dangerous is kept, nothing that was said is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.foundation.rich_text import clean, excerpt, from_plain, is_blank, to_plain

WORD = "<p class=MsoNormal style='margin:0'><b><span lang=IT>Oggetto</span></b><o:p></o:p></p>"


@pytest.mark.parametrize(
    "attack",
    [
        "<script>alert(1)</script>",
        '<img src=x onerror="alert(1)">',
        '<a href="javascript:alert(1)">qui</a>',
        '<a href="https://x.example" onclick="alert(1)">qui</a>',
        "<svg><script>alert(1)</script></svg>",
        '<p style="position:fixed">x</p>',
        "<iframe src=https://x.example></iframe>",
    ],
)
def test_what_is_dangerous_goes(attack):
    kept = clean(attack)
    for sign in ("alert", "onerror", "style", "iframe", "javascript"):
        assert sign not in kept


def test_what_comes_from_word_keeps_its_bold_only():
    assert clean(WORD) == "<p><strong>Oggetto</strong></p>"


def test_links_to_the_platform_and_outside_stay_and_tell_nothing_of_us():
    kept = clean('<a href="/enti/3/">ente</a> <a href="https://anac.example/">Anac</a>')
    assert 'href="/enti/3/"' in kept
    assert kept.count("noreferrer") == 2


def test_a_mail_is_read_as_people_write_it():
    html = from_plain(
        "Ciao **a tutti**,\n\n- primo\n- secondo\n\n> citato\n\nhttps://upi.example/x."
    )
    assert "<strong>a tutti</strong>" in html
    assert "<ul><li>primo</li><li>secondo</li></ul>" in html
    assert "<blockquote><p>citato</p></blockquote>" in html
    assert 'href="https://upi.example/x"' in html
    assert ">https://upi.example/x</a>." in html


def test_names_with_underscores_and_typed_markup_stay_as_they_are():
    html = from_plain("c_c111 e p_TV_x: <b>1 < 2</b>")
    assert "<em>" not in html
    assert "&lt;b&gt;1 &lt; 2&lt;/b&gt;" in html


@pytest.mark.parametrize("html", ["", "<p></p>", "<p><br></p>", "<p>&nbsp;</p>", "<ul></ul>"])
def test_marks_without_words_are_nothing(html):
    assert is_blank(clean(html))


def test_an_excerpt_is_cut_at_a_word():
    assert (
        excerpt("<p>Una domanda sulla <strong>convenzione</strong></p>", 20) == "Una domanda sulla…"
    )


@pytest.mark.parametrize(
    "html",
    [
        "<p>Uno <strong>due</strong> <em>tre</em> <code>x_y</code></p>",
        "<p>a<br>b</p>\n<ul><li>c</li><li>d</li></ul>\n<p>e</p>",
        "<ol><li>c</li><li>d</li></ol>\n<blockquote><p>q</p></blockquote>\n<p>f</p>",
        "<pre>a\n  b</pre>\n<p>g</p>",
    ],
)
def test_editing_without_javascript_loses_nothing(html):
    assert from_plain(to_plain(html)) == html


@given(st.text(max_size=400))
def test_whatever_is_typed_cleaning_twice_changes_nothing(text):
    once = from_plain(text)
    assert clean(once) == once


@given(st.text(max_size=400))
def test_whatever_html_comes_no_script_is_left(text):
    kept = clean(f"<p>{text}</p><script>{text}</script>")
    assert "<script" not in kept
