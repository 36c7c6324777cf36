"""Who does what in the Community."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from pico.core.access.facts import has_role, is_author, is_member, may_read, owns
from pico.core.access.policy import any_of
from pico.core.access.terms import ADMINISTRATORS, EDITORS, Role
from pico.engines.questionnaires.purposes import Purpose

from .models import Category, Document, Network, NetworkPlace, Post
from .terms import (
    ANSWERABLE,
    PRACTICE_SHOWN,
    SURVEY,
    CategoryState,
    CommentMode,
    Contributors,
    DiscussionState,
    NetworkRole,
    Opening,
    PlaceState,
    PracticeState,
)


class CommunityPermission(StrEnum):
    READ_DIRECTORY = "community.directory.read"

    # Forum
    OPEN_CATEGORY = "community.category.open"
    CHANGE_CATEGORY = "community.category.change"
    OPEN_DISCUSSION = "community.discussion.open"  # asked of the category
    PUBLISH_DISCUSSION = "community.discussion.publish"  # without approval; asked of the category
    LINK = "community.discussion.link"
    ANSWER = "community.post.write"  # asked of the discussion
    CHANGE_POST = "community.post.change"
    DELETE_POST = "community.post.delete"
    ACCEPT_ANSWER = "community.discussion.accept"
    REACT = "community.post.react"
    MODERATE = "community.category.moderate"  # asked of a category, a discussion or a post
    SEE_DESK = "community.desk.see"
    REPORT = "community.report.make"  # asked of what carries the level
    DECIDE_REPORT = "community.report.decide"  # asked of the report

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
    # Documents
    OPEN_FOLDER = "community.folder.open"  # a first folder of the ente acted for
    MANAGE_FOLDER = "community.folder.manage"
    ADD_DOCUMENT = "community.document.add"  # asked of the folder
    CHANGE_DOCUMENT = "community.document.change"  # asked of the document or of its file
    PUT_AWAY_DOCUMENT = "community.document.put_away"

    # Thematic networks
    OPEN_NETWORK = "community.network.open"
    ANIMATE_NETWORK = "community.network.animate"
    JOIN_NETWORK = "community.network.join"
    READ_NETWORK = "community.network.read"
    # Surveys
    DESIGN_SURVEY = "community.survey.design"
    PUBLISH_SURVEY = "community.survey.publish"


# Forum -------------------------------------------------------------------------------------------

# UPI, UPI regionali and Provinces run categories; a Comune takes part in those of its Provincia.
RUNS_CATEGORIES = (*EDITORS, Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
runs_categories = has_role(*RUNS_CATEGORIES)
is_moderator = has_role(Role.MODERATOR)
administers_a_space = has_role(Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)


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

# Documents ---------------------------------------------------------------------------------------

looks_after_documents = has_role(*ADMINISTRATORS, *EDITORS)


def _document(subject) -> Document:
    return subject if isinstance(subject, Document) else subject.document


def is_of_an_ente(actor, folder) -> bool:
    """The folder is in the tree of an ente, not in that of a network."""
    return folder.circle_id is None


def animates_its_network(actor, folder) -> bool:
    """The folder is of a network that is open, and the actor animates it."""
    return folder.circle_id is not None and is_animator(actor, network_of(folder))


def is_in_an_open_network(actor, folder) -> bool:
    """The folder is of a network to which things may still be added, and the actor is in it."""
    if folder.circle_id is None or f"net:{folder.circle_id}" not in actor.scopes:
        return False
    network = network_of(folder)
    return network is None or network.is_open


def network_of(folder) -> Network | None:
    return Network.objects.filter(circle=folder.circle_id).first()


def colleagues_add(actor, folder) -> bool:
    """Every colleague of its ente may add to the folder."""
    return folder.contributors != Contributors.EDITORS


def readers_add(actor, folder) -> bool:
    """Whoever sees the folder may add to it."""
    return folder.contributors == Contributors.READERS


def shares_the_folder(actor, subject) -> bool:
    """Colleagues change each other's documents where they all may add."""
    return colleagues_add(actor, _document(subject).folder)


def manages_its_folder(actor, subject) -> bool:
    """The document lies in a folder that the actor manages."""
    return MANAGE_FOLDER.holds(actor, _document(subject).folder)


def is_in_use_there(actor, subject) -> bool:
    """Nothing changes in a network that is closed."""
    folder = _document(subject).folder
    return folder.circle_id is None or is_in_an_open_network(actor, folder)


MANAGE_FOLDER = any_of(
    (is_of_an_ente, owns, looks_after_documents, may_read),
    (animates_its_network, is_in_an_open_network),
)
_CHANGE = (
    (may_read, is_author, owns, is_in_use_there),
    (may_read, owns, looks_after_documents, is_in_use_there),
    (may_read, owns, shares_the_folder, is_in_use_there),
)


