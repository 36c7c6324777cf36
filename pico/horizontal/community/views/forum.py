"""The pages of the forum that are read."""

from dataclasses import dataclass, field

from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.access import scopes
from pico.core.files.serving import send_version
from pico.core.foundation.text import key_in
from pico.core.people import audience
from pico.core.ui.forms import Blank
from pico.core.ui.lists import COUNT_BOUND, PAGE, Column, render_list
from pico.core.ui.marks import public_page

from ..actions import reading
from ..forms.forum import AnswerForm, CategoryFilter, DiscussionFilter
from ..models import Category, Discussion, Post
from ..permissions import CommunityPermission
from ..queries import following
from ..queries import forum as queries
from ..queries.linking import linked_to
from ..terms import (
    DISCUSSIONS_PER_PAGE,
    POSTS_PER_PAGE,
    CategoryState,
    DiscussionState,
)
from .posts import cards_of


@dataclass(slots=True)
class Group:
    """The categories that one ente runs, those inside others under their parent."""

    name: str
    categories: list[Category] = field(default_factory=list)


@require_safe
@public_page
def forum(request):
    """The categories the actor reads, this space's first, and what is newest in them."""
    actor, now = request.actor, timezone.now()
    categories = list(queries.visible_categories(actor))
    unread = following.unread_by_category(actor, now)
    for category in categories:
        category.unread = unread.get(category.pk, 0)
        category.level_label = scopes.level_of(category.scope).label
    return render(
        request,
        "community/forum.html",
        {
            "title": _("Forum"),
            "groups": grouped(categories, request.space.ente_id),
            "unread": sum(unread.values()),
            "may_open_category": actor.can(CommunityPermission.OPEN_CATEGORY),
            "may_write": actor.is_member,
            "crumbs": [(_("Forum"), "")],
        },
    )


def grouped(categories: list[Category], here: int) -> list[Group]:
    """Put categories under the ente that runs them and inside their parent, where it is readable."""
    shown = {category.pk: category for category in categories}
    groups: dict[int, Group] = {}
    for category in categories:
        category.inside = []
    for category in categories:
        if category.parent_id in shown:
            shown[category.parent_id].inside.append(category)
            continue
        group = groups.setdefault(category.owner_id, Group(category.owner.name))
        group.categories.append(category)
    return [groups[pk] for pk in sorted(groups, key=lambda pk: (pk != here, groups[pk].name))]


@require_safe
@public_page
def category(request, pk):
    """A category: its discussions, pinned ones first."""
    found = queries.category(pk, request.actor)
    actor, now = request.actor, timezone.now()
    filters = CategoryFilter(request.GET, actor=actor, space=request.space)
    if filters.chosen or PAGE in request.GET:
        page = paged(request, filters.narrow(queries.discussions_of(found)))
    else:
        page = Known(
            queries.first_page_of(found), found.discussion_count, DISCUSSIONS_PER_PAGE
        ).page(1)
    return render(
        request,
        "community/category.html",
        {
            "title": found.title,
            "category": found,
            "inside": queries.inside(found, actor),
            "filters": filters,
            "views": kinds_of_view(filters),
            "page": page,
            "unread": following.unread_among(page.object_list, actor, now),
            "level_label": audience.label_of(found.scope, actor),
            "may_change": actor.can(CommunityPermission.CHANGE_CATEGORY, found),
            "may_open": actor.can(CommunityPermission.OPEN_DISCUSSION, found),
            "needs_approval": not actor.can(CommunityPermission.PUBLISH_DISCUSSION, found),
            "follow": following.follow_of(actor, category=found),
            "is_quiet": found.state != CategoryState.ACTIVE,
            "crumbs": crumbs_of(found, last=True),
        },
    )


class Known(Paginator):
    """A paginator of rows that were read, and counted, already: the first page of many."""

    def __init__(self, rows: list, count: int, per_page: int) -> None:
        super().__init__(rows, per_page)
        self.count = max(count, len(rows))


def paged(request, rows):
    return Paginator(rows, DISCUSSIONS_PER_PAGE).get_page(request.GET.get(PAGE))


def kinds_of_view(filters) -> list[tuple[str, str, bool]]:
    """What one mostly looks for in a category: label, query, whether it is what is shown."""
    state, kind = filters.chosen.get("state", ""), filters.chosen.get("kind", "")
    offered = (
        (_("Tutte"), "?", not (state or kind)),
        (_("Domande"), "?kind=QUESTION", kind == "QUESTION"),
        (_("Senza risposta"), "?state=WAITING", state == "WAITING"),
        (_("Risolte"), "?state=SOLVED", state == "SOLVED"),
    )
    return [*offered]


def crumbs_of(category: Category, *, last: bool = False) -> list[tuple[str, str]]:
    """The way to a category; `last` when it is the page itself."""
    way = [(_("Forum"), reverse("community:forum"))]
    if category.parent_id:
        way.append(
            (category.parent.title, reverse("community:category", args=[category.parent_id]))
        )
    return [*way, (category.title, "" if last else category.get_absolute_url())]


