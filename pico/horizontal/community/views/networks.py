"""The pages of the thematic networks."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.files.terms import FileKind

from ..actions import meetings as meeting_actions
from ..actions import networks as actions
from ..forms.networks import InviteForm, JoinForm, LetterForm, MeetingForm, NetworkForm
from ..models import Document, Meeting, Network
from ..permissions import CommunityPermission
from ..queries import documents, networks
from ..queries.calendars import of_meetings
from ..queries.linking import linked_to
from ..terms import NETWORK_MEANING, NetworkRole, PlaceState

ANIMATE = CommunityPermission.ANIMATE_NETWORK
NEWS = 8


@require_safe
def network_list(request):
    """The networks whose sheet the actor may read: one's own first."""
    actor = request.actor
    mine = set(networks.my_networks(actor).values_list("pk", flat=True))
    found = list(networks.visible_networks(actor))
    return render(
        request,
        "community/networks/list.html",
        {
            "title": _("Reti tematiche"),
            "mine": [one for one in found if one.pk in mine],
            "others": [one for one in found if one.pk not in mine],
            "meanings": NETWORK_MEANING,
            "may_open": actor.can(CommunityPermission.OPEN_NETWORK),
            "crumbs": [(_("Reti tematiche"), "")],
        },
    )


@require_safe
def by_key(request, pk):
    """The sheet of a network, by its key."""
    return network(request, networks.network_to_open(request.actor, pk=pk).slug)


@require_safe
def network(request, slug):
    """The sheet, for everybody who may read it; inside, the letter, what is new, what is coming."""
    actor = request.actor
    net = networks.network_to_open(actor, slug=slug)
    inside = actor.can(CommunityPermission.READ_NETWORK, net)
    context = {}
    if inside:
        now = timezone.now()
        context = {
            "coming": list(networks.coming(net, now)[:3]),
            "news": list(networks.news(net, actor)[:NEWS]),
            "folders": list(networks.folders(net, actor)),
            "linked": linked_to(net, actor, request.space),
        }
    return _page(
        request, "community/networks/network.html", net, "network",
        animators=networks.animators(net) if actor.is_known else (), join_form=JoinForm(),
        **context,
    )  # fmt: skip


@require_safe
def people(request, slug):
    """The roster, by role; requests and invitations for who animates."""
    net = _inside(request, slug)
    may_animate = request.actor.can(ANIMATE, net)
    return _page(
        request, "community/networks/people.html", net, "network_people",
        roster=list(networks.roster(net)),
        waiting=list(networks.requests(net)) if may_animate else (),
        roles=NetworkRole.choices,
    )  # fmt: skip


@require_safe
def calendar(request, slug):
    """The dates, to come and past, with agenda and minutes."""
    net = _inside(request, slug)
    now = timezone.now()
    return _page(
        request, "community/networks/meetings.html", net, "network_meetings",
        coming=list(networks.coming(net, now)), past=list(networks.past(net, now)[:50]),
        cancelled=[one for one in networks.meetings(net) if one.is_cancelled and one.ends_at >= now],
    )  # fmt: skip


@require_safe
def calendar_file(request, slug, pk=None):
    """The dates as a file that every calendar opens: all, or one."""
    net = _inside(request, slug)
    found = networks.meetings(net)
    if pk is not None:
        found = [get_object_or_404(found, pk=pk)]
    return HttpResponse(
        of_meetings(net, found, now=timezone.now()),
        content_type="text/calendar; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{net.slug}.ics"'},
    )


@require_safe
def story(request, slug):
    net = _to_animate(request, slug)
    return _page(request, "community/networks/story.html", net, "network_story")


def _inside(request, slug: str) -> Network:
    """What is within a network is for who is in it, and for who animates it; a 404 for the others."""
    net = networks.network_to_open(request.actor, slug=slug)
    if not (
        request.actor.can(CommunityPermission.READ_NETWORK, net) or request.actor.can(ANIMATE, net)
    ):
        raise Http404
    return net


def _to_animate(request, slug: str) -> Network:
    net = networks.network_to_open(request.actor, slug=slug)
    request.actor.require(ANIMATE, net)
    return net


def _page(request, template: str, net: Network, tab: str, **context):
    actor = request.actor
    inside = actor.can(CommunityPermission.READ_NETWORK, net)
    may_animate = actor.can(ANIMATE, net)
    place = networks.own_place(net, actor)
    return render(
        request,
        template,
        {
            "title": net.name,
            "network": net,
            "meaning": NETWORK_MEANING[net.state],
            "inside": inside,
            "place": place,
            "is_in": place is not None and place.state == PlaceState.ACTIVE,
            "may_animate": may_animate,
            "tabs": _tabs(net, tab, inside or may_animate, may_animate),
            "crumbs": [(_("Reti tematiche"), reverse("community:networks")), (net.name, "")],
            **context,
        },
    )


def _tabs(net: Network, active: str, inside: bool, may_animate: bool) -> list[dict]:
    shown = [("network", _("Riepilogo"))]
    if inside:
        shown += [("network_people", _("Persone")), ("network_meetings", _("Incontri"))]
    if may_animate:
        shown.append(("network_story", _("Storia")))
    return [
        {
            "label": label,
            "url": reverse(f"community:{name}", args=[net.slug]),
            "active": name == active,
        }
        for name, label in shown
    ]


# Changing it -------------------------------------------------------------------------------------


