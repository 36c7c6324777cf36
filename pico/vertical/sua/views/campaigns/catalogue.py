"""The catalogue of a campaign, and whom it asks."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list

from ...actions.campaigns import preparing
from ...forms.campaigns.preparing import ItemForm, RecipientsForm
from ...queries.campaigns import campaigns as queries
from ..shared import form_page
from .tabs import crumbs_of, manages, tabs_of

OF_AN_ITEM = (
    *("section", "code", "cpv", "description", "unit", "variants", "reference_price"),
    "price_source",
)


def _variants(row) -> str:
    return ", ".join(row.variants)


def _columns(campaign, may_change: bool):
    def link(row):
        return reverse("sua:campaign-item", args=[campaign.pk, row.pk])

    return (
        Column("description", gettext_lazy("Voce"), link=link if may_change else None),
        Column("code", gettext_lazy("Codice")),
        Column("section", gettext_lazy("Sezione")),
        Column("cpv", gettext_lazy("CPV")),
        Column("unit", gettext_lazy("Unità"), "get_unit_display"),
        Column("variants", gettext_lazy("Varianti"), _variants),
        Column("price", gettext_lazy("Prezzo di riferimento"), "reference_price", kind="money"),
    )


@login_required
def items(request, pk):
    """The items, for everybody who sees the campaign; changed while it is prepared."""
    found = queries.campaign(pk, request.space, request.actor)
    may_change = manages(request, found) and found.is_preparing
    return render_list(
        request,
        queryset=queries.items_of(found),
        columns=_columns(found, may_change),
        title=_("Voci del catalogo"),
        template="sua/campaigns/items.html",
        context={
            "campaign": found, "may_change": may_change,
            "crumbs": crumbs_of(found, (_("Voci"), "")),
            "tabs": tabs_of(request, found, "campaign-items", queries.my_answer(found, request.actor)),
        },
        empty_title=_("Nessuna voce"),
        empty_text=_("Una voce dice che cosa serve, con CPV e unità di misura: gli enti scrivono quanto."),
    )  # fmt: skip


@login_required
def item(request, pk, item_pk=None):
    """A new item, or one to change."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    kept = queries.item(found, item_pk) if item_pk else None
    initial = {name: getattr(kept, name) for name in OF_AN_ITEM} if kept else {}
    form = ItemForm(request.POST or None, initial=initial)

    def act():
        preparing.save_item(
            campaign=found, item=kept, values=form.cleaned_data, actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip

    title = _("Modifica la voce") if kept else _("Nuova voce")
    items = reverse("sua:campaign-items", args=[pk])
    another = reverse("sua:campaign-item-new", args=[pk])
    return form_page(
        request, form, act=act, said=_("Voce salvata."),
        back=another if "ancora" in request.POST else items, template="sua/campaigns/item.html",
        title=title, submit_label=_("Salva la voce"), item=kept, campaign=found, cancel_url=items,
        crumbs=crumbs_of(found, (_("Voci"), items), (title, "")),
    )  # fmt: skip


@login_required
@require_POST
def remove_item(request, pk, item_pk):
    found = queries.managed_campaign(pk, request.space, request.actor)
    preparing.remove_item(
        item=queries.item(found, item_pk), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Voce tolta."))
    return redirect("sua:campaign-items", pk)


@login_required
def recipients(request, pk):
    """Whom the campaign asks, with the names the filter finds."""
    found = queries.managed_campaign(pk, request.space, request.actor)
    form = RecipientsForm(request.POST or None, owner=found.owner, initial=_initial(found))
    if request.method == "POST" and form.is_valid():
        try:
            many = preparing.choose_recipients(
                campaign=found, recipients=form.recipients, actor=request.actor, now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Enti da invitare: %(n)d.") % {"n": many})
            return redirect("sua:campaign-recipients", pk)
    chosen = list(queries.recipients_of(found))
    return render(
        request, "sua/campaigns/recipients.html",
        {
            "form": form, "title": _("Enti da invitare"), "campaign": found, "chosen": chosen,
            "submit_label": _("Scegli questi enti"), "tabs": tabs_of(request, found, "campaign-recipients"),
            "cancel_url": reverse("sua:campaign", args=[pk]),
            "crumbs": crumbs_of(found, (_("Enti"), "")),
        },
    )  # fmt: skip


def _initial(campaign) -> dict:
    kept = dict(campaign.recipients or {})
    by_hand = Ente.objects.filter(pk__in=kept.pop("enti", [])).order_by("name")
    return {**kept, "by_hand": "\n".join(ente.name for ente in by_hand)}
