"""Visits counted in memory, and written once a minute: no cookie, no address, nobody's path.

A process that is killed forgets its last minute: these numbers say how much a page is read, no more.
"""

import logging
import re
from collections import Counter
from threading import Lock
from time import monotonic

from django.db import DatabaseError
from django.utils import timezone

from . import actions

logger = logging.getLogger(__name__)

EVERY = 60  # seconds
PROGRAMS = re.compile(
    r"bot|crawl|spider|slurp|preview|monitor|curl|wget|python|java/|feed|lighthouse", re.IGNORECASE
)

_counted: Counter[actions.Key] = Counter()
_lock = Lock()
_last = monotonic()


def is_visit(request) -> bool:
    """A page that somebody opened: not a program, not a piece of page, not a guess of the browser."""
    meta = request.META
    return (
        request.method == "GET"
        and "HTTP_HX_REQUEST" not in meta
        and "prefetch" not in meta.get("HTTP_SEC_PURPOSE", "")
        and not PROGRAMS.search(meta.get("HTTP_USER_AGENT", "bot"))
    )


def count(space_id: int, page_id: int) -> None:
    """Count a visit; who finds that a minute has passed writes them all."""
    with _lock:
        _counted[space_id, page_id, timezone.localdate()] += 1
    if monotonic() - _last > EVERY:
        write()


def write() -> None:
    """Write what was counted since the last time."""
    global _last
    with _lock:
        counted = dict(_counted)
        _counted.clear()
        _last = monotonic()
    if not counted:
        return
    try:
        actions.add_visits(counted=counted)
    except DatabaseError:
        logger.warning("The visits of a minute could not be written.", exc_info=True)
