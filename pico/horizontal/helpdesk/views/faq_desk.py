"""The pages of who writes answers: drafts, review, versions, what a solved request teaches."""

from datetime import timedelta

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list

from ..actions import faq as actions
from ..actions import proposals
from ..forms.faq import FaqDeskFilter, FaqForm, ReasonForm
from ..models import Faq
from ..permissions import KnowledgePermission
from ..queries import faq as queries
from ..queries import redaction, tickets
from .faq import way

BOTH = require_http_methods(["GET", "POST"])
UNPROCESSABLE = 422
DAYS_OF_MEASURE = 30


def desk_way(*more) -> list[tuple[str, str]]:
    return way((_("Redazione FAQ"), reverse("helpdesk:faq-desk")), *more)


@require_safe
def desk(request):
    """Every answer of the ente, with those to be read again and what is worth writing."""
    actor, today = request.actor, timezone.localdate()
    actor.require(KnowledgePermission.DESK)
    since = today - timedelta(days=DAYS_OF_MEASURE)
    return render_list(
        request,
        queryset=queries.desk(actor),
        columns=(
            Column("domanda", _("Domanda"), "question", sort="question", link=Faq.get_absolute_url),
            Column("stato", _("Stato"), state_of, sort="state"),
            Column("modulo", _("Modulo"), "get_topic_display", sort="topic"),
            Column("viste", _("Viste"), "seen_count", sort="seen_count", kind="number"),
            Column("si", _("Utile"), "useful_count", sort="useful_count", kind="number"),
            Column("no", _("Non utile"), "useless_count", sort="useless_count", kind="number"),
            Column("aggiornata", _("Aggiornata"), "changed_at", sort="changed_at", kind="date"),
            Column("rivedere", _("Da rivedere"), "review_on", sort="review_on", kind="date"),
        ),
        title=_("Redazione FAQ"),
        filter_form=FaqDeskFilter,
        default_sort="-aggiornata",
        template="helpdesk/faq/desk.html",
        empty_title=_("Nessuna FAQ del tuo ente, per ora"),
        empty_text=_("Scrivi la risposta alla domanda che ricevi più spesso."),
        context={
            "to_review": list(queries.to_review(actor, today)[:20]),
            "ideas": list(queries.open_ideas(actor)[:20]),
            "spared": queries.spared_since(actor, since),
            "days": DAYS_OF_MEASURE,
            "crumbs": way((_("Redazione FAQ"), "")),
        },
    )


def state_of(row: Faq) -> str:
    if row.is_published and row.is_expired:
        return _("Scaduta")
    return row.get_state_display()


def form_page(request, form, **context):
    return render(
        request, "helpdesk/faq/form.html", {"form": form, **context},
        status=UNPROCESSABLE if form.is_bound else 200,
    )  # fmt: skip


