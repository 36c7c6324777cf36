"""Who does what in the Community."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_author, is_member, may_read, owns
from pico.core.access.policy import any_of
from pico.core.access.terms import EDITORS, Role

from .models import Category, Post
from .terms import ANSWERABLE, CategoryState, DiscussionState, Opening


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
}
