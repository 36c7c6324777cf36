from django.http import HttpRequest
from ninja import Router, Schema

router = Router(tags=["Modulo di prova"])


class Greeting(Schema):
    text: str


@router.get("", summary="Saluto", response=Greeting)
def greet(request: HttpRequest):
    return {"text": "prova"}