@require_http_methods(["GET", "POST"])
def create(request):
    request.actor.require(CommunityPermission.OPEN_NETWORK)
    form = NetworkForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        net = actions.open_network(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Rete «%(name)s» aperta.") % {"name": net})
        return redirect(net)
    return _form_page(request, form, _("Nuova rete"), _("Apri la rete"), None)


@require_http_methods(["GET", "POST"])
def edit(request, slug):
    net = _to_animate(request, slug)
    form = NetworkForm(request.POST or None, actor=request.actor, network=net)
    if request.method == "POST" and form.is_valid():
        actions.describe_network(
            network=net, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Scheda della rete salvata."))
        return redirect(net)
    return _form_page(request, form, _("Modifica la scheda"), _("Salva"), net)


@require_http_methods(["GET", "POST"])
def letter(request, slug):
    net = _to_animate(request, slug)
    form = LetterForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.write_letter(
            network=net, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Lettera pubblicata: i membri ricevono un avviso."))
        return redirect(net)
    return _form_page(request, form, _("Lettera ai membri"), _("Pubblica la lettera"), net)


@require_POST
def join(request, slug):
    net = networks.network_to_open(request.actor, slug=slug)
    place = actions.join_network(
        network=net, reason=request.POST.get("reason", ""), actor=request.actor, now=timezone.now()
    )
    said = (
        _("Sei nella rete.")
        if place.state == PlaceState.ACTIVE
        else _("Richiesta inviata a chi anima la rete.")
    )
    messages.success(request, said)
    return redirect(net)


@require_POST
def leave(request, slug):
    net = networks.network_to_open(request.actor, slug=slug)
    place = networks.own_place(net, request.actor)
    if place is None:
        raise Http404
    actions.leave_network(place=place, actor=request.actor, now=timezone.now())
    messages.success(request, _("Non sei più nella rete «%(name)s».") % {"name": net})
    return redirect("community:networks")


@require_POST
def answer(request, slug, pk):
    """Let in who asked, or say no with a reason."""
    net = _to_animate(request, slug)
    place = networks.place_to_change(pk, net)
    actions.answer_request(
        place=place, is_accepted="accetta" in request.POST,
        reason=request.POST.get("reason", ""), actor=request.actor, now=timezone.now(),
    )  # fmt: skip
    messages.success(request, _("Risposta inviata."))
    return redirect("community:network_people", slug=slug)


@require_POST
def change_place(request, slug, pk):
    """Another role, or out."""
    net = _to_animate(request, slug)
    place = networks.place_to_change(pk, net)
    now = timezone.now()
    if "togli" in request.POST:
        actions.leave_network(place=place, actor=request.actor, now=now)
    elif (role := request.POST.get("role", "")) in NetworkRole.values:
        actions.change_network_role(place=place, role=role, actor=request.actor, now=now)
    messages.success(request, _("Salvato."))
    return redirect("community:network_people", slug=slug)


@require_http_methods(["GET", "POST"])
def invite(request, slug):
    net = _to_animate(request, slug)
    form = InviteForm(request.POST or None, people=networks.people_to_invite(net))
    if request.method == "POST" and form.is_valid():
        place = actions.invite_to_network(
            network=net, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Invito inviato a %(person)s.") % {"person": place.person})
        return redirect("community:network_people", slug=slug)
    return _form_page(request, form, _("Invita una persona"), _("Invia l'invito"), net)


@require_safe
def candidates(request):
    """Persons that may be invited, for the picker; nothing for who may not know of them."""
    found = networks.candidates(request.GET.get("q", "").strip(), request.actor)[:10]
    return JsonResponse(
        [{"id": one.pk, "label": str(one), "detail": ""} for one in found], safe=False
    )


@require_http_methods(["GET", "POST"])
def set_meeting(request, slug, pk=None):
    net = _to_animate(request, slug)
    meeting = get_object_or_404(networks.meetings(net), pk=pk) if pk else None
    first = {name: getattr(meeting, name) for name in MeetingForm.base_fields} if meeting else {}
    form = MeetingForm(request.POST or None, initial=first, minutes=_minutes(net, request.actor))
    if request.method == "POST" and form.is_valid():
        meeting_actions.set_meeting(
            network=net, meeting=meeting, actor=request.actor, now=timezone.now(),
            **form.cleaned_data,
        )  # fmt: skip
        messages.success(request, _("Incontro salvato."))
        return redirect("community:network_meetings", slug=slug)
    title = _("Modifica l'incontro") if meeting else _("Nuovo incontro")
    return _form_page(request, form, title, _("Salva l'incontro"), net)


def _minutes(net: Network, actor):
    """The minutes that lie in the folders of the network."""
    found = documents.visible_documents(actor).filter(
        kind=FileKind.MINUTES, document__folder__circle=net.circle_id
    )
    return Document.objects.filter(pk__in=found.values("pk")).select_related("file")


@require_POST
def cancel_meeting(request, slug, pk):
    net = _to_animate(request, slug)
    meeting: Meeting = get_object_or_404(networks.meetings(net), pk=pk)
    meeting_actions.cancel_meeting(meeting=meeting, actor=request.actor, now=timezone.now())
    messages.success(request, _("Incontro annullato: i membri ricevono un avviso."))
    return redirect("community:network_meetings", slug=slug)


def _form_page(request, form, title: str, submit: str, net: Network | None):
    crumbs = [(_("Reti tematiche"), reverse("community:networks"))]
    if net:
        crumbs.append((net.name, net.get_absolute_url()))
    return render(
        request,
        "ui/page_form.html",
        {
            "title": title, "form": form, "submit_label": submit, "lead": net.name if net else "",
            "cancel_url": net.get_absolute_url() if net else reverse("community:networks"),
            "crumbs": [*crumbs, (title, "")],
        },
        status=422 if form.errors else 200,
    )  # fmt: skip
