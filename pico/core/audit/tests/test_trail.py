"""The trail: written once, never changed, and it shows when somebody did."""

import threading
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from pico.core.access.actor import SYSTEM
from pico.core.audit import guard, proof, trail
from pico.core.audit.models import AuditHead, AuditLine, AuditSeal
from pico.core.enti.models import Region
from pico.core.testing import cast

NOW = timezone.now()


@pytest.fixture
def region(db):
    return Region.objects.create(code="05", name="Veneto", slug="veneto")


@pytest.fixture
def three(region):
    """An object with three lines."""
    for verb in ("created", "changed", "closed"):
        trail.record(f"a.b.{verb}", f"Fatto: {verb}.", subject=region, actor=SYSTEM, now=NOW)
    return region


@pytest.fixture
def by_hand(db):
    """Change the table as somebody with the database's password would, triggers taken down."""
    guard.take_down(connection)

    def execute(statement, *values):
        with connection.cursor() as cursor:
            cursor.execute(statement, values)

    yield execute
    guard.put_up(connection)


def found() -> list[tuple[str, int | None]]:
    return [(flaw.code, flaw.position) for flaw in proof.flaws()]


def test_a_line_says_who_what_when_for_whom(actors, enti):
    treviso = enti[cast.TREVISO]
    line = trail.record(
        "enti.ente.changed",
        "Nome cambiato.",
        subject=treviso,
        actor=actors["treviso.admin"],
        now=NOW,
        changes={"Nome": ["Treviso", "Provincia di Treviso"]},
    )
    line.refresh_from_db()
    assert (line.position, line.at, line.person_name) == (1, NOW, "Tecla Amministra-Treviso")
    assert (line.subject_type, line.ente_name) == ("enti.ente", "Provincia di Treviso")
    assert line.data == {"changes": {"Nome": ["Treviso", "Provincia di Treviso"]}}


def test_an_honest_trail_has_no_flaws(three):
    trail.seal(now=NOW)
    trail.seal(now=NOW)
    assert found() == []


def test_a_moment_told_by_the_clock_in_italy_is_the_same_moment(region):
    trail.record("a.b.c", "Fatto.", subject=region, actor=SYSTEM, now=timezone.localtime(NOW))
    assert found() == []


@pytest.mark.parametrize(
    "change",
    [
        lambda: AuditLine.objects.filter(position=2).update(sentence="Mai successo."),
        lambda: AuditLine.objects.filter(position=2).delete(),
        lambda: AuditLine.objects.get(position=2).save(),
    ],
    ids=["update", "delete", "save"],
)
def test_the_database_refuses_to_change_a_line(three, change):
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        change()
    assert AuditLine.objects.get(position=2).sentence == "Fatto: changed."


def test_the_database_refuses_to_change_a_seal(three):
    trail.seal(now=NOW)
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        AuditSeal.objects.update(hash="0" * 64)


def test_a_changed_line_is_found(three, by_hand):
    by_hand("UPDATE audit_auditline SET sentence = %s WHERE position = 2", "Mai successo.")
    assert found() == [("tampered", 2)]


def test_a_line_changed_with_its_hash_is_found(three, by_hand):
    line = AuditLine.objects.get(position=2)
    line.sentence = "Mai successo."
    by_hand(
        "UPDATE audit_auditline SET sentence = %s, hash = %s WHERE position = 2",
        line.sentence,
        trail.digest(line),
    )
    assert found() == [("reordered", 3)]


def test_a_missing_line_is_found(three, by_hand):
    by_hand("DELETE FROM audit_auditline WHERE position = 2")
    assert found() == [("missing", 3)]


def test_lines_in_another_order_are_found(three, by_hand):
    by_hand("UPDATE audit_auditline SET position = 9 WHERE position = 2")
    by_hand("UPDATE audit_auditline SET position = 2 WHERE position = 3")
    by_hand("UPDATE audit_auditline SET position = 3 WHERE position = 9")
    assert {code for code, _position in found()} >= {"reordered", "tampered"}


def test_a_cut_end_is_found(three, by_hand):
    by_hand("DELETE FROM audit_auditline WHERE position = 3")
    assert found() == [("cut", 3)]


def test_a_whole_chain_taken_away_is_found(three, by_hand):
    by_hand("DELETE FROM audit_auditline")
    assert found() == [("cut", 1)]


def test_a_cut_end_with_a_forged_head_is_found_by_the_seal(three, by_hand):
    trail.seal(now=NOW)
    trail.seal(now=NOW + timedelta(days=1))
    by_hand("DELETE FROM audit_auditline WHERE position = 3")
    AuditHead.objects.update(position=2, hash=AuditLine.objects.get(position=2).hash)
    assert [code for code, _position in found()] == ["seal_broken"]


def test_a_seal_leaves_out_lines_that_may_still_be_on_their_way(three):
    assert trail.seal(now=NOW).lines == 0
    assert trail.seal(now=NOW + timedelta(days=1)).lines == 3


def test_the_command_names_the_flawed_line(three, by_hand):
    by_hand("UPDATE audit_auditline SET sentence = 'Mai successo.' WHERE position = 2")
    said = StringIO()
    with pytest.raises(CommandError, match="1 anomalie"):
        call_command("verify_audit", stdout=said)
    assert "enti.region 05 riga 2" in said.getvalue()


def test_the_command_looks_at_one_object(three, by_hand):
    by_hand("UPDATE audit_auditline SET sentence = 'Mai successo.' WHERE position = 2")
    said = StringIO()
    call_command("verify_audit", "--subject=enti.ente:12", stdout=said)
    assert "integra" in said.getvalue()
    with pytest.raises(CommandError):
        call_command("verify_audit", "--subject=enti.region:05", stdout=said)


@pytest.mark.django_db(transaction=True)
def test_a_database_may_be_emptied_and_is_guarded_again():
    region = Region.objects.create(code="05", name="Veneto", slug="veneto")
    trail.record("a.b.created", "Fatto.", subject=region, actor=SYSTEM)
    call_command("flush", interactive=False, verbosity=0)
    assert not AuditLine.objects.exists()

    region = Region.objects.create(code="05", name="Veneto", slug="veneto")
    trail.record("a.b.created", "Fatto.", subject=region, actor=SYSTEM)
    with pytest.raises(DatabaseError, match="append-only"):
        AuditLine.objects.all().delete()


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_concurrent_writers_of_one_object_make_one_chain():
    region = Region.objects.create(code="05", name="Veneto", slug="veneto")
    gate = threading.Barrier(6)

    def write():
        gate.wait()
        for _turn in range(5):
            trail.record("a.b.changed", "Fatto.", subject=region, actor=SYSTEM)
        connection.close()

    writers = [threading.Thread(target=write) for _number in range(6)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    positions = AuditLine.objects.order_by("position").values_list("position", flat=True)
    assert list(positions) == list(range(1, 31))
    assert found() == []


@pytest.mark.postgres
def test_the_database_refuses_to_truncate_the_trail(three):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("TRUNCATE audit_auditline")
