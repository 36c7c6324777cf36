"""Networks: who sees the sheet, who is inside, how one comes in and goes out; closed, not lost."""

from datetime import timedelta

import pytest
from icalendar import Calendar

from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice, Task
from pico.core.people.models import CircleMember
from pico.core.testing.factories import actor_of
from pico.horizontal.community.actions import folders, meetings, networks
from pico.horizontal.community.models import Network, NetworkPlace
from pico.horizontal.community.terms import JoinRule, NetworkRole, NetworkState, PlaceState

from .papers import NOW, add, enter

SHEET = "/community/reti/{}/"


def refused(code, call, **words):
    with pytest.raises(Refusal) as refusal:
        call(**words)
    assert refusal.value.code == code


@pytest.fixture
def folder(network, people):
    animator = actor_of(people["upi.redattore"])
    return folders.create_folder(
        name="Capitolati", scope=network.key, network=network, contributors="READERS",
        actor=animator, now=NOW,
    )  # fmt: skip


def test_the_sheet_is_for_everybody_and_the_rest_for_who_is_inside(
    network, folder, client, sign_in
):
    page = client.get(SHEET.format(network.slug)).content.decode()
    assert "Scambiarsi atti e soluzioni" in page
    assert "Capitolati" not in page
    assert client.get(SHEET.format(network.slug) + "persone/").status_code == 404
    assert "Capitolati" in sign_in("brescia.admin").get(SHEET.format(network.slug)).content.decode()
    outsider = sign_in("treviso.sua")
    for place in ("persone/", "incontri/", "calendario.ics", "storia/"):
        assert outsider.get(SHEET.format(network.slug) + place).status_code != 200
    assert outsider.get(folder.get_absolute_url()).status_code == 404


def test_only_upi_opens_networks(actors):
    words = {"name": "Rete SIT", "area": "SIT", "purpose": "Servizi", "now": NOW}
    refused("not_permitted", networks.open_network, actor=actors["treviso.admin"], **words)
    assert Network.objects.count() == 0
    network = networks.open_network(actor=actors["upi.redattore"], **words)
    assert network.places.get().role == NetworkRole.ANIMATOR
    refused("name_taken", networks.open_network, actor=actors["upi.redattore"], **words)
    assert Network.objects.count() == 1


def test_one_asks_is_let_in_and_reads(network, folder, people, actors, sign_in):
    networks.join_network(
        network=network, reason="Gestisco la SUA", actor=actors["treviso.sua"], now=NOW
    )
    assert CircleMember.objects.filter(person=people["treviso.sua"]).count() == 0
    assert Task.objects.get().person == people["upi.redattore"]
    place = NetworkPlace.objects.get(person=people["treviso.sua"])
    refused(
        "not_permitted", networks.answer_request, place=place, is_accepted=True,
        actor=actors["brescia.admin"], now=NOW,
    )  # fmt: skip
    networks.answer_request(place=place, is_accepted=True, actor=actors["upi.redattore"], now=NOW)
    assert Task.objects.get().closed_at is not None
    assert sign_in("treviso.sua").get(folder.get_absolute_url()).status_code == 200
    refused(
        "already_answered", networks.answer_request, place=place, is_accepted=False, reason="x",
        actor=actors["upi.redattore"], now=NOW,
    )  # fmt: skip


def test_a_no_needs_a_reason_which_the_person_reads(network, people, actors):
    place = networks.join_network(network=network, actor=actors["treviso.sua"], now=NOW)
    answer = {"place": place, "is_accepted": False, "actor": actors["upi.redattore"], "now": NOW}
    refused("no_reason", networks.answer_request, **answer)
    place.refresh_from_db()
    assert place.state == PlaceState.REQUESTED
    networks.answer_request(reason="È riservata alle Province.", **answer)
    assert "riservata" in Notice.objects.get(person=people["treviso.sua"]).body


@pytest.mark.parametrize(
    ("rule", "state"),
    [(JoinRule.OPEN, PlaceState.ACTIVE), (JoinRule.REQUEST, PlaceState.REQUESTED)],
)
def test_the_rule_decides_how_one_enters(network, actors, rule, state):
    Network.objects.update(join_rule=rule)
    place = networks.join_network(network=network, actor=actors["treviso.sua"], now=NOW)
    assert place.state == state


def test_by_invitation_only_who_was_invited_enters(network, people, actors):
    Network.objects.update(join_rule=JoinRule.INVITATION)
    join = {"network": network, "actor": actors["treviso.sua"], "now": NOW}
    refused("by_invitation", networks.join_network, **join)
    assert not NetworkPlace.objects.filter(person=people["treviso.sua"]).exists()
    invite = {
        "network": network, "person": people["treviso.sua"], "role": NetworkRole.EXPERT,
        "actor": actors["upi.redattore"], "now": NOW,
    }  # fmt: skip
    networks.invite_to_network(**invite)
    refused("already_there", networks.invite_to_network, **invite)
    place = networks.join_network(**join)
    assert (place.state, place.role) == (PlaceState.ACTIVE, NetworkRole.EXPERT)


