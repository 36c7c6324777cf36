"""«Chi è chi»: the keys of the data, whom they stand for, what is covered."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import matching
from ..forms.matches import ConfirmForm, MatchFilter
from ..permissions import LakePermission
from ..queries import matches as queries
from ..terms.loads import TABLE_LABELS
from ..terms.matches import DECIDED
from .shared import way

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422

COLUMNS = (
    Column("nome", _("Nome nei dati"), "__str__", link=lambda row: reverse("observatory:match", args=[row.pk])),
    Column("chiave", _("Chiave"), "key"),
    Column("ente", _("Ente"), lambda row: row.ente.name if row.ente else "", sort="ente__name"),
    Column("stato", _("Stato"), lambda row: badge(row.get_state_display(), row.meaning), export="get_state_display"),
    Column("come", _("Come"), "get_method_display"),
    Column("righe", _("Righe"), "rows", sort="rows", kind="number"),
    Column("euro", _("Euro"), "amount", sort="amount", kind="money"),
)  # fmt: skip


@require_safe
def match_list(request: HttpRequest) -> HttpResponse:
    """Every key that speaks of a Province, what weighs most first; coverage of each table above."""
    request.actor.require(LakePermission.SEE_LOADS)
    return render_list(
        request,
        queryset=queries.visible_matches(request.actor),
        columns=COLUMNS,
        filter_form=MatchFilter,
        template="observatory/matches/list.html",
        title=_("Chi è chi"),
        empty_title=_("Nessuna chiave"),
        empty_text=_("Compaiono qui dopo il primo caricamento."),
        context={
            "coverage": queries.coverage(),
            "crumbs": way((_("Chi è chi"), "")),
        },
    )


@BOTH
def match(request: HttpRequest, pk: int) -> HttpResponse:
    """One key: where it is seen, whom it stands for, who decided; confirm or choose another."""
    request.actor.require(LakePermission.SEE_LOADS)
    found = get_object_or_404(queries.visible_matches(request.actor), pk=pk)
    form = ConfirmForm(request.POST or None, initial={"ente": found.ente_id})
    if request.method == "POST" and form.is_valid():
        matching.confirm_match(
            match=found,
            ente=form.cleaned_data["ente"],
            actor=request.actor,
            now=timezone.now(),
        )
        messages.success(request, _("Confermato."))
        return redirect("observatory:match", pk=pk)
    may_decide = request.actor.can(LakePermission.MATCH)
    context = {
        "title": str(found),
        "match": found,
        "seen": [(TABLE_LABELS.get(name, name), said) for name, said in sorted(found.seen.items())],
        "form": form if may_decide else None,
        "may_decide": may_decide,
        "is_decided": found.state in DECIDED,
        "crumbs": way((_("Chi è chi"), reverse("observatory:matches")), (str(found), "")),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "observatory/matches/match.html", context, status=status)


@require_POST
def refuse(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_matches(request.actor), pk=pk)
    matching.refuse_match(match=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Segnato: non è una Provincia."))
    return redirect("observatory:match", pk=pk)


@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_matches(request.actor), pk=pk)
    matching.undo_match(match=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Decisione annullata."))
    return redirect("observatory:match", pk=pk)
