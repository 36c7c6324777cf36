"""Find who is acting, anew at each request: what was taken away is gone at once."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from pico.core.access.actor import ANONYMOUS
from pico.core.foundation.errors import Refusal
from pico.core.ui.middleware import CONFLICT, answer

from . import actions, queries
from .actors import actor_for, places_of
from .terms import CLOSED

SESSION_KEY = "membership"
SEEN_KEY = "seen_at"
SEEN_EVERY = 60  # seconds: the session is written once a minute, not at each request
FREE_OF_THE_ENTE = ("people:switch", "account_logout", "portal:demo-sign-in")
FREE_OF_SECOND_FACTOR = ("mfa_", "account_logout", "account_reauthenticate")


def close_idle_sessions(get_response):
    """Sign out who did nothing for the minutes of the settings."""

    def middleware(request):
        if _has_session(request) and request.user.is_authenticated:
            _close_or_mark(request)
        return get_response(request)

    return middleware


def _has_session(request) -> bool:
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def _close_or_mark(request) -> None:
    now = timezone.now()
    seen = request.session.get(SEEN_KEY)
    idle = now.timestamp() - seen if seen else 0
    if idle > timedelta(minutes=settings.SESSION_IDLE_MINUTES).total_seconds():
        logout(request)
        messages.info(
            request,
            _("Per sicurezza la sessione è stata chiusa dopo %(minutes)d minuti di inattività.")
            % {"minutes": settings.SESSION_IDLE_MINUTES},
        )
    elif not seen or idle > SEEN_EVERY:
        request.session[SEEN_KEY] = now.timestamp()
        actions.mark_session(session_key=request.session.session_key, now=now)


def find_actor(get_response):
    """Set `request.memberships` and `request.actor`; close the session of a suspended person."""

    def middleware(request):
        request.memberships = SimpleLazyObject(lambda: _memberships(request))
        request.actor = SimpleLazyObject(lambda: _actor(request))
        if not (_has_session(request) and request.user.is_authenticated):
            return get_response(request)
        if request.user.state in CLOSED:
            logout(request)
            messages.error(request, _("Il tuo account non è attivo: la sessione è stata chiusa."))
            return get_response(request)
        # An address that names a language says it for whoever opens it.
        with translation.override(getattr(request, "path_language", "") or request.user.language):
            return get_response(request)

    return middleware


def _memberships(request) -> list:
    if not request.user.is_authenticated or request.user.state in CLOSED:
        return []
    return places_of(request.user, today=timezone.localdate())


def _actor(request):
    memberships = list(request.memberships)
    if not request.user.is_authenticated:
        return ANONYMOUS
    chosen = request.session.get(SESSION_KEY)
    current = next((m for m in memberships if m.pk == chosen), None) or next(
        iter(memberships), None
    )
    return actor_for(request.user, current)


def keep_the_ente(get_response):
    """Refuse a form filled in for another ente than the one acted for now.

    Another tab may have changed ente, or the place may be gone: what is sent must not be done, and
    written in the trail, in the name of an ente that the person did not have before his eyes. The
    page says for whom it was drawn in the address (`_per`) or in a header, so that no body is read.
    """

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        drawn_for = request.headers.get("X-Acting") or request.GET.get("_per")
        if request.method != "POST" or not drawn_for or not request.user.is_authenticated:
            return None
        if request.resolver_match.view_name in FREE_OF_THE_ENTE:
            return None
        if drawn_for == str(request.actor.membership_id or ""):
            return None
        return _other_ente(request)

    middleware.process_view = process_view
    return middleware


def _other_ente(request):
    """Say so with a page of its own: going back, the browser still has what was typed."""
    refusal = Refusal(
        _(
            "Questa pagina era aperta per un altro ente: ora operi per %(ente)s. "
            "Non è stato salvato nulla: torna indietro, controlla per chi operi e invia di nuovo."
        )
        % {"ente": request.actor.ente_name or _("nessun ente")},
        code="other_ente",
    )
    if request.headers.get("HX-Request"):
        return answer(request, refusal)
    return render(request, "ui/409.html", {"refusal": refusal}, status=CONFLICT)


def ask_second_factor(get_response):
    """Let administrators in only with a TOTP app or a passkey, where the settings ask for it."""

    def middleware(request):
        return get_response(request)

    def process_view(request, view, args, kwargs):
        if not settings.ADMINISTRATORS_NEED_SECOND_FACTOR or not request.user.is_authenticated:
            return None
        name = request.resolver_match.url_name or ""
        if name.startswith(FREE_OF_SECOND_FACTOR) or not _runs_much(request):
            return None
        if queries.second_factors_of(request.user).exists():
            return None
        messages.warning(
            request,
            _("Il tuo ruolo richiede un secondo fattore: attiva un'app di verifica o una passkey."),
        )
        return redirect("mfa_index")

    middleware.process_view = process_view
    return middleware


def _runs_much(request) -> bool:
    return any(
        held.role in queries.STRONG_ROLES
        for membership in request.memberships
        for held in membership.roles.all()
    )
