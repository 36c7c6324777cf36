import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from pico.core.access import scopes
from pico.core.adhesion.actions import adhesions
from pico.core.adhesion.models import Invitation, Registration
from pico.core.adhesion.terms import AdhesionState
from pico.core.files.tests.factories import make_file
from pico.core.people.models import Membership, Person
from pico.core.people.terms import MembershipState
from pico.core.testing import cast, factories

NONCE = re.compile(r'nonce="[^"]*"')
REGISTER = "/adesioni/registrazione/"


@pytest.fixture
def form(comune):
    return {
        "first_name": "Nives",
        "last_name": "Arriva",
        "email": "nives@comune.pico.example",
        "ente_text": comune.name,
        "qualification": "OFFICER",
        "role_wanted": "RUP",
        "password": "una-lunga-password",
        "accepts_rules": "on",
        "accepts_privacy": "on",
    }


def test_the_form_answers_that_a_letter_is_on_its_way(client, form):
    page = client.post(REGISTER, form, follow=True).content.decode()
    assert "Controlla la tua posta" in page
    assert "nives@comune.pico.example" in page


def test_the_answer_is_the_same_for_a_known_address(client, form, people):
    email = people["comune1.rup"].email
    known = client.post(REGISTER, {**form, "email": email}, follow=True).content.decode()
    new = client.post(REGISTER, form, follow=True).content.decode()
    plain = [NONCE.sub("", page) for page in (known.replace(email, form["email"]), new)]
    assert plain[0] == plain[1]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("email", "nives@gmail.com", "Sembra una casella personale"),
        ("ente_text", "", "Scegli il tuo ente"),
        ("ente_text", "Comune di Nessun Luogo", "Nessun risultato"),
        ("password", "12345678", "troppo comune"),
        ("accepts_rules", "", "obbligatorio"),
    ],
)
def test_a_wrong_form_says_why_and_keeps_nothing(client, form, field, value, said):
    page = client.post(REGISTER, {**form, field: value}).content.decode()
    assert said in page
    assert not Registration.objects.exists()


def test_a_personal_mailbox_is_accepted_when_insisted(client, form):
    client.post(REGISTER, {**form, "email": "n@gmail.com", "keeps_personal_email": "on"})
    assert Registration.objects.get().email == "n@gmail.com"


def test_who_does_not_find_the_ente_writes_its_name(client, form):
    client.post(REGISTER, {**form, "ente_text": "", "missing_ente": "Consorzio della Valle"})
    assert Registration.objects.get().missing_ente == "Consorzio della Valle"


def test_a_scanner_that_opens_the_link_changes_nothing(client, register, last_token):
    register(now=timezone.now())
    answer = client.get(reverse("adhesion:confirm", args=[last_token()]))
    assert answer.status_code == 200
    assert not Person.objects.filter(first_name="Nives").exists()


def test_the_button_confirms(client, register, last_token):
    register(now=timezone.now())
    address = reverse("adhesion:confirm", args=[last_token()])
    page = client.post(address, {"password": "una-lunga-password"}).content.decode()
    assert "In attesa di approvazione" in page
    assert Person.objects.filter(first_name="Nives").exists()


def test_a_link_that_does_not_open_says_the_way_out(client, enti):
    answer = client.get(reverse("adhesion:confirm", args=["inventato"]))
    assert answer.status_code == 409
    assert "registrati di nuovo" in answer.content.decode()


def test_the_link_of_an_invitation_may_be_opened_by_scanners(client, invite, last_token):
    invite(now=timezone.now())
    client.get(reverse("adhesion:accept", args=[last_token()]))
    assert Invitation.objects.get().state == "OPEN"


def test_a_newcomer_accepts_an_invitation(client, invite, last_token):
    invite(now=timezone.now())
    client.post(
        reverse("adhesion:accept", args=[last_token()]),
        {
            "first_name": "Olga",
            "last_name": "Ospite",
            "password": "una-lunga-password",
            "accepts_rules": "on",
        },
    )
    assert Membership.objects.get(person__first_name="Olga").state == MembershipState.ACTIVE


def test_who_has_an_account_is_asked_to_sign_in(client, invite, last_token, people):
    invite(email=people["treviso.sua"].email, now=timezone.now())
    page = client.get(reverse("adhesion:accept", args=[last_token()])).content.decode()
    assert "Accedi per accettare" in page


