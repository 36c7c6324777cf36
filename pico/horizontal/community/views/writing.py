"""The pages of the forum where something is written."""

from django.contrib import messages
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in

from ..actions import categories as category_actions
from ..actions import discussions as discussion_actions
from ..actions import posts as post_actions
from ..actions import reading
from ..forms.forum import (
    AnswerForm,
    CategoryForm,
    DescriptionForm,
    DiscussionForm,
    EditPostForm,
)
from ..models import Post
from ..permissions import CommunityPermission
from ..queries import forum as queries
from ..terms import DiscussionKind, DiscussionState
from .forum import crumbs_of, draw_discussion
from .posts import COUNTERS, addresses, reaction_words, tally

BOTH = require_http_methods(["GET", "POST"])


def form_page(request, form, *, title: str, submit: str, cancel: str, crumbs, template="", **more):
    """A form of the Community: 422 when it comes back."""
    return render(
        request,
        template or "ui/page_form.html",
        {
            "title": title, "form": form, "submit_label": submit, "cancel_url": cancel,
            "crumbs": [*crumbs, (title, "")], **more,
        },
        status=422 if form.errors else 200,
    )  # fmt: skip


def refused(form, refusal: Refusal, field: str | None = None):
    """Put a refusal where the person can repair it."""
    form.add_error(field if field in form.fields else None, refusal.message)


# Discussions -------------------------------------------------------------------------------------


