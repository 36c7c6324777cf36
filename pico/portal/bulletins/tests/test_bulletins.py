"""Assembled by rule, numbered per series and year, frozen, printed accessible, found again."""

import io
import re
import zlib
from datetime import UTC, date, datetime, timedelta

import feedparser
import pypdfium2
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from pico.core.access.actor import ANONYMOUS
from pico.core.enti.models import Space
from pico.core.files.models import StoredFile
from pico.core.foundation.errors import Refusal
from pico.core.search import queries as search_queries
from pico.core.search.actions import refresh_subject
from pico.core.search.models import SearchEntry
from pico.core.ui import printing as core_printing
from pico.portal.cache.queries import generation

from .. import actions, drawing
from ..models import Bulletin, Entry, Section
from ..terms import PdfState
from .conftest import NOW, PERIOD


def refused(code, call, **words):
    with pytest.raises(Refusal) as seen:
        call(**words)
    assert seen.value.code == code


def titles(bulletin) -> dict[str, list[str]]:
    return {
        section["title"]: [entry["title"] for entry in section["entries"]]
        for section in drawing.drawn(bulletin)
    }


# The rule ----------------------------------------------------------------------------------------


def test_a_new_issue_is_assembled_by_the_rule(public_file, draft):
    public_file("Bando scuole")
    public_file("Bando ponti", kind="GUIDELINES")
    public_file("Piano neve")
    public_file("Bando riservato", scope="provinces")
    assert titles(draft()) == {"Altro": ["Bando scuole"], "Linee guida": ["Bando ponti"]}


def test_only_what_came_out_since_the_last_issue(public_file, draft, published, editor):
    public_file("Bando vecchio", at=NOW - timedelta(days=3))
    published(now=NOW)
    public_file("Bando nuovo", at=NOW + timedelta(days=3))
    second = draft()
    assert titles(second) == {"Altro": ["Bando nuovo"]}
    public_file("Bando ultimo", at=NOW + timedelta(days=4))
    assert actions.assemble(bulletin=second, actor=editor, now=NOW) == 1
    assert actions.assemble(bulletin=second, actor=editor, now=NOW) == 0


def test_a_rule_by_kind_alone(public_file, draft, sape, boss):
    actions.edit_series(series=sape, words="", kinds=["Linee guida"], actor=boss, now=NOW)
    sape.refresh_from_db()
    public_file("Guida", kind="GUIDELINES")
    public_file("Altro ancora")
    assert titles(draft()) == {"Linee guida": ["Guida"]}


def test_a_rule_by_topic_and_the_page_that_chooses_it(sape, sign_in, draft, public_file):
    SearchEntry.objects.filter(pk=entry_of(public_file("Bando strade")).pk).update(
        topics=["Viabilità"]
    )
    public_file("Bando altro")
    client = sign_in("treviso.admin")
    address = f"/treviso/bollettini/serie/{sape.pk}/"
    assert "Viabilità" in client.get(address).content.decode()
    values = {"name": sape.name, "description": "x", "words": "", "topics": ["Viabilità"]}
    assert client.post(address, values).status_code == 302
    sape.refresh_from_db()
    assert titles(draft()) == {"Altro": ["Bando strade"]}


def entry_of(key: str) -> SearchEntry:
    kind, _colon, pk = key.partition(":")
    return SearchEntry.objects.get(subject_type=kind, subject_id=pk)


# Order and comments ------------------------------------------------------------------------------


def test_the_editor_orders_and_comments(public_file, draft, editor):
    public_file("Bando uno", at=NOW)
    public_file("Bando due", at=NOW - timedelta(hours=1))
    bulletin = draft()
    first, second = Entry.objects.filter(section__bulletin=bulletin)
    actions.move_entry(entry=second, up=True, actor=editor, now=NOW)
    actions.edit_entry(
        entry=second, text="<p>Il più <script>x</script>utile.</p>", actor=editor, now=NOW
    )
    assert titles(bulletin) == {"Altro": ["Bando due", "Bando uno"]}
    comment = drawing.drawn(bulletin)[0]["entries"][0]["comment"]
    assert comment == "<p>Il più utile.</p>"


