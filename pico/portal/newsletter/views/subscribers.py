"""The addresses of a space, for who administers it: list, one of them, import."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from .. import queries
from ..actions import erasing, importing
from ..forms import ImportForm, SubscriberFilter
from ..models import Subscriber
from ..permissions import NewsletterPermission
from ._place import desk_of
from .subscribing import data_file

UNPROCESSABLE = 422


def _lists_of(one: Subscriber) -> str:
    return ", ".join(
        f"{s.mailing_list.name} ({s.get_state_display().lower()})" for s in one.subscriptions.all()
    )


COLUMNS = (
    Column(
        "email",
        gettext_lazy("E-mail"),
        "email",
        sort="email",
        link=lambda one: reverse("newsletter:subscriber", args=[one.pk]),
    ),
    Column("nome", gettext_lazy("Nome"), value=lambda s: f"{s.first_name} {s.last_name}".strip()),
    Column(
        "stato",
        gettext_lazy("Stato"),
        value=lambda one: badge(one.get_state_display(), one.meaning),
        sort="state",
        export="get_state_display",
    ),
    Column("liste", gettext_lazy("Liste"), value=_lists_of),
    Column("dal", gettext_lazy("Dal"), "created_at", sort="created_at", kind="date"),
)


def _office(request) -> Space:
    space = desk_of(request)
    request.actor.require(NewsletterPermission.SEE_SUBSCRIBERS, space)
    return space


def _crumbs(*more) -> list:
    return [(_("Liste e iscritti"), reverse("newsletter:lists")), *more]


@require_safe
def subscribers(request):
    space = _office(request)
    lists = queries.lists_of(space, request.actor)
    return render_list(
        request,
        queryset=queries.subscribers_of(space, request.actor),
        columns=COLUMNS,
        title=_("Iscritti"),
        filter_form=SubscriberFilter(request.GET, lists=lists),
        template="newsletter/subscribers.html",
        context={"crumbs": _crumbs((_("Iscritti"), ""))},
        default_sort="email",
        empty_title=_("Nessun iscritto, per ora"),
        empty_text=_("Si iscrivono dal modulo pubblico, dal profilo o da un elenco importato."),
    )


def _find(request, pk: int) -> Subscriber:
    return get_object_or_404(queries.subscribers_of(_office(request), request.actor), pk=pk)


@require_safe
def subscriber(request, pk):
    """What is held on one address, with the proof of its consent."""
    found = _find(request, pk)
    context = {
        "subscriber": found,
        "title": found.email,
        "consents": found.consents.all(),
        "crumbs": _crumbs((_("Iscritti"), reverse("newsletter:subscribers")), (found.email, "")),
    }
    return render(request, "newsletter/subscriber.html", context)


@require_safe
def data(request, pk):
    return data_file(_find(request, pk))


@require_POST
def erase(request, pk):
    erasing.erase(subscriber=_find(request, pk), actor=request.actor, now=timezone.now())
    messages.success(request, _("Dati dell'iscritto cancellati."))
    return redirect("newsletter:subscribers")


# Import ------------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def take_in(request):
    """Take a CSV in; what is wrong with the file is said at the field, nothing typed is lost."""
    space = _office(request)
    lists = queries.lists_of(space, request.actor).filter(closed_at=None)
    form = ImportForm(request.POST or None, request.FILES or None, lists=lists)
    if request.method == "POST" and form.is_valid():
        sent = form.cleaned_data["file"]
        try:
            taken = importing.import_addresses(
                mailing_list=form.cleaned_data["mailing_list"],
                content=sent.read(importing.IMPORT_BYTES + 1),
                file_name=sent.name,
                proof=form.cleaned_data["proof"],
                actor=request.actor,
                now=timezone.now(),
            )
        except Refusal as refusal:
            form.add_error("proof" if refusal.code == "no_proof" else "file", refusal.message)
        else:
            return redirect("newsletter:import_record", pk=taken.pk)
    title = _("Importa indirizzi")
    context = {
        "form": form,
        "title": title,
        "lead": _(
            "Chi è nell'elenco riceve una sola e-mail che chiede di confermare: finché non conferma "
            "non riceve altro. Chi si è già disiscritto non viene reinvitato."
        ),
        "submit_label": _("Importa"),
        "cancel_url": reverse("newsletter:subscribers"),
        "crumbs": _crumbs((_("Iscritti"), reverse("newsletter:subscribers")), (title, "")),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/page_form.html", context, status=status)


IMPORT_COLUMNS = (
    Column(
        "file",
        gettext_lazy("File"),
        "file_name",
        link=lambda one: reverse("newsletter:import_record", args=[one.pk]),
    ),
    Column("lista", gettext_lazy("Lista"), "mailing_list.name", sort="mailing_list__name"),
    Column("accolti", gettext_lazy("Accolti"), "kept", sort="kept", kind="number"),
    Column("quando", gettext_lazy("Quando"), "at", sort="at", kind="date"),
)


@require_safe
def imports(request):
    space = _office(request)
    return render_list(
        request,
        queryset=queries.imports_of(space, request.actor).defer("refused"),
        columns=IMPORT_COLUMNS,
        title=_("Importazioni"),
        default_sort="-quando",
        exports=(),
        context={
            "crumbs": _crumbs(
                (_("Iscritti"), reverse("newsletter:subscribers")), (_("Importazioni"), "")
            )
        },
    )


@require_safe
def import_record(request, pk):
    """How an import went: kept, known, refused row by row."""
    found = get_object_or_404(queries.imports_of(_office(request), request.actor), pk=pk)
    context = {
        "taken": found,
        "title": _("Importazione di %(name)s") % {"name": found.file_name},
        "crumbs": _crumbs(
            (_("Importazioni"), reverse("newsletter:imports")), (found.file_name, "")
        ),
    }
    return render(request, "newsletter/import_record.html", context)
