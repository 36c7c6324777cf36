"""Refusals shown as sentences; the way to the sign-in page and back."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render, resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

from pico.core.foundation.errors import Refusal

HEADER = "X-Refusal"
CONFLICT = 409
FORBIDDEN = 403
NO_CONTENT = 204
SIGN_IN = "sign_in"  # the code of an Actor whom signing in may help
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
    if refusal.code == SIGN_IN and request.accepts("text/html"):
        back = request.get_full_path() if request.method == "GET" else ""
        response: HttpResponse = redirect_to_login(back)
    elif request.headers.get("HX-Request"):
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


def leave_the_page(get_response):
    """Send a whole page to sign in when a fragment of it is asked for after the session ended.

    Followed by HTMX, the redirect would put the sign-in page inside the page that asked.
    """

    def middleware(request):
        response = get_response(request)
        if not (request.headers.get("HX-Request") and goes_to_sign_in(response)):
            return response
        page = urlsplit(request.headers.get("HX-Current-URL", ""))
        back = f"{page.path}?{page.query}" if page.query else page.path
        answer = HttpResponse(status=NO_CONTENT)
        answer["HX-Redirect"] = redirect_to_login(back).url
        return answer

    return middleware


def goes_to_sign_in(response: HttpResponse) -> bool:
    where = urlsplit(response.get("Location", "")).path
    return bool(where) and where == urlsplit(resolve_url(settings.LOGIN_URL)).path


def safe_referer(request: HttpRequest) -> str:
    """Return the page the form was on, if it is one of ours."""
    referer = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(
        referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return referer if is_ours else ""
