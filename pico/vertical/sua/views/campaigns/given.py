"""The answer of an ente as the SUA reads it: lines, doubts, comments."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal

from ...actions.campaigns import sending
from ...forms.campaigns.answering import CommentForm, ExplainForm
from ...models import NeedAnswer
from ...queries.campaigns import answers as lines
from ...queries.campaigns import campaigns as queries
from ...queries.campaigns.outliers import doubts
from .tabs import crumbs_of, tabs_of


def _asked(request, pk, answer_pk) -> NeedAnswer:
    """An answer to a campaign that the actor runs."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    answer = queries.answer(answer_pk, request.space, request.actor)
    if answer.campaign_id != found.pk:
        raise Http404
    return answer


@login_required
def given(request, pk, answer_pk):
    """One answer with its lines; what stands apart is said beside the line."""
    answer = _asked(request, pk, answer_pk)
    found = doubts(answer)
    rows = list(lines.lines_of(answer))
    return render(
        request, "sua/campaigns/given.html",
        {
            "title": str(answer.ente), "number": answer.campaign.title, "answer": answer,
            "campaign": answer.campaign, "rows": [(row, found.get(row.pk)) for row in rows],
            "total": lines.amount_of(rows), "is_judging": answer.campaign.is_judging,
            "left": sum(1 for one in found.values() if not one.is_explained),
            "crumbs": crumbs_of(
                answer.campaign, (_("Risposte"), reverse("sua:campaign-answers", args=[pk])),
                (str(answer.ente), ""),
            ),
            "tabs": tabs_of(request, answer.campaign, "campaign-answers"),
        },
    )  # fmt: skip


@login_required
@require_POST
def comment(request, pk, answer_pk, line_pk):
    """Say what is wrong with a line; the ente reads it when the answer is returned."""
    kept = _line(request, pk, answer_pk, line_pk)
    form = CommentForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Il commento è troppo lungo: al massimo 1.000 caratteri."), code="invalid")
    sending.comment_line(line=kept, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    messages.success(
        request, _("Commento salvato: l'ente lo legge quando restituisci la risposta.")
    )
    return redirect("sua:need-given", pk, answer_pk)


@login_required
@require_POST
def explain(request, pk, answer_pk, line_pk):
    """Say why a value stands apart."""
    kept = _line(request, pk, answer_pk, line_pk)
    form = ExplainForm(request.POST)
    if not form.is_valid():
        raise Refusal(_("Scrivi la spiegazione, al massimo 1.000 caratteri."), code="invalid")
    sending.explain_line(line=kept, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    messages.success(request, _("Spiegazione salvata."))
    return redirect("sua:need-given", pk, answer_pk)


def _line(request, pk, answer_pk, line_pk):
    answer = _asked(request, pk, answer_pk)
    kept = lines.line(answer, line_pk)
    kept.answer = answer
    return kept
