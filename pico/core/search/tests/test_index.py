"""The index follows its sources: announced changes, removals, a rebuild, and costs."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from pico.core.announcements.board import Announcement
from pico.core.enti.models import Ente
from pico.core.foundation.searchable import Entry, Source
from pico.core.search import actions, listeners, sources
from pico.core.search.models import SearchEntry
from pico.core.testing import cast, factories

from .conftest import NOW, SOURCE, Thing


def told(ente, name="enti.ente.changed"):
    return Announcement(name=name, subject_type="enti.ente", subject_id=str(ente.pk))


def test_an_announced_object_is_found(enti, find):
    listeners.refresh(told(enti[cast.TREVISO]))
    assert find("treviso") == ["Provincia di Treviso"]


def test_the_same_announcement_twice_changes_nothing(enti, find):
    listeners.refresh(told(enti[cast.TREVISO]))
    listeners.refresh(told(enti[cast.TREVISO]))
    assert find("treviso") == ["Provincia di Treviso"]


def test_a_changed_object_is_found_by_its_new_words_only(enti, find):
    ente = enti[cast.COMUNE_1]
    listeners.refresh(told(ente))
    ente.name, ente.short_name = "Comune di Roccacannuccia", "Roccacannuccia"
    ente.save()
    listeners.refresh(told(ente))
    assert find("roccacannuccia") == ["Comune di Roccacannuccia"]
    assert find("castelfranco") == []


def test_a_deleted_object_is_found_no_more(db, find):
    ente = factories.make_ente("Comune di Sparizione")
    listeners.refresh(told(ente))
    announcement = told(ente)
    ente.delete()
    listeners.refresh(announcement)
    assert find("sparizione") == []
    assert not SearchEntry.objects.exists()


def test_an_object_that_must_not_be_found_is_dropped(put, enti, monkeypatch):
    ente = enti[cast.TREVISO]
    listeners.refresh(told(ente))
    hidden = Source(model=Ente, select=sources.enti, entry=lambda obj: None)
    monkeypatch.setattr(actions, "all_sources", lambda: {"enti.ente": hidden})
    listeners.refresh(told(ente))
    assert not SearchEntry.objects.exists()


def test_what_nobody_looks_for_is_ignored(db):
    listeners.refresh(Announcement(name="x.y.z", subject_type="audit.auditline", subject_id="1"))
    assert not SearchEntry.objects.exists()


def test_reindex_finds_everything_and_drops_what_is_gone(enti, find, put):
    put("Vecchia voce", pk=999_999)
    SearchEntry.objects.update(indexed_at=timezone.now() - timedelta(days=1))
    said = StringIO()
    call_command("reindex", stdout=said)
    assert SearchEntry.objects.count() == len(enti)
    assert find("vecchia") == []
    assert find("conegliano") == ["Comune di Conegliano"]
    assert f"Enti (enti.ente): {len(enti)}" in said.getvalue()


def test_reindex_of_one_module_leaves_the_others(enti, put, find):
    put("Voce di un altro")
    SearchEntry.objects.update(subject_type="altro.modello")
    call_command("reindex", module="search", stdout=StringIO())
    assert find("voce") == ["Voce di un altro"]


def test_reindex_drops_what_has_no_source(enti, put):
    put("Voce di un modulo tolto")
    SearchEntry.objects.update(subject_type="tolto.modello")
    call_command("reindex", stdout=StringIO())
    assert not SearchEntry.objects.filter(subject_type="tolto.modello").exists()


def test_reindex_of_an_unknown_module_is_refused(enti):
    with pytest.raises(CommandError):
        call_command("reindex", module="inesistente")
    assert not SearchEntry.objects.exists()


def test_a_batch_costs_the_same_queries_whatever_its_size(enti, django_assert_max_num_queries):
    entry = Entry("Gara", "", "/x/", "public", "files", "Documento")
    things = [Thing(pk, entry) for pk in range(1, 200)]
    with django_assert_max_num_queries(12):
        actions.save_objects(source=SOURCE, objects=things, now=NOW)


def test_yesterdays_code_finds_todays_ente(enti, find):
    enti[cast.COMUNE_1].codes.create(scheme="ISTAT", code="111099")
    enti[cast.COMUNE_1].codes.create(scheme="NAME", code="Comune di Castelvecchio")
    call_command("reindex", stdout=StringIO())
    assert find("111099") == ["Comune di Castelfranco Veneto"]
    assert find("castelvecchio") == ["Comune di Castelfranco Veneto"]


def test_text_that_a_database_refuses_is_cleaned(put, find):
    put("Gara\x00 speciale", "x" * 200_000 + " \x00")
    assert len(find("gara speciale")) == 1
