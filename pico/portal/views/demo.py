"""The demo's own pages: the cast, one click to sign in as each. They exist in demo mode only."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from pico.core.people.models import Person
from pico.core.testing import cast

from .. import queries

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def demo_only(view):
    def guarded(request, *args, **kwargs):
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@demo_only
def demo_cast(request):
    return render(
        request,
        "portal/demo.html",
        {"groups": queries.cast_groups(), "password": cast.PASSWORD},
    )


@require_POST
@demo_only
def demo_sign_in(request, username):
    """Sign in as one of the cast, whose home is his ente's space."""
    names = [part.username for part in cast.CAST]
    person = get_object_or_404(Person, username=username, username__in=names)
    login(request, person, backend=BACKEND)
    return redirect(queries.home_of(person))
