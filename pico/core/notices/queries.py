"""What waits for a person, and what was told."""

from collections import namedtuple

Counts = namedtuple("Counts", "unread tasks")


def counts(actor) -> Counts:
    return Counts(0, 0)


def tasks(actor) -> list:
    return []


def latest(actor) -> list:
    return []
