"""«Analisi»: indicators by a dimension; what a person keeps of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.access import scopes
from pico.core.ui.lists import Column, render_list

from ..actions import saved_views as actions
from ..actions.letters import end_letter
from ..forms.crossing import CrossingForm, LetterForm, ViewForm
from ..permissions import DataPermission, SelfServePermission
from ..queries import boundaries as boundary_queries
from ..queries import flags
from ..queries import saved_views as queries
from ..queries.crossing import CHOSEN, Crossing, read
from ..queries.crossing_lines import block_of
from ..queries.crossing_words import said
from ..queries.lake import the_lake
from ..rules.indicators.every import INDICATORS, PUBLIC_KEYS
from .files import give, is_asked
from .sections import columns_of
from .shared import way

BOTH = require_http_methods(["GET", "HEAD", "POST"])
UNPROCESSABLE = 422

VIEWS = (
    Column("nome", gettext_lazy("Nome"), "title", sort="title", link=lambda row: row.get_absolute_url()),
    Column("chi", gettext_lazy("Di chi è"), lambda row: str(row.author)),
    Column("ente", gettext_lazy("Ente"), lambda row: row.owner.name),
    Column("lettera", gettext_lazy("Ti arriva per e-mail"), lambda row: _("sì") if row.is_sent else ""),
    Column("creata", gettext_lazy("Salvata il"), "created_at", sort="created_at", kind="date"),
)  # fmt: skip


@require_safe
def analysis(request: HttpRequest) -> HttpResponse:
    """The choice, its table and its chart; `?formato=` gives the table as a file."""
    _ask_to_sign_in(request)
    form = CrossingForm(request.GET, is_known=request.actor.can(DataPermission.READ))
    crossing = form.crossing
    if crossing and is_asked(request):
        return _file(request, crossing)
    context = {
        "title": _("Analisi"),
        "crumbs": way((_("Analisi"), "")),
        "listing": {"filters": form, "chips": form.chips()},
        "may_keep": request.actor.can(SelfServePermission.KEEP),
        **_shown(crossing),
    }
    return render(request, "observatory/crossing/analysis.html", context)


def _ask_to_sign_in(request: HttpRequest) -> None:
    """An address with an indicator that is not for everybody asks who reads it to sign in."""
    asked = set(request.GET.getlist(CHOSEN)) & set(INDICATORS)
    if not PUBLIC_KEYS.issuperset(asked):
        request.actor.require(DataPermission.READ)


def _shown(crossing: Crossing | None) -> dict:
    if crossing is None:
        return {"result": None}
    tables = {table for one in crossing.indicators for table in one.origin.tables}
    return {
        "crossing": crossing,
        "result": block_of(crossing),
        "updated_on": the_lake().updated_on(*sorted(tables)),
        "flags": flags.open_keys() & set(crossing.keys),
        "has_map": boundary_queries.are_there(),
    }


def _file(request: HttpRequest, crossing: Crossing) -> HttpResponse:
    block = block_of(crossing)
    return give(request, block.lines, columns_of(block), slugify(block.title)[:80] or "analisi")


# What is kept ------------------------------------------------------------------------------------


@require_safe
def view_list(request: HttpRequest) -> HttpResponse:
    """«Le mie viste», and those that colleagues share."""
    return render_list(
        request,
        queryset=queries.visible_views(request.actor),
        columns=VIEWS,
        title=_("Le mie viste"),
        template="observatory/crossing/views.html",
        default_sort="-creata",
        empty_title=_("Nessuna vista salvata"),
        empty_text=_("In «Analisi» scegli indicatori e periodo, poi «Salva questa vista»."),
        context={"crumbs": way((_("Le mie viste"), ""))},
    )


@BOTH
def save(request: HttpRequest) -> HttpResponse:
    """Give a name to the choice that the address says."""
    request.actor.require(SelfServePermission.KEEP)
    crossing = read(_canonical(request))
    if crossing is None:
        raise Http404
    form = ViewForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        view = actions.save_view(
            title=form.cleaned_data["title"], scope=form.cleaned_data["scope"], crossing=crossing,
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Vista salvata."))
        return redirect(view)
    back = f"{reverse('observatory:analysis')}?{crossing.query}"
    return _form(request, form, _("Salva questa vista"), said(crossing.filters), back)


def _canonical(request: HttpRequest) -> str:
    """The choice of the address, cleaned as the page of the analysis cleans it."""
    crossing = CrossingForm(request.GET, is_known=True).crossing
    return crossing.query if crossing else ""


def _form(request, form, title: str, lead: str, back: str) -> HttpResponse:
    context = {
        "title": title,
        "lead": lead,
        "form": form,
        "cancel_url": back,
        "crumbs": way((_("Le mie viste"), reverse("observatory:views")), (title, "")),
    }
    status = UNPROCESSABLE if form.is_bound else 200
    return render(request, "ui/page_form.html", context, status=status)


@require_safe
def view(request: HttpRequest, pk: int) -> HttpResponse:
    """A saved view, drawn with the data of today."""
    found = get_object_or_404(queries.visible_views(request.actor), pk=pk)
    crossing = read(found.query)
    if crossing and not crossing.is_public:
        request.actor.require(DataPermission.READ)
    if crossing and is_asked(request):
        return _file(request, crossing)
    letter = queries.letter_of(found, request.actor.person_id)
    context = {
        "title": found.title,
        "crumbs": way((_("Le mie viste"), reverse("observatory:views")), (found.title, "")),
        "view": found,
        "level_label": scopes.level_of(found.scope).label,
        "words": said(crossing.filters) if crossing else "",
        "letter": letter,
        "letter_form": LetterForm(initial={"cadence": letter.cadence if letter else ""}),
        "may_keep": request.actor.can(SelfServePermission.KEEP),
        "may_change": request.actor.can(SelfServePermission.CHANGE, found),
        **_shown(crossing),
    }
    return render(request, "observatory/crossing/view.html", context)


@BOTH
def change(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_views(request.actor), pk=pk)
    request.actor.require(SelfServePermission.CHANGE, found)
    form = ViewForm(
        request.POST or None, actor=request.actor, was=found.scope, initial={"title": found.title}
    )
    if request.method == "POST" and form.is_valid():
        actions.change_view(
            view=found, title=form.cleaned_data["title"], scope=form.cleaned_data["scope"],
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Vista cambiata."))
        return redirect(found)
    return _form(request, form, _("Cambia la vista"), "", found.get_absolute_url())


@require_POST
def delete(request: HttpRequest, pk: int) -> HttpResponse:
    found = get_object_or_404(queries.visible_views(request.actor), pk=pk)
    actions.delete_view(view=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Vista eliminata."))
    return redirect("observatory:views")


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    """Have it by e-mail, or no more."""
    found = get_object_or_404(queries.visible_views(request.actor), pk=pk)
    form = LetterForm(request.POST)
    cadence = form.cleaned_data["cadence"] if form.is_valid() else ""
    letter = actions.send_view(view=found, cadence=cadence, actor=request.actor, now=timezone.now())
    said_so = _("La vista ti arriva per e-mail.") if letter else _("La vista non arriva più.")
    messages.success(request, said_so)
    return redirect(found)


# Mail programs post to this address by themselves: its signed word stands for the person.
@csrf_exempt
@BOTH
def stop(request: HttpRequest, word: str) -> HttpResponse:
    """End a letter by the link in it: a page that asks, or the mail program's one click."""
    is_ours, letter = queries.letter_to_stop(word)
    if not is_ours:
        raise Http404
    if request.method == "POST" and letter is not None:
        end_letter(letter=letter, now=timezone.now())
        letter = None
    if request.method == "POST" and "List-Unsubscribe" in request.POST:
        return HttpResponse(status=204)
    context = {"title": _("Vista per e-mail"), "letter": letter}
    return render(request, "observatory/crossing/stop.html", context)
