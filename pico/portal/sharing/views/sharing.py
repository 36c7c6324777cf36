"""Own contents: with whom they are shared, to whom they are proposed."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.portal.sites.doors import for_editors

from .. import actions, queries
from ..forms import OwnFilter, ProposeForm, ShareForm
from ..models import Sharing
from ..permissions import SharingPermission
from ..terms import Reach

COLUMNS = (
    Column(
        "titolo",
        gettext_lazy("Titolo"),
        "page.title",
        sort="page__title",
        link=lambda row: reverse("sharing:share", args=[row.page_id]),
    ),
    Column("tipo", gettext_lazy("Tipo"), "get_kind_display", sort="kind"),
    Column("data", gettext_lazy("Pubblicato il"), "shown_on", sort="shown_on", kind="date"),
    Column(
        "condiviso",
        gettext_lazy("Condiviso con"),
        lambda row: Reach(row.reach or Reach.SITE).label,
        sort="reach",
    ),
)


@for_editors
def own_list(request):
    return render_list(
        request,
        queryset=queries.own_contents(request.space),
        columns=COLUMNS,
        title=_("I nostri contenuti"),
        filter_form=OwnFilter,
        default_sort="-data",
        empty_title=_("Nessun contenuto pubblicato"),
        empty_text=_("Pubblica una notizia nella redazione: da qui la condividi o la proponi."),
    )


@for_editors
def share_page(request, pk: int):
    """With whom one content of ours is shared, and where it stands."""
    page = get_object_or_404(queries.own_page(request.space, pk))
    may_share = request.actor.can(SharingPermission.SHARE, request.space)
    known = Sharing.objects.filter(page=page).first()
    initial = {"reach": known.reach, "spaces": known.spaces.all()} if known else {"reach": "SITE"}
    form = ShareForm(request.POST or None, initial=initial, space=request.space)
    if request.method == "POST" and form.is_valid():
        try:
            actions.share(page=page, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Condivisione salvata."))
            return redirect("sharing:share", pk)
    return render(request, "sharing/share.html", _context(request, page, form, may_share))


def _context(request, page, form, may_share: bool, propose_form=None) -> dict:
    may_propose = request.actor.can(SharingPermission.PROPOSE, request.space)
    return {
        "page": page,
        "form": form if may_share else None,
        "standing": queries.standing(page)[:200],
        "proposals": queries.proposals_of(page),
        "propose_form": (propose_form or ProposeForm(space=request.space)) if may_propose else None,
    }


@for_editors
@require_POST
def propose_page(request, pk: int):
    """Propose one content of ours to the site above."""
    page = get_object_or_404(queries.own_page(request.space, pk))
    form = ProposeForm(request.POST, space=request.space)
    if form.is_valid():
        try:
            proposal = actions.propose(
                page=page, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            said = _("Proposta inviata a %(name)s: ti avvisiamo dell'esito.")
            messages.success(request, said % {"name": proposal.to.name})
            return redirect("sharing:share", pk)
    may_share = request.actor.can(SharingPermission.SHARE, request.space)
    share_form = ShareForm(space=request.space) if may_share else None
    context = _context(request, page, share_form, may_share, form)
    return render(request, "sharing/share.html", context, status=422)
