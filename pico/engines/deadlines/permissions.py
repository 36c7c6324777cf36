"""Everybody reads the terms to which he is a party; an administrator looks after his ente's calendar."""

from enum import StrEnum

from pico.core.access.facts import has_role, is_administrator, is_member
from pico.core.access.policy import any_of
from pico.core.access.terms import Role


class DeadlinePermission(StrEnum):
    READ = "deadlines.term.read"
    CALENDAR = "deadlines.calendar.change"
    NATIONAL_CALENDAR = "deadlines.calendar.change_national"


POLICY = {
    DeadlinePermission.READ: any_of(is_member),
    DeadlinePermission.CALENDAR: any_of(is_administrator),
    DeadlinePermission.NATIONAL_CALENDAR: any_of(has_role(Role.UPI_ADMIN, Role.PLATFORM_ADMIN)),
}
