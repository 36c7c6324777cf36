"""The desk: issues of a space, each with its tabs and the steps that are open to this person."""

from csp.decorators import csp
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from .. import drawing, letters, queries
from ..actions import composing, sending, steps
from ..forms import DeliveryFilter, IssueFilter, IssueForm, ReasonForm, ScheduleForm
from ..models import Issue
from ..permissions import NewsletterPermission
from ..terms import STATE_SENTENCES, BlockKind, DeliveryState, IssueState
from ..workflow import ISSUE, prepared
from ._place import desk_of, find_issue, own_desk

UNPROCESSABLE = 422

COLUMNS = (
    Column(
        "titolo",
        gettext_lazy("Newsletter"),
        value="title",
        sort="title",
        link=lambda one: reverse("newsletter:record", args=[one.pk]),
    ),
    Column("numero", gettext_lazy("Lista e numero"), "edition", sort="mailing_list__name"),
    Column(
        "stato",
        gettext_lazy("Stato"),
        value=lambda one: badge(one.state_label, one.meaning),
        sort="state",
        export="state_label",
    ),
    Column(
        "invio",
        gettext_lazy("Invio"),
        value=lambda one: one.sent_at or one.send_at,
        sort="send_at",
        kind="date",
    ),
    Column("inviate", gettext_lazy("Inviate"), "sent_count", sort="sent_count", kind="number"),
    Column("clic", gettext_lazy("Clic"), "click_count", sort="click_count", kind="number"),
    Column("modifica", gettext_lazy("Modificata il"), "changed_at", sort="changed_at", kind="date"),
)


def desk(request):
    """Every issue of the space, the last touched first."""
    if elsewhere := own_desk(request, "newsletter:desk"):
        return elsewhere
    space = desk_of(request)
    lists = queries.lists_of(space, request.actor)
    issues = queries.issues_of(space, request.actor).defer("frozen", "text")
    return render_list(
        request,
        queryset=queries.with_numbers(issues),
        columns=COLUMNS,
        title=_("Redazione della newsletter"),
        filter_form=IssueFilter(request.GET, lists=lists),
        template="newsletter/desk.html",
        context={"has_lists": lists.exists()},
        default_sort="-modifica",
        empty_title=_("Nessuna newsletter, per ora"),
        empty_text=_(
            "Comincia da «Nuova newsletter»: si compone scegliendo contenuti già pubblici."
        ),
    )


