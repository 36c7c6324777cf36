"""SPID and CIE through a real OpenID Connect provider: whole round trips, and what is refused."""

import pytest
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.contrib.messages import get_messages
from django.urls import reverse

from pico.core.audit.models import AuditLine
from pico.core.people import identity
from pico.core.people.models import Person
from pico.core.people.terms import PersonState
from pico.core.testing import cast, factories

from .provider import LEVEL_2, Provider, agree

CODE = "RSSMRA80A01H501U"
CLAIMS = {
    "sub": "pairwise-1",
    "name": "Mario",
    "familyName": "Rossi",
    "fiscalNumber": f"TINIT-{CODE}",
    "email": "privata@posta.example",
}


@pytest.fixture(scope="module")
def gateway():
    provider = Provider()
    yield provider
    provider.stop()


@pytest.fixture
def spid(gateway, settings, people):
    gateway.claims, gateway.acr = dict(CLAIMS), LEVEL_2
    gateway.userinfo_sub, gateway.error = "", {}
    settings.SOCIALACCOUNT_PROVIDERS = gateway.settings()
    return gateway


@pytest.fixture
def registration(monkeypatch):
    """Registration is of the room above: here it is enough that it has an address."""
    monkeypatch.setattr(identity, "registration_url", lambda: "/adesioni/registrazione/")


@pytest.fixture
def go(client, spid):
    """Press the button and come back from the provider."""

    def go(process: str = "login", **extra):
        start = client.post(f"/accesso/identita/spid/login/?process={process}", extra)
        return client.get(agree(start.url))

    return go


def give_code(person, code=CODE) -> None:
    Person.objects.filter(pk=person.pk).update(fiscal_code=code)


def user_of(client) -> str:
    return client.session.get("_auth_user_id", "")


def said(response) -> str:
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def test_a_known_fiscal_code_enters(go, client, people):
    give_code(people["treviso.sua"])
    assert go().status_code == 302
    assert user_of(client) == str(people["treviso.sua"].pk)


def test_the_next_time_the_identity_is_enough(go, client, people):
    give_code(people["treviso.sua"])
    go()
    client.post(reverse("account_logout"))
    go()
    assert user_of(client) == str(people["treviso.sua"].pk)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("claim", ["fiscal_number", "https://attributes.eid.gov.it/fiscal_number"])
def test_cie_and_the_federation_name_the_code_their_way(go, client, people, spid, claim):
    give_code(people["treviso.sua"])
    spid.claims = {"sub": "cie-1", claim: CODE.lower()}
    go()
    assert user_of(client) == str(people["treviso.sua"].pk)


def test_the_email_of_the_identity_never_finds_an_account(go, client, people, spid, registration):
    spid.claims = {**CLAIMS, "email": people["upi.admin"].email, "email_verified": True}
    go()
    assert not user_of(client)
    assert SocialAccount.objects.count() == 0


def test_the_institutional_email_stays_as_it_was(go, people):
    give_code(people["treviso.sua"])
    go()
    person = Person.objects.get(username="treviso.sua")
    assert person.email == "treviso.sua@treviso.pico.example"


def test_an_unknown_code_goes_to_registration_with_its_data(go, client, registration):
    answer = go()
    assert answer.url == "/adesioni/registrazione/"
    assert not user_of(client)
    waiting = identity.pending(answer.wsgi_request)
    assert (waiting.first_name, waiting.last_name, waiting.fiscal_code) == (
        "Mario",
        "Rossi",
        CODE,
    )
    assert Person.objects.filter(fiscal_code=CODE).count() == 0


def test_after_registration_the_identity_is_of_the_new_account(go, client, registration):
    person = factories.make_person("mario.rossi", first_name="MARIO", last_name="Rossi")
    request = go().wsgi_request
    assert identity.link_pending(request, person)
    assert Person.objects.get(pk=person.pk).fiscal_code == CODE
    assert identity.pending(request) is None
    go()
    assert user_of(client) == str(person.pk)


def test_the_identity_of_who_was_there_before_is_not_tied(go, people, registration):
    request = go().wsgi_request
    assert not identity.link_pending(request, people["nuovo.utente"])
    assert Person.objects.get(username="nuovo.utente").fiscal_code is None
    assert SocialAccount.objects.count() == 0


def test_the_registration_form_starts_from_the_names_not_from_the_private_email(go, registration):
    values = identity.first_values(go().wsgi_request)
    assert values == {"first_name": "Mario", "last_name": "Rossi"}


def test_an_identity_left_waiting_too_long_is_forgotten(go, client, registration):
    request = go().wsgi_request
    request.session[identity.PENDING]["at"] -= 61 * 60
    assert identity.pending(request) is None


def test_a_foreign_identity_without_code_goes_to_registration(go, client, spid, registration):
    spid.claims = {"sub": "eidas-1", "name": "Anna", "familyName": "Muster"}
    assert go().url == "/adesioni/registrazione/"
    assert not user_of(client)


