"""The pages of rules, queues and absences: who opens them, what they show, what they cost."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from pico.core.testing import cast

from .. import cards
from ..models import Absence, Queue, QueueMember, Routing, Rule
from ..terms import Distribution
from .factories import make_ticket

SUPERVISOR = "upi.helpdesk"


def page(client, name, *args, **query):
    return client.get(reverse(f"helpdesk:{name}", args=args), query)


@pytest.mark.parametrize("name", ["rules", "rule-new", "rule-bench"])
def test_only_upi_opens_the_rules(desk, sign_in, name):
    assert page(sign_in(SUPERVISOR), name).status_code == 200
    for username in ("treviso.admin", "comune1.rup", "veneto.admin"):
        assert page(sign_in(username), name).status_code == 403


def test_the_list_tells_each_rule_in_words(desk, sign_in):
    text = page(sign_in(SUPERVISOR), "rules").content.decode()
    for words in (
        "Servizi della Provincia",
        "<strong>Famiglia:</strong> Assistenza sui servizi della Provincia",
        "La Provincia di riferimento, coda del modulo",
    ):
        assert words in text


def test_a_rule_is_written_moved_and_switched_from_its_pages(desk, sign_in):
    client = sign_in(SUPERVISOR)
    form = {
        "name": "Ponti", "words": "ponte, viadotto", "target": "QUEUE", "tags": "ponti, ponti, ",
        "queue": Queue.objects.get(key="experts:SUA").pk, "topics": ["SUA"],
    }  # fmt: skip
    assert client.post(reverse("helpdesk:rule-new"), form).status_code == 302
    rule = Rule.objects.get(name="Ponti")
    assert (rule.words, rule.tags, rule.topics) == ("ponte, viadotto", ["ponti"], ["SUA"])
    client.post(reverse("helpdesk:rule-move", args=[rule.pk]), {"verso": "su"})
    assert list(Rule.objects.values_list("name", flat=True))[-2] == "Ponti"
    client.post(reverse("helpdesk:rule-switch", args=[rule.pk]), {"stato": "spenta"})
    rule.refresh_from_db()
    assert not rule.is_active
    story = page(client, "rule", rule.pk).content.decode()
    assert "Regola spenta: non viene più letta." in story
    assert "ponte, viadotto" in story


def test_what_was_typed_stays_when_a_rule_is_refused(desk, sign_in):
    client = sign_in(SUPERVISOR)
    form = {"name": "Senza coda", "target": "QUEUE", "words": "ponte"}
    answer = client.post(reverse("helpdesk:rule-new"), form)
    assert answer.status_code == 422
    assert "Scegli la coda" in answer.content.decode()
    assert 'value="ponte"' in answer.content.decode()
    assert not Rule.objects.filter(name="Senza coda").exists()


def test_who_saw_an_older_rule_is_told(desk, sign_in):
    client, rule = sign_in(SUPERVISOR), Rule.objects.get(key="province")
    form = {"name": "Mia", "target": "PROVINCE", "seen": 0}
    assert client.post(reverse("helpdesk:rule", args=[rule.pk]), form).status_code == 302
    answer = client.post(reverse("helpdesk:rule", args=[rule.pk]), {**form, "name": "Tua"})
    assert "Nel frattempo qualcuno ha cambiato questa regola" in answer.content.decode()
    assert Rule.objects.get(pk=rule.pk).name == "Mia"


def test_the_bench_says_where_and_why(desk, sign_in, enti):
    text = page(
        sign_in(SUPERVISOR),
        "rule-bench",
        family="SERVICES",
        topic="SUA",
        impact="BLOCKED",
        ente=enti[cast.COMUNE_1].pk,
        words="La gara",
    ).content.decode()
    assert f"Andrebbe a «{desk['treviso:SUA'].name}»" in text
    assert "Vale la regola «Servizi della Provincia»." in text
    assert "serve <strong>Assistenza sulla Piattaforma</strong>" in text
    assert not QueueMember.objects.filter(turn__isnull=False).exists()


def test_pages_cost_the_same_however_many_rules(desk, sign_in, django_assert_max_num_queries):
    client = sign_in(SUPERVISOR)
    page(client, "rules")
    with django_assert_max_num_queries(100) as few:
        page(client, "rules")
    for n in range(15):
        rule = Rule.objects.create(position=50 + n, name=f"R{n}", queue=desk["platform"])
        rule.provinces.set([desk["treviso:SUA"].owner])
    with django_assert_max_num_queries(len(few)):
        page(client, "rules")


# Queues ------------------------------------------------------------------------------------------


def rows(answer):
    return {row.key for row in answer.context["listing"].page.object_list}


def test_upi_counts_every_queue_and_reads_no_ticket_of_a_province(desk, sign_in, people):
    ticket = make_ticket(desk["treviso:SUA"], people["comune1.rup"], subject="Cosa riservata")
    client = sign_in(SUPERVISOR)
    answer = page(client, "queues", q="Treviso – SUA")
    assert rows(answer) == {desk["treviso:SUA"].key}
    (row,) = answer.context["listing"].page.object_list
    assert (row.open_count, row.unassigned, row.operators) == (1, 1, 2)
    assert "Cosa riservata" not in answer.content.decode()
    assert page(client, "queue", desk["treviso:SUA"].pk).status_code == 404
    assert client.get(ticket.get_absolute_url()).status_code == 404


def test_a_province_sees_its_own_queues_only(desk, sign_in):
    shown = rows(page(sign_in("treviso.admin"), "queues"))
    assert shown == {
        key for key in shown if key.startswith(f"province:{desk['treviso:SUA'].owner_id}:")
    }
    assert len(shown) == 5
    assert page(sign_in("brescia.admin"), "queue", desk["treviso:SUA"].pk).status_code == 404
    assert page(sign_in("comune1.rup"), "queues").status_code == 403


def test_an_operator_sees_the_count_of_his_queue_and_not_its_load(desk, sign_in):
    client = sign_in("treviso.sua")
    assert rows(page(client, "queues")) == {desk["treviso:SUA"].key}
    assert page(client, "queue", desk["treviso:SUA"].pk).status_code == 404


def test_queues_without_operators_are_found(desk, sign_in):
    shown = rows(page(sign_in(SUPERVISOR), "queues", vuote="on"))
    assert desk["treviso:SUA"].key not in shown
    assert desk["treviso:SIT"].key in shown


def test_the_list_of_queues_costs_the_same_however_many(
    desk, sign_in, people, django_assert_max_num_queries
):
    client = sign_in(SUPERVISOR)
    page(client, "queues", q="zzz")
    with django_assert_max_num_queries(100) as few:
        page(client, "queues", q="Treviso – SUA")
    for _n in range(5):
        make_ticket(desk["brescia:SUA"], people["comune1.rup"])
    with django_assert_max_num_queries(len(few)):
        page(client, "queues")


def test_the_head_manages_operators_and_turns(desk, sign_in, people):
    client, queue = sign_in("treviso.admin"), desk["treviso:SUA"]
    make_ticket(queue, people["comune1.rup"], assignee=people["treviso.sua"], state="WORKING")
    text = page(client, "queue", queue.pk).content.decode()
    assert "Susanna Appalta-Treviso" in text
    assert 'max="1" value="1"' in text
    clerk = people["treviso.personale"].memberships.get()
    client.post(
        reverse("helpdesk:queue-place", args=[queue.pk]),
        {"membership": clerk.pk, "role": "OPERATOR"},
    )
    place = queue.places.get(membership=clerk)
    client.post(
        reverse("helpdesk:queue-distribution", args=[queue.pk]), {"distribution": "ROUND_ROBIN"}
    )
    assert Queue.objects.get(pk=queue.pk).distribution == Distribution.ROUND_ROBIN
    client.post(reverse("helpdesk:queue-remove", args=[queue.pk, place.pk]))
    assert not queue.places.filter(membership=clerk).exists()


def test_somebody_of_another_ente_is_no_choice(desk, sign_in, people):
    stranger = people["brescia.admin"].memberships.get()
    answer = sign_in("treviso.admin").post(
        reverse("helpdesk:queue-place", args=[desk["treviso:SUA"].pk]),
        {"membership": stranger.pk, "role": "OPERATOR"},
    )
    assert answer.status_code == 422
    assert not desk["treviso:SUA"].places.filter(membership=stranger).exists()


# Absences ----------------------------------------------------------------------------------------


def test_an_absence_is_noted_and_taken_back(desk, sign_in, people):
    client, today = sign_in("treviso.sua"), timezone.localdate()
    form = {
        "membership": people["treviso.sua"].memberships.get().pk,
        "starts_on": today.isoformat(),
        "ends_on": (today + timedelta(days=4)).isoformat(),
        "substitute": people["treviso.admin"].memberships.get().pk,
        "note": "Ferie",
    }
    assert client.post(reverse("helpdesk:absence-new"), form).status_code == 302
    text = page(client, "absences").content.decode()
    assert "Assente oggi" in text
    assert "Tecla Amministra-Treviso" in text
    again = client.post(reverse("helpdesk:absence-new"), form)
    assert "C&#x27;è già un&#x27;assenza" in again.content.decode()
    absence = Absence.objects.get()
    stranger = sign_in("brescia.admin")
    assert "Susanna" not in page(stranger, "absences").content.decode()
    cancel = reverse("helpdesk:absence-cancel", args=[absence.pk])
    assert stranger.post(cancel).status_code == 404
    assert Absence.objects.exists()
    sign_in("treviso.admin").post(cancel)
    assert not Absence.objects.exists()


def test_the_pages_offer_what_helps(desk, sign_in, people):
    make_ticket(desk["treviso:SUA"], people["comune1.rup"], assignee=people["treviso.sua"])
    today = timezone.localdate()
    Absence.objects.create(
        membership=people["treviso.sua"].memberships.get(),
        substitute=people["treviso.admin"].memberships.get(),
        starts_on=today,
        ends_on=today,
    )
    client = sign_in("treviso.admin")
    assert "Passa 1 richiesta a chi sostituisce" in page(client, "absences").content.decode()
    absence = Absence.objects.get()
    answer = client.post(reverse("helpdesk:absence-hand-over", args=[absence.pk]), follow=True)
    assert "1 richiesta passata a Tecla" in answer.content.decode()
    ticket = desk["treviso:SUA"].tickets.get()
    assert ticket.assignee == people["treviso.admin"]


def test_the_rules_are_read_again_from_their_page(desk, sign_in, people):
    ticket = make_ticket(desk["platform"], people["comune1.rup"], state="NEW")
    ticket.province = desk["treviso:SUA"].owner
    ticket.save()
    Routing.objects.create(ticket=ticket, queue=ticket.queue, is_fallback=True)
    client = sign_in(SUPERVISOR)
    assert "non ha trovato una regola" in page(client, "rules").content.decode()
    answer = client.post(reverse("helpdesk:rules-again"), follow=True)
    assert "1 richiesta ha trovato la sua coda." in answer.content.decode()
    ticket.refresh_from_db()
    assert ticket.queue == desk["treviso:SUA"]
    assert sign_in("treviso.admin").post(reverse("helpdesk:rules-again"))["X-Refusal"]


def test_the_desk_reads_why_a_ticket_is_here_and_the_asker_does_not(desk, sign_in, people):
    ticket = make_ticket(desk["treviso:SUA"], people["comune1.rup"])
    Routing.objects.create(ticket=ticket, queue=ticket.queue, steps=["Vale la regola «Ponti»."])
    address = ticket.get_absolute_url()
    assert "Vale la regola «Ponti»." in sign_in("treviso.sua").get(address).content.decode()
    assert "Vale la regola" not in sign_in("comune1.rup").get(address).content.decode()


def test_the_card_of_the_supervisor_counts_what_waits_for_a_rule(desk, people, actors, rf):
    request = rf.get("/")
    request.actor = actors[SUPERVISOR]
    assert cards.unrouted(request) is None
    ticket = make_ticket(desk["platform"], people["comune1.rup"], state="NEW")
    Routing.objects.create(ticket=ticket, queue=ticket.queue, is_fallback=True)
    assert cards.unrouted(request).number == 1
    request.actor = actors["treviso.admin"]
    assert cards.unrouted(request) is None
