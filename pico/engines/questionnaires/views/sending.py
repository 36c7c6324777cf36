"""The summary of an answer: colleagues, approval, sending, receipt."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ..actions import drafting, sending
from ..documents import receipts
from ..forms.campaigns import EntrustForm, ReasonForm
from ..forms.entries import read_pages
from ..queries import answers as queries
from ..queries.campaigns import colleagues_of
from ..queries.definitions import outline_of, section_of
from ..terms import ANSWER_MEANING, AnswerState
from .answering import proposed_in, section_steps
from .finding import find, my_invitation


@login_required
def summary(request, purpose, pk):
    """Everything answered so far, what is missing, what may be done."""
    found = find(request, purpose, pk)
    invitation = my_invitation(request, found)
    access = queries.access_to(invitation, request.actor)
    if not access.may_fill:
        raise Http404
    outline = outline_of(found.campaign.questionnaire)
    response = queries.response_of(invitation)
    answers = queries.answers_of(response)
    given = queries.values_by_code(answers, outline)
    is_writable = queries.is_writable(invitation, timezone.now())
    entrusts = access.may_approve and invitation.ente_id and is_writable
    titles = {one.pk: one.title for one in outline.sections}
    return render(
        request, "questionnaires/summary.html",
        {
            "found": found, "campaign": found.campaign, "invitation": invitation,
            "title": found.campaign.title, "crumbs": [*found.crumbs, (_("La mia risposta"), "")],
            "meaning": ANSWER_MEANING[invitation.state],
            "access": access, "is_writable": is_writable, "response": response,
            "pages": read_pages(outline, answers),
            "missing": [(one, _section_url(found, one, access)) for one in outline.missing(given)],
            "steps": section_steps(
                found, outline, access, given, None, proposed_in(answers, outline)
            ) if is_writable else [],
            "proposed": len(proposed_in(answers, outline) & outline.shown(given)),
            "delegations": [
                (one, titles.get(one.section_id, "")) for one in queries.delegations_of(invitation)
            ],
            "entrust_form": EntrustForm(
                sections=outline.sections,
                colleagues=[p for p in colleagues_of(invitation) if p.person_id != request.actor.person_id],
            ) if entrusts else None,
            "needs_approval": found.campaign.needs_approval and bool(invitation.ente_id),
            "may_recall": access.may_approve and found.campaign.is_running
            and invitation.state == AnswerState.SENT,
            "reason_form": ReasonForm(),
            "changes": queries.changes_of(response)[:30] if response else [],
            "urls": {
                name: found.url(name)
                for name in ("send", "approval", "send_back", "recall", "entrust", "take_back",
                             "receipt", "position")
            },
        },
    )  # fmt: skip


def _section_url(found, question, access) -> str:
    return found.url("section", question.section_id) if access.writes(question.section_id) else ""


@login_required
@require_POST
def send(request, purpose, pk):
    found = find(request, purpose, pk)
    sending.send_answer(
        invitation=my_invitation(request, found), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Risposta inviata: puoi scaricare la ricevuta."))
    return redirect(found.url("summary"))


@login_required
@require_POST
def approval(request, purpose, pk):
    found = find(request, purpose, pk)
    sending.ask_approval(
        invitation=my_invitation(request, found), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Chi amministra l'ente trova la risposta da approvare."))
    return redirect(found.url("summary"))


@login_required
@require_POST
def send_back(request, purpose, pk):
    found = find(request, purpose, pk)
    form = ReasonForm(request.POST)
    sending.send_back(
        invitation=my_invitation(request, found),
        reason=form.cleaned_data["reason"] if form.is_valid() else "",
        actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Rimandata in compilazione."))
    return redirect(found.url("summary"))


@login_required
@require_POST
def recall(request, purpose, pk):
    found = find(request, purpose, pk)
    sending.recall_answer(
        invitation=my_invitation(request, found), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Ora puoi correggere: ricorda di inviarla di nuovo."))
    return redirect(found.url("answer"))


@login_required
@require_POST
def entrust(request, purpose, pk):
    """Entrust a section to a colleague."""
    found = find(request, purpose, pk)
    invitation = my_invitation(request, found)
    outline = outline_of(found.campaign.questionnaire)
    form = EntrustForm(
        request.POST, sections=outline.sections, colleagues=colleagues_of(invitation)
    )
    if not form.is_valid():
        raise Refusal(_("Scegli una sezione e un collega."), code="invalid")
    delegation = drafting.entrust_section(
        invitation=invitation,
        section=section_of(found.campaign, int(form.cleaned_data["section"])),
        person=get_object_or_404(Person, pk=form.cleaned_data["person"]),
        actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    messages.success(
        request, _("%(who)s trova la sezione fra le cose da fare.") % {"who": delegation.person}
    )
    return redirect(found.url("summary"))


@login_required
@require_POST
def take_back(request, purpose, pk):
    found = find(request, purpose, pk)
    invitation = my_invitation(request, found)
    key = request.POST.get("delega", "")
    delegation = get_object_or_404(
        invitation.delegations.select_related("section", "person"), pk=key if key.isdigit() else 0
    )
    delegation.invitation = invitation
    drafting.take_section_back(delegation=delegation, actor=request.actor, now=timezone.now())
    messages.success(request, _("Sezione tolta al collega: ciò che ha scritto resta."))
    return redirect(found.url("summary"))


@login_required
def receipt(request, purpose, pk):
    """The receipt as PDF: what was sent, by whom, when, with its digest."""
    found = find(request, purpose, pk)
    invitation = my_invitation(request, found)
    response = queries.response_of(invitation)
    access = queries.access_to(invitation, request.actor)
    if not access.may_fill or response is None or not response.is_official:
        raise Http404
    outline = outline_of(found.campaign.questionnaire)
    pages = read_pages(outline, queries.answers_of(response))
    return HttpResponse(
        receipts.as_pdf(found.campaign, invitation, response, pages),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="ricevuta-{pk}.pdf"'},
    )
