"""Error pages and the theme of a space. The style guide has views of its own."""

import logging
import secrets
import sys

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.views.decorators.cache import cache_control

from . import colours

logger = logging.getLogger("pico.errors")

# No 0/O and 1/I: a reference is read over the telephone.
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"


def bad_request(request: HttpRequest, exception=None) -> HttpResponse:
    return error_page(request, "ui/400.html", 400)


def forbidden(request: HttpRequest, exception=None) -> HttpResponse:
    return error_page(request, "ui/403.html", 403, {"reason": reason_of(exception)})


def not_found(request: HttpRequest, exception=None) -> HttpResponse:
    return error_page(request, "ui/404.html", 404)


def broken(request: HttpRequest) -> HttpResponse:
    """Say that the fault is ours, with a number that finds the error in the log."""
    reference = new_reference()
    logger.error("Reference %s: %s", reference, request.path, exc_info=sys.exc_info())
    content = render_to_string("ui/500.html", {"reference": reference})
    return HttpResponse(content, status=500, headers={"X-Reference": reference})


def csrf_failed(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Explain the expired form: nothing was sent, going back keeps what was typed."""
    logger.warning("CSRF: %s at %s", reason, request.path)
    return error_page(request, "ui/403_csrf.html", 403)


def error_page(request, template: str, status: int, context: dict | None = None) -> HttpResponse:
    """Draw an error with the shell of the page, or without it when the shell itself fails."""
    try:
        return render(request, template, context, status=status)
    except Exception:
        logger.exception("Shell missing on error page %s", status)
        return HttpResponse(render_to_string(template, context), status=status)


def reason_of(exception) -> str:
    """Return the sentence of a PermissionDenied raised by the house, nothing of others."""
    return str(exception.args[0]) if exception is not None and exception.args else ""


def new_reference() -> str:
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(4)) for _ in range(2))


@cache_control(public=True, max_age=31536000, immutable=True)
def theme(request: HttpRequest, code: str) -> HttpResponse:
    """Answer the few custom properties that make a space look like itself."""
    if not colours.is_colour(code):
        raise Http404
    return HttpResponse(colours.theme_css(f"#{code}"), content_type="text/css; charset=utf-8")
