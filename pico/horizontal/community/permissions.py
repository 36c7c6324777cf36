"""Who does what in the Community."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_author, is_member, may_read, owns
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS, EDITORS, Role

from .models import Category, Post
from .terms import (
    ANSWERABLE,
    PRACTICE_SHOWN,
    CategoryState,
    CommentMode,
    DiscussionState,
    Opening,
    PracticeState,
)


class CommunityPermission(StrEnum):
    READ_DIRECTORY = "community.directory.read"

    # Forum
    OPEN_CATEGORY = "community.category.open"
    CHANGE_CATEGORY = "community.category.change"
    OPEN_DISCUSSION = "community.discussion.open"  # asked of the category
    PUBLISH_DISCUSSION = "community.discussion.publish"  # without approval; asked of the category
    ANSWER = "community.post.write"  # asked of the discussion
    CHANGE_POST = "community.post.change"
    DELETE_POST = "community.post.delete"
    ACCEPT_ANSWER = "community.discussion.accept"
    REACT = "community.post.react"
    MODERATE = "community.category.moderate"  # asked of a category, a discussion or a post
    SEE_DESK = "community.desk.see"

    # Blog
    WRITE_ARTICLE = "community.article.write"
    CHANGE_ARTICLE = "community.article.change"
    REVIEW_ARTICLE = "community.article.review"  # publish without approval, decide on others'
    PROMOTE_ARTICLE = "community.article.promote"
    COMMENT = "community.comment.write"  # asked of the article
    MODERATE_COMMENTS = "community.comment.moderate"  # asked of the article

    # Best practices
    WRITE_PRACTICE = "community.practice.write"
    CHANGE_PRACTICE = "community.practice.change"
    VALIDATE_PRACTICE = "community.practice.validate"
    ADOPT_PRACTICE = "community.practice.adopt"


# Forum -------------------------------------------------------------------------------------------

# UPI, UPI regionali and Provinces run categories; a Comune takes part in those of its Provincia.
RUNS_CATEGORIES = (*EDITORS, Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
runs_categories = has_role(*RUNS_CATEGORIES)
is_moderator = has_role(Role.MODERATOR)


def category_of(subject) -> Category:
    """The category in which a discussion or a post stands."""
    if isinstance(subject, Category):
        return subject
    discussion = subject.discussion if isinstance(subject, Post) else subject
    return discussion.category


def runs_its_category(actor, subject) -> bool:
    """The category belongs to the ente acted for."""
    return owns(actor, category_of(subject))


def is_named_moderator(actor, subject) -> bool:
    """Named as moderator of the category, and still among its readers."""
    category = category_of(subject)
    if not actor.is_member or not actor.may_read(category.scope):
        return False
    return any(person.pk == actor.person_id for person in category.moderators.all())


def reads_its_category(actor, subject) -> bool:
    return actor.may_read(category_of(subject).scope)


def is_open_to_all(actor, category) -> bool:
    """Discussions are opened by every reader, with or without approval."""
    return category.opening != Opening.EDITORS


def needs_no_approval(actor, category) -> bool:
    return category.opening == Opening.EVERYONE


def category_is_active(actor, subject) -> bool:
    return category_of(subject).state == CategoryState.ACTIVE


def takes_answers(actor, discussion) -> bool:
    return discussion.state in ANSWERABLE


def is_shown(actor, post) -> bool:
    """Neither deleted nor hidden, in a discussion that is published."""
    return post.is_shown and post.discussion.is_published


def is_still_open(actor, post) -> bool:
    """In a discussion that takes answers, or one's own proposal while it waits."""
    return post.discussion.state in (*ANSWERABLE, DiscussionState.PROPOSED)


def wrote_for_this_ente(actor, post) -> bool:
    """The post was written for the ente acted for now."""
    return actor.is_member and post.ente_id == actor.ente_id


# Blog, best practices ----------------------------------------------------------------------------

edits = has_role(*EDITORS, *ADMINISTRATORS)
edits_for_upi = has_role(Role.UPI_EDITOR, Role.UPI_ADMIN)
is_expert = has_role(Role.EXPERT)


def takes_comments(actor, article) -> bool:
    return article.is_published and article.comments_mode != CommentMode.CLOSED


def is_proposed(actor, practice) -> bool:
    return practice.state == PracticeState.PROPOSED


def is_of_another(actor, practice) -> bool:
    """A practice is taken up by other enti."""
    return practice.state in PRACTICE_SHOWN and practice.owner_id != actor.ente_id


MODERATES = (
    (runs_categories, runs_its_category),
    (is_moderator, runs_its_category),
    is_named_moderator,
)

POLICY = {
    CommunityPermission.READ_DIRECTORY: any_of(is_member),
    # Forum
    CommunityPermission.OPEN_CATEGORY: any_of(runs_categories),
    CommunityPermission.CHANGE_CATEGORY: any_of((runs_categories, owns)),
    CommunityPermission.OPEN_DISCUSSION: any_of(
        (is_member, may_read, category_is_active, is_open_to_all),
        (runs_categories, runs_its_category, category_is_active),
        (is_moderator, runs_its_category, category_is_active),
        (is_named_moderator, category_is_active),
    ),
    CommunityPermission.PUBLISH_DISCUSSION: any_of(
        (is_member, may_read, needs_no_approval), *MODERATES
    ),
    CommunityPermission.ANSWER: any_of((is_member, may_read, category_is_active, takes_answers)),
    CommunityPermission.CHANGE_POST: any_of((is_author, wrote_for_this_ente, is_still_open)),
    CommunityPermission.DELETE_POST: any_of((is_author, wrote_for_this_ente), *MODERATES),
    CommunityPermission.ACCEPT_ANSWER: any_of((is_author, takes_answers, may_read), *MODERATES),
    CommunityPermission.REACT: any_of((is_member, reads_its_category, is_shown)),
    CommunityPermission.MODERATE: any_of(*MODERATES),
    CommunityPermission.SEE_DESK: any_of(runs_categories, is_moderator),
    # Blog
    CommunityPermission.WRITE_ARTICLE: any_of(is_member),
    CommunityPermission.CHANGE_ARTICLE: any_of((is_author, owns), (edits, owns)),
    CommunityPermission.REVIEW_ARTICLE: any_of((edits, owns)),
    CommunityPermission.PROMOTE_ARTICLE: any_of((edits, owns), (edits_for_upi, may_read)),
    CommunityPermission.COMMENT: any_of((is_member, may_read, takes_comments)),
    CommunityPermission.MODERATE_COMMENTS: any_of(
        (is_author, owns), (edits, owns), (edits_for_upi, may_read)
    ),
    # Best practices
    CommunityPermission.WRITE_PRACTICE: any_of(is_member),
    CommunityPermission.CHANGE_PRACTICE: any_of((is_author, owns), (edits, owns)),
    CommunityPermission.VALIDATE_PRACTICE: any_of(
        (is_proposed, may_read, is_expert), (is_proposed, may_read, edits_for_upi)
    ),
    CommunityPermission.ADOPT_PRACTICE: any_of((edits, may_read, is_of_another)),
}