@pytest.mark.parametrize("state", [PersonState.SUSPENDED, PersonState.CEASED])
def test_a_closed_account_stays_closed(go, client, people, state):
    give_code(people["treviso.sua"])
    Person.objects.filter(username="treviso.sua").update(state=state)
    go()
    assert not user_of(client)


def test_a_closed_account_known_to_the_gateway_stays_closed(go, client, people):
    give_code(people["treviso.sua"])
    go()
    client.post(reverse("account_logout"))
    Person.objects.filter(username="treviso.sua").update(state=PersonState.SUSPENDED)
    assert go().url == reverse("account_inactive")
    assert not user_of(client)


def test_a_level_that_is_too_low_is_refused(go, client, people, spid, settings):
    give_code(people["treviso.sua"])
    settings.SOCIALACCOUNT_PROVIDERS = spid.settings(acr=[LEVEL_2])
    spid.acr = "https://www.spid.gov.it/SpidL1"
    answer = go()
    assert "livello di sicurezza più alto" in said(answer)
    assert not user_of(client)


def test_two_subjects_in_one_answer_are_refused(go, client, people, spid):
    give_code(people["treviso.sua"])
    spid.userinfo_sub = "someone-else"
    go()
    assert not user_of(client)


def test_an_identity_that_changes_its_code_is_refused(go, client, people, spid):
    give_code(people["treviso.sua"])
    go()
    client.post(reverse("account_logout"))
    spid.claims = {**CLAIMS, "fiscalNumber": "TINIT-MRTMTT91D08F205J"}
    go()
    assert not user_of(client)


def test_the_round_trip_uses_state_and_pkce(go, people, spid):
    give_code(people["treviso.sua"])
    go()
    assert spid.asked["code_challenge_method"] == "S256"
    assert len(spid.asked["state"]) >= 16


def test_an_answer_nobody_asked_for_is_refused(go, client, people, spid):
    give_code(people["treviso.sua"])
    start = client.post("/accesso/identita/spid/login/?process=login")
    callback = agree(start.url)
    other = client.__class__()
    other.get(callback)
    assert not user_of(other)


def test_what_the_identity_said_is_not_kept(go, people):
    give_code(people["treviso.sua"])
    go()
    go()
    assert SocialAccount.objects.get().extra_data == {}
    assert SocialToken.objects.count() == 0


def test_the_log_says_how_one_entered(go, people):
    give_code(people["treviso.sua"])
    go()
    assert people["treviso.sua"].sign_ins.get().method == "spid"


def test_spid_errors_are_told_in_the_words_of_the_guidelines(go, client, spid):
    spid.error = {"error": "access_denied", "error_description": "ErrorCode nr22"}
    assert "nega il consenso" in said(go())


# Linking from the profile -----------------------------------------------------------------------


def confirm(client) -> None:
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})


def test_a_person_links_his_identity(go, enter, client, people):
    enter("treviso.sua")
    confirm(client)
    assert go("connect").url == reverse("people:security")
    assert Person.objects.get(username="treviso.sua").fiscal_code == CODE
    assert SocialAccount.objects.get().user == people["treviso.sua"]
    assert AuditLine.objects.filter(event="people.identity.linked").count() == 1


def test_linking_asks_who_you_are_first(go, enter, client, people):
    enter("treviso.sua")
    assert "reauthenticate" in go("connect").url
    assert SocialAccount.objects.count() == 0


def test_the_identity_of_another_is_not_linked(go, enter, client, people):
    give_code(people["brescia.admin"])
    enter("treviso.sua")
    confirm(client)
    answer = go("connect")
    assert "già di un altro account" in said(answer)
    assert Person.objects.get(username="treviso.sua").fiscal_code is None


def test_a_second_person_cannot_take_a_linked_identity(go, enter, client, people):
    enter("treviso.sua")
    confirm(client)
    go("connect")
    client.post(reverse("account_logout"))
    enter("brescia.admin")
    confirm(client)
    go("connect")
    assert SocialAccount.objects.get().user == people["treviso.sua"]
    assert Person.objects.get(username="brescia.admin").fiscal_code is None


# Configuration and pages ------------------------------------------------------------------------


def test_the_button_is_there_when_configured(client, spid):
    assert "Entra con SPID" in client.get(reverse("account_login")).content.decode()


def test_without_configuration_a_page_explains(client, people):
    page = client.get(reverse("account_login")).content.decode()
    assert 'data-identity="' not in page
    assert reverse("people:identity_help") in page
    assert "predisposto" in client.get(reverse("people:identity_help")).content.decode()


@pytest.mark.parametrize(
    ("claims", "code"),
    [
        ({"fiscalNumber": "TINIT-rssmra80a01h501u"}, CODE),
        ({"fiscal_number": CODE}, CODE),
        ({"fiscalNumber": "12345678901"}, "12345678901"),
        ({"fiscalNumber": "TINDE-XYZ"}, ""),
        ({"fiscalNumber": ""}, ""),
        ({}, ""),
    ],
)
def test_the_code_is_read_without_its_prefix(claims, code):
    assert identity.fiscal_code_of(claims) == code
