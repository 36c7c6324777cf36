from django.shortcuts import get_object_or_404, render

from pico.engines.workflow.views import step_page

from .models import Dossier


def dossier(request, pk):
    found = get_object_or_404(Dossier, pk=pk)
    return render(request, "sample/dossier.html", {"title": found.title, "dossier": found})


def step(request, pk, name):
    return step_page(request, get_object_or_404(Dossier, pk=pk), name, back=f"/treviso/prova/{pk}/")
