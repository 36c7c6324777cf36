"""Who looks after the jobs of the platform."""

from enum import StrEnum

from pico.core.access.facts import runs_the_platform
from pico.core.access.policy import any_of


class JobsPermission(StrEnum):
    MANAGE = "jobs.job.manage"
    FOLLOW = "jobs.job.follow"


def asked_for_it(actor, job) -> bool:
    """The job was asked for by this person."""
    return actor.is_known and job is not None and job.person_id == actor.person_id


POLICY = {
    JobsPermission.MANAGE: any_of(runs_the_platform),
    JobsPermission.FOLLOW: any_of(asked_for_it, runs_the_platform),
}
