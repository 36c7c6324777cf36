"""Persons are told at the pace they chose; nobody who is out hears; the inbox is one's own."""

from datetime import UTC, datetime, time, timedelta

import pytest
from django.core import mail
from django.urls import reverse

from pico.core.notices import actions, kinds, queries
from pico.core.notices.models import Notice, Preference, QuietHours
from pico.core.notices.terms import Cadence, NoticeLevel
from pico.core.people.terms import MembershipState, PersonState
from pico.core.testing import cast

from .conftest import NOW


@pytest.mark.parametrize(
    ("level", "cadence"),
    [("ACT", "AT_ONCE"), ("CONCERNS", "DAILY"), ("INTEREST", "WEEKLY")],
)
def test_each_level_has_its_pace(tell, level, cadence):
    assert tell("treviso.sua", level=level)[0].cadence == cadence


def test_the_choice_for_a_kind_has_the_last_word(tell, people):
    person = people["treviso.sua"]
    Preference.objects.create(person=person, level=NoticeLevel.CONCERNS, cadence=Cadence.NEVER)
    Preference.objects.create(person=person, kind="enti", cadence=Cadence.DAILY)
    Preference.objects.create(person=person, kind="enti.ente.changed", cadence=Cadence.WEEKLY)
    assert tell("treviso.sua", level="CONCERNS")[0].cadence == Cadence.WEEKLY
    assert tell("treviso.sua", level="CONCERNS", kind="enti.ente.closed")[0].cadence == "DAILY"
    assert tell("treviso.sua", level="CONCERNS", kind="sua.request.sent")[0].cadence == "NEVER"


def test_closed_accounts_are_not_told(tell, people):
    people["treviso.sit"].state = PersonState.SUSPENDED
    people["treviso.sit"].save()
    told = tell("treviso.sua", "treviso.sit")
    assert [notice.person for notice in told] == [people["treviso.sua"]]


def test_somebody_named_twice_is_told_once(tell):
    assert len(tell("treviso.sua", "treviso.sua")) == 1


