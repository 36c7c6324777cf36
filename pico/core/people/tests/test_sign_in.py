"""Signing in: who may, what is told, what an attacker learns."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from pico.core.audit.models import AuditLine
from pico.core.people import actions
from pico.core.people.models import SignIn
from pico.core.people.terms import PersonState, SignInOutcome
from pico.core.testing import cast, factories

LOGIN = "/accesso/login/"


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


def text(response) -> str:
    return response.content.decode()


def set_state(person, state) -> None:
    person.state = state
    person.save(update_fields=["state"])


@pytest.mark.parametrize(
    "login", ["treviso.admin", "TREVISO.ADMIN", "treviso.admin@treviso.pico.example"]
)
def test_a_person_enters_with_user_name_or_email(enter, client, login):
    assert enter(login).status_code == 302
    assert is_in(client)


def test_a_wrong_password_and_an_unknown_name_get_the_same_sentence(enter, client):
    known = text(enter("treviso.admin", "sbagliata"))
    unknown = text(enter("nessuno", "sbagliata"))
    assert "Nome utente o password non corretti." in known
    assert "Nome utente o password non corretti." in unknown
    assert not is_in(client)


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (PersonState.SUSPENDED, "è sospeso"),
        (PersonState.CEASED, "è cessato"),
        (PersonState.UNVERIFIED, "conferma il tuo indirizzo"),
    ],
)
def test_who_is_not_active_stays_out_and_is_told_why(enter, client, people, state, words):
    set_state(people["treviso.sua"], state)
    answer = enter("treviso.sua")
    assert answer.url == reverse("account_inactive")
    assert words in text(client.get(answer.url))
    assert not is_in(client)


def test_the_state_of_an_account_is_told_only_to_who_knows_the_password(enter, people):
    set_state(people["treviso.sua"], PersonState.SUSPENDED)
    assert "sospeso" not in text(enter("treviso.sua", "sbagliata"))


def test_a_person_suspended_meanwhile_is_out_at_the_next_page(sign_in, people):
    client = sign_in("treviso.sua")
    type(people["treviso.sua"]).objects.filter(username="treviso.sua").update(
        state=PersonState.SUSPENDED
    )
    answer = client.get(reverse("people:profile"))
    assert answer.status_code == 302
    assert answer.url.startswith(LOGIN)
    assert not is_in(client)


def test_signing_in_changes_the_session_key(enter, client):
    session = client.session
    session["planted"] = 1
    session.save()
    before = session.session_key
    enter("treviso.admin")
    assert client.session.session_key != before


@pytest.mark.parametrize("evil", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_next_leads_only_inside_the_house(enter, evil):
    assert "evil" not in enter("treviso.admin", next=evil).url
    assert "javascript" not in enter("treviso.admin", next=evil).url


def test_next_leads_back_to_the_page_asked_for(enter):
    wanted = reverse("people:memberships")
    assert enter("treviso.admin", next=wanted).url == wanted


def test_a_form_of_another_site_cannot_sign_in(people):
    client = Client(enforce_csrf_checks=True)
    given = {"login": "treviso.admin", "password": cast.PASSWORD}
    assert client.post(LOGIN, given).status_code == 403
    assert not is_in(client)


def test_a_form_of_another_site_cannot_start_spid(people, settings):
    client = Client(enforce_csrf_checks=True)
    settings.SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {"APPS": [{"provider_id": "spid", "name": "x", "client_id": "x"}]}
    }
    assert client.post("/accesso/identita/spid/login/").status_code == 403


def test_too_many_failures_lock_the_account_even_with_the_right_password(enter, client, people):
    for _attempt in range(5):
        enter("treviso.admin", "sbagliata")
    assert "Troppi tentativi" in text(enter("treviso.admin"))
    assert not is_in(client)
    line = AuditLine.objects.get(event="people.person.locked")
    assert "5 tentativi falliti" in line.sentence
    assert line.subject_id == str(people["treviso.admin"].pk)


def test_an_attack_writes_one_line_in_the_trail(enter):
    for _attempt in range(9):
        enter("treviso.admin", "sbagliata")
    assert AuditLine.objects.filter(event="people.person.locked").count() == 1


def test_an_unknown_account_is_logged_without_what_was_typed(enter):
    enter("una-password-nel-campo-sbagliato", "sbagliata")
    row = SignIn.objects.get()
    assert row.person is None
    assert row.outcome == SignInOutcome.FAILED


def test_a_locked_account_does_not_lock_another(enter, client):
    for _attempt in range(6):
        enter("treviso.admin", "sbagliata")
    enter("brescia.admin")
    assert is_in(client)


def test_one_address_cannot_try_many_accounts(enter, client, settings):
    settings.ACCOUNT_RATE_LIMITS = {"login_failed": "5/m/ip,5/5m/key"}
    for number in range(5):
        enter(f"inventato{number}", "sbagliata")
    assert "Troppi tentativi" in text(enter("treviso.admin"))
    assert not is_in(client)


def test_the_log_says_when_how_and_from_where(enter, people):
    enter("treviso.admin", "sbagliata")
    enter("treviso.admin")
    rows = SignIn.objects.filter(person=people["treviso.admin"]).order_by("pk")
    assert [row.outcome for row in rows] == [
        SignInOutcome.FAILED,
        SignInOutcome.SIGNED_IN,
    ]
    assert rows[1].method == "password"
    assert rows[1].address == "127.0.0.1"
    assert AuditLine.objects.filter(event="people.person.signed_in").count() == 1


def test_the_log_is_forgotten_after_its_months(people, settings):
    settings.SIGN_IN_LOG_MONTHS = 24
    now = timezone.now()
    common = {"person": people["docente"], "outcome": SignInOutcome.SIGNED_IN}
    SignIn.objects.create(at=now - timedelta(days=740), **common)
    kept = SignIn.objects.create(at=now - timedelta(days=700), **common)
    assert actions.forget_old_sign_ins(now=now) == 1
    assert SignIn.objects.get() == kept


def test_registration_is_not_here(client, people):
    answer = client.get("/accesso/signup/")
    assert answer.status_code == 302 or "Registrazione" in text(answer)
    count = type(people["docente"]).objects.count()
    client.post(
        "/accesso/signup/",
        {
            "username": "x",
            "email": "x@x.example",
            "password1": "a-b-c-d-e-f",
            "password2": "a-b-c-d-e-f",
        },
    )
    assert type(people["docente"]).objects.count() == count


def test_password_reset_answers_the_same_for_known_and_unknown(client, people):
    url = reverse("account_reset_password")
    known = client.post(url, {"email": people["treviso.admin"].email}, follow=True)
    unknown = client.post(url, {"email": "nessuno@altrove.example"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert "Controlla la posta" in text(unknown)
    assert [message.to for message in mail.outbox] == [[people["treviso.admin"].email]]
    assert "scegliere una password nuova" in mail.outbox[0].body


def test_a_reset_link_works_once_and_does_not_sign_in(client, people):
    client.post(reverse("account_reset_password"), {"email": people["treviso.admin"].email})
    link = next(word for word in mail.outbox[0].body.split() if "/password/reset/key/" in word)
    path = "/" + link.split("/", 3)[3]
    form = client.get(path, follow=True).redirect_chain[-1][0]
    new = "una-password-nuova-9"
    client.post(form, {"password1": new, "password2": new})
    people["treviso.admin"].refresh_from_db()
    assert people["treviso.admin"].check_password(new)
    assert not is_in(client)
    assert "Il collegamento non vale più" in text(Client().get(path, follow=True))
    assert AuditLine.objects.filter(event="people.security.password_reset").exists()


def test_a_reset_does_not_open_a_suspended_account(client, enter, people):
    set_state(people["treviso.sua"], PersonState.SUSPENDED)
    client.post(reverse("account_reset_password"), {"email": people["treviso.sua"].email})
    assert not is_in(client)


def test_an_idle_session_ends(sign_in, settings):
    client = sign_in("treviso.admin")
    client.get(reverse("people:profile"))
    session = client.session
    session["seen_at"] -= (settings.SESSION_IDLE_MINUTES + 1) * 60
    session.save()
    answer = client.get(reverse("people:profile"), follow=True)
    assert not is_in(client)
    assert "minuti di inattività" in text(answer)


def test_a_session_in_use_goes_on(sign_in, settings):
    client = sign_in("treviso.admin")
    client.get(reverse("people:profile"))
    session = client.session
    session["seen_at"] -= (settings.SESSION_IDLE_MINUTES - 1) * 60
    session.save()
    assert client.get(reverse("people:profile")).status_code == 200
    assert client.session["seen_at"] > session["seen_at"]


def test_changing_the_email_asks_who_you_are_and_waits_for_the_new_address(enter, client, people):
    person = people["treviso.admin"]
    enter("treviso.admin")
    url = reverse("account_email")
    given = {"email": "nuova@treviso.pico.example", "action_add": ""}
    assert "reauthenticate" in client.post(url, given).url
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    client.post(url, given)
    person.refresh_from_db()
    assert person.email == "treviso.admin@treviso.pico.example"
    assert mail.outbox[-1].to == ["nuova@treviso.pico.example"]
    link = next(word for word in mail.outbox[-1].body.split() if "confirm-email" in word)
    client.post("/" + link.split("/", 3)[3])
    person.refresh_from_db()
    assert person.email == "nuova@treviso.pico.example"
    assert EmailAddress.objects.get(user=person).verified
    assert AuditLine.objects.filter(event="people.security.email_changed").exists()


def test_nobody_takes_the_address_of_another(enter, client, people):
    person, taken = people["treviso.admin"], people["brescia.admin"].email
    enter("treviso.admin")
    client.post(reverse("account_email"), {"email": "x@x.example", "action_add": ""})
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    mail.outbox.clear()
    client.post(reverse("account_email"), {"email": taken, "action_add": ""})
    assert mail.outbox == []
    waiting = EmailAddress.objects.get(user=person, email=taken)
    client.post(reverse("account_confirm_email", args=[EmailConfirmationHMAC(waiting).key]))
    person.refresh_from_db()
    assert person.email == "treviso.admin@treviso.pico.example"


def test_a_short_password_is_refused(enter, client, people):
    enter("treviso.admin")
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    url = reverse("account_change_password")
    answer = client.post(
        url,
        {"oldpassword": cast.PASSWORD, "password1": "breve-1", "password2": "breve-1"},
    )
    assert answer.status_code == 200
    people["treviso.admin"].refresh_from_db()
    assert people["treviso.admin"].check_password(cast.PASSWORD)


def test_a_closed_account_is_inactive_for_the_framework_too(db):
    assert factories.make_person(state=PersonState.SUSPENDED).is_active is False
    assert factories.make_person(state=PersonState.ACTIVE).is_active is True
