"""The counters of categories and discussions, kept in the transaction of each change."""

from django.db.models import F, Sum

from ..models import Category, Discussion
from ..terms import PUBLISHED


def recount(category: Category | int) -> None:
    """Count a category again, after something came, went or changed state."""
    pk = getattr(category, "pk", category)
    rows = Discussion.objects.filter(category=pk, state__in=PUBLISHED)
    last = rows.order_by("-last_post_at", "-pk").first()
    Category.objects.filter(pk=pk).update(
        discussion_count=rows.count(),
        post_count=rows.aggregate(total=Sum("post_count"))["total"] or 0,
        last_discussion=last,
    )


def count_post(discussion: Discussion) -> None:
    """Count one more post in the category of a published discussion."""
    if discussion.is_published:
        Category.objects.filter(pk=discussion.category_id).update(
            post_count=F("post_count") + 1, last_discussion=discussion
        )


def recount_discussion(discussion: Discussion) -> None:
    """Count the posts of a discussion again; numbers only grow."""
    shown = discussion.posts.filter(deleted_at=None).order_by("-number")
    last = shown.filter(hidden_at=None).first() or shown.first()
    discussion.post_count = shown.count()
    if last:
        discussion.last_post_at, discussion.last_author_id = last.created_at, last.author_id
    second = shown.filter(hidden_at=None, number__gt=1).exclude(author_id=discussion.author_id)
    first_answer = second.order_by("number").first()
    discussion.first_answer_at = first_answer.created_at if first_answer else None
    discussion.save(
        update_fields=[
            "post_count",
            "last_post_at",
            "last_author",
            "first_answer_at",
            "last_number",
        ]
    )
