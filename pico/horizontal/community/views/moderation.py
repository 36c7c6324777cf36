"""The desk of who moderates, and what he does to a discussion."""

from collections.abc import Callable
from typing import NamedTuple

from django.contrib import messages
from django.db.models import Model
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.access.actor import Actor
from pico.core.foundation.errors import Refusal

from ..actions import discussions as discussion_actions
from ..actions import moderation as actions
from ..actions import reports as report_actions
from ..forms.forum import (
    MergeForm,
    MoveForm,
    ReasonForm,
    ReportDecisionForm,
    ReportForm,
    SplitForm,
)
from ..models import Report
from ..permissions import CommunityPermission
from ..queries import blog as blog_queries
from ..queries import documents as document_queries
from ..queries import forum as queries
from ..queries import moderation as moderation_queries
from ..queries import practices as practice_queries
from ..terms import OPEN_REPORTS, DiscussionState
from .forum import crumbs_of
from .writing import BOTH, form_page, refused

RECENT = 30


class Reportable(NamedTuple):
    """What may be reported: its name in `Report`, who finds it for the reader, the title of the page."""

    name: str
    find: Callable[[int, Actor], Model]
    title: str | Promise


@require_safe
def desk(request):
    """What waits: proposals, reports, solved questions for the FAQ; what was done of late."""
    actor = request.actor
    actor.require(CommunityPermission.READ_DIRECTORY)
    decided = moderation_queries.reports(actor).exclude(state__in=OPEN_REPORTS)
    return render(
        request,
        "community/desk.html",
        {
            "title": _("Moderazione"),
            "moderates": moderation_queries.keeps_order_somewhere(actor),
            "candidates": list(moderation_queries.faq_candidates(actor)[:RECENT]),
            "proposals": list(queries.waiting_proposals(actor)[:100]),
            "reports": list(moderation_queries.open_reports(actor)[:100]),
            "decided": list(decided[:RECENT]),
            "sanctions": list(moderation_queries.sanctions(actor)[:RECENT]),
            "crumbs": [(_("Forum"), reverse("community:forum")), (_("Moderazione"), "")],
        },
    )