@require_safe
@public_page
def discussion_list(request):
    """Every discussion the actor reads, newest words first, with filters and export."""
    actor = request.actor
    return render_list(
        request,
        queryset=queries.visible_discussions(actor).order_by("-last_post_at", "-pk"),
        columns=discussion_columns(),
        title=_("Discussioni"),
        filter_form=DiscussionFilter(request.GET, actor=actor, space=request.space),
        per_page=DISCUSSIONS_PER_PAGE,
        count_bound=COUNT_BOUND,
        empty_title=_("Nessuna discussione, per ora"),
        empty_text=_("Apri tu la prima, dal forum."),
        template="community/discussions.html",
        context={
            "crumbs": [(_("Forum"), reverse("community:forum")), (_("Discussioni"), "")],
            "may_write": actor.is_member,
        },
    )


def discussion_columns() -> tuple[Column, ...]:
    return (
        Column("titolo", _("Titolo"), "title", sort="title", link=Discussion.get_absolute_url),
        Column("tipo", _("Tipo"), "get_kind_display", sort="kind"),
        Column("stato", _("Stato"), "get_state_display", sort="state"),
        Column("categoria", _("Categoria"), "category.title", sort="category__title"),
        Column("autore", _("Autore"), "author"),
        Column("ente", _("Ente"), "owner.name", sort="owner__name"),
        Column("risposte", _("Risposte"), "answers", sort="post_count", kind="number"),
        Column("ultimo", _("Ultimo intervento"), "last_post_at", sort="last_post_at", kind="date"),
    )


# A discussion ------------------------------------------------------------------------------------


@require_safe
@public_page
def discussion(request, pk):
    """A discussion, twenty posts a page; what is read is marked."""
    found = queries.discussion(pk, request.actor)
    if found.merged_into_id:
        return redirect("community:discussion", pk=found.merged_into_id)
    return draw_discussion(request, found, answer_form(request, found))


def answer_form(request, found: Discussion) -> AnswerForm | Blank | None:
    if not request.actor.can(CommunityPermission.ANSWER, found):
        return None
    quoted = key_in(request.GET.get("cita", ""))
    post = (
        found.posts.filter(pk=quoted, deleted_at=None, hidden_at=None).first() if quoted else None
    )
    if post is None:
        return Blank(AnswerForm)
    return AnswerForm(initial={"text": quotation(post), "answers_to": post.pk})


def quotation(post: Post) -> str:
    """A post as another one quotes it."""
    said = _("%(name)s ha scritto:") % {"name": post.author}
    return f"<blockquote><p><em>{said}</em></p>{post.text}</blockquote><p></p>"


def draw_discussion(request, found: Discussion, form, status: int = 200):
    actor = request.actor
    if PAGE in request.GET:
        page = Paginator(queries.posts_of(found), POSTS_PER_PAGE).get_page(request.GET[PAGE])
    else:
        page = Known(*queries.first_posts_of(found), POSTS_PER_PAGE).page(1)
    posts = list(page.object_list)
    read = following.mark_of(found, actor)
    cards = cards_of(posts, found, actor, read, may_quote=form is not None)
    if actor.is_known and found.is_published and posts and posts[-1].number > read:
        reading.mark_read(
            discussion=found, number=posts[-1].number, actor=actor, now=timezone.now()
        )
    moderates = actor.can(CommunityPermission.MODERATE, found)
    return render(
        request,
        "community/discussion.html",
        {
            "title": found.title,
            "discussion": found,
            "category": found.category,
            "page": page,
            "posts": cards,
            "form": form,
            "accepted": found.accepted if found.accepted_id and page.number == 1 else None,
            "moderates": moderates,
            "is_mine": actor.is_known and found.author_id == actor.person_id,
            "is_waiting": found.state == DiscussionState.PROPOSED,
            "may_describe": moderates or _may_edit(posts, found, actor),
            "follow": following.follow_of(actor, discussion=found) if actor.is_member else None,
            "level_label": audience.label_of(found.scope, actor),
            "linked": linked_to(found, actor, request.space) if found.link_count else (),
            "may_link": actor.is_member and actor.can(CommunityPermission.LINK, found),
            "crumbs": [*crumbs_of(found.category), (found.title, "")],
        },
        status=status,
    )


def _may_edit(posts: list[Post], found: Discussion, actor) -> bool:
    return (
        bool(posts) and posts[0].is_first and actor.can(CommunityPermission.CHANGE_POST, posts[0])
    )


@require_safe
def post(request, pk):
    """Go to a post, on the page where it stands."""
    found = queries.post(pk, request.actor)
    number = queries.page_with(found)
    query = f"?{PAGE}={number}" if number > 1 else ""
    return redirect(f"{found.discussion.get_absolute_url()}{query}#{found.anchor}")


@require_safe
def post_story(request, pk):
    """What a post said before it was edited."""
    found = queries.post(pk, request.actor)
    return render(
        request,
        "community/post_story.html",
        {
            "title": _("Versioni dell'intervento"),
            "post": found,
            "versions": found.versions.select_related("by"),
            "crumbs": [
                *crumbs_of(found.discussion.category),
                (found.discussion.title, found.get_absolute_url()),
                (_("Versioni"), ""),
            ],
        },
    )


@require_safe
def attachment(request, pk):
    """A file of a post, for who reads the discussion."""
    return send_version(request, queries.attachment(pk, request.actor).file.current)


@require_safe
@public_page
def rules(request):
    """«Regole della community»: for everybody."""
    return render(
        request,
        "community/rules.html",
        {
            "title": _("Regole della community"),
            "crumbs": [(_("Forum"), reverse("community:forum")), (_("Regole"), "")],
        },
    )
