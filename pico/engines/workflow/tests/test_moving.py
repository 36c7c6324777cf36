"""A step changes the row, leaves one line and one announcement; a refused one leaves nothing."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from pico.core.access.actor import SYSTEM
from pico.core.announcements import board
from pico.core.announcements.models import Announcement
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.engines.workflow import queries, starting
from pico.engines.workflow.actions import advance, make_step, move_all, upgrade
from pico.engines.workflow.flows import find
from tests.sample_module.models import Dossier, Track
from tests.sample_module.terms import DossierState as S
from tests.sample_module.terms import TrackState as T
from tests.sample_module.workflow import DOSSIER

pytestmark = pytest.mark.django_db

HEARD = "pico.engines.workflow.tests.test_moving.hear"


def hear(announcement):
    """Listens, so that announcements are written."""


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(board, "_listeners", {board.EVERYTHING: [HEARD]})
    monkeypatch.setattr(board, "_filter", None)


def test_a_new_record_follows_the_present_version(dossier):
    (many,) = Dossier.objects.bulk_create([Dossier(title="Scuola")])
    assert (dossier.flow_version, many.flow_version) == (2, 2)
    assert (dossier.state_label, dossier.state_meaning) == ("Bozza", "draft")


def test_a_step_is_saved_told_and_announced_once(dossier, writer, now, heard):
    moved = make_step(record=dossier, name="send", actor=writer, now=now)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.revision) == (S.SENT, 1)
    assert moved.fields == ["state", "revision"]
    line = AuditLine.objects.get(subject_type="sample.dossier")
    assert (line.event, line.sentence) == (
        "sample.dossier.send",
        "Invia: da «Bozza» a «Inviata».",
    )
    assert line.data["changes"] == {"Stato": ["Bozza", "Inviata"]}
    told = Announcement.objects.get()
    assert (told.name, told.person_id) == ("sample.dossier.send", 1)
    assert told.data == {"source": "BOZZA", "target": "INVIATA"}


def test_what_a_step_asks_and_its_effects_are_saved(dossier, writer, decider, now):
    make_step(record=dossier, name="send", actor=writer, now=now)
    make_step(record=dossier, name="conclude", actor=decider, now=now, outcome="Accolta.")
    dossier.refresh_from_db()
    assert (dossier.outcome, dossier.closed_at) == ("Accolta.", now)
    assert "Accolta" not in AuditLine.objects.get(event="sample.dossier.conclude").sentence


def test_a_reason_is_told(dossier, writer, decider, now):
    make_step(record=dossier, name="send", actor=writer, now=now)
    make_step(record=dossier, name="refuse", actor=decider, now=now, reason="Manca il CUP.")
    line = AuditLine.objects.get(event="sample.dossier.refuse")
    assert line.sentence == "Respingi: da «Inviata» a «Respinta». Motivo: Manca il CUP."


def refuse(code, **step):
    """Try a step that is refused with this code; nothing may have changed. Return its sentence."""
    record = step["record"]
    before = Dossier.objects.values().get(pk=record.pk)
    lines = AuditLine.objects.count()
    with pytest.raises(Refusal) as refused:
        make_step(**step)
    assert refused.value.code == code
    assert Dossier.objects.values().get(pk=record.pk) == before
    assert AuditLine.objects.count() == lines
    return refused.value.message


def test_refusals_change_nothing(dossier, writer, decider, now):
    step = {"record": dossier, "actor": writer, "now": now}
    assert "«Respingi» non è possibile ora: lo stato è «Bozza»." in refuse(
        "wrong_state", **{**step, "actor": decider}, name="refuse", reason="No."
    )
    refuse("not_permitted", **step, name="gather")
    Dossier.objects.update(title="")
    assert refuse("has_a_title", **step, name="send") == "Scrivi il titolo."
    Dossier.objects.update(state=S.SENT)
    refuse("missing_reason", **{**step, "actor": decider}, name="refuse", reason=" ")


def test_the_second_of_two_is_told_by_whom_and_when(dossier, writer, decider, now):
    make_step(record=dossier, name="send", actor=writer, now=now, seen=0)
    said = refuse(
        "changed_meanwhile",
        record=dossier,
        name="send",
        actor=decider,
        now=now + timedelta(minutes=5),
        seen=0,
    )
    assert "ora lo stato è «Inviata»" in said
    assert "Anna Verdi (Comune di Asolo), 20\u00a0nov\u00a02026, ore\u00a011:42" in said
    again = refuse("wrong_state", record=dossier, name="send", actor=decider, now=now)
    assert "Anna Verdi (Comune di Asolo)" in again


def test_a_step_that_stays_counts_as_a_change(dossier, writer, now):
    make_step(record=dossier, name="send", actor=writer, now=now)
    moved = make_step(record=dossier, name="urge", actor=writer, now=now)
    assert not moved.has_changed
    assert (moved.record.state, moved.record.revision) == (S.SENT, 2)
    assert AuditLine.objects.get(event="sample.dossier.urge").sentence == "Sollecita."


def test_open_steps_say_what_holds_them_up(dossier, writer):
    assert [(o.step.name, o.reason) for o in DOSSIER.open_steps(dossier, writer)] == [("send", "")]
    dossier.title = ""
    (held,) = DOSSIER.open_steps(dossier, writer)
    assert (held.is_possible, held.reason) == (False, "Scrivi il titolo.")


def test_many_at_once_tell_who_was_refused(writer, decider, now):
    sent, draft, other = (
        Dossier.objects.create(title=title, state=state)
        for title, state in (("A", S.SENT), ("B", S.DRAFT), ("C", S.SENT))
    )
    done = move_all(
        records=[sent, draft, other], name="conclude", actor=decider, now=now, outcome="Sì."
    )
    assert [one.title for one in done.moved] == ["A", "C"]
    ((refused, reason),) = done.refused
    assert refused.title == "B"
    assert "lo stato è «Bozza»" in reason
    assert set(Dossier.objects.values_list("title", "state")) == {
        ("A", S.DONE),
        ("B", S.DRAFT),
        ("C", S.DONE),
    }


def test_a_step_for_one_is_not_made_on_many(dossier, decider, now):
    with pytest.raises(ValueError, match="one record at a time"):
        move_all(records=[dossier], name="refuse", actor=decider, now=now, reason="No.")


# Tracks ------------------------------------------------------------------------------------------


@pytest.fixture
def gathering(dossier):
    dossier.state = S.GATHERING
    dossier.save()
    Track.objects.bulk_create([Track(dossier=dossier), Track(dossier=dossier)])
    return dossier


def test_the_last_track_closes_its_parent(gathering, writer, now):
    first, last = gathering.tracks.all()
    make_step(record=first, name="join", actor=writer, now=now)
    assert advance(record=gathering, now=now) == []
    make_step(record=last, name="leave", actor=writer, now=now)
    (moved,) = advance(record=gathering, now=now)
    gathering.refresh_from_db()
    assert (moved.step.name, gathering.state, gathering.closed_at) == ("close", S.DONE, now)
    line = AuditLine.objects.get(event="sample.dossier.close")
    assert (line.person_name, line.person_id) == (SYSTEM.person_name, None)


def test_a_parent_waits_for_every_track(gathering, now):
    gathering.tracks.update(state=T.INVITED)
    with pytest.raises(Refusal) as refused:
        make_step(record=gathering, name="close", actor=SYSTEM, now=now)
    assert refused.value.code == "everybody_chose"


def test_a_track_moves_only_while_its_parent_gathers(gathering, writer, now):
    Dossier.objects.update(state=S.REFUSED)
    with pytest.raises(Refusal) as refused:
        make_step(record=gathering.tracks.first(), name="join", actor=writer, now=now)
    assert refused.value.code == "is_gathered"


# Versions ----------------------------------------------------------------------------------------


def test_a_running_record_keeps_its_version(decider, writer, now):
    old = Dossier.objects.create(state=S.SENT, flow_version=1)
    assert [one.step.name for one in DOSSIER.open_steps(old, decider)] == ["pause"]
    make_step(record=old, name="pause", actor=decider, now=now)
    with pytest.raises(ValueError, match="no step conclude in version 1"):
        make_step(record=old, name="conclude", actor=decider, now=now, outcome="Sì.")


def test_a_record_comes_to_a_new_version_by_the_map_only(decider, now):
    old = Dossier.objects.create(state=S.PAUSED, flow_version=1)
    with pytest.raises(Refusal) as refused:
        upgrade(record=old, version=2, actor=decider, now=now)
    assert refused.value.code == "not_permitted"
    upgrade(record=old, version=2, actor=SYSTEM, now=now)
    old.refresh_from_db()
    assert (old.state, old.flow_version, old.revision) == (S.SENT, 2, 1)
    with pytest.raises(Refusal) as refused:
        upgrade(record=old, version=1, actor=SYSTEM, now=now)
    assert refused.value.code == "wrong_state"
    assert Dossier.objects.get(pk=old.pk).flow_version == 2


# The story ---------------------------------------------------------------------------------------


def test_the_story_tells_how_long_each_state_lasted(
    dossier, writer, decider, now, django_assert_num_queries
):
    make_step(record=dossier, name="send", actor=writer, now=now)
    later = now + timedelta(hours=30)
    make_step(record=dossier, name="conclude", actor=decider, now=later, outcome="Sì.")
    with django_assert_num_queries(1):
        sent, concluded = queries.passages(dossier)
    assert (sent.label, sent.who, sent.lasted) == ("Invia", "Anna Verdi, Comune di Asolo", None)
    assert (concluded.state_label, concluded.meaning) == ("Conclusa", "done")
    assert concluded.lasted == timedelta(hours=30)
    assert "1\u00a0giorno" in concluded.lasted_label


# Starting ----------------------------------------------------------------------------------------


def flow_with(**step):
    row = SimpleNamespace(name="x", permission="sample.dossier.write", requires=())
    vars(row).update(step)
    table = SimpleNamespace(steps=(row,))
    return SimpleNamespace(key="sample.dossier", tables=(table,), meanings={"A": "draft"})


def test_names_that_do_not_exist_stop_the_start(monkeypatch):
    starting.check([find("sample.dossier")])
    with pytest.raises(ValueError, match=r"no permission of the house: nobody\.may"):
        starting.check([flow_with(permission="nobody.may")])
    wrong = flow_with()
    wrong.meanings = {"A": "pink"}
    with pytest.raises(ValueError, match="no colour means pink"):
        starting.check([wrong])
    monkeypatch.setattr(starting, "find", lambda _key: flow_with(requires=("colour",)))
    with pytest.raises(ValueError, match="asks for colour, which Dossier has not"):
        starting.check([])