def test_another_person_who_accepts_is_told_the_way_out(sign_in, invite, last_token):
    invite(now=timezone.now())
    address = reverse("adhesion:accept", args=[last_token()])
    answer = sign_in("treviso.sua").post(address)
    assert answer.status_code == 409
    assert "un invito al tuo indirizzo" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    ["requests", "members", "invitations", "invite", "list", "reconfirm", "mine", "ask"],
)
@pytest.mark.parametrize("who", ["treviso.admin", "comune1.referente", "upi.admin"])
def test_every_page_opens_for_an_administrator(sign_in, name, who):
    assert sign_in(who).get(reverse(f"adhesion:{name}")).status_code == 200


@pytest.mark.parametrize("name", ["requests", "members", "mine", "list", "reconfirm"])
def test_who_is_not_signed_in_is_sent_to_sign_in(client, enti, name):
    answer = client.get(reverse(f"adhesion:{name}"))
    assert answer.status_code == 302
    assert "/accesso/" in answer["Location"]


@pytest.mark.parametrize("tab", ["adhesion", "services", "acts", "contacts", "start", "story"])
def test_every_tab_of_an_adhesion_opens(sign_in, adhesion, tab):
    page = sign_in("treviso.admin").get(reverse(f"adhesion:{tab}", args=[adhesion.pk]))
    assert page.status_code == 200


def test_an_adhesion_of_others_does_not_exist(sign_in, adhesion):
    address = reverse("adhesion:adhesion", args=[adhesion.pk])
    assert sign_in("brescia.admin").get(address).status_code == 404


def test_an_obstacle_is_said_instead_of_the_button(sign_in, adhesion):
    adhesion.state = AdhesionState.REQUESTED
    adhesion.save()
    page = sign_in("upi.admin").get(reverse("adhesion:adhesion", args=[adhesion.pk]))
    assert "Manca il legale rappresentante" in page.content.decode()


def test_a_step_is_taken_by_its_button(sign_in, adhesion):
    sign_in("upi.admin").post(reverse("adhesion:step", args=[adhesion.pk, "invite"]))
    adhesion.refresh_from_db()
    assert adhesion.state == AdhesionState.INVITED


def test_a_refused_step_is_told_on_the_page_it_came_from(sign_in, adhesion):
    browser = sign_in("upi.admin")
    page = reverse("adhesion:adhesion", args=[adhesion.pk])
    answer = browser.post(
        reverse("adhesion:step", args=[adhesion.pk, "review"]),
        headers={"referer": f"http://testserver{page}"},
        follow=True,
    )
    assert "Questo passo non è possibile ora" in answer.content.decode()


def test_a_request_is_approved_by_its_page(sign_in, request_of_newcomer):
    sign_in("comune1.referente").post(
        reverse("adhesion:request", args=[request_of_newcomer.pk]),
        {"roles": ["RUP"], "starts_on": "2026-11-16"},
    )
    request_of_newcomer.refresh_from_db()
    assert request_of_newcomer.state == MembershipState.ACTIVE


def test_the_second_administrator_reads_that_it_is_decided(sign_in, request_of_newcomer):
    browser = sign_in("comune1.referente")
    address = reverse("adhesion:request", args=[request_of_newcomer.pk])
    browser.post(address, {"roles": ["RUP"], "starts_on": "2026-11-16"})
    answer = browser.post(address, {"roles": ["USER"], "starts_on": "2026-11-16"}, follow=True)
    assert "richiesta già decisa" in answer.content.decode()


def test_a_request_of_others_does_not_exist(sign_in, request_of_newcomer):
    address = reverse("adhesion:request", args=[request_of_newcomer.pk])
    assert sign_in("comune2.referente").get(address).status_code == 404


def test_a_list_of_addresses_comes_back_with_reasons(sign_in, people):
    page = sign_in("comune1.referente").post(
        reverse("adhesion:invite"),
        {"emails": f"{people['comune1.rup'].email}, nuova@x.example", "roles": ["USER"]},
    )
    assert "lavora già per" in page.content.decode()
    assert Invitation.objects.get().email == "nuova@x.example"


def test_what_is_no_address_is_refused_before_anything_leaves(sign_in):
    page = sign_in("comune1.referente").post(
        reverse("adhesion:invite"), {"emails": "uno@x.example due", "roles": ["USER"]}
    )
    assert "Non sono indirizzi e-mail: due" in page.content.decode()
    assert not Invitation.objects.exists()


@pytest.fixture
def joined(adhesion, actors, enti, now):
    adhesion.state, adhesion.services = AdhesionState.RUNNING, ["sua"]
    adhesion.save()
    comune = adhesions.open_adhesion(
        ente=enti[cast.COMUNE_1], actor=actors["treviso.admin"], now=now
    )
    comune.state = AdhesionState.JOINED
    comune.save()
    return adhesion


def test_everybody_sees_how_many_provinces_joined(client, joined):
    page = client.get(reverse("adhesion:map")).content.decode()
    assert "su 3" in page
    assert 'class="adhesion-tile adhesion-tile-member"><title>Provincia di Treviso' in page


