"""The second factor: app, recovery codes, who must have it, how secrets are kept."""

import time

import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.urls import reverse

from pico.core.testing import cast

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code(secret: str = SECRET) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def is_in(client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def with_app(people):
    TOTP.activate(people["treviso.admin"], SECRET)
    return people["treviso.admin"]


def test_the_password_alone_does_not_let_in(enter, client, with_app):
    assert enter("treviso.admin").url == reverse("mfa_authenticate")
    assert not is_in(client)


def test_the_code_of_the_app_lets_in(enter, client, with_app):
    enter("treviso.admin")
    page = client.get(reverse("mfa_authenticate")).content.decode()
    assert "Verifica in due passaggi" in page
    client.post(reverse("mfa_authenticate"), {"code": code()})
    assert is_in(client)


def test_a_code_is_not_taken_twice(enter, client, with_app):
    enter("treviso.admin")
    used = code()
    client.post(reverse("mfa_authenticate"), {"code": used})
    client.post(reverse("account_logout"))
    enter("treviso.admin")
    client.post(reverse("mfa_authenticate"), {"code": used})
    assert not is_in(client)


def test_a_recovery_code_lets_in_once(enter, client, with_app):
    spare = RecoveryCodes.activate(with_app).get_unused_codes()[0]
    enter("treviso.admin")
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert is_in(client)
    client.post(reverse("account_logout"))
    enter("treviso.admin")
    client.post(reverse("mfa_authenticate"), {"code": spare})
    assert not is_in(client)


def test_secrets_are_stored_encrypted(with_app):
    stored = Authenticator.objects.get(user=with_app).data["secret"]
    assert SECRET not in stored
    assert get_adapter().decrypt(stored) == SECRET


def test_a_secret_outlives_the_change_of_the_key(with_app, settings):
    stored = Authenticator.objects.get(user=with_app).data["secret"]
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the-key-of-tomorrow"
    assert get_adapter().decrypt(stored) == SECRET


def test_a_person_activates_the_app(enter, client, people):
    enter("treviso.admin")
    client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
    url = reverse("mfa_activate_totp")
    page = client.get(url)
    secret = page.context["form"].secret
    client.post(url, {"code": code(secret)})
    assert Authenticator.objects.filter(user=people["treviso.admin"], type="totp").exists()


def test_activating_asks_who_you_are(enter, client, people):
    enter("treviso.admin")
    assert "reauthenticate" in client.get(reverse("mfa_activate_totp")).url


class TestRequired:
    """Where the settings ask administrators for a second factor."""

    @pytest.fixture(autouse=True)
    def required(self, settings):
        settings.ADMINISTRATORS_NEED_SECOND_FACTOR = True

    def test_an_administrator_without_it_is_led_to_it(self, sign_in):
        answer = sign_in("treviso.admin").get(reverse("people:profile"))
        assert answer.url == reverse("mfa_index")

    def test_the_pages_that_give_it_are_open(self, sign_in):
        assert sign_in("treviso.admin").get(reverse("mfa_index")).status_code == 200

    def test_an_administrator_with_it_works(self, sign_in, with_app):
        assert sign_in("treviso.admin").get(reverse("people:profile")).status_code == 200

    @pytest.mark.parametrize("name", ["treviso.sua", "comune1.referente"])
    def test_others_are_not_asked(self, sign_in, name):
        assert sign_in(name).get(reverse("people:profile")).status_code == 200

    def test_the_last_one_cannot_be_taken_away(self, enter, client, with_app):
        enter("treviso.admin")
        client.post(reverse("mfa_authenticate"), {"code": code()})
        client.post(reverse("account_reauthenticate"), {"password": cast.PASSWORD})
        client.post(reverse("mfa_deactivate_totp"))
        assert Authenticator.objects.filter(user=with_app, type="totp").exists()


def test_it_is_not_asked_by_default(sign_in):
    assert sign_in("upi.admin").get(reverse("people:profile")).status_code == 200


def test_passkey_sign_in_is_offered(client, people):
    page = client.get(reverse("account_login")).content.decode()
    assert "Usa una passkey" in page
    assert 'id="mfa_login"' in page
    assert (
        client.get(
            reverse("mfa_login_webauthn"), headers={"accept": "application/json"}
        ).status_code
        == 200
    )


def test_scripts_of_the_passkey_page_carry_the_nonce(client, people):
    page = client.get(reverse("account_login"))
    assert 'webauthn.js" nonce="' in page.content.decode()
