"""The pages of the blog."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pico.core.access import scopes
from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal
from pico.core.people import audience
from pico.core.ui.lists import PAGE
from pico.core.ui.marks import public_page

from ..actions import blog as actions
from ..forms.blog import ArticleFilter, ArticleForm, CommentForm, PublishForm
from ..forms.forum import ReasonForm
from ..permissions import CommunityPermission
from ..queries import blog as queries
from ..terms import ARTICLES_PER_PAGE, ArticleState, CommentState
from .writing import BOTH, form_page, refused


def way(*more) -> list[tuple[str, str]]:
    return [(_("Blog"), reverse("community:blog")), *more]


@require_safe
@public_page
def blog(request):
    """The articles the actor reads, those in evidence first."""
    actor = request.actor
    filters = ArticleFilter(request.GET)
    rows = filters.narrow(queries.visible_articles(actor))
    page = Paginator(rows, ARTICLES_PER_PAGE).get_page(request.GET.get(PAGE))
    for article in page.object_list:
        article.level_label = scopes.level_of(article.scope).label
    return render(
        request,
        "community/blog.html",
        {
            "title": _("Blog"), "page": page, "filters": filters,
            "may_write": actor.can(CommunityPermission.WRITE_ARTICLE),
            "crumbs": [(_("Blog"), "")],
        },
    )  # fmt: skip


@require_safe
def mine(request):
    """One's own articles in every state, and those that wait for one's yes."""
    request.actor.require(CommunityPermission.WRITE_ARTICLE)
    return render(
        request,
        "community/my_articles.html",
        {
            "title": _("I miei articoli"),
            "articles": list(queries.my_articles(request.actor)[:200]),
            "crumbs": way((_("I miei articoli"), "")),
        },
    )


@require_safe
@public_page
def article(request, pk):
    return draw_article(request, queries.article(pk, request.actor), CommentForm())


def draw_article(request, found, form, status: int = 200):
    actor = request.actor
    return render(
        request,
        "community/article.html",
        {
            "title": found.title, "article": found, "form": form,
            "comments": queries.comments_of(found, actor),
            "may_comment": actor.can(CommunityPermission.COMMENT, found),
            "may_change": actor.can(CommunityPermission.CHANGE_ARTICLE, found),
            "may_review": found.state == ArticleState.IN_REVIEW
            and actor.can(CommunityPermission.REVIEW_ARTICLE, found),
            "may_promote": found.is_published and not found.promoted_at
            and actor.can(CommunityPermission.PROMOTE_ARTICLE, found),
            "moderates": actor.can(CommunityPermission.MODERATE_COMMENTS, found),
            "likes": queries.likes(found, actor),
            "is_out": found.state in (ArticleState.PUBLISHED, ArticleState.SCHEDULED),
            "level_label": audience.label_of(found.scope, actor),
            "crumbs": way((found.title, "")),
        },
        status=status,
    )  # fmt: skip


@BOTH
def write(request):
    actor = request.actor
    actor.require(CommunityPermission.WRITE_ARTICLE)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ArticleForm(*data, actor=actor)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.write_article(actor=actor, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            refused(form, refusal, _field_of(refusal))
        else:
            messages.success(request, _("Bozza salvata: la vedi solo tu, finché non la pubblichi."))
            return redirect(made)
    return form_page(
        request, form, title=_("Nuovo articolo"), submit=_("Salva la bozza"),
        cancel=reverse("community:blog"), crumbs=way(),
    )  # fmt: skip


@BOTH
def change(request, pk):
    found, actor = queries.article(pk, request.actor), request.actor
    actor.require(CommunityPermission.CHANGE_ARTICLE, found)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = ArticleForm(*data, actor=actor, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_article(
                article=found, actor=actor, now=timezone.now(),
                is_widening_confirmed=True,  # the field refuses a wider level without its tick
                **form.cleaned_data,
            )  # fmt: skip
        except Refusal as refusal:
            refused(form, refusal, _field_of(refusal))
        else:
            messages.success(request, _("Articolo salvato."))
            return redirect("community:article", pk=pk)
    return form_page(
        request, form, title=_("Modifica l'articolo"), submit=_("Salva"),
        cancel=found.get_absolute_url(), crumbs=way((found.title, found.get_absolute_url())),
    )  # fmt: skip


def _field_of(refusal: Refusal) -> str:
    fields = {"no_alt": "cover_alt", "not_an_image": "cover", "too_big": "cover",
              "too_many_tags": "tags", "scope_not_yours": "scope"}  # fmt: skip
    return fields.get(refusal.code, "text")


@BOTH
def publish(request, pk):
    """Publish now or later."""
    found = queries.article(pk, request.actor)
    request.actor.require(CommunityPermission.CHANGE_ARTICLE, found)
    form = PublishForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.publish_article(
            article=found, at=form.cleaned_data["at"], actor=request.actor, now=timezone.now()
        )
        said = {
            ArticleState.PUBLISHED: _("Articolo pubblicato."),
            ArticleState.SCHEDULED: _("Articolo programmato."),
            ArticleState.IN_REVIEW: _("Articolo mandato ai redattori del tuo ente."),
        }
        messages.success(request, said[ArticleState(made.state)])
        return redirect(made)
    return form_page(
        request, form, title=_("Pubblica l'articolo"), submit=_("Pubblica"),
        cancel=found.get_absolute_url(), crumbs=way((found.title, found.get_absolute_url())),
        lead=audience.audience(found.scope, request.actor).sentence,
    )  # fmt: skip


@require_POST
def approve(request, pk):
    found = queries.article(pk, request.actor)
    actions.review_article(article=found, is_approved=True, actor=request.actor, now=timezone.now())
    messages.success(request, _("Articolo approvato."))
    return redirect(found)


@BOTH
def send_back(request, pk):
    found = queries.article(pk, request.actor)
    request.actor.require(CommunityPermission.REVIEW_ARTICLE, found)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        actions.review_article(
            article=found, is_approved=False, reason=form.cleaned_data["reason"],
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip
        messages.success(request, _("Articolo rimandato: l'autore riceve il motivo."))
        return redirect("community:blog")
    return form_page(
        request, form, title=_("Rimanda all'autore"), submit=_("Rimanda"),
        cancel=found.get_absolute_url(), crumbs=way((found.title, found.get_absolute_url())),
    )  # fmt: skip


@require_POST
def withdraw(request, pk):
    found = queries.article(pk, request.actor)
    actions.withdraw_article(article=found, actor=request.actor, now=timezone.now())
    messages.success(request, _("Articolo ritirato: lo vedete solo tu e i redattori del tuo ente."))
    return redirect(
        "community:mine" if found.author_id == request.actor.person_id else "community:blog"
    )


@require_POST
def promote(request, pk):
    found = queries.article(pk, request.actor)
    actions.promote_article(article=found, actor=request.actor, now=timezone.now())
    messages.success(
        request, _("Articolo in evidenza: i redattori del sito ne trovano la bozza fra le notizie.")
    )
    return redirect(found)


@require_safe
def versions(request, pk):
    found = queries.article(pk, request.actor)
    return render(
        request,
        "community/article_versions.html",
        {
            "title": _("Versioni dell'articolo"), "article": found,
            "versions": found.versions.select_related("by"),
            "crumbs": way((found.title, found.get_absolute_url()), (_("Versioni"), "")),
        },
    )  # fmt: skip


@require_safe
def cover(request, pk):
    """The picture of an article, for who reads the article."""
    found = queries.article(pk, request.actor)
    if found.cover is None or found.cover.current is None:
        raise Http404
    answer = send_version(request, found.cover.current)
    answer["Content-Disposition"] = "inline"
    return answer


@require_POST
def like(request, pk):
    found = queries.article(pk, request.actor)
    actions.like(article=found, actor=request.actor, now=timezone.now())
    return redirect(found)


@require_POST
def comment(request, pk):
    found, actor = queries.article(pk, request.actor), request.actor
    form = CommentForm(request.POST)
    if form.is_valid():
        parent = found.comments.filter(pk=form.cleaned_data["parent"] or 0).first()
        try:
            made = actions.write_comment(
                article=found, text=form.cleaned_data["text"], parent=parent,
                actor=actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            if refusal.code in ("sign_in", "not_permitted"):
                raise
            refused(form, refusal, "text")
        else:
            if made.state == CommentState.WAITING:
                messages.success(request, _("Commento inviato: compare quando è approvato."))
            return redirect(f"{found.get_absolute_url()}#commenti")
    return draw_article(request, found, form, status=422)


@require_POST
def comment_state(request, pk):
    """Approve, hide, delete a comment."""
    found = queries.comment(pk, request.actor)
    state = request.POST.get("stato", "")
    if state not in (CommentState.SHOWN, CommentState.HIDDEN, CommentState.DELETED):
        raise Refusal(_("Stato sconosciuto."), code="bad_state")
    actions.set_comment_state(comment=found, state=state, actor=request.actor, now=timezone.now())
    return redirect(f"{found.article.get_absolute_url()}#commenti")
