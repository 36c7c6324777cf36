"""«Tocca a me»: opened and closed by the rooms, shared by a role, entrusted in a holiday, in a calendar."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from pico.core.access.terms import Role
from pico.core.foundation.errors import Refusal
from pico.core.notices import actions, queries
from pico.core.notices.models import Delegation, FeedToken, Notice, Task
from pico.core.people.terms import MembershipState
from pico.core.testing import cast, factories

from .conftest import NOW

TODAY = timezone.localdate()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def put(people, treviso, commits):
    """Put a task about the Province of Treviso on a list."""

    def open_task(**fields):
        with commits():
            return actions.open_task(
                **{
                    "subject": treviso,
                    "kind": "sua.request.review",
                    "title": "Verifica la richiesta 12",
                    "reason": "Il Comune l'ha inviata",
                    "url": "/sua/12/",
                    "now": NOW,
                    **fields,
                }
            )

    return open_task


@pytest.fixture
def for_officers(put, treviso):
    return put(ente=treviso, role=Role.SUA_OFFICER)


def titles(actor) -> list[str]:
    return [task.title for task in queries.tasks(actor)]


def test_a_task_of_a_role_is_of_who_holds_it_there(for_officers, actors, enti):
    other = factories.make_person("altro.sua")
    factories.make_membership(other, enti[cast.BRESCIA], Role.SUA_OFFICER)
    assert titles(actors["treviso.sua"]) == ["Verifica la richiesta 12"]
    assert titles(actors["treviso.sit"]) == []
    assert titles(factories.actor_of(other)) == []


def test_a_task_of_a_person_is_his_alone(put, people, actors):
    put(person=people["treviso.sit"])
    assert titles(actors["treviso.sit"]) == ["Verifica la richiesta 12"]
    assert titles(actors["treviso.sua"]) == []


def test_a_task_without_role_is_of_everybody_in_the_ente(put, treviso, actors):
    put(ente=treviso)
    assert titles(actors["treviso.sit"]) == ["Verifica la richiesta 12"]
    assert titles(actors["brescia.admin"]) == []


def test_who_it_waits_for_is_told(for_officers, people):
    assert [message.to for message in mail.outbox] == [[people["treviso.sua"].email]]


def test_a_task_for_nobody_is_a_programming_error(put):
    with pytest.raises(ValueError, match="waits for"):
        put()
    assert not Task.objects.exists()


def test_asked_twice_it_is_brought_up_to_date_and_told_once(put, for_officers, treviso):
    mail.outbox.clear()
    put(ente=treviso, role=Role.SUA_OFFICER, title="Verifica la richiesta 12 bis")
    assert Task.objects.get().title == "Verifica la richiesta 12 bis"
    assert mail.outbox == []


def test_a_closed_task_leaves_the_list_and_its_notice_is_read(for_officers, actors, treviso):
    closed = actions.close_task(subject=treviso, kind="sua.request.review", now=NOW)
    assert closed == 1
    assert queries.counts(actors["treviso.sua"]) == queries.Counts(unread=0, tasks=0)


def test_closing_another_kind_changes_nothing(for_officers, actors, treviso):
    assert actions.close_task(subject=treviso, kind="sua.request.sign", now=NOW) == 0
    assert titles(actors["treviso.sua"]) == ["Verifica la richiesta 12"]


def test_a_closed_task_may_be_opened_again(put, for_officers, treviso):
    actions.close_task(subject=treviso, kind="sua.request.review", now=NOW)
    put(ente=treviso, role=Role.SUA_OFFICER)
    assert Task.objects.filter(closed_at=None).count() == 1


def test_the_list_is_by_term_with_those_without_last(put, people, actors):
    mine = {"person": people["treviso.sua"]}
    put(**mine, kind="a.b.c", title="Senza termine")
    put(**mine, kind="a.b.d", title="Dopodomani", due_on=TOMORROW + timedelta(days=1))
    put(**mine, kind="a.b.e", title="Domani", due_on=TOMORROW)
    assert titles(actors["treviso.sua"]) == ["Domani", "Dopodomani", "Senza termine"]


def test_the_counts_of_tasks_and_notices_are_one_query(
    for_officers, actors, django_assert_num_queries
):
    with django_assert_num_queries(1):
        assert queries.counts(actors["treviso.sua"]) == queries.Counts(unread=1, tasks=1)


def test_the_page_says_why_and_by_when(put, people, sign_in):
    put(person=people["treviso.sua"], due_on=TOMORROW)
    page = sign_in("treviso.sua").get(reverse("notices:tasks")).content.decode()
    assert "Verifica la richiesta 12" in page
    assert "Il Comune l&#x27;ha inviata" in page
    assert "manca 1 giorno" in page


@pytest.mark.parametrize(("days", "told"), [(0, 0), (1, 1), (2, 0), (3, 1), (4, 0)])
def test_a_near_term_is_told_again_once_in_the_day(put, people, days, told):
    put(person=people["treviso.sua"], due_on=TODAY + timedelta(days=days))
    Notice.objects.all().delete()
    for _time in range(2):
        actions.remind_of_terms(now=timezone.now())
    assert Notice.objects.count() == told


def test_a_reminder_says_how_long_is_left(put, people):
    put(person=people["treviso.sua"], due_on=TOMORROW)
    actions.remind_of_terms(now=timezone.now())
    assert Notice.objects.latest("pk").title == "Manca 1 giorno: Verifica la richiesta 12"


def test_a_closed_task_is_not_told_again(put, people, treviso):
    put(person=people["treviso.sua"], due_on=TOMORROW)
    actions.close_task(subject=treviso, kind="sua.request.review", now=NOW)
    assert actions.remind_of_terms(now=timezone.now()) == 0


def test_an_empty_list_teaches(sign_in):
    page = sign_in("treviso.sua").get(reverse("notices:tasks")).content.decode()
    assert "Niente aspetta te" in page


def test_the_cost_of_the_page_does_not_grow(put, people, sign_in, django_assert_max_num_queries):
    for number in range(25):
        put(person=people["treviso.sua"], kind=f"a.b.c{number}")
    client = sign_in("treviso.sua")
    client.get(reverse("notices:tasks"))
    with django_assert_max_num_queries(22):
        client.get(reverse("notices:tasks"))


# Delegation -------------------------------------------------------------------------------------


@pytest.fixture
def delegate(actors, people):
    """Susanna of the SUA of Treviso entrusts her tasks."""

    def make(colleague="treviso.sit", starts_on=TODAY, ends_on=TOMORROW):
        return actions.delegate_tasks(
            colleague=people[colleague],
            starts_on=starts_on,
            ends_on=ends_on,
            url="/avvisi/tocca-a-me/",
            actor=actors["treviso.sua"],
            now=timezone.now(),
        )

    return make


def test_a_colleague_sees_what_was_entrusted(put, for_officers, people, actors, delegate):
    put(person=people["treviso.sua"], kind="a.b.c", title="Solo sua")
    delegate()
    seen = {task.title: task.is_entrusted for task in queries.tasks(actors["treviso.sit"])}
    assert seen == {"Verifica la richiesta 12": 1, "Solo sua": 1}
    assert not any(task.is_entrusted for task in queries.tasks(actors["treviso.sua"]))


def test_the_colleague_is_told(delegate, people):
    delegate()
    assert Notice.objects.get().person == people["treviso.sit"]


def test_the_colleague_is_told_of_new_tasks_too(delegate, put, treviso, people):
    delegate()
    Notice.objects.all().delete()
    put(ente=treviso, role=Role.SUA_OFFICER, now=timezone.now())
    told = set(Notice.objects.values_list("person__username", flat=True))
    assert told == {"treviso.sua", "treviso.sit"}


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [(TOMORROW, TOMORROW), (date(2026, 1, 1), TODAY)],
    ids=["not yet", "last day"],
)
def test_a_delegation_holds_in_its_days(for_officers, actors, delegate, starts_on, ends_on):
    delegate(starts_on=starts_on, ends_on=ends_on)
    assert bool(titles(actors["treviso.sit"])) == (starts_on <= TODAY)


def test_a_revoked_delegation_shows_nothing(for_officers, actors, delegate, sign_in):
    delegation = delegate()
    sign_in("treviso.sua").post(reverse("notices:delegation_end", args=[delegation.pk]))
    assert titles(actors["treviso.sit"]) == []


def test_the_delegation_of_another_is_not_found(delegate, sign_in):
    delegation = delegate()
    address = reverse("notices:delegation_end", args=[delegation.pk])
    assert sign_in("treviso.sit").post(address).status_code == 404
    delegation.refresh_from_db()
    assert delegation.ended_at is None


def test_who_left_the_ente_entrusts_nothing(for_officers, actors, people, delegate):
    delegate()
    people["treviso.sua"].memberships.update(state=MembershipState.CEASED)
    assert titles(actors["treviso.sit"]) == []


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"colleague": "treviso.sua"}, "oneself"),
        ({"colleague": "brescia.admin"}, "not_a_colleague"),
        ({"starts_on": TOMORROW, "ends_on": TODAY}, "dates"),
        ({"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 2)}, "dates"),
    ],
    ids=str,
)
def test_a_delegation_that_makes_no_sense_is_refused(delegate, fields, code):
    with pytest.raises(Refusal) as refusal:
        delegate(**fields)
    assert refusal.value.code == code
    assert not Delegation.objects.exists()


def test_the_form_offers_colleagues_only(sign_in, people):
    client = sign_in("treviso.sua")
    page = client.get(reverse("notices:delegate")).content.decode()
    assert "Innova-Treviso" in page
    assert "Amministra-Brescia" not in page
    data = {
        "colleague": people["treviso.sit"].pk,
        "starts_on": TODAY.isoformat(),
        "ends_on": TOMORROW.isoformat(),
    }
    assert client.post(reverse("notices:delegate"), data).status_code == 302
    assert Delegation.objects.get().colleague == people["treviso.sit"]


# Calendar ---------------------------------------------------------------------------------------


@pytest.fixture
def address(actors):
    secret = actions.create_feed(label="Outlook", actor=actors["treviso.sua"], now=NOW)
    return reverse("notices:feed", args=[secret])


def test_the_calendar_holds_the_terms_as_whole_days(put, people, client, address):
    put(person=people["treviso.sua"], due_on=TOMORROW)
    put(person=people["treviso.sua"], kind="a.b.c", title="Senza termine")
    put(person=people["treviso.sit"], due_on=TOMORROW)
    answer = client.get(address)
    assert answer["Content-Type"].startswith("text/calendar")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert event["summary"] == "Verifica la richiesta 12"
    assert event["dtstart"].dt == TOMORROW
    assert event["dtstart"].params["VALUE"] == "DATE"
    assert event["url"].endswith("/sua/12/")


def test_the_calendar_holds_the_tasks_of_ones_roles(put, treviso, client, address):
    put(ente=treviso, role=Role.SUA_OFFICER, due_on=TOMORROW)
    put(ente=treviso, role=Role.SIT_OFFICER, due_on=TOMORROW, kind="a.b.c")
    events = Calendar.from_ical(client.get(address).content).walk("VEVENT")
    assert [str(event["summary"]) for event in events] == ["Verifica la richiesta 12"]


def test_the_calendar_says_nothing_of_reserved_objects(put, people, client, address):
    put(person=people["treviso.sua"], due_on=TOMORROW, title="Addebito a Mario", reserved=True)
    text = client.get(address).content.decode()
    assert "Mario" not in text
    assert "/sua/12/" not in text
    assert "oggetto riservato" in text


def test_a_revoked_calendar_is_not_found(client, address, people, sign_in):
    sign_in("treviso.sua").post(reverse("notices:feed_revoke", args=[FeedToken.objects.get().pk]))
    client.logout()
    assert client.get(address).status_code == 404


def test_the_calendar_of_who_left_is_not_found(client, address, people):
    people["treviso.sua"].memberships.update(state=MembershipState.CEASED)
    assert client.get(address).status_code == 404


def test_a_guessed_address_is_not_found(client, enti):
    assert client.get(reverse("notices:feed", args=["indovinato"])).status_code == 404


def test_the_address_is_shown_once_and_not_kept(sign_in):
    client = sign_in("treviso.sua")
    page = client.post(reverse("notices:feeds"), {"label": "Telefono"}).content.decode()
    start = page.index("http://127.0.0.1:8000/avvisi/calendario/")
    secret = page[start : page.index(".ics", start)].rpartition("/")[2]
    assert FeedToken.objects.get().fingerprint == actions.fingerprint(secret)
    assert secret not in client.get(reverse("notices:feeds")).content.decode()


def test_the_calendar_of_another_cannot_be_revoked(address, sign_in):
    feed = FeedToken.objects.get()
    answer = sign_in("treviso.sit").post(reverse("notices:feed_revoke", args=[feed.pk]))
    assert answer.status_code == 404
    feed.refresh_from_db()
    assert feed.revoked_at is None


def test_many_objects_are_taken_off_the_lists_at_once(put, treviso, enti, actors, commits):
    others = [enti[cast.BRESCIA], enti[cast.UPI]]
    for one in (treviso, *others):
        put(subject=one, ente=treviso, role=Role.SUA_OFFICER)
    put(kind="sua.request.pay", title="Paga", ente=treviso, role=Role.SUA_OFFICER)
    with commits():
        closed = actions.close_tasks(
            model=type(treviso),
            keys=[treviso.pk, others[0].pk],
            kinds=["sua.request.review"],
            now=NOW,
        )
    assert closed == 2
    assert sorted(titles(actors["treviso.sua"])) == ["Paga", "Verifica la richiesta 12"]
