"""A calendar by months: which one is asked for («?mese=2026-11»), and the addresses of those beside it."""

from datetime import date

from django.http import Http404

FAR = 24  # months, before and after today


def month_asked(text: str, today: date) -> date:
    """The first day of «2026-11»; this month when nothing is asked, 404 when it is too far."""
    if not text:
        return today.replace(day=1)
    try:
        asked = date.fromisoformat(f"{text}-01")
    except ValueError as error:
        raise Http404 from error
    if _is_too_far(asked, today):
        raise Http404
    return asked


def month_beside(request, first: date, by: int, today: date) -> str:
    """The address of another month with the same filters; empty where the calendar ends."""
    year, number = divmod(_count(first) - 1 + by, 12)
    other = date(year, number + 1, 1)
    if _is_too_far(other, today):
        return ""
    query = request.GET.copy()
    query["mese"] = f"{other:%Y-%m}"
    return f"?{query.urlencode()}"


def _is_too_far(first: date, today: date) -> bool:
    return abs(_count(first) - _count(today)) > FAR


def _count(day: date) -> int:
    return day.year * 12 + day.month
