"""The library: national texts that UPI keeps, copies that a SUA adopts, changes and uses in its tenders."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access.actor import SYSTEM
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.testing import cast

from ..actions import library as actions
from ..actions.tenders.sittings import write_text
from ..models import LibraryText
from ..queries import library as queries
from ..rules.placeholders import fill, unknown
from ..terms.library import PLACEHOLDERS
from ..terms.tenders import TextKind
from .tender_factories import NOW, make_tender

pytestmark = pytest.mark.django_db


@pytest.fixture
def national(enti):
    actions.load_library(actor=SYSTEM, now=NOW)
    return LibraryText.objects.get(key="formulario.indizione")


@pytest.fixture
def officer(actors):
    return actors["treviso.sua"]


@pytest.fixture
def copy(national, enti, officer):
    return actions.adopt_text(text=national, sua=enti[cast.TREVISO], actor=officer, now=NOW)


def change(text, actor, body, **options):
    return actions.change_text(
        text=text, title=text.title, body=body, actor=actor, now=NOW, **options
    )


def test_the_seed_is_whole_and_loaded_once(national):
    count = LibraryText.objects.count()
    assert count == 12
    assert actions.load_library(actor=SYSTEM, now=NOW) == 0
    assert LibraryText.objects.count() == count
    for one in LibraryText.objects.all():
        assert unknown(one.body, PLACEHOLDERS) == []
    filled = LibraryText.objects.exclude(fills="").values_list("fills", flat=True)
    assert set(filled) == set(TextKind.values)


def test_a_copy_keeps_its_lineage_and_is_its_own(copy, national, officer):
    assert (copy.source, copy.source_version, copy.is_used) == (national, 1, True)
    changed = change(copy, officer, "<p>Parole nostre</p>")
    national.refresh_from_db()
    assert (changed.version, national.version) == (2, 1)
    assert [one.number for one in changed.versions.all()] == [2, 1]


def test_it_is_told_when_the_source_changes_and_chooses(copy, national, actors, officer, people):
    change(copy, officer, "<p>Parole nostre</p>")
    change(national, actors["upi.admin"], "<p>Parole nuove</p>", note="Correttivo")
    told = Notice.objects.filter(kind="sua.library.changed", person=people["treviso.sua"])
    assert told.get().body == "Correttivo"
    found = queries.text_for(copy.pk, officer)
    assert found.is_behind
    kept = actions.keep_own(text=found, actor=officer, now=NOW)
    assert (kept.is_behind, kept.body) == (False, "<p>Parole nostre</p>")
    with pytest.raises(Refusal):
        actions.follow_source(text=kept, actor=officer, now=NOW)
    change(national, actors["upi.admin"], "<p>Parole ancora nuove</p>")
    taken = actions.follow_source(text=kept, actor=officer, now=NOW)
    assert (taken.body, taken.version, taken.is_behind) == ("<p>Parole ancora nuove</p>", 3, False)


def test_tenders_are_written_in_the_words_of_the_copy(copy, enti, officer):
    tender = make_tender(enti, officer, title="Mensa & <b>bar</b>")
    change(copy, officer, "<p>Noi di [[sua]] indiciamo [[oggetto]]; PAD [[piattaforma]].</p>")
    text = write_text(tender=tender, kind=TextKind.INDICTION, actor=officer, now=NOW)
    assert "Noi di Provincia di Treviso indiciamo Mensa &amp; &lt;b&gt;bar&lt;/b&gt;" in text.body
    assert "PAD …" in text.body
    actions.use_text(text=copy, is_used=False, actor=officer, now=NOW)
    text = write_text(tender=tender, kind=TextKind.INDICTION, actor=officer, now=NOW)
    assert "Noi di" not in text.body


def test_the_words_of_a_sua_are_not_those_of_another(copy, enti, actors):
    change(copy, actors["treviso.sua"], "<p>Solo a Treviso</p>")
    brescia = actors["brescia.sua"]
    tender = make_tender(enti, brescia, sua=cast.BRESCIA)
    text = write_text(tender=tender, kind=TextKind.INDICTION, actor=brescia, now=NOW)
    assert "Solo a Treviso" not in text.body


@pytest.mark.parametrize(
    ("body", "code"),
    [("<p>[[nome_sbagliato]]</p>", "unknown_names"), ("", "text_missing")],
)
def test_refusals_of_a_wording(copy, officer, body, code):
    with pytest.raises(Refusal) as refused:
        change(copy, officer, body)
    assert refused.value.code == code
    copy.refresh_from_db()
    assert (copy.version, copy.versions.count()) == (1, 1)


def test_refusals_of_who_may_not(copy, national, enti, officer, actors):
    with pytest.raises(Refusal):
        change(national, officer, "<p>x</p>")  # UPI keeps it
    with pytest.raises(Refusal):
        change(copy, actors["upi.admin"], "<p>x</p>")  # the SUA's
    with pytest.raises(Refusal):
        actions.adopt_text(text=national, sua=enti[cast.TREVISO], actor=officer, now=NOW)  # twice
    with pytest.raises(Refusal):
        actions.adopt_text(
            text=national, sua=enti[cast.TREVISO], actor=actors["brescia.sua"], now=NOW
        )
    assert LibraryText.objects.filter(source=national).count() == 1
    assert LibraryText.objects.get(pk=national.pk).version == 1


def test_who_wrote_on_an_older_version_is_told(copy, officer):
    change(copy, officer, "<p>Due</p>", seen=1)
    with pytest.raises(Refusal) as refused:
        change(copy, officer, "<p>Tre</p>", seen=1)
    assert refused.value.code == "changed_meanwhile"


def test_pages(copy, national, sign_in):
    client = sign_in("treviso.sua")
    page = client.get("/treviso/sua/documentale/").content.decode()
    assert "usato nelle gare" in page
    path = f"/treviso/sua/documentale/{copy.pk}/"
    for end in ("", "modifica/", "testo.pdf", "testo.docx"):
        assert client.get(path + end).status_code == 200
    assert client.post(f"{path}non-usare/").status_code == 302
    copy.refresh_from_db()
    assert not copy.is_used
    other = sign_in("brescia.sua")
    for end in ("", "modifica/", "testo.pdf"):
        assert other.get(f"/brescia/sua/documentale/{copy.pk}/{end}").status_code == 404
    assert other.get(f"/brescia/sua/documentale/{national.pk}/").status_code == 200


def test_the_list_costs_the_same_whatever_the_rows(
    national, enti, sign_in, django_assert_max_num_queries
):
    client, counts = sign_in("treviso.sua"), []
    for _round in range(2):
        client.get("/treviso/sua/documentale/")
        with django_assert_max_num_queries(60) as seen:
            client.get("/treviso/sua/documentale/")
        counts.append(len(seen.captured_queries))
        for text in LibraryText.objects.filter(owner=None):
            if not text.copies.exists():
                actions.adopt_text(text=text, sua=enti[cast.TREVISO], actor=SYSTEM, now=NOW)
    assert counts[0] == counts[1]


@given(st.text(max_size=60))
def test_what_is_filled_is_text_never_markup(value):
    assert "<script" not in fill("<p>[[oggetto]]</p>", {"oggetto": value + "<script>"})