def test_a_closed_network_is_read_for_ever_and_nothing_is_added(
    network, folder, people, actors, sign_in
):
    member = actor_of(people["brescia.admin"])
    document = add(folder, member)
    networks.describe_network(
        network=network, state=NetworkState.CLOSED, actor=actors["upi.redattore"], now=NOW
    )
    client = sign_in("brescia.admin")
    assert client.get(document.get_absolute_url()).status_code == 200
    assert "Questa rete è chiusa" in client.get(SHEET.format(network.slug)).content.decode()
    refused("not_permitted", add, folder=folder, actor=member, content=b"altro")
    refused("closed", networks.join_network, network=network, actor=actors["treviso.sua"], now=NOW)
    assert folder.documents.count() == 1


def test_who_leaves_reads_no_more_from_the_next_request(network, folder, people, sign_in):
    client = sign_in("brescia.admin")
    assert client.get(folder.get_absolute_url()).status_code == 200
    client.post(SHEET.format(network.slug) + "esci/")
    assert client.get(folder.get_absolute_url()).status_code == 404


def test_a_network_is_never_without_an_animator(network, people, actors):
    place = NetworkPlace.objects.get(person=people["upi.redattore"])
    refused(
        "last_animator", networks.leave_network, place=place, actor=actors["upi.redattore"], now=NOW
    )
    refused(
        "last_animator", networks.change_network_role, place=place, role=NetworkRole.MEMBER,
        actor=actors["upi.redattore"], now=NOW,
    )  # fmt: skip
    place.refresh_from_db()
    assert (place.state, place.role) == (PlaceState.ACTIVE, NetworkRole.ANIMATOR)
    enter(network, people["esperto.sua"], NetworkRole.ANIMATOR)
    networks.leave_network(place=place, actor=actors["upi.redattore"], now=NOW)
    assert not CircleMember.objects.filter(person=people["upi.redattore"]).exists()


def test_the_letter_stands_on_the_page_and_every_member_is_told(network, people, actors, sign_in):
    letter = {"network": network, "title": "Si riparte", "text": "Buon lavoro a tutti.", "now": NOW}
    refused("not_permitted", networks.write_letter, actor=actors["brescia.admin"], **letter)
    assert Notice.objects.count() == 0
    networks.write_letter(actor=actors["upi.redattore"], **letter)
    assert [notice.person for notice in Notice.objects.all()] == [people["brescia.admin"]]
    assert "Si riparte" in sign_in("brescia.admin").get(SHEET.format(network.slug)).content.decode()
    assert (
        "Si riparte" not in sign_in("treviso.sua").get(SHEET.format(network.slug)).content.decode()
    )


def meet(network, actor, **more):
    words = {"title": "Riunione di dicembre", "starts_at": NOW + timedelta(days=9), "now": NOW}
    words["ends_at"] = words["starts_at"] + timedelta(hours=2)
    return meetings.set_meeting(network=network, actor=actor, **{**words, **more})


def test_the_calendar_goes_into_every_calendar(network, people, actors, sign_in):
    meeting = meet(network, actors["upi.redattore"], agenda="1. Il nuovo capitolato", where="Roma")
    assert Notice.objects.get().person == people["brescia.admin"]
    client = sign_in("brescia.admin")
    assert (
        "Riunione di dicembre"
        in client.get(SHEET.format(network.slug) + "incontri/").content.decode()
    )
    answer = client.get(SHEET.format(network.slug) + "calendario.ics")
    [event] = Calendar.from_ical(answer.content).walk("VEVENT")
    assert str(event["location"]) == "Roma"
    assert event["dtstart"].dt == meeting.starts_at
    meetings.cancel_meeting(meeting=meeting, actor=actors["upi.redattore"], now=NOW)
    answer = client.get(SHEET.format(network.slug) + f"incontri/{meeting.pk}/incontro.ics")
    assert str(Calendar.from_ical(answer.content).walk("VEVENT")[0]["status"]) == "CANCELLED"


def test_a_meeting_ends_after_it_starts(network, actors):
    refused("bad_times", meet, network=network, actor=actors["upi.redattore"], ends_at=NOW)
    assert network.meetings.count() == 0
    refused("not_permitted", meet, network=network, actor=actors["brescia.admin"])


def test_the_pages_answer_to_who_animates(network, folder, sign_in):
    client = sign_in("upi.redattore")
    for place in (
        "",
        "persone/",
        "persone/invita/",
        "incontri/",
        "incontri/nuovo/",
        "storia/",
        "modifica/",
        "lettera/",
        "cartelle/nuova/",
    ):
        assert client.get(SHEET.format(network.slug) + place).status_code == 200, place
    assert client.get("/community/reti/nuova/").status_code == 200


def test_a_member_adds_and_the_network_keeps_its_level(network, folder, people, sign_in):
    client = sign_in("brescia.admin")
    page = client.get(f"{folder.get_absolute_url()}aggiungi/")
    assert page.status_code == 200
    assert f"net:{network.circle_id}" in page.content.decode()
