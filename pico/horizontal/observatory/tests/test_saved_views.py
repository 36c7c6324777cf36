"""«Le mie viste»: kept, shared with the ente, sent once for each turn, gone with their person."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from pico.core.access import scopes
from pico.core.audit.models import AuditLine
from pico.core.foundation.errors import Refusal
from pico.core.jobs.models import Job
from pico.core.notices import actions as notices
from pico.core.notices.models import Letter
from pico.core.people.models import Membership
from pico.core.people.terms import MembershipState

from ..actions.letters import ask_for_letters
from ..actions.saved_views import change_view, delete_view, save_view, send_view
from ..models import SavedView, ViewLetter
from ..queries.crossing import crossed, read
from ..queries.crossing_lines import block_of
from ..queries.filters import Filters
from ..queries.saved_views import stop_word, visible_views
from ..queries.shared import view_entry
from ..rules.turns import turn_of
from ..terms.crossing import Cadence
from .factories import make_view, send_letters
from .test_pages import words

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)  # a Wednesday
MONDAY = datetime(2026, 11, 30, 9, tzinfo=UTC)
CROSSING = crossed(["lots", "amount"], "anno", Filters(provinces=("TV",)))


@pytest.fixture
def save(actors):
    def make(who="treviso.sua", shared=False, title="Gare di Treviso", crossing=CROSSING):
        actor = actors[who]
        scope = scopes.ente(actor.ente_id) if shared else scopes.person(actor.person_id)
        return save_view(title=title, crossing=crossing, scope=scope, actor=actor, now=NOW)

    return make


def test_a_view_is_ones_own_until_it_is_shared_with_the_ente(save, actors):
    view = save()
    colleague, neighbour = actors["treviso.admin"], actors["brescia.admin"]
    assert view in visible_views(actors["treviso.sua"])
    assert view not in visible_views(colleague)
    change_view(
        view=view, title="Gare", scope=scopes.ente(view.owner_id), actor=actors["treviso.sua"],
        now=NOW,
    )  # fmt: skip
    assert view in visible_views(colleague)
    assert view not in visible_views(neighbour)
    events = AuditLine.objects.filter(event__startswith="observatory.view")
    assert set(events.values_list("event", flat=True)) == {
        "observatory.view.saved", "observatory.view.changed",
    }  # fmt: skip


def test_wider_levels_and_views_without_a_name_are_refused(actors):
    actor = actors["treviso.sua"]
    for title, scope, code in (
        ("Gare", scopes.PUBLIC, "scope"),
        ("Gare", scopes.ente(actor.ente_id + 1000), "scope"),
        ("  ", scopes.person(actor.person_id), "no_title"),
    ):
        with pytest.raises(Refusal) as refusal:
            save_view(title=title, crossing=CROSSING, scope=scope, actor=actor, now=NOW)
        assert refusal.value.code == code
    assert not SavedView.objects.exists()


def test_only_its_author_changes_or_deletes_a_shared_view(save, actors):
    view = save(shared=True)
    with pytest.raises(Refusal) as refusal:
        delete_view(view=view, actor=actors["treviso.admin"], now=NOW)
    assert refusal.value.code == "not_permitted"
    assert SavedView.objects.get() == view
    delete_view(view=view, actor=actors["treviso.sua"], now=NOW)
    assert not SavedView.objects.exists()


# Letters ------------------------------------------------------------------------------------------


@given(st.sampled_from(Cadence.values), st.dates(date(2020, 1, 1), date(2030, 12, 31)))
def test_a_turn_is_its_own_turn_and_none_is_after_its_day(cadence, day):
    turn = turn_of(cadence, day)
    assert turn <= day < turn + timedelta(days=31)
    assert turn_of(cadence, turn) == turn


def test_a_view_leaves_once_at_its_turn(save, actors, data):
    send_view(view=save(), cadence=Cadence.WEEKLY, actor=actors["treviso.sua"], now=NOW)
    assert send_letters(NOW) == 0  # the turn of this week has gone by
    assert send_letters(MONDAY) == 1
    assert send_letters(MONDAY + timedelta(days=3)) == 0
    letter = Letter.objects.get()
    assert letter.to == "treviso.sua@treviso.pico.example"
    assert "Gare di Treviso" in letter.text
    assert "2.780.000" in letter.text
    assert "/dati/viste/" in letter.html


def test_each_letter_that_is_due_is_asked_for_once(save, actors, data):
    for at, who in enumerate(("treviso.sua", "treviso.admin")):
        view = save(who, title=f"Vista {at}")
        send_view(view=view, cadence=Cadence.WEEKLY, actor=actors[who], now=NOW)
    assert [ask_for_letters(now=MONDAY), ask_for_letters(now=MONDAY)] == [2, 2]
    assert Job.objects.filter(name__endswith="tasks.send_letter").count() == 2


def test_who_left_the_ente_is_sent_nothing(save, actors, people, data):
    send_view(view=save(), cadence=Cadence.WEEKLY, actor=actors["treviso.sua"], now=NOW)
    Membership.objects.filter(person=people["treviso.sua"]).update(state=MembershipState.CEASED)
    assert send_letters(MONDAY) == 0
    assert not Letter.objects.exists()


def test_a_view_taken_back_is_sent_to_its_author_alone(save, actors, data):
    view, author = save(shared=True), actors["treviso.sua"]
    for who in ("treviso.sua", "treviso.admin"):
        send_view(view=view, cadence=Cadence.MONTHLY, actor=actors[who], now=NOW)
    change_view(
        view=view, title="Gare", scope=scopes.person(author.person_id), actor=author, now=NOW
    )
    assert list(ViewLetter.objects.values_list("person_id", flat=True)) == [author.person_id]


def test_a_letter_ends_by_its_link_without_signing_in(save, actors, client, data):
    for who in ("treviso.sua", "treviso.admin"):
        send_view(view=save(who), cadence=Cadence.WEEKLY, actor=actors[who], now=NOW)
    send_letters(MONDAY)
    letter = Letter.objects.get(to="treviso.sua@treviso.pico.example")
    path = re.search(r"/dati/viste/lettere/[^/]+/basta/", letter.text).group()
    assert path in letter.html
    assert "Gare di Treviso" in words(client.get(path))
    assert ViewLetter.objects.count() == 2  # a mail program that opens the link ends nothing
    assert "non arriva più" in words(client.post(path))
    assert ViewLetter.objects.get().person_id == actors["treviso.admin"].person_id
    assert client.post(path).status_code == 200  # once more: it has ended already
    assert ViewLetter.objects.count() == 1


def test_a_letter_ends_by_one_click_of_the_mail_program(save, actors, data, mailoutbox):
    send_view(view=save(), cadence=Cadence.WEEKLY, actor=actors["treviso.sua"], now=NOW)
    send_letters(MONDAY)
    letter = Letter.objects.get()
    notices.send_letter(letter_id=letter.pk, now=MONDAY)
    headers = mailoutbox[0].extra_headers
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>").removeprefix(settings.PUBLIC_URL)
    program = Client(enforce_csrf_checks=True)  # it has no cookie and no form
    answer = program.post(address, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, answer.content) == (204, b"")
    assert not ViewLetter.objects.exists()
    letter.refresh_from_db()
    assert letter.stop_url == ""  # with what the letter said, its key is forgotten


def test_a_link_that_was_touched_ends_nothing(save, actors, client, data):
    send_view(view=save(), cadence=Cadence.WEEKLY, actor=actors["treviso.sua"], now=NOW)
    word = stop_word(ViewLetter.objects.get())
    assert client.post(f"/dati/viste/lettere/{word[:-1]}_/basta/").status_code == 404
    assert ViewLetter.objects.exists()


def test_a_view_of_another_is_not_sent(save, actors):
    with pytest.raises(Refusal) as refusal:
        send_view(view=save(), cadence=Cadence.WEEKLY, actor=actors["brescia.admin"], now=NOW)
    assert refusal.value.code == "not_permitted"
    assert not ViewLetter.objects.exists()


# Pages --------------------------------------------------------------------------------------------


def test_from_the_analysis_to_the_view_and_its_letter(sign_in, data):
    client = sign_in("treviso.sua")
    page = client.get("/dati/analisi/?indicatore=lots&per=anno&provincia=TV").content.decode()
    assert "/dati/viste/salva/?indicatore=lots&amp;per=anno&amp;provincia=TV" in page
    address = "/dati/viste/salva/?indicatore=lots&per=anno&provincia=TV"
    assert client.post(address, {"title": "", "scope": ""}).status_code == 422
    person = client.session["_auth_user_id"]
    answer = client.post(address, {"title": "I miei lotti", "scope": f"usr:{person}"})
    view = SavedView.objects.get()
    assert answer.url == view.get_absolute_url()
    assert "Lotti (CIG) per anno" in words(client.get(view.get_absolute_url()))
    client.post(f"/dati/viste/{view.pk}/lettera/", {"cadence": "WEEKLY"})
    assert ViewLetter.objects.get().cadence == "WEEKLY"
    assert "I miei lotti" in words(client.get("/dati/viste/"))
    client.post(f"/dati/viste/{view.pk}/elimina/")
    assert not SavedView.objects.exists()


def test_a_view_of_a_neighbour_is_not_there(save, sign_in, data):
    view = save(shared=True)
    client = sign_in("brescia.admin")
    for path in ("", "cambia/"):
        assert client.get(f"/dati/viste/{view.pk}/{path}").status_code == 404
    for path in ("elimina/", "lettera/"):
        assert client.post(f"/dati/viste/{view.pk}/{path}").status_code == 404
    assert "Gare di Treviso" not in words(client.get("/dati/viste/"))
    assert SavedView.objects.get() == view


def test_a_view_is_read_by_programs_with_its_table_of_today(save, sign_in, data):
    view = save(shared=True)
    client = sign_in("treviso.admin")
    (found,) = client.get("/api/v1/dati/views").json()["items"]
    assert (found["id"], found["title"]) == (view.pk, "Gare di Treviso")
    drawn = client.get(f"/api/v1/dati/views/{view.pk}").json()
    assert [one["key"] for one in drawn["indicators"]] == ["lots", "amount"]
    block = block_of(read(view.query))
    assert [(one["label"], one["values"]) for one in drawn["lines"]] == [
        (line.label, [cell.number for cell in line.cells]) for line in block.lines
    ]
    assert sum(one["values"][0] for one in drawn["lines"]) == 11
    assert sign_in("brescia.admin").get(f"/api/v1/dati/views/{view.pk}").status_code == 404


def test_programs_read_no_view_without_saying_who_they_are(save, client, data):
    view = save()
    for path in ("", f"/{view.pk}"):
        assert client.get(f"/api/v1/dati/views{path}").status_code == 401


def test_a_saved_view_is_found_by_its_name_and_its_indicators(save):
    entry = view_entry(save(title="Strade"))
    assert entry.title == "Strade"
    assert "Lotti (CIG) · Importo dei lotti" in entry.body
    gone = make_view(save().owner, save().author, "public", query="indicatore=nessuno")
    assert view_entry(gone) is None


def test_the_statements_of_the_list_do_not_grow_with_its_rows(
    save, sign_in, data, django_assert_max_num_queries
):
    for at in range(12):
        save(title=f"Vista {at}")
    client = sign_in("treviso.sua")
    client.get("/dati/viste/")
    with django_assert_max_num_queries(14):
        client.get("/dati/viste/")
