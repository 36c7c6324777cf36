from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from pico.engines.workflow.api import add_steps

from .models import Dossier

router = Router(tags=["Modulo di prova"])


class Greeting(Schema):
    text: str


@router.get("", summary="Saluto", response=Greeting)
def greet(request: HttpRequest):
    return {"text": "prova"}


add_steps(router, name="dossier", find=lambda request, key: get_object_or_404(Dossier, pk=key))