def test_an_entry_at_the_edge_goes_to_the_next_section(draft, editor):
    bulletin = draft()
    one, two = (
        actions.add_section(bulletin=bulletin, title=name, actor=editor, now=NOW)
        for name in ("Uno", "Due")
    )
    entry = actions.add_entry(section=one, title="Voce", text="", actor=editor, now=NOW)
    actions.move_entry(entry=entry, up=False, actor=editor, now=NOW)
    assert titles(bulletin) == {"Uno": [], "Due": ["Voce"]}
    actions.move_entry(entry=Entry.objects.get(), up=False, actor=editor, now=NOW)
    assert titles(bulletin) == {"Uno": [], "Due": ["Voce"]}
    actions.move_section(section=two, up=True, actor=editor, now=NOW)
    assert list(titles(bulletin)) == ["Due", "Uno"]


def test_what_is_not_public_cannot_be_picked(draft, public_file, editor):
    key = public_file("Interno", scope=f"ente:{editor.ente_id}")
    section = actions.add_section(bulletin=draft(), title="A", actor=editor, now=NOW)
    refused("not_public", actions.pick, section=section, keys=[key], actor=editor, now=NOW)
    assert not Entry.objects.exists()


def test_a_period_that_ends_before_it_starts_is_refused(draft):
    refused("period", draft, period_to=date(2026, 9, 1))
    assert not Bulletin.objects.exists()


# Publication -------------------------------------------------------------------------------------


def test_numbers_by_series_and_year_without_holes(published, draft):
    draft()
    numbers = [str(published(now=NOW + timedelta(days=n))) for n in range(2)]
    new_year = datetime(2026, 12, 31, 23, 30, tzinfo=UTC)  # already January in Italy
    numbers.append(str(published(now=new_year)))
    assert numbers == [f"Bollettino SAPE n. {n}" for n in ("1/2026", "2/2026", "1/2027")]


def test_only_an_administrator_publishes(draft, editor, actors):
    bulletin = draft()
    section = actions.add_section(bulletin=bulletin, title="A", actor=editor, now=NOW)
    actions.add_entry(section=section, title="Voce", text="", actor=editor, now=NOW)
    for who in (editor, actors["brescia.admin"], actors["upi.admin"]):
        refused("not_permitted", actions.publish, bulletin=bulletin, actor=who, now=NOW)
    bulletin.refresh_from_db()
    assert (bulletin.state, bulletin.number) == ("BOZZA", None)


def test_an_empty_one_is_not_published(draft, boss):
    bulletin = draft()
    actions.add_section(bulletin=bulletin, title="Vuota", actor=boss, now=NOW)
    refused("empty", actions.publish, bulletin=bulletin, actor=boss, now=NOW)
    bulletin.refresh_from_db()
    assert bulletin.number is None


def test_a_content_that_is_not_public_any_more_keeps_it_back(public_file, draft, boss, editor):
    pk = public_file("Bando ritirato").rpartition(":")[2]
    bulletin = draft()
    StoredFile.objects.filter(pk=pk).update(scope=f"ente:{editor.ente_id}")
    refresh_subject(subject_type="files.storedfile", subject_id=pk, now=NOW)
    refused("not_public", actions.publish, bulletin=bulletin, actor=boss, now=NOW)


def test_what_is_published_does_not_change(published, public_file, editor):
    pk = public_file("Bando fermo").rpartition(":")[2]
    bulletin = published()
    StoredFile.objects.filter(pk=pk).update(title="Cambiato")
    refresh_subject(subject_type="files.storedfile", subject_id=pk, now=NOW)
    bulletin.refresh_from_db()
    assert titles(bulletin) == {"Altro": ["Bando fermo"]}
    refused(
        "published", actions.edit_bulletin, bulletin=bulletin, title="X", summary="", curator="Y",
        actor=editor, now=NOW, **PERIOD,
    )  # fmt: skip
    section = Section.objects.first()
    refused("published", actions.delete_section, section=section, actor=editor, now=NOW)


# The PDF -----------------------------------------------------------------------------------------


