"""SPID and CIE, whoever speaks for them: an OpenID Connect provider whose fiscal code is verified.

The identity says who the person is; ente and role stay in the house. An account is found by fiscal
code, never by e-mail: an identity's address is private and may not be verified.
"""

import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime

from allauth.account.internal.flows.reauthentication import did_recently_reauthenticate
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from . import actions, queries
from .models import Person
from .sign_in import registration_url

PENDING = "pending_identity"
FAILED = "failed_identity"
PENDING_MINUTES = 60

# SPID by gateway, CIE by gateway, and the name both have in the OpenID federation.
FISCAL_CODE_CLAIMS = (
    "fiscalNumber",
    "fiscal_number",
    "https://attributes.eid.gov.it/fiscal_number",
)
FIRST_NAME_CLAIMS = ("name", "given_name")
LAST_NAME_CLAIMS = ("familyName", "family_name")
COUNTRY_PREFIX = re.compile(r"^TIN[A-Z]{2}-")
FISCAL_CODE = re.compile(r"^([A-Z0-9]{16}|[0-9]{11})$")

# SPID's own anomalies on the user's side, in the words of the guidelines.
SPID_ERRORS = {
    "19": gettext_lazy("Autenticazione fallita per ripetuta sottomissione di credenziali errate."),
    "20": gettext_lazy("Utente privo di credenziali compatibili con il livello richiesto."),
    "21": gettext_lazy("Timeout durante l'autenticazione."),
    "22": gettext_lazy("Utente nega il consenso all'invio di dati."),
    "23": gettext_lazy("Utente con identità sospesa o revocata, o con credenziali bloccate."),
    "25": gettext_lazy("Processo di autenticazione annullato dall'utente."),
    "30": gettext_lazy("Identità digitale non del tipo atteso."),
}


@dataclass(frozen=True, slots=True)
class Identity:
    """What an identity provider vouches for: `email` is a suggestion only, never verified here."""

    provider: str
    uid: str
    fiscal_code: str = ""
    first_name: str = ""
    last_name: str = ""
    email: str = ""


def fiscal_code_of(claims: dict) -> str:
    """Return the fiscal code without its prefix, in capitals; empty where there is none."""
    raw = next((claims[name] for name in FISCAL_CODE_CLAIMS if claims.get(name)), "")
    code = COUNTRY_PREFIX.sub("", str(raw).strip().upper())
    return code if FISCAL_CODE.match(code) else ""


def identity_of(provider: str, uid: str, claims: dict) -> Identity:
    return Identity(
        provider=provider,
        uid=uid,
        fiscal_code=fiscal_code_of(claims),
        first_name=_first(claims, FIRST_NAME_CLAIMS),
        last_name=_first(claims, LAST_NAME_CLAIMS),
        email=str(claims.get("email") or ""),
    )


def _first(claims: dict, names: tuple[str, ...]) -> str:
    return next((str(claims[name]).strip() for name in names if claims.get(name)), "")


# Registration -----------------------------------------------------------------------------------


def pending(request) -> Identity | None:
    """The identity that came in without an account: registration fills its form from here."""
    stored = request.session.get(PENDING)
    if not stored or stored["at"] < timezone.now().timestamp() - PENDING_MINUTES * 60:
        return None
    return Identity(**stored["identity"])


def keep_pending(request, identity: Identity) -> None:
    request.session[PENDING] = {
        "identity": asdict(identity),
        "at": timezone.now().timestamp(),
    }


def first_values(request) -> dict[str, str]:
    """What a registration form may start from; the e-mail of an identity is private, so not that."""
    identity = pending(request)
    if identity is None:
        return {}
    return {"first_name": identity.first_name, "last_name": identity.last_name}


def link_pending(request, person: Person) -> bool:
    """Tie the identity that waits in the session to the account just made; say whether it was done.

    Not when the names differ: on a shared computer the identity may be of who was there before.
    """
    identity = pending(request)
    request.session.pop(PENDING, None)
    if identity is None or _name(identity) != _name(person):
        return False
    try:
        _link(person, identity)
    except Refusal:
        # The account is good without it; the person can link from the security page, and is told there.
        return False
    return True


def _name(one: Identity | Person) -> str:
    return search_key(f"{one.first_name} {one.last_name}")


def _link(person: Person, identity: Identity) -> Person:
    return actions.link_identity(
        person=person,
        fiscal_code=identity.fiscal_code,
        provider=identity.provider,
        uid=identity.uid,
        now=timezone.now(),
    )


# What went wrong ---------------------------------------------------------------------------------


def keep_error(request, provider, code: str) -> None:
    """Remember a sign-in that just failed, so that who asks for help need not tell it."""
    request.session[FAILED] = {
        "code": code,
        "provider": str(getattr(provider, "sub_id", "") or getattr(provider, "id", "")),
        "at": timezone.now().timestamp(),
    }