@require_http_methods(["GET", "POST"])
def create(request):
    space = desk_of(request)
    lists = queries.lists_of(space, request.actor).filter(closed_at=None)
    if not lists.exists():
        messages.info(request, _("Prima serve una lista: chi amministra lo spazio la apre qui."))
        return redirect("newsletter:lists")
    form = IssueForm(request.POST or None, lists=lists)
    if request.method == "POST" and form.is_valid():
        made = composing.create_issue(actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Bozza creata: ora aggiungi i blocchi."))
        return redirect("newsletter:record", pk=made.pk)
    return _form_page(request, form, _("Nuova newsletter"), _("Crea la bozza"))


@require_http_methods(["GET", "POST"])
def edit(request, pk):
    issue = find_issue(request, pk)
    lists = queries.lists_of(issue.space, request.actor).filter(closed_at=None)
    form = IssueForm(request.POST or None, instance=issue, lists=lists)
    if request.method == "POST" and form.is_valid():
        composing.edit_issue(
            issue=issue, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        messages.success(request, _("Newsletter salvata."))
        return redirect("newsletter:record", pk=pk)
    return _form_page(request, form, _("Modifica la newsletter"), _("Salva"), issue)


def _form_page(request, form, title: str, submit: str, issue: Issue | None = None, **more):
    crumbs = [(_("Redazione della newsletter"), reverse("newsletter:desk")), (title, "")]
    cancel = reverse("newsletter:desk")
    if issue:
        cancel = reverse("newsletter:record", args=[issue.pk])
        crumbs.insert(1, (str(issue), cancel))
    context = {
        "form": form, "title": title, "submit_label": submit, "crumbs": crumbs,
        "cancel_url": cancel, **more,
    }  # fmt: skip
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/page_form.html", context, status=status)


@require_POST
def copy(request, pk):
    made = composing.copy_issue(
        issue=find_issue(request, pk), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Nuova bozza con gli stessi blocchi."))
    return redirect("newsletter:record", pk=made.pk)


# The record and its tabs -------------------------------------------------------------------------

TABS = (
    ("record", gettext_lazy("Composizione")),
    ("preview", gettext_lazy("Anteprima")),
    ("numbers", gettext_lazy("Numeri")),
    ("story", gettext_lazy("Storia")),
)


def _page(request, issue: Issue, here: str, **extra) -> dict:
    """Return what every tab shows: state, steps with their obstacles, tabs."""
    issue = prepared(issue, actor=request.actor, now=timezone.now())
    open_steps = [
        step for step in ISSUE.open_steps(issue, actor=request.actor) if step.name != "reschedule"
    ]
    left = issue.started_at is not None
    return {
        "issue": issue,
        "title": issue.title,
        "number": issue.edition,
        "sentence": STATE_SENTENCES[IssueState(issue.state)],
        "turn": _turn(issue),
        "steps": [(step, step.obstacles(issue)) for step in open_steps],
        "may_schedule": issue.state in (IssueState.DRAFT, IssueState.IN_APPROVAL)
        or (
            issue.state == IssueState.SCHEDULED
            and request.actor.can(NewsletterPermission.APPROVE, issue)
        ),
        "readers": None if left else queries.how_many(issue),
        "tabs": [
            {
                "label": label,
                "url": reverse(f"newsletter:{name}", args=[issue.pk]),
                "active": name == here,
            }
            for name, label in TABS
            if left or name != "numbers"
        ],
        "crumbs": [
            (_("Redazione della newsletter"), reverse("newsletter:desk")),
            (str(issue), ""),
        ],
        **extra,
    }


def _turn(issue: Issue) -> str:
    return {
        IssueState.DRAFT: _("chi la compone"),
        IssueState.IN_APPROVAL: _("un amministratore dello spazio"),
    }.get(issue.state, "")


KINDS = (
    (BlockKind.TEXT, "testo", "it-pencil", gettext_lazy("Testo")),
    (BlockKind.HEADING, "titolo", "it-list", gettext_lazy("Titolo di sezione")),
    (BlockKind.BUTTON, "pulsante", "it-link", gettext_lazy("Pulsante")),
)


@require_safe
def record(request, pk):
    issue = find_issue(request, pk)
    context = _page(request, issue, "record", pieces=drawing.pieces(issue), kinds=KINDS)
    return render(request, "newsletter/record.html", context)


VIEWS = (
    ("schermo", gettext_lazy("Schermo grande")),
    ("telefono", gettext_lazy("Telefono")),
    ("testo", gettext_lazy("Solo testo")),
)


@require_safe
def preview(request, pk):
    """The letter as it arrives: on a large screen, on a phone, without pictures and colours."""
    issue = find_issue(request, pk)
    shown = request.GET.get("vista")
    shown = shown if shown in dict(VIEWS) else VIEWS[0][0]
    press = letters.Press(issue, now=timezone.now(), is_test=True)
    views = [
        {"label": label, "url": f"?vista={name}", "active": name == shown} for name, label in VIEWS
    ]
    context = _page(
        request, issue, "preview", shown=shown, views=views, text=press.text, subject=issue.subject
    )
    return render(request, "newsletter/preview.html", context)


@require_safe
@xframe_options_sameorigin
@csp(
    {
        "default-src": ["'none'"],
        "style-src": ["'unsafe-inline'"],
        "img-src": ["'self'"],
        "frame-ancestors": ["'self'"],
    }
)
def letter(request, pk):
    """The HTML of the letter itself, for the frame of the preview: mails carry their own style."""
    issue = find_issue(request, pk)
    return HttpResponse(letters.Press(issue, now=timezone.now(), is_test=True).html)


@require_safe
def numbers(request, pk):
    """Sent, failed, bounced, clicks per link, who left after it: numbers, no persons."""
    issue = find_issue(request, pk)
    context = _page(
        request,
        issue,
        "numbers",
        progress=queries.progress(issue),
        links=issue.links.order_by("-clicks", "number"),
        leavers=queries.leavers(issue),
        may_see=request.actor.can(NewsletterPermission.SEE_SUBSCRIBERS, issue),
    )
    return render(request, "newsletter/numbers.html", context)


@require_safe
def advance(request, pk):
    """The bar of the progress, asked again every two seconds while the issue leaves."""
    issue = find_issue(request, pk)
    context = {"issue": issue, "progress": queries.progress(issue)}
    return render(request, "newsletter/_progress.html", context)


DELIVERY_COLUMNS = (
    Column("email", gettext_lazy("E-mail"), "subscriber.email", sort="subscriber__email"),
    Column(
        "stato",
        gettext_lazy("Stato"),
        value=lambda one: badge(one.get_state_display(), one.meaning),
        sort="state",
        export="get_state_display",
    ),
    Column("quando", gettext_lazy("Quando"), "at", sort="at", kind="date"),
    Column("risposta", gettext_lazy("Risposta del server"), "answer"),
)


@require_safe
def deliveries(request, pk):
    """What became of each address: for who may see them."""
    issue = find_issue(request, pk)
    request.actor.require(NewsletterPermission.SEE_SUBSCRIBERS, issue)
    states = [pair for pair in DeliveryState.choices if pair[0] != DeliveryState.CLAIMED]
    here = reverse("newsletter:numbers", args=[pk])
    return render_list(
        request,
        queryset=queries.deliveries_of(issue, request.actor),
        columns=DELIVERY_COLUMNS,
        title=_("Consegne di «%(title)s»") % {"title": issue},
        filter_form=DeliveryFilter(request.GET, states=states),
        default_sort="email",
        context={
            "crumbs": [
                (_("Redazione della newsletter"), reverse("newsletter:desk")),
                (str(issue), here),
                (_("Consegne"), ""),
            ]
        },
    )


@require_safe
def story(request, pk):
    issue = find_issue(request, pk)
    return render(request, "newsletter/story.html", _page(request, issue, "story"))


# Steps -------------------------------------------------------------------------------------------


@require_POST
def step(request, pk, step):
    """Make one step of the table; a refusal is said where the button was."""
    issue = find_issue(request, pk)
    form = ReasonForm(request.POST)
    form.is_valid()
    steps.take_step(
        issue=issue,
        step=step,
        reason=form.cleaned_data.get("reason", ""),
        actor=request.actor,
        now=timezone.now(),
    )
    messages.success(request, DONE.get(step, _("Fatto.")))
    return redirect("newsletter:record", pk=pk)


DONE = {
    "submit": gettext_lazy("Mandata in approvazione: chi amministra lo spazio la trova fra «Tocca a me»."),
    "approve": gettext_lazy("Approvata: quello che si legge ora è quello che parte."),
    "send_back": gettext_lazy("Rimandata in bozza, con il motivo."),
    "stop": gettext_lazy("Invio fermato: chi l'ha già ricevuta non la riceverà di nuovo."),
    "resume": gettext_lazy("Invio ripreso da dove era."),
    "close": gettext_lazy("Invio chiuso: agli altri non parte."),
    "cancel": gettext_lazy("Newsletter annullata."),
}  # fmt: skip


@require_http_methods(["GET", "POST"])
def schedule(request, pk):
    issue = find_issue(request, pk)
    form = ScheduleForm(request.POST or None, initial={"send_at": issue.send_at})
    if request.method == "POST" and form.is_valid():
        try:
            steps.schedule(
                issue=issue, send_at=form.cleaned_data["send_at"], actor=request.actor,
                now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error("send_at", refusal.message)
        else:
            messages.success(request, _("Ora dell'invio salvata."))
            return redirect("newsletter:record", pk=pk)
    return _form_page(request, form, _("Quando parte"), _("Salva"), issue)


@require_POST
def test(request, pk):
    """Send the issue to oneself."""
    issue = find_issue(request, pk)
    steps.send_test(issue=issue, email=request.user.email, actor=request.actor, now=timezone.now())
    messages.success(request, _("Prova spedita a %(email)s.") % {"email": request.user.email})
    return redirect("newsletter:preview", pk=pk)


@require_POST
def again(request, pk):
    count = sending.send_again(
        issue=find_issue(request, pk), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("%(n)d consegne di nuovo in coda.") % {"n": count})
    return redirect("newsletter:numbers", pk=pk)
