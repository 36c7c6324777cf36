"""A request in three steps, from anywhere: what one needs, the details, a summary before sending."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.enti.terms import PROVINCES
from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import time_it
from pico.core.ui.templatetags.ui import Step

from ..actions import drafts
from ..actions.opening import Origin, Request, open_ticket
from ..forms.asking import DetailsForm, NeedForm, SendForm
from ..models import Category
from ..permissions import HelpdeskPermission
from ..queries import catalogue as catalogue_queries
from ..queries import drafts as draft_queries
from ..queries import here
from ..queries import tickets as queries
from ..terms import SERVICE_TOPICS, Channel, Family, Impact, Topic

BOTH = require_http_methods(["GET", "POST"])
NEED, DETAILS = "bisogno", "dettagli"
LINKS = ("follows", "part_of")
FORMS = {NEED: NeedForm, DETAILS: DetailsForm}


def _begin(request):
    """What is written so far; who acts for no ente is told how to get help without it."""
    request.actor.require(HelpdeskPermission.OPEN)
    draft = draft_queries.draft_of(request.actor)
    return dict(draft.data) if draft else {}


def _keep(request, data: dict):
    return drafts.keep_draft(data=data, actor=request.actor, now=timezone.now())


def _steps(current: int, data: dict) -> list[Step]:
    labels = (
        (_("Di cosa hai bisogno?"), reverse("helpdesk:ask")),
        (_("Dettagli"), reverse("helpdesk:ask-details")),
        (_("Riepilogo"), ""),
    )
    return [
        Step(label, url if number < current else "", state_of(number, current))
        for number, (label, url) in enumerate(labels, 1)
    ]


def state_of(number: int, current: int) -> str:
    if number == current:
        return "current"
    return "done" if number < current else "todo"


def _page(request, form, step: int, data: dict, template: str, **more):
    return render(
        request,
        template,
        {
            "title": _("Apri una richiesta"),
            "form": form,
            "steps": _steps(step, data),
            "origin": data.get("origin") or {},
            "has_draft": bool(data.get("subject")),
            "cancel_url": reverse("helpdesk:home"),
            "crumbs": [(_("Assistenza"), reverse("helpdesk:home")), (_("Apri una richiesta"), "")],
            **more,
        },
        status=422 if form.errors else 200,
    )


@BOTH
def ask(request):
    """First step. `?da=` is where one comes from, `?segue=` a closed request it goes on from, `?parte=`
    one of which an operator asks somebody else a part.
    """
    data = _begin(request)
    if request.method == "GET" and not {"da", "segue", "parte"}.isdisjoint(request.GET):
        data = _arrive(request, data)
        _keep(request, data)
    form = NeedForm(request.POST or None, initial=_initial(data))
    if request.method == "POST" and form.is_valid():
        cleaned = form.cleaned_data
        data |= {
            "family": cleaned["family"],
            "topic": cleaned["topic"],
            "category": cleaned["category"].pk,
        }
        _keep(request, data)
        return redirect("helpdesk:ask-details")
    return _page(
        request, form, 1, data, "helpdesk/ask.html", submit_label=_("Avanti"),
        autosave_url=reverse("helpdesk:ask-draft", args=[NEED]),
    )  # fmt: skip


def _arrive(request, data: dict) -> dict:
    """Begin with what the page one comes from says: module, object, address."""
    place = here.read(request.GET.get("da", ""))
    if place:
        data["origin"] = _origin(request, place)
        data["topic"] = str(place.topic)
        is_service = place.topic in SERVICE_TOPICS
        data["family"] = str(Family.SERVICES if is_service else Family.PLATFORM)
    if key := request.GET.get("segue"):
        data["follows"] = queries.ticket(key, request.actor).key
    if key := request.GET.get("parte"):
        whole = queries.ticket(key, request.actor)
        request.actor.require(HelpdeskPermission.HANDLE, whole)
        data |= {"part_of": whole.key, "family": whole.family, "topic": whole.topic}
        data |= {"category": whole.category_id, "subject": whole.subject}
    return data


def _origin(request, place) -> dict:
    found = here.object_of(place, request.actor)
    if found is None:
        return {"url": place.path}
    owner = getattr(found, "owner", None)
    return {
        "type": place.kind,
        "id": str(place.key),
        "title": str(found)[:250],
        "url": place.path,
        "province": owner.pk if owner is not None and owner.kind in PROVINCES else None,
    }


def _initial(data: dict) -> dict:
    return {key: value for key, value in data.items() if key not in ("origin", "files", *LINKS)}


@BOTH
def details(request):
    """Second step: subject, words, how much it presses, attachments."""
    data = _begin(request)
    if not data.get("category"):
        return redirect("helpdesk:ask")
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DetailsForm(*sent, initial=_initial(data))
    if request.method == "POST" and form.is_valid() and _kept_with_files(request, data, form):
        return redirect("helpdesk:ask-summary")
    return _page(
        request, form, 2, data, "helpdesk/ask_details.html", submit_label=_("Avanti"),
        kept_files=_kept_files(request),
        autosave_url=reverse("helpdesk:ask-draft", args=[DETAILS]),
    )  # fmt: skip


def _kept_with_files(request, data: dict, form) -> bool:
    """Keep what was written, then what came with it; a refused file comes back at its field."""
    cleaned = dict(form.cleaned_data)
    files = cleaned.pop("files")
    data |= _plain(cleaned)
    try:
        drafts.keep_files(data=data, files=files, actor=request.actor, now=timezone.now())
    except Refusal as refusal:
        form.add_error("files", refusal.message)
        return False
    return True


def _kept_files(request) -> list:
    draft = draft_queries.draft_of(request.actor)
    return list(draft_queries.files_of(draft).select_related("current"))


def _plain(cleaned: dict) -> dict:
    """Clean values as JSON keeps them."""
    return {
        key: value.isoformat() if hasattr(value, "isoformat") else str(value or "")
        for key, value in cleaned.items()
    }


@BOTH
def summary(request):
    """Third step: everything once more, the technical context, who sees it; then it is sent."""
    data = _begin(request)
    category = Category.objects.filter(pk=data.get("category") or 0).first()
    if category is None or not data.get("subject") or not data.get("text"):
        return redirect("helpdesk:ask")
    form = SendForm(request.POST or None)
    context = technical_context(request, data)
    if request.method == "POST" and form.is_valid():
        try:
            made = _open(request, data, category, context, form)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(
                request,
                _("Richiesta %(number)s inviata a %(queue)s.")
                % {"number": made.number, "queue": made.queue.name},
            )
            return redirect(made)
    return _page(
        request, form, 3, data, "helpdesk/ask_summary.html", submit_label=_("Invia la richiesta"),
        request_data=data, category=category, technical=context, kept_files=_kept_files(request),
        family_label=Family(data["family"]).label, topic_label=Topic(data["topic"]).label,
        impact_label=Impact(data["impact"]).label,
        needed_on=parse_date(data.get("needed_on") or ""),
    )  # fmt: skip


def technical_context(request, data: dict) -> dict:
    """What helps to find a fault: shown before it is sent."""
    return {
        "url": (data.get("origin") or {}).get("url") or "",
        "browser": request.headers.get("User-Agent", "")[:250],
        "release": settings.VERSION,
        "at": timezone.now().isoformat(timespec="seconds"),
    }


def _open(request, data: dict, category: Category, context: dict, form):
    origin = data.get("origin") or {}
    follows, whole = (
        queries.ticket(data[name], request.actor) if data.get(name) else None for name in LINKS
    )
    return open_ticket(
        request=Request(
            family=Family(data["family"]),
            topic=Topic(data["topic"]),
            category=category,
            subject=data["subject"],
            text=data["text"],
            impact=Impact(data["impact"]),
            needed_on=parse_date(data.get("needed_on") or ""),
            visibility=form.cleaned_data["visibility"],
            origin=Origin(
                type=origin.get("type") or "",
                id=origin.get("id") or "",
                title=origin.get("title") or "",
                url=origin.get("url") or "",
                province=queries.province(origin.get("province")),
            ),
            context=context,
            channel=Channel.INTERNAL if whole else Channel.WEB,
        ),
        files=_kept_files(request),
        draft=draft_queries.draft_of(request.actor),
        follows=follows,
        parent=whole,
        space=request.space,
        actor=request.actor,
        now=timezone.now(),
    )


@require_POST
def save_draft(request, step):
    """Keep what is being written, as it is: it need not be right yet."""
    if step not in FORMS:
        raise Http404
    kept = _keep_as_it_is(request, FORMS[step])
    return JsonResponse({"saved_at": time_it(kept.saved_at)})


def _keep_as_it_is(request, form_class):
    data = _begin(request)
    form = form_class(request.POST)
    form.is_valid()
    for name, value in form.cleaned_data.items():
        if value not in (None, "") and name != "files":
            data[name] = value.pk if name == "category" else _plain({name: value})[name]
    return _keep(request, data)


@require_POST
def drop_file(request, pk):
    """Take an attachment off, and keep what else stands in the form."""
    _keep_as_it_is(request, DetailsForm)
    drafts.drop_file(pk=pk, actor=request.actor, now=timezone.now())
    messages.success(request, _("Allegato tolto."))
    return redirect("helpdesk:ask-details")


@require_POST
def start_again(request):
    """Throw the draft away."""
    _begin(request)
    drafts.drop_draft(actor=request.actor, now=timezone.now())
    return redirect("helpdesk:ask")


@require_safe
def categories(request):
    """The options of a module, for who chooses it."""
    groups = catalogue_queries.grouped_categories(request.GET.get("topic", ""))
    return render(request, "helpdesk/_categories.html", {"groups": groups})
