"""CUP and CIG: what a Province decides is shown at once, enters the marts, can be taken back."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.db.models import Max
from django.test.utils import CaptureQueriesContext

from pico.core.access.terms import Role
from pico.core.audit.models import AuditLine
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.notices.models import Notice
from pico.core.testing.cast import BRESCIA, TREVISO

from ..actions.linking import (
    add_link,
    confirm_link,
    note_counted,
    publish_decisions,
    refuse_link,
    undo_decision,
)
from ..models import LinkDecision
from ..queries import pairs, records
from ..queries.filters import Filters
from ..queries.unlinked import lots_without_cup, projects_without_cig
from ..rules.marts.building import publish
from . import world

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
LATER = datetime(2026, 11, 23, 4, tzinfo=UTC)
TOLD = {"cup": "F11B00000000001", "cig": "B000000003"}  # by ANAC and PNC
ALONE = {"cup": "F11B00000000002", "cig": "B000000002"}  # a project without CIG, a lot without CUP
PHASES = [
    {
        "cup": TOLD["cup"], "phase": "Esecuzione", "starts_planned": date(2024, 6, 1),
        "starts_on": date(2024, 7, 2), "ends_planned": date(2026, 12, 31),
    },
]  # fmt: skip
FREE_CIG = "B0000001A6"  # in no file, but its check holds


@pytest.fixture
def house(enti, lake):
    """The small lake, with the keys that the enti of the cast have in this database."""
    keys = {world.TREVISO: enti[TREVISO].pk, world.BRESCIA: enti[BRESCIA].pk}
    free = Ente.objects.aggregate(last=Max("pk"))["last"]
    bodies = [
        {**one, "ente_id": keys.get(one["ente_id"], free + one["ente_id"])} for one in world.BODIES
    ]
    lots = [{**one, "is_pnrr": True} if one["cig"] == ALONE["cig"] else one for one in world.LOTS]
    more = {"bodies": bodies, "lots": lots, "project_phases": PHASES}
    return world.make_lake(lake.root, more)


def links_of(cup: str) -> pairs.Links:
    return pairs.as_they_stand(records.links_of_project(cup), pairs.decisions_of(cup=cup))


def told(cup: str) -> dict[str, str]:
    return {one["cig"]: one["sources"] for one in links_of(cup).live}


def in_marts(house, cup: str, cig: str) -> list:
    asked = "SELECT sources, state FROM m_links WHERE cup = ? AND cig = ?"
    return house.connect().execute(asked, [cup, cig]).fetchall()


def cigs_without_cup() -> set[str]:
    return {one["cig"] for one in lots_without_cup(Filters(), {})}


def cups_without_cig() -> set[str]:
    return {one["cup"] for one in projects_without_cig(Filters(), {})}


def refused(action, code: str, **given) -> None:
    """The action is refused with this code, and nothing is written."""
    before = list(LinkDecision.objects.values_list("pk", "verdict"))
    with pytest.raises(Refusal) as refusal:
        action(**given)
    assert refusal.value.code == code
    assert list(LinkDecision.objects.values_list("pk", "verdict")) == before


def test_a_province_adds_a_link_refuses_one_and_takes_both_back(house, actors):
    officer = {"actor": actors["treviso.admin"], "now": NOW}
    assert cigs_without_cup() == {ALONE["cig"]}
    assert ALONE["cup"] in cups_without_cig()

    add_link(**ALONE, reason="Delibera 12/2024", **officer)
    assert told(ALONE["cup"]) == {ALONE["cig"]: "Provincia"}
    assert links_of(ALONE["cup"]).live[0]["state_label"] == "Aggiudicato"
    assert cigs_without_cup() == set()
    assert ALONE["cup"] not in cups_without_cig()

    refuse_link(**TOLD, reason="È il CIG di un'altra opera", **officer)
    assert TOLD["cig"] not in told(TOLD["cup"])
    assert [one.cig for one in links_of(TOLD["cup"]).refused] == [TOLD["cig"]]
    assert cigs_without_cup() == {TOLD["cig"]}

    for pair in (ALONE, TOLD):
        undo_decision(**pair, **officer)
    assert told(ALONE["cup"]) == {}
    assert told(TOLD["cup"])[TOLD["cig"]] == "ANAC PNC"
    assert cigs_without_cup() == {ALONE["cig"]}
    events = AuditLine.objects.filter(event__startswith="observatory.link.").order_by("pk")
    assert list(events.values_list("event", flat=True)) == [
        "observatory.link.added", "observatory.link.refused",
        "observatory.link.undone", "observatory.link.undone",
    ]  # fmt: skip


def test_what_was_decided_enters_the_marts_when_they_are_made_anew(house, actors):
    officer = {"actor": actors["treviso.admin"], "now": NOW}
    confirm_link(**TOLD, **officer)
    add_link(**ALONE, reason="", **officer)
    refuse_link(cup=TOLD["cup"], cig="B000000004", reason="Un'altra opera", **officer)
    publish_decisions(now=NOW)
    publish(house)
    assert in_marts(house, **TOLD) == [("ANAC PNC Provincia", "AWARDED")]
    assert in_marts(house, **ALONE) == [("Provincia", "AWARDED")]
    assert in_marts(house, TOLD["cup"], "B000000004") == []

    for pair in (TOLD, ALONE, {"cup": TOLD["cup"], "cig": "B000000004"}):
        undo_decision(**pair, **officer)
    assert told(ALONE["cup"]) == {}  # still in the marts, but nobody says it any more
    assert set(told(TOLD["cup"])) == {"B000000003", "B000000004"}
    publish_decisions(now=LATER)
    publish(house)
    note_counted(before=LATER)
    assert in_marts(house, **ALONE) == []
    assert in_marts(house, TOLD["cup"], "B000000004") == [("ANAC", "AWARDED")]
    assert set(told(TOLD["cup"])) == {"B000000003", "B000000004"}
    assert not LinkDecision.objects.exclude(told_by="").exists()


def test_what_the_marts_know_is_handed_to_no_list_and_lists_say_the_same(house, actors):
    officer = {"actor": actors["treviso.admin"], "now": NOW}
    add_link(**ALONE, reason="", **officer)
    refuse_link(**TOLD, reason="È il CIG di un'altra opera", **officer)
    assert len(pairs.decided_since()) == 2
    said = cigs_without_cup(), cups_without_cig()
    publish_decisions(now=LATER)
    publish(house)
    note_counted(before=LATER)
    assert pairs.decided_since() == []
    assert (cigs_without_cup(), cups_without_cig()) == said
    undo_decision(**TOLD, **officer)
    assert pairs.decided_since() == [(TOLD["cup"], TOLD["cig"], True)]
    assert cigs_without_cup() == set()


@pytest.mark.parametrize(("who", "code"), [
    ("brescia.admin", "not_permitted"),  # another Province
    ("treviso.sua", "not_permitted"),  # not who answers for its data
    ("veneto.admin", "not_permitted"),
    ("comune1.referente", "not_permitted"),
])  # fmt: skip
def test_only_the_province_concerned_decides(house, actors, who, code):
    actor = actors[who]
    refused(confirm_link, code, **TOLD, actor=actor, now=NOW)
    refused(refuse_link, code, **TOLD, reason="No", actor=actor, now=NOW)
    refused(add_link, code, **ALONE, reason="", actor=actor, now=NOW)
    refused(undo_decision, code, **TOLD, actor=actor, now=NOW)


def test_upi_decides_for_all_and_the_decision_is_the_province_s(house, actors, enti):
    made = confirm_link(**TOLD, actor=actors["upi.admin"], now=NOW)
    assert made.ente == enti[TREVISO]


def test_the_head_of_the_sua_decides_for_his_province_alone(house, actors):
    head = replace(actors["treviso.sua"], roles=frozenset({Role.SUA_MANAGER}))
    assert confirm_link(**TOLD, actor=head, now=NOW).label == "Confermato"
    elsewhere = replace(actors["brescia.admin"], roles=frozenset({Role.SUA_MANAGER}))
    refused(undo_decision, "not_permitted", **TOLD, actor=elsewhere, now=NOW)


def test_the_province_is_told_what_upi_decided_for_it_and_not_what_it_decided(house, actors):
    refuse_link(**TOLD, reason="Altro lotto", actor=actors["treviso.admin"], now=NOW)
    undo_decision(**TOLD, actor=actors["treviso.admin"], now=NOW)
    assert not Notice.objects.exists()
    refuse_link(**TOLD, reason="Altro lotto", actor=actors["upi.admin"], now=NOW)
    undo_decision(**TOLD, actor=actors["upi.admin"], now=LATER)
    told = Notice.objects.order_by("pk").first()
    assert {one.person_id for one in Notice.objects.all()} == {
        actors["treviso.admin"].person_id, actors["treviso.dirigente"].person_id,
    }  # fmt: skip
    assert told.url == f"/treviso/dati/collegamenti/{TOLD['cup']}/{TOLD['cig']}/"
    assert TOLD["cig"] in told.body
    assert "UPI" in told.title


def test_a_cup_of_zeros_or_of_another_form_is_refused(house, actors):
    officer = {"actor": actors["treviso.admin"], "now": NOW, "reason": ""}
    refused(add_link, "placeholder_cup", cup="0" * 15, cig=ALONE["cig"], **officer)
    refused(add_link, "bad_cup", cup="F11B0000", cig=ALONE["cig"], **officer)


def test_a_cig_that_no_file_has_must_pass_its_check(house, actors):
    officer = {"actor": actors["treviso.admin"], "now": NOW, "reason": ""}
    refused(add_link, "bad_cig", cup=ALONE["cup"], cig="B0000001A7", **officer)
    made = add_link(cup=f" {ALONE['cup'].lower()} ", cig=FREE_CIG.lower(), **officer)
    assert (made.cup, made.cig) == (ALONE["cup"], FREE_CIG)
    assert told(ALONE["cup"]) == {FREE_CIG: "Provincia"}


def test_what_makes_no_sense_is_refused(house, actors):
    officer = {"actor": actors["treviso.admin"], "now": NOW}
    nobody_s = {"cup": "C11G06000000001", "cig": FREE_CIG}
    refused(add_link, "unknown_codes", **nobody_s, reason="", **officer)
    refused(add_link, "already_linked", **TOLD, reason="", **officer)
    refused(confirm_link, "unknown_link", **ALONE, **officer)
    refused(refuse_link, "unknown_link", **ALONE, reason="No", **officer)
    refused(refuse_link, "no_reason", **TOLD, reason="  ", **officer)
    refused(undo_decision, "undecided", **TOLD, **officer)
    confirm_link(**TOLD, **officer)
    refused(refuse_link, "already_decided", **TOLD, reason="Ho cambiato idea", **officer)
    undo_decision(**TOLD, **officer)
    refused(undo_decision, "undecided", **TOLD, **officer)


def test_lists_are_narrowed_as_every_register(house):
    assert {one["cup"] for one in projects_without_cig(Filters(), {"programma": "PNRR"})} == {
        "F11B00000000006"
    }
    treviso = projects_without_cig(replace(Filters(), provinces=("TV",)), {})
    assert {one["cup"] for one in treviso} == {ALONE["cup"]}
    assert len(lots_without_cup(Filters(), {"q": "nessuna parola"})) == 0


# The pages ------------------------------------------------------------------------------------


def page(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_the_lists_are_for_who_signed_in_and_come_as_files(house, client, sign_in):
    for name in ("cig-senza-cup", "cup-senza-cig", ""):
        assert client.get(f"/dati/collegamenti/{name}{'/' if name else ''}").status_code == 302
    signed = sign_in("treviso.sua")
    assert ALONE["cig"] in page(signed, "/dati/collegamenti/cig-senza-cup/?provincia=TV")
    assert ALONE["cup"] in page(signed, "/dati/collegamenti/cup-senza-cig/?provincia=TV")
    answer = signed.get("/dati/collegamenti/cup-senza-cig/?provincia=TV&formato=csv")
    lines = b"".join(answer.streaming_content).decode("utf-8-sig").strip().splitlines()
    assert [line.split(";")[0] for line in lines] == ["CUP", ALONE["cup"]]


def test_buttons_are_drawn_for_who_may_press_them(house, sign_in):
    address = f"/dati/collegamenti/{TOLD['cup']}/{TOLD['cig']}/"
    assert "conferma/" in page(sign_in("treviso.admin"), address)
    for who in ("treviso.sua", "brescia.admin"):
        said = page(sign_in(who), address)
        assert "conferma/" not in said
        assert "ANAC PNC" in said


def test_a_link_is_confirmed_refused_and_given_back_from_its_page(house, sign_in):
    client = sign_in("treviso.admin")
    address = f"/dati/collegamenti/{TOLD['cup']}/{TOLD['cig']}/"
    client.post(f"{address}conferma/")
    assert LinkDecision.objects.get().verdict == "CONFIRMED"
    assert "Confermato" in page(client, f"/dati/cup/{TOLD['cup']}/")
    client.post(f"{address}annulla/")
    assert client.post(f"{address}rifiuta/", {"reason": ""}).status_code == 422
    client.post(f"{address}rifiuta/", {"reason": "È di un'altra opera"})
    assert "È di un&#x27;altra opera" in page(client, f"/dati/cig/{TOLD['cig']}/")
    assert TOLD["cig"] in page(client, "/dati/collegamenti/?decisione=REFUSED")


def test_a_link_is_added_from_a_form_that_says_what_is_wrong(house, sign_in):
    client = sign_in("treviso.admin")
    form = page(client, f"/dati/collegamenti/nuovo/?cup={ALONE['cup']}")
    assert f'value="{ALONE["cup"]}"' in form
    assert "Annulla" in page(client, "/dati/collegamenti/nuovo/?cup=a/b")
    wrong = client.post("/dati/collegamenti/nuovo/", {"cup": "0" * 15, "cig": ALONE["cig"]})
    assert wrong.status_code == 422
    assert "segnaposto" in wrong.content.decode()
    done = client.post("/dati/collegamenti/nuovo/", ALONE)
    assert done.url.endswith(f"/dati/collegamenti/{ALONE['cup']}/{ALONE['cig']}/")


def test_a_page_of_a_cig_known_by_regis_alone_answers(house, sign_in):
    client = sign_in("treviso.admin")
    said = page(client, "/dati/cig/B999999999/")
    assert "F11B00000000005" in said
    assert "ReGiS" in said
    assert client.get("/dati/cig/B888888888/").status_code == 404
    assert client.get("/dati/cup/F99B00000000009/").status_code == 404
    assert "Non è nei dati aperti" in client.get("/dati/cig/B888888888/").content.decode()


def test_who_never_decides_is_offered_no_form(house, sign_in):
    address, button = "/dati/collegamenti/cup-senza-cig/", "/dati/collegamenti/nuovo/"
    assert button in page(sign_in("brescia.admin"), address)  # for its own
    client = sign_in("treviso.sua")
    assert button not in page(client, address)
    assert client.get(button).status_code == 403


def test_codes_that_may_be_the_missing_one_are_proposed_to_who_may_link(house, sign_in):
    lot, project = f"/dati/cig/{ALONE['cig']}/", f"/dati/cup/{ALONE['cup']}/"
    asked = f"/dati/collegamenti/nuovo/?cup={ALONE['cup']}&amp;cig={ALONE['cig']}"
    client = sign_in("treviso.admin")
    assert asked in page(client, lot)
    assert asked in page(client, project)
    assert asked not in page(client, f"/dati/cig/{TOLD['cig']}/")  # it has its own
    assert asked not in page(sign_in("brescia.admin"), lot)


def test_the_days_of_a_lot_are_told_in_order(house, sign_in):
    said = page(sign_in("treviso.admin"), "/dati/cig/B000000003/")
    assert said.index("10\xa0mar\xa02024") < said.index("9\xa0mag\xa02024")
    assert "Storia" in said


def test_the_phases_of_a_project_are_among_its_days(house, sign_in):
    said = page(sign_in("treviso.admin"), f"/dati/cup/{TOLD['cup']}/")
    assert "Inizio: Esecuzione" in said
    assert "Fine prevista: Esecuzione" in said
    assert "Inizio previsto: Esecuzione" not in said  # it began: the day foreseen says no more
    plan, story = said.split('id="days"', 1)
    assert "in corso" in plan
    assert story.index("2 lug 2024") < story.index("31 dic 2026")


@pytest.mark.parametrize("address", [
    "/dati/collegamenti/cig-senza-cup/", "/dati/collegamenti/cup-senza-cig/",
    "/dati/collegamenti/", f"/dati/cup/{TOLD['cup']}/", f"/dati/cig/{TOLD['cig']}/",
])  # fmt: skip
def test_the_statements_do_not_grow_with_what_was_decided(house, sign_in, actors, address):
    client, officer = sign_in("treviso.admin"), {"actor": actors["treviso.admin"], "now": NOW}
    confirm_link(**TOLD, **officer)
    add_link(**ALONE, reason="", **officer)
    client.get(address)
    with CaptureQueriesContext(connection) as few:
        client.get(address)
    confirm_link(cup=TOLD["cup"], cig="B000000004", **officer)
    for number in (1, 2, 5, 6):
        add_link(cup=TOLD["cup"], cig=f"B00000000{number}", reason="", **officer)
    add_link(cup=ALONE["cup"], cig=TOLD["cig"], reason="", **officer)
    with CaptureQueriesContext(connection) as many:
        client.get(address)
    assert len(many) <= len(few)
