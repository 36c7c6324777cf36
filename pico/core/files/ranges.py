"""Byte ranges of HTTP (RFC 9110 §14), one range at a time."""

import re
from datetime import datetime

from django.utils.http import parse_http_date_safe

RANGE = re.compile(r"^bytes=(\d*)-(\d*)$")


class NotSatisfiable(Exception):
    """The range lies outside the content: 416."""


def wanted(header: str, size: int) -> tuple[int, int] | None:
    """Return (start, stop) of the one range asked for; None where the whole is to be sent.

    Several ranges, another unit and nonsense are answered with the whole, as the standard allows.
    """
    asked = RANGE.match(header.strip().replace(" ", ""))
    if not asked or asked.groups() == ("", ""):
        return None
    first, last = asked.groups()
    if not first:
        start, stop = max(0, size - int(last)), size
    else:
        start = int(first)
        stop = min(int(last) + 1, size) if last else size
        if last and int(last) < start:
            return None
    if start >= size or stop <= start:
        raise NotSatisfiable
    return start, stop


def still_holds(condition: str, etag: str, modified: datetime) -> bool:
    """Say whether If-Range lets the range be sent: same strong tag, or exactly the same date."""
    if not condition:
        return True
    if condition.startswith(('"', "W/")):
        return condition == etag
    return parse_http_date_safe(condition) == int(modified.timestamp())