def last_error(request) -> dict | None:
    """The sign-in that failed in the last hour: `code` (may be empty), `provider`, `at`."""
    kept = request.session.get(FAILED)
    if not kept or kept["at"] < timezone.now().timestamp() - PENDING_MINUTES * 60:
        return None
    return {**kept, "at": datetime.fromtimestamp(kept["at"], tz=UTC)}


# allauth ----------------------------------------------------------------------------------------


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Find the account by fiscal code; else send to registration. Refuses a level that is too low."""

    def pre_social_login(self, request, sociallogin) -> None:
        claims = sociallogin.account.extra_data
        self._refuse_low_level(request, sociallogin, claims)
        identity = identity_of(
            sociallogin.account.provider,
            sociallogin.account.uid,
            _merged(request, claims, self),
        )
        self._forget_claims(sociallogin)
        if sociallogin.state.get("process") == "connect":
            self._connect(request, identity)
        elif sociallogin.is_existing:
            self._refuse_other_code(request, sociallogin.user, identity)
        elif person := queries.person_by_fiscal_code(identity.fiscal_code):
            self._use(request, sociallogin, person, identity)
        else:
            self._send_to_registration(request, identity)

    def is_open_for_signup(self, request, sociallogin) -> bool:
        return False

    def on_authentication_error(
        self, request, provider, error=None, exception=None, extra_context=None
    ) -> None:
        """Say SPID's own words where the provider sent its code."""
        told = f"{request.GET.get('error_description', '')} {request.GET.get('error', '')}"
        found = re.search(r"ErrorCode nr(\d{2})|\b(\d{2})\b", told)
        code = next(filter(None, found.groups()), "") if found else ""
        keep_error(request, provider, code)
        if sentence := SPID_ERRORS.get(code):
            messages.error(request, sentence)
            raise ImmediateHttpResponse(redirect("account_login"))

    def _refuse_low_level(self, request, sociallogin, claims) -> None:
        wanted = sociallogin.provider.app.settings.get("acr") or ()
        given = claims.get("id_token", {}).get("acr", "")
        if wanted and given not in wanted:
            _turn_away(
                request,
                _("Serve un livello di sicurezza più alto: ripeti l'accesso con il livello 2 o 3."),
            )

    def _forget_claims(self, sociallogin) -> None:
        """Keep nothing of what the identity said beyond its subject: the house needs no more."""
        sociallogin.email_addresses = []
        sociallogin.account.extra_data = {}
        if sociallogin.account.pk:
            sociallogin.account.save(update_fields=["extra_data"])

    def _connect(self, request, identity: Identity) -> None:
        """Tie the identity to the account signed in, after a fresh proof of who is there."""
        if not request.user.is_authenticated:
            _turn_away(request, _("Accedi prima di collegare un'identità digitale."))
        if not did_recently_reauthenticate(request):
            _turn_away(
                request,
                _("Conferma chi sei, poi ripeti il collegamento."),
                f"{reverse('account_reauthenticate')}?next={reverse('people:security')}",
            )
        try:
            _link(request.user, identity)
        except Refusal as refusal:
            _turn_away(request, refusal.message, "people:security")
        messages.success(request, _("Identità digitale collegata: da ora puoi usarla per entrare."))
        raise ImmediateHttpResponse(redirect("people:security"))

    def _refuse_other_code(self, request, person, identity: Identity) -> None:
        known = person.fiscal_code or ""
        if known and identity.fiscal_code and known != identity.fiscal_code:
            _turn_away(
                request,
                _("L'identità digitale non corrisponde all'account: scrivi all'assistenza."),
            )

    def _use(self, request, sociallogin, person, identity: Identity) -> None:
        try:
            person = _link(person, identity)
        except Refusal as refusal:
            _turn_away(request, refusal.message)
        sociallogin.user = person

    def _send_to_registration(self, request, identity: Identity) -> None:
        if not registration_url():
            _turn_away(request, _("Nessun account ha questo codice fiscale."))
        keep_pending(request, identity)
        messages.info(
            request,
            _("Ti abbiamo riconosciuto: completa la registrazione scegliendo il tuo ente."),
        )
        raise ImmediateHttpResponse(redirect(registration_url()))


def _merged(request, data: dict, adapter) -> dict:
    """The claims of the signed token and of the user page; refuses two different subjects."""
    token, info = data.get("id_token", {}), data.get("userinfo", {})
    if token and info and token.get("sub") != info.get("sub"):
        _turn_away(
            request,
            _("Il gestore dell'identità ha risposto in modo incoerente: riprova."),
        )
    return {**info, **token}


def _turn_away(request, sentence: str, where: str = "account_login"):
    messages.error(request, sentence)
    raise ImmediateHttpResponse(redirect(where))


def is_configured() -> bool:
    return bool(settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"])
