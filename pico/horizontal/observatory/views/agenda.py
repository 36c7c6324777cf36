"""«Agenda digitale territoriale»: figures of the Comuni, goals of a Province, the register of indices."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list

from ..actions import agenda as actions
from ..forms.agenda import AgendaFilter, GoalForm, IndexForm
from ..permissions import AgendaPermission
from ..queries import agenda as queries
from ..queries import boundaries as boundary_queries
from ..queries import flags
from ..queries.lake import the_lake
from ..queries.places import bodies
from .files import give, is_asked
from .sections import BLOCK, columns_of
from .shared import way

BOTH = require_http_methods(["GET", "HEAD", "POST"])
UNPROCESSABLE = 422
INDICES = (
    Column("nome", gettext_lazy("Indice"), "name", sort="name", link=lambda one: one.url),
    Column("titolare", gettext_lazy("Titolare"), "holder", sort="holder"),
    Column("livello", gettext_lazy("Livello"), "get_level_display", sort="level"),
    Column("dimensioni", gettext_lazy("Dimensioni"), "dimensions"),
    Column("anno", gettext_lazy("Ultimo anno"), lambda one: str(one.last_year or "")),
    Column("periodicita", gettext_lazy("Periodicità"), "get_periodicity_display"),
    Column("licenza", gettext_lazy("Licenza"), "licence"),
    Column("note", gettext_lazy("Note per il confronto"), "note"),
)


@require_safe
def agenda(request: HttpRequest) -> HttpResponse:
    """PA digitale 2026 in the Comuni; of one Province its goals too."""
    form = AgendaFilter(request.GET)
    filters = form.filters
    tiles, blocks = queries.agenda(filters, form.chosen.get("comune", ""))
    if is_asked(request):
        block = next((one for one in blocks if one.key == request.GET.get(BLOCK)), blocks[0])
        return give(request, block.lines, columns_of(block), slugify(f"agenda {block.title}"))
    body = bodies()[filters.enti[0]] if len(filters.enti) == 1 else None
    may_set = request.actor.can(AgendaPermission.SET_GOAL)
    context = {
        "title": _("Agenda digitale territoriale"),
        "crumbs": way((_("Agenda digitale territoriale"), "")),
        "listing": {"filters": form, "chips": form.chips()},
        "tiles": tiles,
        "blocks": blocks,
        "is_empty": not any(one.cases for one in tiles),
        "updated_on": the_lake().updated_on("digital_funding"),
        "flags": flags.open_keys(),
        "has_map": boundary_queries.are_there(),
        "body": body,
        "goals": queries.progress(body, queries.goals_of(body.ente_id)) if body else [],
        "today": timezone.localdate(),
        "may_set": may_set and body is not None and body.ente_id == request.actor.ente_id,
    }
    return render(request, "observatory/agenda/agenda.html", context)


@require_safe
def index_list(request: HttpRequest) -> HttpResponse:
    """The register of indices: links with what may be compared and what may not."""
    may_keep = request.actor.can(AgendaPermission.KEEP_INDICES)
    own = Column(
        "cambia", gettext_lazy("Cambia"), lambda _one: _("Cambia"),
        link=lambda one: reverse("observatory:index-change", args=[one.pk]),
    )  # fmt: skip
    return render_list(
        request,
        queryset=queries.indices(),
        columns=(*INDICES, own) if may_keep else INDICES,
        title=_("Indici dell'agenda digitale"),
        template="observatory/agenda/indices.html",
        default_sort="nome",
        context={
            "crumbs": way(
                (_("Agenda digitale territoriale"), reverse("observatory:agenda")),
                (_("Indici"), ""),
            ),
            "may_keep": may_keep,
        },
    )


@BOTH
def index_new(request: HttpRequest) -> HttpResponse:
    return _index_form(request, None)


@BOTH
def index_change(request: HttpRequest, pk: int) -> HttpResponse:
    return _index_form(request, get_object_or_404(queries.indices(), pk=pk))


def _index_form(request: HttpRequest, index) -> HttpResponse:
    request.actor.require(AgendaPermission.KEEP_INDICES)
    form = IndexForm(request.POST or None, instance=index)
    if request.method == "POST" and form.is_valid() and _keep_index(request, form, index):
        messages.success(request, _("Registro aggiornato."))
        return redirect("observatory:indices")
    title = str(index) if index else _("Nuovo indice")
    context = {
        "title": title,
        "form": form,
        "index": index,
        "cancel_url": reverse("observatory:indices"),
        "crumbs": way((_("Indici"), reverse("observatory:indices")), (title, "")),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "observatory/agenda/index_form.html", context, status=status)


def _keep_index(request: HttpRequest, form, index) -> bool:
    try:
        actions.keep_index(
            index=index, values=form.cleaned_data, actor=request.actor, now=timezone.now()
        )
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


@require_POST
def index_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    index = get_object_or_404(queries.indices(), pk=pk)
    actions.withdraw_index(index=index, actor=request.actor, now=timezone.now())
    messages.success(request, _("Indice tolto dal registro."))
    return redirect("observatory:indices")


@BOTH
def goal_set(request: HttpRequest) -> HttpResponse:
    """Fix a goal of one's own Province."""
    request.actor.require(AgendaPermission.SET_GOAL)
    form = GoalForm(request.POST or None, initial={"call": request.GET.get("misura", "")})
    if request.method == "POST" and form.is_valid() and _set_goal(request, form):
        messages.success(request, _("Obiettivo fissato."))
        return redirect(_own_page(request))
    context = {
        "title": _("Obiettivo digitale"),
        "lead": _("Di una misura, in quanti Comuni della Provincia deve essere completata. Fissato di nuovo, cambia."),
        "form": form,
        "cancel_url": _own_page(request),
        "crumbs": way(
            (_("Agenda digitale territoriale"), _own_page(request)), (_("Obiettivo"), "")
        ),
    }  # fmt: skip
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "ui/page_form.html", context, status=status)


def _set_goal(request: HttpRequest, form: GoalForm) -> bool:
    try:
        actions.set_goal(**form.cleaned_data, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.message)
        return False
    return True


def _own_page(request: HttpRequest) -> str:
    body = bodies().get(request.actor.ente_id)
    address = reverse("observatory:agenda")
    return f"{address}?provincia={body.sigla}" if body else address


@require_POST
def goal_drop(request: HttpRequest, pk: int) -> HttpResponse:
    request.actor.require(AgendaPermission.SET_GOAL)
    goal = get_object_or_404(queries.goals_of(request.actor.ente_id), pk=pk)
    actions.drop_goal(goal=goal, actor=request.actor, now=timezone.now())
    messages.success(request, _("Obiettivo tolto."))
    return redirect(_own_page(request))