# Thematic networks -------------------------------------------------------------------------------


def is_animator(actor, network) -> bool:
    """The actor animates the network."""
    return (
        network is not None
        and actor.is_known
        and NetworkPlace.objects.filter(
            network=network,
            person_id=actor.person_id,
            role=NetworkRole.ANIMATOR,
            state=PlaceState.ACTIVE,
        ).exists()
    )


def is_in_the_network(actor, network) -> bool:
    return network is not None and network.key in actor.scopes


runs_the_networks = has_role(Role.UPI_ADMIN, Role.UPI_EDITOR)


# Reports -----------------------------------------------------------------------------------------

keeps_order = has_role(*EDITORS, *ADMINISTRATORS, Role.MODERATOR)
runs_a_province = has_role(Role.PROVINCE_EDITOR, Role.PROVINCE_ADMIN)
MODERATE = any_of(*MODERATES)


def moderates_its_category(actor, report) -> bool:
    """The post stands in a category that the actor moderates."""
    return report.post_id is not None and MODERATE.holds(actor, report.post)


def is_no_post(actor, report) -> bool:
    """Posts are decided on by who moderates their category, the rest by who answers for its ente."""
    return report.post_id is None


def is_of_this_ente(actor, report) -> bool:
    return actor.is_member and report.whole.owner_id == actor.ente_id


def is_read_by(actor, report) -> bool:
    return actor.may_read(report.whole.scope)


def is_of_its_territory(actor, report) -> bool:
    """Written for an ente of the territory of the Provincia acted for."""
    return bool(actor.territory) and report.ente_of_owner.territory_id == actor.territory


def manages_the_reported_folder(actor, report) -> bool:
    return report.document_id is not None and MANAGE_FOLDER.holds(actor, report.document.folder)


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
    CommunityPermission.LINK: any_of((is_author, owns, reads_its_category), *MODERATES),
    CommunityPermission.ANSWER: any_of((is_member, may_read, category_is_active, takes_answers)),
    CommunityPermission.CHANGE_POST: any_of((is_author, wrote_for_this_ente, is_still_open)),
    CommunityPermission.DELETE_POST: any_of((is_author, wrote_for_this_ente), *MODERATES),
    CommunityPermission.ACCEPT_ANSWER: any_of((is_author, takes_answers, may_read), *MODERATES),
    CommunityPermission.REACT: any_of((is_member, reads_its_category, is_shown)),
    CommunityPermission.MODERATE: MODERATE,
    CommunityPermission.SEE_DESK: any_of(runs_categories, is_moderator),
    CommunityPermission.REPORT: any_of((is_member, may_read)),
    CommunityPermission.DECIDE_REPORT: any_of(
        moderates_its_category,
        (is_no_post, keeps_order, is_of_this_ente),
        (is_no_post, edits_for_upi, is_read_by),
        (is_no_post, runs_a_province, is_of_its_territory, is_read_by),
        (is_no_post, is_read_by, manages_the_reported_folder),
    ),
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
    # Documents
    CommunityPermission.OPEN_FOLDER: any_of(looks_after_documents),
    CommunityPermission.MANAGE_FOLDER: MANAGE_FOLDER,
    CommunityPermission.ADD_DOCUMENT: any_of(
        *MANAGE_FOLDER.alternatives,
        (is_of_an_ente, owns, colleagues_add, may_read),
        (is_of_an_ente, is_member, readers_add, may_read),
        (is_in_an_open_network, readers_add, may_read),
    ),
    CommunityPermission.CHANGE_DOCUMENT: any_of(*_CHANGE),
    CommunityPermission.PUT_AWAY_DOCUMENT: any_of(*_CHANGE, (may_read, manages_its_folder)),
    # Thematic networks
    CommunityPermission.OPEN_NETWORK: any_of(runs_the_networks),
    CommunityPermission.ANIMATE_NETWORK: any_of(is_animator, (runs_the_networks, owns)),
    CommunityPermission.JOIN_NETWORK: any_of(is_member),
    CommunityPermission.READ_NETWORK: any_of(is_in_the_network),
    # Surveys: the editors of UPI, of the UPI regionali and of the Provinces prepare, the
    # administrators open and publish.
    CommunityPermission.DESIGN_SURVEY: any_of((runs_categories, owns)),
    CommunityPermission.PUBLISH_SURVEY: any_of((administers_a_space, owns)),
}

SURVEYS = Purpose(
    key=SURVEY,
    module="community",
    noun=_("Sondaggio"),
    plural=_("Sondaggi"),
    design=CommunityPermission.DESIGN_SURVEY,
    publish=CommunityPermission.PUBLISH_SURVEY,
    pages="community:survey",
)
