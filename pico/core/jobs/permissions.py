"""Who looks after the jobs of the platform."""

from enum import StrEnum

from pico.core.access.facts import has_role
from pico.core.access.policy import any_of
from pico.core.access.terms import Role


class JobsPermission(StrEnum):
    MANAGE = "jobs.job.manage"
    FOLLOW = "jobs.job.follow"


def asked_for_it(actor, job) -> bool:
    """The job was asked for by this person."""
    return actor.is_known and job is not None and job.person_id == actor.person_id


runs_the_platform = has_role(Role.PLATFORM_ADMIN, Role.UPI_ADMIN)

POLICY = {
    JobsPermission.MANAGE: any_of(runs_the_platform),
    JobsPermission.FOLLOW: any_of(asked_for_it, runs_the_platform),
}
