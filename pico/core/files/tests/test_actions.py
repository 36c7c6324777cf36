"""What changes files: done, told in the trail, announced; or refused, with nothing changed."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from pico.core.access import scopes
from pico.core.access.actor import ANONYMOUS
from pico.core.audit.models import AuditLine
from pico.core.files import actions, queries, vault
from pico.core.files.models import StoredFile
from pico.core.files.terms import FileKind, ScanState
from pico.core.files.tests import factories as make
from pico.core.foundation.errors import Refusal
from pico.core.testing import cast

NOW = make.NOW


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


@pytest.fixture
def file(people, treviso):
    return make.make_file(treviso, people["treviso.sua"], f"ente:{treviso.pk}")


def upload(actor, content=b"Prova.", name="prova.txt", scope=None, **fields):
    return actions.upload_file(
        content=ContentFile(content), name=name, scope=scope or f"ente:{actor.ente_id}",
        actor=actor, now=NOW, **fields,
    )  # fmt: skip


def code_of(call) -> str:
    with pytest.raises(Refusal) as refusal:
        call()
    return refusal.value.code


# Uploading -----------------------------------------------------------------------------------------


def test_an_upload_is_version_one_with_its_digest(actors):
    file = upload(actors["treviso.sua"], make.make_pdf(), "Delibera_12.pdf")
    version = file.current
    assert (file.title, version.number, version.media_type) == (
        "Delibera 12",
        "1.0",
        "application/pdf",
    )
    assert b"".join(vault.pieces(version.key)) == make.make_pdf()
    assert version.sha256 in version.key
    assert "elibera" not in version.key


def test_an_upload_is_told_in_the_trail(actors):
    upload(actors["treviso.sua"], title="Convenzione")
    assert AuditLine.objects.get().sentence == "File «Convenzione» caricato."


def test_who_is_not_a_member_may_not_upload(db):
    assert code_of(lambda: upload(ANONYMOUS, scope="public")) == "sign_in"
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize("scope", ["public", "ente:999999", "reg:11", "usr:1", "everybody"])
def test_a_level_one_may_not_give_is_refused(actors, scope):
    assert code_of(lambda: upload(actors["treviso.sua"], scope=scope)) in {
        "scope_not_yours",
        "bad_scope",
    }
    assert not StoredFile.objects.exists()


def test_what_is_too_big_is_refused(actors, settings):
    settings.FILES = {"max_bytes": 5}
    assert code_of(lambda: upload(actors["treviso.sua"])) == "too_big"
    assert not StoredFile.objects.exists()


def test_the_quota_of_the_ente_counts_every_version(actors, file, settings):
    settings.FILES = {"quota_bytes": 30}
    assert code_of(lambda: upload(actors["treviso.admin"], b"x" * 20)) == "quota_exceeded"
    assert StoredFile.objects.count() == 1


def test_a_twin_is_recognised(actors, file):
    content = b"".join(vault.pieces(file.current.key))
    assert code_of(lambda: upload(actors["treviso.admin"], content)) == "duplicate"
    assert StoredFile.objects.count() == 1


def test_a_twin_is_stored_when_wanted_and_its_bytes_rest_once(actors, file, vault_folder):
    content = b"".join(vault.pieces(file.current.key))
    upload(actors["treviso.admin"], content, is_twin_wanted=True)
    assert StoredFile.objects.count() == 2
    assert len([p for p in vault_folder.rglob("content/**/*") if p.is_file()]) == 1


def test_a_twin_the_actor_may_not_see_is_not_told(actors, people, treviso):
    hidden = make.make_file(treviso, people["treviso.sua"], f"usr:{people['treviso.sua'].pk}")
    content = b"".join(vault.pieces(hidden.current.key))
    assert upload(actors["treviso.admin"], content).pk


def test_a_refused_content_leaves_nothing(actors, vault_folder):
    assert code_of(lambda: upload(actors["treviso.sua"], b"MZ\0\0", "a.pdf")) == "executable"
    assert not StoredFile.objects.exists()
    assert not vault_folder.exists()


def test_a_broken_disk_leaves_no_row(actors, monkeypatch):
    def fail(*args):
        raise OSError("disk full")

    monkeypatch.setattr(vault, "put", fail)
    with pytest.raises(OSError, match="disk full"):
        upload(actors["treviso.sua"])
    assert not StoredFile.objects.exists()


# Versions ------------------------------------------------------------------------------------------


def add_version(file, actor, content=b"Altra prova.", **fields):
    return actions.add_version(
        file=file, content=ContentFile(content), name="prova.txt", note="Corretto", actor=actor,
        now=NOW, **fields,
    )  # fmt: skip


def test_versions_are_numbered_and_never_overwritten(actors, file):
    first = b"".join(vault.pieces(file.current.key))
    minor = add_version(file, actors["treviso.sua"], b"Due")
    major = add_version(file, actors["treviso.sua"], b"Tre", is_major=True)
    file.refresh_from_db()
    assert [minor.number, major.number, file.current.number] == ["1.1", "2.0", "2.0"]
    assert b"".join(vault.pieces(file.versions.last().key)) == first


def test_the_same_content_is_not_a_new_version(actors, file):
    content = b"".join(vault.pieces(file.current.key))
    assert code_of(lambda: add_version(file, actors["treviso.sua"], content)) == "same_content"
    assert file.versions.count() == 1


@pytest.mark.parametrize("name", ["treviso.sit", "brescia.admin", "upi.admin", "comune1.referente"])
def test_only_author_and_who_looks_after_the_files_adds_versions(actors, file, name):
    assert code_of(lambda: add_version(file, actors[name])) == "not_permitted"
    assert file.versions.count() == 1


@pytest.mark.parametrize("name", ["treviso.sua", "treviso.admin", "treviso.redattore"])
def test_author_administrator_and_editor_add_versions(actors, file, name):
    assert add_version(file, actors[name]).number == "1.1"


def test_a_file_in_the_bin_takes_no_version(actors, file):
    actions.trash_file(file=file, actor=actors["treviso.sua"], now=NOW)
    assert code_of(lambda: add_version(file, actors["treviso.sua"])) == "trashed"


# Data and level ------------------------------------------------------------------------------------


def test_a_description_is_changed_and_told_with_its_changes(actors, file):
    actions.describe_file(
        file=file, title="Nuovo titolo", description="", kind=FileKind.MINUTES,
        actor=actors["treviso.sua"], now=NOW,
    )  # fmt: skip
    line = AuditLine.objects.latest("position")
    assert line.data["changes"]["titolo"] == ["Verbale di prova", "Nuovo titolo"]


def test_an_empty_title_is_refused(actors, file):
    assert code_of(lambda: actions.describe_file(
        file=file, title=" ", description="", kind=file.kind, actor=actors["treviso.sua"], now=NOW,
    )) == "no_title"  # fmt: skip
    file.refresh_from_db()
    assert file.title == "Verbale di prova"


def change_scope(file, scope, actor, confirmed=False):
    return actions.change_scope(
        file=file, scope=scope, is_widening_confirmed=confirmed, actor=actor, now=NOW
    )


def test_widening_needs_a_confirmation(actors, file):
    before = file.scope
    assert (
        code_of(lambda: change_scope(file, "platform", actors["treviso.sua"])) == "confirm_widening"
    )
    file.refresh_from_db()
    assert file.scope == before


def test_a_confirmed_widening_is_told_as_such(actors, file):
    change_scope(file, "platform", actors["treviso.sua"], confirmed=True)
    line = AuditLine.objects.latest("position")
    assert line.event == "files.scope.widened"
    assert "Tutti gli utenti Pi.Co." in line.sentence


def test_narrowing_needs_no_confirmation(actors, file):
    scope = f"usr:{actors['treviso.sua'].person_id}"
    assert change_scope(file, scope, actors["treviso.sua"]).scope == scope


def hand_over(file, to_person, actor):
    return actions.hand_over(file=file, to_person=to_person, actor=actor, now=NOW)


@pytest.mark.parametrize("name", ["treviso.admin", "treviso.sua", "upi.admin"])
def test_a_file_is_handed_over_to_a_colleague(actors, people, file, name):
    held = queries.held_by(people["treviso.sua"], file.owner).get()
    hand_over(held, people["treviso.sit"], actors[name])
    held.refresh_from_db()
    assert held.author == people["treviso.sit"]
    assert not queries.held_by(people["treviso.sua"], file.owner).exists()


def test_a_draft_is_handed_over_by_its_author_only(actors, people, file):
    StoredFile.objects.update(scope=f"usr:{people['treviso.sua'].pk}")
    file.refresh_from_db()
    assert not queries.held_by(people["treviso.sua"], file.owner).exists()
    assert (
        code_of(lambda: hand_over(file, people["treviso.sit"], actors["treviso.admin"])) == "draft"
    )
    hand_over(file, people["treviso.sit"], actors["treviso.sua"])
    file.refresh_from_db()
    assert (file.author, file.scope) == (people["treviso.sit"], f"usr:{people['treviso.sit'].pk}")


def test_a_file_is_not_handed_over_to_a_stranger(actors, people, file):
    assert code_of(lambda: actions.hand_over(
        file=file, to_person=people["brescia.admin"], actor=actors["treviso.admin"], now=NOW,
    )) == "not_a_colleague"  # fmt: skip
    file.refresh_from_db()
    assert file.author == people["treviso.sua"]


def test_who_does_not_run_the_ente_hands_nothing_over(actors, people, file):
    assert code_of(lambda: actions.hand_over(
        file=file, to_person=people["treviso.sit"], actor=actors["treviso.personale"], now=NOW,
    )) == "not_permitted"  # fmt: skip


# The bin -------------------------------------------------------------------------------------------


def test_a_file_in_the_bin_is_seen_by_nobody_and_comes_back(actors, file):
    actor = actors["treviso.sua"]
    actions.trash_file(file=file, actor=actor, now=NOW)
    assert not queries.visible_files(actor).exists()
    assert queries.trash(actor).get() == file
    actions.restore_file(file=file, actor=actor, now=NOW)
    assert queries.visible_files(actor).get() == file


def test_the_bin_of_a_colleague_is_not_mine(actors, file):
    actions.trash_file(file=file, actor=actors["treviso.sua"], now=NOW)
    assert not queries.trash(actors["treviso.sit"]).exists()
    assert queries.trash(actors["treviso.admin"]).exists()


def test_after_thirty_days_the_bin_gives_the_bytes_back(actors, file, commits):
    key = file.current.key
    actions.trash_file(file=file, actor=actors["treviso.sua"], now=NOW)
    with commits():
        assert actions.purge_trash(now=NOW + timedelta(days=29)) == 0
    assert vault.storage().exists(key)
    with commits():
        assert actions.purge_trash(now=NOW + timedelta(days=31)) == 1
    assert not StoredFile.objects.exists()
    assert not vault.storage().exists(key)
    assert AuditLine.objects.filter(event="files.file.purged").exists()


def test_bytes_that_another_file_needs_stay(actors, people, treviso, file, commits):
    content = b"".join(vault.pieces(file.current.key))
    make.make_file(treviso, people["treviso.sit"], f"ente:{treviso.pk}", content=content)
    actions.trash_file(file=file, actor=actors["treviso.sua"], now=NOW)
    with commits():
        actions.purge_trash(now=NOW + timedelta(days=31))
    assert vault.storage().exists(StoredFile.objects.get().current.key)


def test_the_state_without_an_antivirus_says_so(file):
    assert file.current.scan_state == ScanState.UNVERIFIED
    assert file.current.get_scan_state_display() == "Non verificato: antivirus non configurato"


def test_who_looks_after_files_does_not_make_one_his_own(actors, people, enti):
    treviso, author = enti[cast.TREVISO], people["treviso.sua"]
    file = make.make_file(treviso, author, scopes.ente(treviso.pk))
    with pytest.raises(Refusal) as refusal:
        actions.change_scope(
            file=file,
            scope=scopes.person(people["treviso.admin"].pk),
            is_widening_confirmed=True,
            actor=actors["treviso.admin"],
            now=NOW,
        )
    assert refusal.value.code == "not_the_author"
    file.refresh_from_db()
    assert file.scope == scopes.ente(treviso.pk)


# The register of administrators ------------------------------------------------------------------


def test_upi_does_not_read_through_the_register_what_an_ente_keeps_for_itself(
    sign_in, people, enti
):
    make.make_file(
        enti[cast.TREVISO],
        people["treviso.sua"],
        scopes.ente(enti[cast.TREVISO].pk),
        "Riservatissimo",
    )
    assert (
        "Riservatissimo" in sign_in("treviso.admin").get(reverse("audit:register")).content.decode()
    )
    upi = sign_in("upi.admin")
    for address in (reverse("audit:register"), f"{reverse('audit:register')}?formato=csv"):
        answer = upi.get(address)
        told = b"".join(answer.streaming_content) if answer.streaming else answer.content
        assert b"Riservatissimo" not in told


def test_a_draft_is_in_no_register(sign_in, people, enti):
    author = people["treviso.sua"]
    make.make_file(enti[cast.TREVISO], author, scopes.person(author.pk), "Bozza mia")
    for username in ("treviso.admin", "upi.admin"):
        assert "Bozza mia" not in sign_in(username).get(reverse("audit:register")).content.decode()


@pytest.mark.parametrize("page", ["describe", "level", "add_version", "trash"])
def test_what_a_record_holds_is_not_changed_through_the_library(sign_in, people, treviso, page):
    held = make.make_file(
        treviso, people["treviso.sua"], f"ente:{treviso.pk}", "Busta A", module="sua"
    )
    answer = sign_in("treviso.sua").post(reverse(f"files:{page}", args=[held.pk]), {"title": "X"})
    assert answer.status_code == 404
    held.refresh_from_db()
    assert (held.title, held.trashed_at, held.versions.count()) == ("Busta A", None, 1)
