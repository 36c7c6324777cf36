"""Refusals shown as sentences."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from pico.core.foundation.errors import Refusal

HEADER = "X-Refusal"
CONFLICT = 409
FORBIDDEN = 403
NOT_PERMITTED = "not_permitted"  # the code of an Actor who may not: his page says for whom he acts


def show_refusals(get_response):
    """Turn a Refusal that left a view into a sentence where the person is."""

    def middleware(request):
        return get_response(request)

    def process_exception(request, exception):
        return answer(request, exception) if isinstance(exception, Refusal) else None

    middleware.process_exception = process_exception
    return middleware


def answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer HTMX with a fragment, a script with JSON, a form with the page it came from."""
    if request.headers.get("HX-Request"):
        response = render(request, "ui/_refusal.html", {"refusal": refusal}, status=CONFLICT)
        response["HX-Retarget"] = "#messages"
        response["HX-Reswap"] = "beforeend"
    elif request.accepts("application/json") and not request.accepts("text/html"):
        said = {"message": str(refusal.message), "code": refusal.code}
        response = JsonResponse(said, status=CONFLICT)
    elif request.method == "POST" and (back := safe_referer(request)):
        messages.error(request, refusal.message)
        response = redirect(back)
    elif refusal.code == NOT_PERMITTED:
        response = render(request, "ui/403.html", {"reason": refusal.message}, status=FORBIDDEN)
    else:
        response = render(request, "ui/409.html", {"refusal": refusal}, status=CONFLICT)
    response[HEADER] = refusal.code
    return response


def safe_referer(request: HttpRequest) -> str:
    """Return the page the form was on, if it is one of ours."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if is_ours else ""
