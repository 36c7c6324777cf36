"""How allauth signs persons in here: who may, what is told, what is written in the log."""

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import actions, queries
from .terms import PersonState, SignInOutcome

REFUSED = "refused_sign_in"

# What allauth tells by mail is also a line of the trail.
SECURITY_EVENTS = {
    "account/email/password_changed": gettext_lazy("Password cambiata."),
    "account/email/password_set": gettext_lazy("Password impostata."),
    "account/email/password_reset": gettext_lazy("Password reimpostata dopo richiesta via e-mail."),
    "account/email/email_changed": gettext_lazy("Indirizzo e-mail cambiato."),
    "account/email/email_deleted": gettext_lazy("Indirizzo e-mail tolto."),
    "mfa/email/totp_activated": gettext_lazy("Verifica con app attivata."),
    "mfa/email/totp_deactivated": gettext_lazy("Verifica con app disattivata."),
    "mfa/email/recovery_codes_generated": gettext_lazy("Nuovi codici di recupero generati."),
    "mfa/email/webauthn_added": gettext_lazy("Passkey aggiunta."),
    "mfa/email/webauthn_removed": gettext_lazy("Passkey tolta."),
    "socialaccount/email/account_connected": gettext_lazy("Identità digitale collegata."),
    "socialaccount/email/account_disconnected": gettext_lazy("Identità digitale scollegata."),
}


def registration_url() -> str:
    """Where one asks for an account; nothing where the room that answers is not installed."""
    try:
        return reverse("adhesion:register")
    except NoReverseMatch:
        return ""


class AccountAdapter(DefaultAccountAdapter):
    """Accounts come from registration; who is not active is told why; every attempt is logged."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": gettext_lazy(
            "Troppi tentativi di accesso falliti. Riprova tra qualche minuto, "
            "o reimposta la password."
        ),
        "username_password_mismatch": gettext_lazy("Nome utente o password non corretti."),
        "email_password_mismatch": gettext_lazy("E-mail o password non corretti."),
    }

    def is_open_for_signup(self, request) -> bool:
        """Send to the registration of the house, where the ente approves."""
        if url := registration_url():
            raise ImmediateHttpResponse(redirect(url))
        return False

    def pre_authenticate(self, request, **credentials) -> None:
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            self._log(request, credentials, SignInOutcome.LOCKED)
            raise

    def authentication_failed(self, request, **credentials) -> None:
        self._log(request, credentials, SignInOutcome.FAILED)

    def pre_login(self, request, user, **kwargs):
        """Turn away who is not active, with a sentence; the password was right."""
        if user.state == PersonState.ACTIVE:
            return super().pre_login(request, user, **kwargs)
        self._record(request, user, SignInOutcome.REFUSED)
        return self.respond_user_inactive(request, user)

    def respond_user_inactive(self, request, user):
        request.session[REFUSED] = user.state
        return redirect("account_inactive")

    def post_login(self, request, user, **kwargs):
        actions.keep_address(person=user)
        self._record(request, user, SignInOutcome.SIGNED_IN)
        return super().post_login(request, user, **kwargs)

    def get_login_redirect_url(self, request) -> str:
        try:
            return super().get_login_redirect_url(request)
        except NoReverseMatch:
            return reverse("people:profile")

    def get_password_change_redirect_url(self, request) -> str:
        return reverse("people:security")

    def send_confirmation_mail(self, request, emailconfirmation, signup) -> None:
        """Write to nobody about an address that is another person's; the page stays neutral."""
        address = emailconfirmation.email_address
        if not queries.is_address_of_another(address.email, address.user):
            super().send_confirmation_mail(request, emailconfirmation, signup)

    def confirm_email(self, request, email_address) -> bool:
        if queries.is_address_of_another(email_address.email, email_address.user):
            return False
        return super().confirm_email(request, email_address)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        if sentence := SECURITY_EVENTS.get(template_prefix):
            actions.record_security_change(
                person=user,
                event=f"people.security.{template_prefix.rsplit('/', 1)[-1]}",
                sentence=str(sentence),
                now=timezone.now(),
            )
        super().send_notification_mail(template_prefix, user, context, email)

    def get_reauthentication_methods(self, user) -> list[dict]:
        labels = {
            "reauthenticate": _("Usa la password"),
            "mfa_reauthenticate": _("Usa il codice dell'app"),
            "mfa_reauthenticate:webauthn": _("Usa una passkey"),
        }
        found = super().get_reauthentication_methods(user)
        return [{**one, "description": labels[one["id"]]} for one in found]

    def _log(self, request, credentials, outcome) -> None:
        # An unknown account is logged too: known ones must not answer more slowly.
        person = queries.person_of_login(*credentials_given(credentials))
        self._record(request, person, outcome)

    def _record(self, request, person, outcome) -> None:
        actions.record_sign_in(
            person=person,
            outcome=outcome,
            method=method_used(request) if outcome == SignInOutcome.SIGNED_IN else "",
            address=self.get_client_ip(request),
            browser=self.get_http_user_agent(request),
            now=timezone.now(),
        )


def credentials_given(credentials: dict) -> tuple[str, ...]:
    return tuple(filter(None, (credentials.get("username"), credentials.get("email"))))


def method_used(request) -> str:
    """What the person proved who he is with, in order: «password, totp»."""
    records = request.session.get("account_authentication_methods", [])
    return ", ".join(one.get("type") or one.get("provider") or one["method"] for one in records)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Secrets are stored encrypted; who must have a second factor may not take the last one away."""

    def encrypt(self, text: str) -> str:
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _box().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator) -> bool:
        person = authenticator.user
        return queries.has_other_second_factor(
            person, authenticator
        ) or not queries.needs_second_factor(person)

    def generate_authenticator_name(self, user, type) -> str:
        count = queries.second_factors_of(user).filter(type=type).count()
        return _("Chiave %(n)d") % {"n": count + 1}


def _box() -> MultiFernet:
    keys = (str(settings.SECRET_KEY), *map(str, settings.SECRET_KEY_FALLBACKS))
    digests = (hashlib.sha256(f"second-factor:{key}".encode()).digest() for key in keys)
    return MultiFernet([Fernet(base64.urlsafe_b64encode(digest)) for digest in digests])