@require_POST
def approve(request, pk):
    found = queries.discussion(pk, request.actor)
    discussion_actions.decide_proposal(
        discussion=found, is_approved=True, actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Proposta approvata: la discussione è pubblicata."))
    return redirect(found)


@BOTH
def reject(request, pk):
    """Send a proposal back, with the reason."""
    found = queries.discussion(pk, request.actor)
    request.actor.require(CommunityPermission.MODERATE, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        discussion_actions.decide_proposal(
            discussion=found, is_approved=False, reason=form.cleaned_data["reason"],
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Proposta respinta: l'autore riceve il motivo."))
        return redirect("community:desk")
    return _page(request, found, form, _("Respingi la proposta"), _("Respingi"))


def _page(request, found, form, title: str, submit: str):
    return form_page(
        request, form, title=title, submit=submit, cancel=found.get_absolute_url(),
        crumbs=[*crumbs_of(found.category), (found.title, found.get_absolute_url())],
    )  # fmt: skip


@require_POST
def dismiss_faq(request, pk):
    """A solved question needs no FAQ."""
    found = queries.discussion(pk, request.actor)
    discussion_actions.dismiss_faq(discussion=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Non è più candidata a FAQ."))
    return redirect("community:desk")


@require_POST
def pin(request, pk):
    found = queries.discussion(pk, request.actor)
    is_pinned = request.POST.get("fissa") == "1"
    actions.pin(discussion=found, is_pinned=is_pinned, actor=request.actor, now=timezone.now())
    messages.success(request, _("In evidenza.") if is_pinned else _("Tolta dall'evidenza."))
    return redirect(found)


@require_POST
def set_state(request, pk):
    """Close, open again, archive; hiding has a page of its own, for the reason."""
    found = queries.discussion(pk, request.actor)
    state = request.POST.get("stato", "")
    if state not in (DiscussionState.OPEN, DiscussionState.CLOSED, DiscussionState.ARCHIVED):
        raise Refusal(_("Questo stato non si sceglie a mano."), code="bad_state")
    changed = actions.set_state(
        discussion=found, state=state, actor=request.actor, now=timezone.now()
    )
    messages.success(
        request, _("La discussione ora è: %(state)s.") % {"state": changed.get_state_display()}
    )
    return redirect(found)


@BOTH
def hide(request, pk):
    found = queries.discussion(pk, request.actor)
    request.actor.require(CommunityPermission.MODERATE, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.set_state(
            discussion=found, state=DiscussionState.HIDDEN, reason=form.cleaned_data["reason"],
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Discussione nascosta: l'autore riceve il motivo."))
        return redirect(found.category)
    return _page(request, found, form, _("Nascondi la discussione"), _("Nascondi"))


@BOTH
def move(request, pk):
    found = queries.discussion(pk, request.actor)
    request.actor.require(CommunityPermission.MODERATE, found)
    form = MoveForm(request.POST or None, actor=request.actor, discussion=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.move(
                discussion=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, refusal, "is_widening_confirmed")
        else:
            messages.success(request, _("Discussione spostata."))
            return redirect(found)
    return _page(request, found, form, _("Sposta la discussione"), _("Sposta"))


@BOTH
def merge(request, pk):
    found = queries.discussion(pk, request.actor)
    request.actor.require(CommunityPermission.MODERATE, found)
    form = MergeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        into = (
            queries.visible_discussions(request.actor).filter(pk=form.cleaned_data["into"]).first()
        )
        if into is None:
            form.add_error("into", _("Non trovo questa discussione: controlla il numero."))
        elif made := _merged(request, form, found, into):
            return redirect(made)
    return _page(request, found, form, _("Unisci a un'altra discussione"), _("Unisci"))


def _merged(request, form, found, into):
    try:
        made = actions.merge(
            discussion=found, into=into, actor=request.actor, now=timezone.now(),
            is_widening_confirmed=form.cleaned_data["is_widening_confirmed"],
        )  # fmt: skip
    except Refusal as refusal:
        widening = refusal.code == "unconfirmed_widening"
        refused(form, refusal, "is_widening_confirmed" if widening else "into")
        return None
    messages.success(request, _("Discussioni unite."))
    return made


@BOTH
def split(request, pk):
    found = queries.discussion(pk, request.actor)
    request.actor.require(CommunityPermission.MODERATE, found)
    form = SplitForm(request.POST or None, discussion=found)
    if request.method == "POST" and form.is_valid():
        made = actions.split(
            discussion=found, posts=list(form.cleaned_data["posts"]),
            title=form.cleaned_data["title"], actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Discussione divisa."))
        return redirect(made)
    return _page(request, found, form, _("Dividi la discussione"), _("Dividi"))


# Reports -----------------------------------------------------------------------------------------


REPORTABLE = {
    "intervento": Reportable("post", queries.post, _lazy("Segnala l'intervento")),
    "commento": Reportable("comment", blog_queries.comment, _lazy("Segnala il commento")),
    "articolo": Reportable("article", blog_queries.article, _lazy("Segnala l'articolo")),
    "buona-pratica": Reportable(
        "practice", practice_queries.practice, _lazy("Segnala la buona pratica")
    ),
    "documento": Reportable(
        "document", document_queries.document_to_open, _lazy("Segnala il documento")
    ),
}


@BOTH
def report_something(request, kind, pk):
    """Report what should not stand as it is to who answers for it."""
    told = REPORTABLE.get(kind)
    if told is None or not request.actor.is_member:
        raise Http404
    found = Report(**{told.name: told.find(pk, request.actor)})
    form = ReportForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            getattr(report_actions, f"report_{told.name}")(
                **{told.name: found.target}, actor=request.actor, now=timezone.now(),
                **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Segnalazione inviata: riceverai l'esito."))
            return redirect(found.url)
    return form_page(
        request, form, title=told.title, submit=_("Invia la segnalazione"), cancel=found.url,
        template="community/report_form.html", report=found,
        crumbs=[(found.title, found.url)],
    )  # fmt: skip


@BOTH
def report(request, pk):
    """A report, for who decides on it."""
    found = moderation_queries.report(pk, request.actor)
    form = ReportDecisionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            report_actions.decide_report(
                report=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, refusal, "outcome")
        else:
            messages.success(request, _("Segnalazione decisa: gli interessati ricevono l'esito."))
            return redirect("community:desk")
    is_open = found.state in OPEN_REPORTS
    return form_page(
        request, form, title=_("Segnalazione"), submit=_("Decidi"), cancel=reverse("community:desk"),
        template="community/report.html", report=found, is_open=is_open,
        crumbs=[
            (_("Forum"), reverse("community:forum")),
            (_("Moderazione"), reverse("community:desk")),
        ],
    )  # fmt: skip


@require_POST
def take_report(request, pk):
    found = moderation_queries.report(pk, request.actor)
    report_actions.take_report(report=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Segnalazione in esame."))
    return redirect("community:report", pk=pk)