def test_telling_many_costs_as_much_as_telling_few(people, treviso, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        actions.notify(
            people=list(people.values()),
            kind="a.b.c",
            level=NoticeLevel.ACT,
            title="Novità",
            url="/",
            subject=treviso,
            now=NOW,
        )
    assert Notice.objects.count() == len(people)


@pytest.mark.parametrize(
    ("starts", "ends", "now", "sent"),
    [
        (time(20), time(7), datetime(2026, 11, 20, 21, tzinfo=UTC), "2026-11-21T06:00"),
        (time(20), time(7), datetime(2026, 11, 21, 3, tzinfo=UTC), "2026-11-21T06:00"),
        (time(20), time(7), datetime(2026, 11, 20, 9, tzinfo=UTC), "2026-11-20T09:00"),
        (time(13), time(14), datetime(2026, 11, 20, 12, 30, tzinfo=UTC), "2026-11-20T13:00"),
    ],
    ids=str,
)
def test_quiet_hours_hold_back_until_they_end(starts, ends, now, sent):
    hours = QuietHours(starts=starts, ends=ends)
    held = actions.telling.after_quiet(now, hours)
    assert held.astimezone(UTC).isoformat(timespec="minutes") == f"{sent}+00:00"


def test_what_is_held_back_is_mailed_later(people, treviso):
    QuietHours.objects.create(person=people["treviso.sua"], starts=time(10), ends=time(12))
    actions.notify(
        people=[people["treviso.sua"]],
        kind="a.b.c",
        level=NoticeLevel.ACT,
        title="Novità",
        url="/",
        subject=treviso,
        now=NOW,
    )
    actions.mail_at_once(now=NOW + timedelta(hours=1))
    assert mail.outbox == []
    actions.mail_at_once(now=NOW + timedelta(hours=2))
    assert len(mail.outbox) == 1


# Inbox ------------------------------------------------------------------------------------------


def test_events_on_one_object_are_one_entry(tell, sign_in):
    tell("treviso.sua", title="Primo")
    tell("treviso.sua", title="Secondo")
    page = sign_in("treviso.sua").get(reverse("notices:inbox")).content.decode()
    assert "Secondo" in page
    assert "Primo" not in page
    assert "un altro evento sullo stesso oggetto" in page


def test_the_inbox_is_ones_own(tell, sign_in):
    notice = tell("treviso.sua", title="Solo per Susanna")[0]
    client = sign_in("brescia.admin")
    assert "Solo per Susanna" not in client.get(reverse("notices:inbox")).content.decode()
    assert client.get(reverse("notices:go", args=[notice.pk])).status_code == 404
    assert client.post(reverse("notices:mark", args=[notice.pk])).status_code == 404
    notice.refresh_from_db()
    assert notice.read_at is None


def test_who_did_not_sign_in_is_asked_to(client, enti):
    for name in ("inbox", "tasks", "preferences", "feeds", "delegate"):
        answer = client.get(reverse(f"notices:{name}"))
        assert answer.status_code == 302
        assert answer.url.startswith("/accesso/")


def test_opening_a_notice_reads_all_on_its_object(tell, sign_in, actors):
    tell("treviso.sua", title="Primo")
    notice = tell("treviso.sua", title="Secondo", url="/enti/")[0]
    answer = sign_in("treviso.sua").get(reverse("notices:go", args=[notice.pk]))
    assert answer.url == "/enti/"
    assert queries.counts(actors["treviso.sua"]).unread == 0


def test_a_notice_never_leads_out_of_the_platform(tell, sign_in):
    notice = tell("treviso.sua", url="https://cattivo.example/")[0]
    answer = sign_in("treviso.sua").get(reverse("notices:go", args=[notice.pk]))
    assert answer.url == reverse("notices:inbox")


def test_a_notice_is_marked_read_and_unread(tell, sign_in, actors):
    notice = tell("treviso.sua")[0]
    client, address = sign_in("treviso.sua"), reverse("notices:mark", args=[notice.pk])
    fragment = client.post(address, headers={"HX-Request": "true"}).content.decode()
    assert "pico-notice-unread" not in fragment
    assert queries.counts(actors["treviso.sua"]).unread == 0
    client.post(address, {"come": "da-leggere"})
    assert queries.counts(actors["treviso.sua"]).unread == 1


def test_all_are_marked_read_at_once(tell, sign_in, actors, enti):
    tell("treviso.sua")
    tell("treviso.sua", subject=enti[cast.BRESCIA])
    tell("brescia.admin")
    sign_in("treviso.sua").post(reverse("notices:mark_all"))
    assert queries.counts(actors["treviso.sua"]).unread == 0
    assert queries.counts(actors["brescia.admin"]).unread == 1


def test_the_inbox_shows_only_what_is_asked_for(tell, sign_in, enti):
    tell("treviso.sua", title="Da fare")
    tell("treviso.sua", title="Per caso", level="INTEREST", subject=enti[cast.BRESCIA])
    client = sign_in("treviso.sua")
    page = client.get(reverse("notices:inbox"), {"classe": "INTEREST"}).content.decode()
    assert "Per caso" in page
    assert "Da fare" not in page


def test_who_left_an_ente_reads_no_more_what_he_was_told_there(tell, people, treviso, actors):
    tell("treviso.sua", ente=treviso)
    people["treviso.sua"].memberships.update(state=MembershipState.CEASED)
    assert queries.counts(actors["treviso.sua"]).unread == 0


def test_the_counts_are_one_query(tell, actors, django_assert_num_queries):
    tell("treviso.sua")
    with django_assert_num_queries(1):
        assert queries.counts(actors["treviso.sua"]) == queries.Counts(unread=1, tasks=0)


def test_the_cost_of_the_inbox_does_not_grow(
    tell, sign_in, people, enti, django_assert_max_num_queries
):
    for ente in enti.values():
        tell("treviso.sua", subject=ente, ente=enti[cast.TREVISO])
    client = sign_in("treviso.sua")
    client.get(reverse("notices:inbox"))
    with django_assert_max_num_queries(22):
        client.get(reverse("notices:inbox"))


def test_notices_of_a_year_ago_are_forgotten(tell):
    tell("treviso.sua")
    assert actions.forget_notices(now=NOW + timedelta(days=364)) == 0
    actions.forget_notices(now=NOW + timedelta(days=366))
    assert not Notice.objects.exists()


# Preferences ------------------------------------------------------------------------------------


def choices(**changes):
    return {"ACT": "AT_ONCE", "CONCERNS": "DAILY", "INTEREST": "WEEKLY", **changes}


def test_preferences_are_kept_and_what_waits_follows(tell, sign_in, people):
    notice = tell("treviso.sua", level="CONCERNS")[0]
    client = sign_in("treviso.sua")
    data = choices(CONCERNS="WEEKLY", kind_0="NEVER", quiet_from="20:00", quiet_to="07:00")
    assert client.post(reverse("notices:preferences"), data).status_code == 302
    notice.refresh_from_db()
    assert notice.cadence == Cadence.NEVER
    assert people["treviso.sua"].quiet_hours.starts == time(20)
    page = client.get(reverse("notices:preferences")).content.decode()
    assert 'value="20:00"' in page


def test_one_quiet_hour_alone_is_refused(sign_in, people):
    page = sign_in("treviso.sua").post(reverse("notices:preferences"), choices(quiet_from="20:00"))
    assert "Indica tutte e due le ore" in page.content.decode()
    assert not QuietHours.objects.exists()


def test_an_exception_may_be_taken_back(tell, sign_in, people):
    tell("treviso.sua")
    client = sign_in("treviso.sua")
    client.post(reverse("notices:preferences"), choices(kind_0="NEVER"))
    client.post(reverse("notices:preferences"), choices(kind_0=""))
    assert not Preference.objects.exclude(kind="").exists()


def test_a_kind_without_a_name_is_called_as_its_room_on_the_screens():
    assert kinds.label_of("portal") == "Portale"
    assert kinds.label_of("nowhere.done") == "Nowhere: done"
