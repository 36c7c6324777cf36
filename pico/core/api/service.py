"""The API: one OpenAPI 3.1 document, one shape of errors, one way of asking who asks."""

import hashlib
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response, patch_vary_headers
from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema

from .authentication import ANYBODY
from .docs import Docs
from .problems import MEDIA_TYPE, answer_problems
from .terms import VERSION
from .throttling import Throttle

DESCRIPTION = (
    "Leggere i dati di Pi.Co. da un programma. Quello che è pubblico si legge senza chiave; con la chiave di un "
    "ente si legge ciò che l'ente può leggere, mai ciò che è di una persona. Gli errori seguono RFC 9457."
)
HEADERS = {
    "Link": "Le altre pagine dell'elenco (RFC 8288)",
    "ETag": "Da rimandare in If-None-Match per sapere se qualcosa è cambiato",
    "X-RateLimit-Limit": "Richieste ammesse al minuto",
    "X-RateLimit-Remaining": "Richieste rimaste in questo minuto",
    "X-RateLimit-Reset": "Secondi al prossimo minuto",
}


class PicoAPI(NinjaAPI):
    """Adds to each answer its fingerprint and what is left of the rate."""

    def create_response(
        self,
        request: HttpRequest,
        data: Any,
        *,
        status: int | None = None,
        temporal_response: HttpResponse | None = None,
    ) -> HttpResponse:
        response = super().create_response(
            request, data, status=status, temporal_response=temporal_response
        )
        patch_vary_headers(response, ("Authorization", "Cookie", "Accept-Language"))
        response["Cache-Control"] = "private, no-cache"
        for name, value in zip(
            ("Limit", "Remaining", "Reset"), getattr(request, "rate", ()), strict=False
        ):
            response[f"X-RateLimit-{name}"] = str(value)
        if request.method not in ("GET", "HEAD") or response.status_code != 200:
            return response
        response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
        return get_conditional_response(request, etag=response["ETag"], response=response)

    def get_openapi_operation_id(self, operation) -> str:
        """Short names: they become the names of functions in generated clients."""
        return operation.view_func.__name__

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        schema = super().get_openapi_schema(**options)
        for path in schema["paths"].values():
            for operation in path.values():
                _describe_answers(operation)
        return schema


def _describe_answers(operation: dict[str, Any]) -> None:
    """Errors are problems; answers carry our headers; 304 and 429 may always come."""
    answers = operation["responses"]
    for status, answer in list(answers.items()):
        if int(status) >= 400:
            answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}
            answer["description"] = PROBLEMS.get(int(status), "Problema")
        else:
            answer["description"] = "Risposta"
            answer["headers"] = {
                name: {"description": said, "schema": {"type": "string"}}
                for name, said in HEADERS.items()
            }
    answers[304] = {"description": "Nulla è cambiato dall'ETag mandato"}


PROBLEMS = {
    401: "Chiave mancante o non valida",
    403: "La chiave non permette questa lettura",
    404: "Non c'è, o non si può leggere",
    422: "Valori non validi",
    429: "Troppe richieste: riprova dopo Retry-After",
}

api = PicoAPI(
    title="Pi.Co.",
    version=VERSION,
    description=DESCRIPTION,
    urls_namespace="api-v1",
    openapi_url="/openapi.json",
    docs_url="/docs",
    docs=Docs(),
    auth=ANYBODY,
    throttle=Throttle(),
)
answer_problems(api)
