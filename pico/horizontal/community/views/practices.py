"""The pages of best practices."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal
from pico.core.people import audience
from pico.core.ui.lists import Column, render_list
from pico.core.ui.marks import public_page

from ..actions import practices as actions
from ..forms.forum import ReasonForm
from ..forms.practices import AdoptForm, PracticeFilter, PracticeForm
from ..models import Practice
from ..permissions import CommunityPermission
from ..queries import practices as queries
from ..terms import PRACTICE_SHOWN, PracticeState
from .writing import BOTH, form_page, refused


def way(*more) -> list[tuple[str, str]]:
    return [(_("Buone pratiche"), reverse("community:practices")), *more]


@require_safe
@public_page
def practice_list(request):
    """The published cards the actor reads."""
    actor = request.actor
    may_write = actor.can(CommunityPermission.WRITE_PRACTICE)
    return render_list(
        request,
        queryset=queries.visible_practices(actor),
        columns=(
            Column("titolo", _("Titolo"), "title", sort="title", link=Practice.get_absolute_url),
            Column("ambito", _("Ambito"), "get_area_display", sort="area"),
            Column("ente", _("Ente"), "owner.name", sort="owner__name"),
            Column("tempo", _("Mesi"), "months", sort="months", kind="number"),
            Column("costo", _("Costo"), "cost", sort="cost", kind="money"),
            Column(
                "adozioni", _("Adottata da"), "adoption_count", sort="adoption_count", kind="number"
            ),
            Column("valida", _("Valida fino al"), "valid_until", sort="valid_until", kind="date"),
        ),
        title=_("Buone pratiche"),
        filter_form=PracticeFilter,
        default_sort="-adozioni",
        template="community/practices.html",
        empty_title=_("Nessuna buona pratica, per ora"),
        empty_text=_(
            "Ciò che nel tuo ente ha funzionato può servire a un altro: scrivi la prima scheda."
        ),
        context={
            "may_write": may_write,
            "mine": list(queries.my_practices(actor)[:20]) if may_write else [],
            "crumbs": [(_("Buone pratiche"), "")],
        },
    )


@require_safe
@public_page
def practice(request, pk):
    found, actor = queries.practice(pk, request.actor), request.actor
    may_change = actor.can(CommunityPermission.CHANGE_PRACTICE, found)
    return render(
        request,
        "community/practice.html",
        {
            "title": found.title, "practice": found,
            "adoptions": list(queries.adoptions_of(found)[:100]),
            "files": list(found.files.select_related("file__current")),
            "may_change": may_change,
            "may_propose": may_change
            and found.state in (PracticeState.DRAFT, PracticeState.WITHDRAWN),
            "may_confirm": may_change and found.state in PRACTICE_SHOWN,
            "may_validate": found.author_id != actor.person_id
            and actor.can(CommunityPermission.VALIDATE_PRACTICE, found),
            "may_adopt": actor.can(CommunityPermission.ADOPT_PRACTICE, found),
            "level_label": audience.label_of(found.scope, actor),
            "crumbs": way((found.title, "")),
        },
    )  # fmt: skip


@BOTH
def write(request):
    actor = request.actor
    actor.require(CommunityPermission.WRITE_PRACTICE)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PracticeForm(*data, actor=actor, initial={"year": timezone.localdate().year})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_practice(actor=actor, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal, "solution")
        else:
            messages.success(request, _("Scheda salvata: quando è pronta, proponila agli esperti."))
            return redirect(made)
    return form_page(
        request, form, title=_("Nuova buona pratica"), submit=_("Salva la scheda"),
        cancel=reverse("community:practices"), crumbs=way(),
    )  # fmt: skip


@BOTH
def change(request, pk):
    found, actor = queries.practice(pk, request.actor), request.actor
    actor.require(CommunityPermission.CHANGE_PRACTICE, found)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = PracticeForm(*data, actor=actor, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_practice(
                practice=found, actor=actor, now=timezone.now(),
                is_widening_confirmed=True,  # the field refuses a wider level without its tick
                **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal, "solution")
        else:
            messages.success(request, _("Scheda salvata."))
            return redirect("community:practice", pk=pk)
    return form_page(
        request, form, title=_("Modifica la scheda"), submit=_("Salva"),
        cancel=found.get_absolute_url(), crumbs=way((found.title, found.get_absolute_url())),
    )  # fmt: skip


STEPS = {
    "proponi": (actions.propose_practice, gettext_lazy("Scheda proposta: la valida un esperto.")),
    "conferma": (actions.confirm_practice, gettext_lazy("Scheda confermata per altri due anni.")),
    "ritira": (actions.withdraw_practice, gettext_lazy("Scheda ritirata.")),
}


@require_POST
def step(request, pk, name):
    """Propose, confirm, withdraw."""
    found = queries.practice(pk, request.actor)
    action, said = STEPS[name]
    action(practice=found, actor=request.actor, now=timezone.now())
    messages.success(request, said)
    return redirect(found if found.author_id == request.actor.person_id else "community:practices")


@require_POST
def validate(request, pk):
    found = queries.practice(pk, request.actor)
    actions.decide_practice(practice=found, is_valid=True, actor=request.actor, now=timezone.now())
    messages.success(request, _("Scheda validata e pubblicata."))
    return redirect(found)


@BOTH
def send_back(request, pk):
    found = queries.practice(pk, request.actor)
    request.actor.require(CommunityPermission.VALIDATE_PRACTICE, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.decide_practice(
            practice=found, is_valid=False, reason=form.cleaned_data["reason"],
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Scheda rimandata: l'autore riceve il motivo."))
        return redirect("community:practices")
    return form_page(
        request, form, title=_("Rimanda all'autore"), submit=_("Rimanda"),
        cancel=found.get_absolute_url(), crumbs=way((found.title, found.get_absolute_url())),
    )  # fmt: skip


@BOTH
def adopt(request, pk):
    """«La adottiamo»: the ente acted for takes the practice up."""
    found, actor = queries.practice(pk, request.actor), request.actor
    actor.require(CommunityPermission.ADOPT_PRACTICE, found)
    form = AdoptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.adopt_practice(
                practice=found, note=form.cleaned_data["note"], actor=actor, now=timezone.now()
            )
        except Refusal as refusal:
            refused(form, refusal, "note")
        else:
            messages.success(request, _("Adottata: compare fra gli enti che l'hanno ripresa."))
            return redirect(found)
    return form_page(
        request, form, title=_("La adottiamo"), submit=_("Conferma l'adozione"),
        cancel=found.get_absolute_url(), crumbs=way((found.title, found.get_absolute_url())),
        lead=_("La adotta: %(ente)s.") % {"ente": actor.ente_name},
    )  # fmt: skip


@require_safe
def file(request, pk):
    """An attachment, for who reads the card."""
    return send_version(request, queries.file_of(pk, request.actor).file.current)
