"""Errors as problem details (RFC 9457), the same shape for every way a request can fail."""

from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Schema
from ninja.errors import HttpError, Throttled, ValidationError

from pico.core.foundation.errors import Refusal

MEDIA_TYPE = "application/problem+json"
STATUS_OF = {"sign_in": 401, "not_permitted": 403}


class FieldProblem(Schema):
    """One value of the request that cannot be read."""

    field: str
    message: str


class Problem(Schema):
    """What went wrong; `code` is stable, `detail` is for people."""

    type: str
    title: str
    status: int
    detail: str
    code: str
    errors: list[FieldProblem] = []


def problem(status: int, code: str, detail: str, **more: Any) -> HttpResponse:
    """Answer with a problem."""
    content = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        "code": code,
        **more,
    }
    response = JsonResponse(content, status=status, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = MEDIA_TYPE
    response["Cache-Control"] = "no-store"
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="Pi.Co."'
    return response


def sentence(status: int) -> tuple[str, str]:
    """The code and the sentence of an error that brings none of its own."""
    known = {
        400: ("bad_request", _("La richiesta non si può leggere.")),
        401: ("sign_in", _("Serve una chiave valida, oppure accedi con il browser.")),
        403: ("not_permitted", _("La chiave non permette questa lettura: chiedine una più ampia.")),
        404: ("not_found", _("Qui non c'è nulla, o nulla che tu possa leggere.")),
        405: ("method_not_allowed", _("Questo metodo non è previsto qui.")),
        429: ("too_many_requests", _("Troppe richieste: riprova fra poco.")),
    }
    return known.get(status, ("error", _("Qualcosa non ha funzionato: riprova più tardi.")))


def answer_problems(api: NinjaAPI) -> None:
    """Have every error of the API answered as a problem."""
    api.add_exception_handler(Refusal, refused)
    api.add_exception_handler(Http404, lambda request, error: plain(404))
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(HttpError, failed)
    api.add_exception_handler(Throttled, lambda request, error: plain(429))


def plain(status: int) -> HttpResponse:
    return problem(status, *sentence(status))


def refused(request: HttpRequest, error: Refusal) -> HttpResponse:
    return problem(STATUS_OF.get(error.code, 409), error.code, error.message)


def failed(request: HttpRequest, error: HttpError) -> HttpResponse:
    return plain(error.status_code)


def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    fields = [
        {"field": ".".join(str(part) for part in one["loc"][1:]), "message": one["msg"]}
        for one in error.errors
    ]
    return problem(
        422, "invalid", _("Alcuni valori della richiesta non vanno bene."), errors=fields
    )
