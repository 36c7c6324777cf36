"""What the demo has sent: the caught messages, readable by all. In demo mode only."""

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render

from pico.portal import mail_catcher


def mailbox(request) -> HttpResponse:
    """The caught messages, the last first; 404 where this is no demo."""
    _refuse_outside_the_demo()
    return render(
        request,
        "portal/mailbox.html",
        {"letters": list(mail_catcher.letters(settings.MAIL_DIR))},
    )


def letter(request, key: str) -> HttpResponse:
    """One caught message."""
    _refuse_outside_the_demo()
    found = mail_catcher.find(settings.MAIL_DIR, key)
    if found is None:
        raise Http404
    return render(request, "portal/letter.html", {"letter": found})


def _refuse_outside_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
