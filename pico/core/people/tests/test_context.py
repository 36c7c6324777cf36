"""What the header shows of the person."""

from django.urls import reverse

from pico.core.access.terms import Role
from pico.core.people import context
from pico.core.testing import cast, factories


def header(client, url: str) -> dict:
    return context.header(client.get(url).wsgi_request)


def test_a_visitor_is_led_back_to_the_page_he_was_on(client, people):
    here = reverse("people:identity_help")
    assert header(client, here) == {
        "sign_in_url": f"/accesso/login/?next={here.replace('/', '%2F')}"
    }


def test_a_door_does_not_lead_back_to_itself(client, people):
    assert header(client, "/accesso/login/?next=/enti/")["sign_in_url"] == "/accesso/login/"


def test_the_header_says_for_whom_and_as_what_one_acts(sign_in, people):
    shown = header(sign_in("upi.admin"), reverse("people:memberships"))
    assert shown["user"].full_name == "Ada Amministra-Upi"
    assert shown["user"].initials == "AA"
    assert shown["acting"].ente_name == "UPI – Unione Province d'Italia"
    assert shown["acting"].role_label == "Amministratore di piattaforma, Amministratore UPI"


def test_the_places_to_switch_to_are_those_that_work(sign_in, people, enti):
    other = factories.make_membership(
        people["comune1.referente"], enti[cast.COMUNE_2], Role.SIGNATORY
    )
    shown = header(sign_in("comune1.referente"), reverse("people:memberships"))
    assert [(one.ente_name, one.active) for one in shown["memberships"]] == [
        ("Comune di Castelfranco Veneto", True),
        ("Comune di Conegliano", False),
    ]
    assert shown["memberships"][1].pk == other.pk
    assert shown["switch_url"] == reverse("people:switch")


def test_who_waits_acts_for_nobody(sign_in):
    shown = header(sign_in("nuovo.utente"), reverse("people:memberships"))
    assert shown["acting"] is None
    assert shown["memberships"] == ()