@pytest.fixture
def printed(published, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        made = published(title="Autunno dei bandi")
    made.refresh_from_db()
    return made


def test_the_pdf_is_tagged_has_a_language_and_a_title(printed, client):
    assert printed.pdf_state == PdfState.READY
    answer = client.get(f"/treviso/bollettini/{printed.pk}/pdf/")
    content = b"".join(answer.streaming_content)
    assert answer["Content-Type"] == "application/pdf"
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    assert document.get_metadata_dict()["Title"] == "Bollettino SAPE n. 1/2026: Autunno dei bandi"
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    assert any(b"pdfuaid" in inflated(one) for one in streams)
    assert pypdfium2.raw.FPDFCatalog_IsTagged(document)
    page = document[0].get_textpage().get_text_bounded()
    assert "Interreg Italia-Austria" in page
    assert printed.pdf.current.is_tagged is True


def inflated(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


def test_the_size_is_told_on_the_button(printed, client):
    page = client.get(f"/treviso/bollettini/{printed.pk}/").content.decode()
    assert "Scarica il PDF (" in page
    assert "kB)" in page or "KB)" in page


def test_made_twice_there_is_one_pdf(printed):
    actions.make_pdf(bulletin_id=printed.pk, now=NOW)
    assert StoredFile.objects.filter(module="bulletins").count() == 1


def test_without_pango_it_says_so_and_can_be_tried_again(
    published, boss, client, sign_in, monkeypatch, django_capture_on_commit_callbacks
):
    def missing(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    with monkeypatch.context() as without:
        without.setattr("pico.core.ui.printing.import_module", missing)
        with django_capture_on_commit_callbacks(execute=True):
            bulletin = published()
    bulletin.refresh_from_db()
    assert bulletin.pdf_state == PdfState.FAILED
    assert client.get(f"/treviso/bollettini/{bulletin.pk}/").status_code == 200
    assert client.get(f"/treviso/bollettini/{bulletin.pk}/pdf/").status_code == 404
    desk = sign_in("treviso.admin").get(f"/treviso/bollettini/redazione/{bulletin.pk}/")
    assert "manca la libreria Pango" in desk.content.decode()
    with django_capture_on_commit_callbacks(execute=True):
        actions.ask_pdf_again(bulletin=bulletin, actor=boss, now=NOW)
    bulletin.refresh_from_db()
    assert bulletin.pdf_state == PdfState.READY


def test_a_pdf_loads_nothing_from_outside():
    with pytest.raises(ValueError, match="fetches nothing"):
        core_printing._refuse("https://spia.example/x.png")


# Pages -------------------------------------------------------------------------------------------


def test_back_issues_are_read_found_and_fed(client, published, treviso):
    bulletin = published()
    assert client.get(f"/treviso/bollettini/{bulletin.pk}/").status_code == 200
    assert client.get(f"/brescia/bollettini/{bulletin.pk}/").status_code == 404
    archive = client.get("/treviso/bollettini/?q=interreg&anno=2026").content.decode()
    assert str(bulletin) in archive
    assert str(bulletin) not in client.get("/treviso/bollettini/?q=gatti").content.decode()
    feed = feedparser.parse(client.get("/treviso/bollettini/rss/").content)
    assert [entry.title for entry in feed.entries] == [str(bulletin)]
    refresh_subject(subject_type="bulletins.bulletin", subject_id=str(bulletin.pk), now=NOW)
    found = search_queries.search(actor=ANONYMOUS, space=treviso, text="interreg austria")
    assert [hit.url for hit in found.hits] == [f"/treviso/bollettini/{bulletin.pk}/"]


def test_a_draft_is_nowhere_for_the_public(client, draft):
    bulletin = draft(title="Segreto")
    assert client.get(f"/treviso/bollettini/{bulletin.pk}/").status_code == 404
    assert "Segreto" not in client.get("/treviso/bollettini/").content.decode()


@pytest.mark.parametrize(
    ("who", "status"),
    [(None, 302), ("treviso.sua", 403), ("comune1.referente", 403), ("treviso.redattore", 200)],
)
def test_the_desk_is_for_who_writes_there(client, sign_in, sape, who, status):
    client = sign_in(who) if who else client
    for page in ("redazione/", "redazione/nuovo/", "serie/"):
        assert client.get(f"/treviso/bollettini/{page}").status_code == status


@pytest.mark.parametrize("who", ["brescia.admin", "upi.admin", "veneto.admin"])
def test_a_neighbour_s_draft_is_not_there(sign_in, draft, who):
    bulletin, client = draft(), sign_in(who)
    for space in ("treviso", "brescia"):
        assert client.get(f"/{space}/bollettini/redazione/{bulletin.pk}/").status_code == 404
    assert client.post(f"/treviso/bollettini/redazione/{bulletin.pk}/pubblica/").status_code == 404


def test_a_whole_issue_through_the_pages(sign_in, sape, client):
    desk = "/treviso/bollettini/redazione/"
    editor = sign_in("treviso.redattore")
    made = editor.post(
        f"{desk}nuovo/",
        {
            "series": sape.pk,
            "period_from": "2026-10-01",
            "period_to": "2026-10-31",
            "curator": "Io",
        },
    )
    assert made.status_code == 302
    one = Bulletin.objects.get()
    editor.post(f"{desk}{one.pk}/sezioni/nuova/", {"title": "Bandi"})
    section = Section.objects.get()
    added = editor.post(
        f"{desk}{one.pk}/sezioni/{section.pk}/voce/", {"title": "Voce", "url": "javascript:x()"}
    )
    assert added.status_code == 422
    assert not Entry.objects.exists()
    editor.post(f"{desk}{one.pk}/sezioni/{section.pk}/voce/", {"title": "Voce", "text": "Testo"})
    for page in ("", "storia/", "modifica/", f"sezioni/{section.pk}/scegli/"):
        assert editor.get(f"{desk}{one.pk}/{page}").status_code == 200
    sign_in("treviso.admin").post(f"{desk}{one.pk}/pubblica/")
    one.refresh_from_db()
    assert str(one) == "Bollettino SAPE n. 1/2026"


def test_pages_ask_the_same_whatever_the_rows(sign_in, published, draft, public_file, actors):
    def statements(address):
        with CaptureQueriesContext(connection) as seen:
            answer = boss.get(address)
            assert answer.status_code == 200
        return len(seen)

    def measure():
        return {page: statements(f"/treviso/bollettini/{page}") for page in pages}

    public_file("Bando zero", at=NOW - timedelta(days=9))
    one, unfinished = published(), draft()
    first = actions.add_section(
        bulletin=unfinished, title="S", actor=actors["treviso.admin"], now=NOW
    )
    actions.add_entry(section=first, title="V", text="", actor=actors["treviso.admin"], now=NOW)
    pages = ("", "rss/", "redazione/", "serie/", f"{one.pk}/", f"redazione/{unfinished.pk}/")
    boss, boss_actor = sign_in("treviso.admin"), actors["treviso.admin"]
    boss.get("/treviso/bollettini/")
    before = measure()
    for n in range(5):
        public_file(f"Bando {n}", at=NOW + timedelta(days=n + 1))
        published(now=NOW + timedelta(days=n + 2))
        section = actions.add_section(bulletin=unfinished, title=f"S{n}", actor=boss_actor, now=NOW)
        actions.add_entry(section=section, title="Voce", text="", actor=boss_actor, now=NOW)
    assert measure() == before


def test_another_space_has_its_own_series(sape, actors):
    brescia = Space.objects.get(slug="brescia")
    words = {"name": "Bollettino SAPE", "description": "x", "words": "", "kinds": []}
    actions.create_series(space=brescia, actor=actors["brescia.admin"], now=NOW, **words)
    refused(
        "name_taken", actions.create_series, space=sape.space, actor=actors["treviso.admin"],
        now=NOW, **words,
    )  # fmt: skip


def test_the_public_pages_stay_ready_until_an_issue_is_published(draft, boss):
    before = generation()
    bulletin = draft()
    section = actions.add_section(bulletin=bulletin, title="Bandi", actor=boss, now=NOW)
    actions.add_entry(
        section=section,
        title="Interreg Italia-Austria",
        text="<p>Scade a maggio.</p>",
        url="https://interreg.example/",
        actor=boss,
        now=NOW,
    )
    assert generation() == before
    actions.publish(bulletin=bulletin, actor=boss, now=NOW)
    assert generation() > before
