"""Who writes the newsletter of a space, who lets it go, who sees the addresses."""

from enum import StrEnum

from pico.core.access.facts import has_role
from pico.core.access.policy import any_of
from pico.core.access.terms import EDITORS, Role


class NewsletterPermission(StrEnum):
    SEE_DESK = "newsletter.desk.see"
    COMPOSE = "newsletter.issue.compose"  # subject: a space, or what belongs to one
    APPROVE = "newsletter.issue.approve"
    SEND = "newsletter.issue.send"  # by the programme alone
    MANAGE_LISTS = "newsletter.list.manage"
    SEE_SUBSCRIBERS = "newsletter.subscriber.see"


RUNNERS = (Role.UPI_ADMIN, Role.REGIONAL_ADMIN, Role.PROVINCE_ADMIN)
runs_a_site = has_role(*RUNNERS)
writes_for_a_site = has_role(*RUNNERS, *EDITORS)


def acts_for_its_space(actor, subject) -> bool:
    """The subject is, or belongs to, the space of the ente acted for."""
    space = getattr(subject, "space", subject)
    return actor.is_member and getattr(space, "ente_id", None) == actor.ente_id


def is_the_programme(actor, subject) -> bool:
    return actor.is_system


POLICY = {
    NewsletterPermission.SEE_DESK: any_of(writes_for_a_site),
    NewsletterPermission.COMPOSE: any_of((writes_for_a_site, acts_for_its_space)),
    NewsletterPermission.APPROVE: any_of((runs_a_site, acts_for_its_space)),
    NewsletterPermission.SEND: any_of(is_the_programme),
    NewsletterPermission.MANAGE_LISTS: any_of((runs_a_site, acts_for_its_space)),
    NewsletterPermission.SEE_SUBSCRIBERS: any_of((runs_a_site, acts_for_its_space)),
}