def test_everybody_sees_the_comuni_that_joined(client, joined):
    text = b"".join(client.get(reverse("adhesion:map") + "?formato=csv").streaming_content).decode()
    assert "Provincia di Treviso;Veneto;Aderente;SUA;1" in text


def test_the_region_is_kept_in_the_address(client, joined):
    page = client.get(reverse("adhesion:map") + "?region=03").content.decode()
    assert '<td class="pico-col-text" data-label="Provincia">Provincia di Brescia' in page
    assert '<td class="pico-col-text" data-label="Provincia">Provincia di Treviso' not in page


def test_the_map_costs_the_same_for_all_provinces(client, joined, django_assert_max_num_queries):
    for number in range(20):
        factories.make_ente(f"Provincia di Prova {number}", "PROV", region_id="05")
    with django_assert_max_num_queries(10):
        client.get(reverse("adhesion:map"))


def test_requests_cost_the_same_for_many(sign_in, comune, django_assert_max_num_queries):
    for number in range(25):
        factories.make_membership(
            factories.make_person(f"nuova{number}"),
            comune,
            state=MembershipState.PENDING,
            starts_on=date(2026, 11, 1),
        )
    browser = sign_in("comune1.referente")
    with django_assert_max_num_queries(20):
        browser.get(reverse("adhesion:requests"))


def test_an_act_is_filed_with_its_document(sign_in, adhesion, people, treviso):
    document = make_file(treviso, people["treviso.admin"], scopes.ente(treviso.pk), title="Accordo")
    browser = sign_in("treviso.admin")
    address = reverse("adhesion:acts", args=[adhesion.pk])
    browser.post(
        address,
        {
            "kind": "AGREEMENT",
            "number": "15",
            "act_on": "2026-03-02",
            "organ": "COUNCIL",
            "signatories": "I legali rappresentanti",
            "starts_on": "2026-03-02",
            "file": document.pk,
        },
    )
    assert adhesion.acts.get().file == document
    assert reverse("files:detail", args=[document.pk]) in browser.get(address).content.decode()


def test_a_document_that_the_other_side_may_not_read_is_not_linked(
    sign_in, adhesion, people, treviso, actors, now
):
    document = make_file(treviso, people["treviso.admin"], scopes.ente(treviso.pk), title="Accordo")
    adhesions.add_act(
        adhesion=adhesion,
        actor=actors["treviso.admin"],
        now=now,
        kind="AGREEMENT",
        number="15",
        act_on=date(2026, 3, 2),
        organ="COUNCIL",
        signatories="I legali rappresentanti",
        starts_on=date(2026, 3, 2),
        file=document,
    )
    page = sign_in("upi.admin").get(reverse("adhesion:acts", args=[adhesion.pk])).content.decode()
    assert reverse("files:detail", args=[document.pk]) not in page


def test_the_question_about_a_personal_mailbox_is_asked_only_then(client, form):
    assert "Uso comunque" not in client.get(REGISTER).content.decode()
    page = client.post(REGISTER, {**form, "email": "n@gmail.com"}).content.decode()
    assert "Uso comunque questa e-mail personale" in page


@pytest.mark.parametrize(
    "login", ["nives.arriva@comune.pico.example", "NIVES.arriva@comune.pico.example"]
)
def test_the_confirmed_person_signs_in_with_e_mail_and_password(
    client, register, last_token, login
):
    register(now=timezone.now())
    address = reverse("adhesion:confirm", args=[last_token()])
    client.post(address, {"password": "una-lunga-password"})
    client.post(reverse("account_login"), {"login": login, "password": "una-lunga-password"})
    assert "Ritira la richiesta" in client.get(reverse("adhesion:mine")).content.decode()


def test_the_name_proved_by_spid_is_already_in_the_form(client, enti):
    session = client.session
    known = {
        "provider": "spid",
        "uid": "1",
        "fiscal_code": "RSSMRA85T10A562S",
        "first_name": "Nives",
        "last_name": "Arriva",
        "email": "",
    }
    session["pending_identity"] = {"identity": known, "at": timezone.now().timestamp()}
    session.save()
    assert 'value="Nives"' in client.get(REGISTER).content.decode()


def test_a_flood_from_one_place_is_stopped(client, form, settings):
    settings.ACCOUNT_RATE_LIMITS = {"signup": "1/m/ip"}
    for number in (1, 2):
        page = client.post(REGISTER, {**form, "email": f"n{number}@x.example"}, follow=True)
    assert "Troppe richieste in poco tempo" in page.content.decode()
    assert Registration.objects.count() == 1