@BOTH
def write(request):
    actor = request.actor
    actor.require(KnowledgePermission.WRITE)
    idea = (
        queries.idea(int(key), actor)
        if (key := request.GET.get("proposta", "")).isdigit()
        else None
    )
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    first = {}
    if idea:
        first = {
            "question": idea.title,
            "topic": idea.topic,
            "answer": proposals.first_words(idea),
        }
    form = FaqForm(*data, actor=actor, initial={"space": _own_site(actor), **first})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_faq(
                actor=actor, now=timezone.now(), idea=idea, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Bozza salvata: quando è pronta, mandala in revisione."))
            return redirect(made)
    return form_page(
        request, form, title=_("Nuova FAQ"), submit_label=_("Salva bozza"), idea=idea,
        cancel_url=reverse("helpdesk:faq-desk"), crumbs=desk_way((_("Nuova FAQ"), "")),
    )  # fmt: skip


def _own_site(actor):
    if queries.runs_every_site(actor):
        return None
    return queries.sites_for(actor).first()


@BOTH
def change(request, pk):
    actor = request.actor
    found = queries.faq(pk, actor, request.space)
    actor.require(KnowledgePermission.CHANGE, found)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = FaqForm(*data, actor=actor, instance=found)
    version = _version_read(request, found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_faq(
                faq=found, version=version, actor=actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("FAQ salvata."))
            return redirect("helpdesk:faq", pk=pk)
    return form_page(
        request, form, title=_("Modifica la FAQ"), submit_label=_("Salva"), version=version,
        cancel_url=found.get_absolute_url(),
        crumbs=desk_way((_("Modifica"), "")),
    )  # fmt: skip


def _version_read(request, found: Faq) -> int:
    given = request.POST.get("versione", "")
    return int(given) if given.isdigit() else found.version


STEPS = {
    "revisione": (
        actions.send_to_review,
        gettext_lazy("Mandata in revisione: la approva chi risponde del contenuto."),
    ),
    "pubblica": (actions.publish_faq, gettext_lazy("FAQ pubblicata.")),
    "archivia": (actions.archive_faq, gettext_lazy("FAQ archiviata: i lettori non la vedono più.")),
    "riprendi": (actions.reopen_faq, gettext_lazy("FAQ di nuovo in bozza.")),
    "conferma": (actions.confirm_faq, gettext_lazy("FAQ confermata: va riletta fra un anno.")),
}


@require_POST
def step(request, pk, name):
    """One step of an answer's life."""
    found = queries.faq(pk, request.actor, request.space)
    action, said = STEPS[name]
    action(faq=found, actor=request.actor, now=timezone.now())
    messages.success(request, said)
    return redirect("helpdesk:faq", pk=pk)


@BOTH
def send_back(request, pk):
    found = queries.faq(pk, request.actor, request.space)
    request.actor.require(KnowledgePermission.PUBLISH, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.send_back(faq=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Rimandata: il redattore riceve il motivo."))
        return redirect("helpdesk:faq-desk")
    return form_page(
        request, form, title=_("Rimanda al redattore"), submit_label=_("Rimanda"),
        cancel_url=found.get_absolute_url(), crumbs=desk_way((_("Rimanda"), "")),
    )  # fmt: skip


@require_safe
def versions(request, pk):
    """The words of an answer as they stood, the newest first."""
    actor = request.actor
    found = queries.faq(pk, actor, request.space)
    actor.require(KnowledgePermission.READ_DRAFT, found)
    return render(
        request,
        "helpdesk/faq/versions.html",
        {
            "title": _("Versioni"),
            "faq": found,
            "versions": list(found.versions.select_related("by")[:100]),
            "may_change": actor.can(KnowledgePermission.CHANGE, found),
            "crumbs": desk_way((found.question, found.get_absolute_url()), (_("Versioni"), "")),
        },
    )


@require_POST
def restore(request, pk, number):
    found = queries.faq(pk, request.actor, request.space)
    actions.restore_version(faq=found, number=number, actor=request.actor, now=timezone.now())
    messages.success(request, _("Testo ripristinato, come nuova versione."))
    return redirect("helpdesk:faq", pk=pk)


@require_POST
def drop_idea(request, pk):
    actions.drop_idea(idea=queries.idea(pk, request.actor), actor=request.actor, now=timezone.now())
    messages.success(request, _("Proposta lasciata cadere."))
    return redirect("helpdesk:faq-desk")


# From a solved request ---------------------------------------------------------------------------


@BOTH
def from_ticket(request, key):
    """«Crea FAQ da questa richiesta»: what identifies persons is shown and replaced, one by one."""
    actor = request.actor
    actor.require(KnowledgePermission.WRITE)
    ticket = tickets.ticket(key, actor)
    draft = proposals.draft_of(ticket)
    kept_in_question = _kept(request, "domanda", draft.in_question)
    kept_in_answer = _kept(request, "risposta", draft.in_answer)
    if request.method == "POST" and "crea" in request.POST:
        made = proposals.make_from_ticket(
            ticket=ticket, mark=request.POST.get("impronta", ""), kept_in_question=kept_in_question,
            kept_in_answer=kept_in_answer, space=_own_site(actor), actor=actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Bozza creata: rileggila e completala."))
        return redirect("helpdesk:faq-change", pk=made.pk)
    context = {
        "title": _("Crea FAQ da questa richiesta"),
        "ticket": ticket,
        "draft": draft,
        "texts": (
            _side("domanda", _("Domanda"), draft.question, draft.in_question, kept_in_question),
            _side("risposta", _("Risposta"), draft.answer, draft.in_answer, kept_in_answer),
        ),
        "crumbs": desk_way((ticket.number, ticket.get_absolute_url()), (_("Crea FAQ"), "")),
    }
    is_part = request.headers.get("HX-Target") == "texts"
    template = "helpdesk/faq/_redaction.html" if is_part else "helpdesk/faq/from_ticket.html"
    return render(request, template, context)


def _kept(request, name: str, findings) -> set[int]:
    """The numbers of what stays as it is: at first what is not personal, then what was chosen."""
    numbers = range(len(findings))
    if request.method != "POST":
        return {n for n in numbers if not findings[n].is_replaced}
    replaced = {int(n) for n in request.POST.getlist(name) if n.isdigit()}
    return set(numbers) - replaced


def _side(name: str, label: str, text: str, findings, kept: set[int]) -> dict:
    return {
        "name": name,
        "label": label,
        "original": redaction.marked(text, findings),
        "redacted": redaction.redact(text, findings, kept),
        "findings": [
            {"number": n, "finding": one, "label": one.kind.label, "is_replaced": n not in kept}
            for n, one in enumerate(findings)
        ],
    }