@BOTH
def open_discussion(request):
    """Open a discussion, or propose one."""
    actor = request.actor
    actor.require(CommunityPermission.READ_DIRECTORY)
    initial = {
        "category": key_in(request.GET.get("categoria", "")),
        "kind": request.GET.get("tipo") or DiscussionKind.DISCUSSION,
    }
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = DiscussionForm(*data, actor=actor, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = discussion_actions.open_discussion(
                actor=actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            return _opened(request, made)
    return form_page(
        request, form,
        title=_("Nuova discussione"), submit=_("Pubblica"), cancel=reverse("community:forum"),
        crumbs=[(_("Forum"), reverse("community:forum"))],
        template="community/discussion_form.html", offered=form.offered,
    )  # fmt: skip


def _opened(request, made):
    if made.state == DiscussionState.PROPOSED:
        messages.success(
            request, _("Proposta inviata: chi modera decide entro 2 giorni lavorativi.")
        )
    else:
        messages.success(request, _("Discussione pubblicata."))
    return redirect(made)


@BOTH
def describe(request, pk):
    """Change title, kind and words of a discussion."""
    found = queries.discussion(pk, request.actor)
    initial = {
        "title": found.title,
        "kind": found.kind,
        "tags": ", ".join(tag.name for tag in found.tags.all()),
    }
    form = DescriptionForm(
        request.POST or None, actor=request.actor, categories=[found.category], initial=initial
    )
    if request.method == "POST" and form.is_valid():
        try:
            discussion_actions.describe_discussion(
                discussion=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, refusal)
        else:
            messages.success(request, _("Discussione aggiornata."))
            return redirect(found)
    return form_page(
        request, form,
        title=_("Titolo, tipo e parole chiave"), submit=_("Salva"),
        cancel=found.get_absolute_url(),
        crumbs=[*crumbs_of(found.category), (found.title, found.get_absolute_url())],
    )  # fmt: skip


@require_POST
def answer(request, pk):
    """Write an answer; a form with errors comes back with the discussion around it."""
    found = queries.discussion(pk, request.actor)
    form = AnswerForm(request.POST, request.FILES)
    if form.is_valid():
        sent = form.cleaned_data
        target = Post.objects.filter(pk=sent.pop("answers_to") or 0, discussion=found).first()
        try:
            post = post_actions.write_post(
                discussion=found, answers_to=target, actor=request.actor, now=timezone.now(), **sent
            )
        except Refusal as refusal:
            if refusal.code in ("sign_in", "not_permitted"):
                raise
            refused(form, refusal, "files" if "file" in refusal.code else "text")
        else:
            return HttpResponseRedirect(post.get_absolute_url())
    return draw_discussion(request, found, form, status=422)


@BOTH
def edit_post(request, pk):
    post = queries.post(pk, request.actor)
    request.actor.require(CommunityPermission.CHANGE_POST, post)
    form = EditPostForm(request.POST or None, initial={"text": post.text})
    if request.method == "POST" and form.is_valid():
        try:
            post_actions.edit_post(
                post=post, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refusal:
            refused(form, refusal, "text")
        else:
            messages.success(request, _("Intervento modificato."))
            return redirect(post)
    found = post.discussion
    return form_page(
        request, form,
        title=_("Modifica l'intervento"), submit=_("Salva"), cancel=post.get_absolute_url(),
        crumbs=[*crumbs_of(found.category), (found.title, found.get_absolute_url())],
        lead=_("Il testo di prima resta leggibile fra le versioni."),
    )  # fmt: skip


@require_POST
def delete_post(request, pk):
    post = queries.post(pk, request.actor)
    post_actions.delete_post(post=post, actor=request.actor, now=timezone.now())
    messages.success(request, _("Intervento eliminato."))
    return redirect(post.discussion)


@require_POST
def react(request, pk):
    """Put or take back a reaction; HTMX gets the buttons of that post only."""
    post = queries.post(pk, request.actor)
    reading.react(
        post=post, kind=request.POST.get("kind", ""), actor=request.actor, now=timezone.now()
    )
    if not request.headers.get("HX-Request"):
        return redirect(post)
    post.refresh_from_db(fields=list(COUNTERS.values()))
    post.tally = tally(post, queries.my_reactions([post], request.actor), reaction_words())
    post.address = f"{addresses()}{post.pk}/"
    post.may_react = True
    return render(request, "community/_reactions.html", {"post": post})


@require_POST
def accept(request, pk):
    """Accept the answer of a question, or take the mark away."""
    found = queries.discussion(pk, request.actor)
    chosen = key_in(request.POST.get("post", ""))
    post = queries.post(chosen, request.actor) if chosen else None
    discussion_actions.accept_answer(
        discussion=found, post=post, actor=request.actor, now=timezone.now()
    )
    messages.success(
        request, _("Risposta accettata: la domanda è risolta.") if post else _("Domanda riaperta.")
    )
    return redirect(found)


@require_POST
def follow_discussion(request, pk):
    return _follow(request, queries.discussion(pk, request.actor))


@require_POST
def follow_category(request, pk):
    return _follow(request, queries.category(pk, request.actor))


def _follow(request, of):
    is_wanted = request.POST.get("segui") == "1"
    reading.follow(of=of, actor=request.actor, now=timezone.now(), is_wanted=is_wanted)
    said = _("Ora segui «%(title)s».") if is_wanted else _("Non segui più «%(title)s».")
    messages.success(request, said % {"title": of.title})
    return redirect(of)


# Categories --------------------------------------------------------------------------------------


@BOTH
def open_category(request):
    request.actor.require(CommunityPermission.OPEN_CATEGORY)
    form = CategoryForm(request.POST or None, actor=request.actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = category_actions.open_category(
                actor=request.actor, now=timezone.now(), **form.values
            )
        except Refusal as refusal:
            refused(form, refusal, _field_of(refusal))
        else:
            messages.success(request, _("Categoria aperta."))
            return redirect(made)
    return _category_page(request, form, _("Nuova categoria"), reverse("community:forum"))


@BOTH
def change_category(request, pk):
    found = queries.category(pk, request.actor)
    request.actor.require(CommunityPermission.CHANGE_CATEGORY, found)
    form = CategoryForm(request.POST or None, actor=request.actor, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            category_actions.change_category(
                category=found, actor=request.actor, now=timezone.now(),
                is_widening_confirmed=True,  # the field refuses a wider level without its tick
                **form.values,
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal, _field_of(refusal))
        else:
            messages.success(request, _("Categoria aggiornata."))
            return redirect(found)
    return _category_page(request, form, _("Modifica la categoria"), found.get_absolute_url())


def _field_of(refusal: Refusal) -> str:
    return "parent" if refusal.code == "too_deep" else "scope"


def _category_page(request, form, title: str, cancel: str):
    return form_page(
        request, form, title=title, submit=_("Salva"), cancel=cancel,
        crumbs=[(_("Forum"), reverse("community:forum"))],
    )  # fmt: skip
