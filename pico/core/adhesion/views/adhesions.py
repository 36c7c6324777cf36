"""Pages of the adhesion of enti: list, record with its steps, acts, contacts, list of start."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import adhesions as actions
from ..filters import AdhesionFilter
from ..forms import ActForm, ContactForm, ServicesForm
from ..models import Adhesion
from ..permissions import AdhesionPermission
from ..queries import adhesions as queries
from ..terms import MEANINGS, MEMBERS, STATE_SENTENCES, UNDER_WAY, AdhesionState
from ..workflow import ADHESION, prepared


def _address(row) -> str:
    if row.adhesion_id:
        return reverse("adhesion:adhesion", args=[row.adhesion_id])
    return reverse("adhesion:open", args=[row.pk])


def _state(row):
    label = AdhesionState(row.adhesion_state).label
    return badge(label, MEANINGS[row.adhesion_state])


COLUMNS = (
    Column("name", gettext_lazy("Ente"), sort="name", link=_address),
    Column("kind", gettext_lazy("Tipo"), value="get_kind_display", sort="kind"),
    Column("region", gettext_lazy("Regione"), sort="region__name"),
    Column(
        "state",
        gettext_lazy("Stato"),
        value=_state,
        sort="adhesion_state",
        export=lambda row: AdhesionState(row.adhesion_state).label,
    ),
    Column(
        "since", gettext_lazy("Dal"), value="adhesion_since", sort="adhesion_since", kind="date"
    ),
)


@login_required
def adhesion_list(request):
    """The enti that join through the ente acted for; who only joins sees his own adhesions."""
    actor = request.actor
    actor.require(AdhesionPermission.SEE_ADHESIONS)
    own = queries.visible_adhesions(actor).filter(ente=actor.ente_id)
    ente = Ente.objects.filter(pk=actor.ente_id).first()
    return render_list(
        request,
        queryset=queries.joinable(actor),
        columns=COLUMNS,
        title=_("Adesioni degli enti"),
        filter_form=AdhesionFilter,
        template="adhesion/adhesions.html",
        context={
            "own": own,
            "may_open_own": ente is not None
            and not own
            and queries.counterpart_of(ente) is not None,
            "ente": ente,
        },
        default_sort="name",
        empty_title=_("Nessun ente aderisce attraverso il tuo"),
        empty_text=_("Qui vedi gli enti del tuo territorio e a che punto è la loro adesione."),
    )


@login_required
def open_one(request, ente: int):
    """Ask before opening the adhesion of an ente."""
    found = get_object_or_404(Ente, pk=ente, valid_to__isnull=True)
    if not request.actor.can(AdhesionPermission.OPEN_ADHESION, found):
        raise Http404("Not yours to open.")
    if request.method == "POST":
        opened = actions.open_adhesion(ente=found, actor=request.actor, now=timezone.now())
        return redirect("adhesion:adhesion", pk=opened.pk)
    context = {"ente": found, "counterpart": queries.counterpart_of(found)}
    return render(request, "adhesion/open.html", context)


def _find(request, pk: int) -> Adhesion:
    found = get_object_or_404(queries.visible_adhesions(request.actor), pk=pk)
    return prepared(found, today=timezone.localdate())


TABS = (
    ("adhesion", gettext_lazy("Riepilogo")),
    ("services", gettext_lazy("Moduli e sito")),
    ("acts", gettext_lazy("Atti")),
    ("contacts", gettext_lazy("Referenti")),
    ("start", gettext_lazy("Avvio")),
    ("story", gettext_lazy("Storia")),
)


def _page(request, adhesion: Adhesion, here: str, **extra) -> dict:
    """Return what every tab of the record shows: state, steps with their obstacles, tabs."""
    steps = ADHESION.open_steps(adhesion, actor=request.actor)
    return {
        "adhesion": adhesion,
        "number": adhesion.ente.get_kind_display(),
        "state_label": adhesion.get_state_display(),
        "meaning": MEANINGS[adhesion.state],
        "turn": queries.whose_turn(adhesion),
        "sentence": STATE_SENTENCES[AdhesionState(adhesion.state)],
        "steps": [(step, step.obstacles(adhesion)) for step in steps],
        "may_prepare": request.actor.can(AdhesionPermission.PREPARE_ADHESION, adhesion),
        "may_invite": adhesion.state in UNDER_WAY + MEMBERS
        and request.actor.can(AdhesionPermission.INVITE, adhesion.ente),
        "tabs": [
            {
                "label": label,
                "url": reverse(f"adhesion:{name}", args=[adhesion.pk]),
                "active": name == here,
            }
            for name, label in TABS
        ],
        "crumbs": [(_("Adesioni degli enti"), reverse("adhesion:list")), (str(adhesion.ente), "")],
        **extra,
    }


@login_required
def summary(request, pk: int):
    adhesion = _find(request, pk)
    context = _page(
        request,
        adhesion,
        "adhesion",
        acts=queries.acts_of(adhesion, request.actor),
        contacts=adhesion.contacts.all(),
    )
    return render(request, "adhesion/adhesion.html", context)


@login_required
def services(request, pk: int):
    adhesion = _find(request, pk)
    form = ServicesForm(
        request.POST or None,
        initial={
            "services": adhesion.services,
            "wants_site": adhesion.wants_site,
            "data_roles": adhesion.data_roles,
        },
    )
    if request.method == "POST" and form.is_valid():
        return _do(
            request,
            adhesion,
            form,
            "services",
            _("Moduli e sito aggiornati."),
            actions.choose_services,
        )
    context = _page(request, adhesion, "services", form=form, submit_label=_("Salva"))
    return render(request, "adhesion/adhesion_form.html", context)


def _do(request, adhesion, form, tab, said, action):
    """Call an action with the values of a form; a refusal is shown in the same tab."""
    try:
        action(adhesion=adhesion, actor=request.actor, now=timezone.now(), **form.cleaned_data)
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said)
    return redirect(f"adhesion:{tab}", pk=adhesion.pk)


@login_required
def acts(request, pk: int):
    adhesion = _find(request, pk)
    form = ActForm(request.POST or None, files=queries.files_for_acts(request.actor))
    if request.method == "POST" and form.is_valid():
        return _do(request, adhesion, form, "acts", _("Atto registrato."), actions.add_act)
    context = _page(
        request,
        adhesion,
        "acts",
        form=form,
        acts=queries.acts_of(adhesion, request.actor),
        submit_label=_("Registra l'atto"),
        may_remove=not adhesion.is_member and adhesion.state != AdhesionState.SUSPENDED,
    )
    return render(request, "adhesion/acts.html", context)


@login_required
@require_POST
def remove_act(request, pk: int, act: int):
    adhesion = _find(request, pk)
    found = get_object_or_404(adhesion.acts.select_related("adhesion"), pk=act)
    actions.remove_act(act=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Atto tolto."))
    return redirect("adhesion:acts", pk=pk)


@login_required
def contacts(request, pk: int):
    adhesion = _find(request, pk)
    form = ContactForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _do(
            request, adhesion, form, "contacts", _("Referente aggiornato."), actions.name_contact
        )
    context = _page(
        request,
        adhesion,
        "contacts",
        form=form,
        contacts=adhesion.contacts.all(),
        submit_label=_("Salva il referente"),
    )
    return render(request, "adhesion/contacts.html", context)


@login_required
def start_list(request, pk: int):
    """The list of start: one button for each item."""
    adhesion = _find(request, pk)
    if request.method == "POST":
        actions.tick(
            adhesion=adhesion,
            item=request.POST.get("item", ""),
            is_done=request.POST.get("is_done") == "1",
            actor=request.actor,
            now=timezone.now(),
        )
        return redirect("adhesion:start", pk=pk)
    checks = {check.item: check for check in adhesion.checks.select_related("done_by")}
    items = [(item, checks.get(item.value)) for item in adhesion.start_items]
    done = sum(check is not None for _item, check in items)
    context = _page(request, adhesion, "start", items=items, done=done, total=len(items))
    return render(request, "adhesion/start.html", context)


@login_required
def story(request, pk: int):
    adhesion = _find(request, pk)
    return render(request, "adhesion/story.html", _page(request, adhesion, "story"))


@login_required
@require_POST
def take_step(request, pk: int, step: str):
    adhesion = _find(request, pk)
    if ADHESION.find(step) is None:
        raise Http404("No such step.")
    moved = actions.take_step(
        adhesion=adhesion,
        step=step,
        reason=request.POST.get("reason", ""),
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(
        request, _("L'adesione ora è «%(state)s».") % {"state": moved.get_state_display()}
    )
    return redirect("adhesion:adhesion", pk=pk)
