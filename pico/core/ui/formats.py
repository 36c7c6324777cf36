"""How days, moments, money and sizes are written in Italian, whatever the locale files say."""

import datetime as dt
from decimal import Decimal, InvalidOperation
from functools import lru_cache

from django.template.defaultfilters import date as template_date
from django.utils import timezone
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

MONTHS = ["gen", "feb", "mar", "apr", "mag", "giu", "lug", "ago", "set", "ott", "nov", "dic"]
SOON = 7  # days: five working days, told without a calendar
NARROW = "\u00a0"
MINUTE, MONTH = dt.timedelta(minutes=1), dt.timedelta(days=28)
EPOCH = dt.datetime(2026, 1, 1, tzinfo=dt.UTC)  # any moment of a month with 31 days


def moment(value, form: str | None = None) -> str:
    """As Django's `date`; but «c», which machines read, stops at the second as HTML asks."""
    if form == "c" and isinstance(value, dt.datetime):
        return value.isoformat(timespec="seconds")
    return template_date(value, form)


def date_it(value) -> str:
    """Return «20 nov 2026»; nothing for nothing."""
    day = _local(value)
    return f"{day.day}{NARROW}{MONTHS[day.month - 1]}{NARROW}{day.year}" if day else ""


def time_it(value) -> str:
    """Return «ore 10:42»."""
    moment = _local(value)
    return f"ore{NARROW}{moment:%H:%M}" if moment else ""


def datetime_it(value) -> str:
    """Return «20 nov 2026, ore 10:42»."""
    return f"{date_it(value)}, {time_it(value)}" if value else ""


def relative_it(value, now=None) -> str:
    """Return «3 ore fa» or «tra 2 giorni»: an addition to the date, never instead of it."""
    if not value:
        return ""
    now = now or timezone.now()
    if not isinstance(value, dt.datetime):
        now = timezone.localdate(now)
    elif now - value >= MONTH:
        # Months are counted in a calendar: told once an hour for all who read it.
        return _long_ago(value, now.replace(minute=0, second=0, microsecond=0), get_language())
    elif value <= now:
        return _ago((now - value) // MINUTE, get_language())
    if value <= now:
        return _("%(time)s fa") % {"time": timesince(value, now, depth=1)}
    return _("tra %(time)s") % {"time": timeuntil(value, now, depth=1)}


@lru_cache(maxsize=4096)
def _long_ago(value: dt.datetime, hour: dt.datetime, _language: str) -> str:
    return _("%(time)s fa") % {"time": timesince(value, hour, depth=1)}


@lru_cache(maxsize=4096)
def _ago(minutes: int, _language: str) -> str:
    """Under a month the distance alone decides the words."""
    if minutes < 1:
        return _("adesso")
    return _("%(time)s fa") % {"time": timesince(EPOCH, EPOCH + minutes * MINUTE, depth=1)}


def days_left(value, today=None) -> str:
    """Return «mancano 3 giorni», «scade oggi» or «scaduto da 2 giorni»."""
    if not value:
        return ""
    left = (_day(value) - (today or timezone.localdate())).days
    if left == 0:
        return _("scade oggi")
    if left < 0:
        return ngettext("scaduto da %(n)d giorno", "scaduto da %(n)d giorni", -left) % {"n": -left}
    return ngettext("manca %(n)d giorno", "mancano %(n)d giorni", left) % {"n": left}


def urgency(value, today=None) -> str:
    """Return far, near or past: how a term is coloured."""
    left = (_day(value) - (today or timezone.localdate())).days
    if left < 0:
        return "past"
    return "near" if left <= SOON else "far"


def money(value, currency: str = "€") -> str:
    """Return «1.234,56 €»; nothing for what is not an amount."""
    return f"{number_it(value, 2)}{NARROW}{currency}" if _decimal(value) is not None else ""


def number_it(value, digits=None) -> str:
    """Return «1.234,5»: as many decimals as given, or those the number has."""
    number = _decimal(value)
    if number is None:
        return ""
    text = f"{number:,f}" if digits in (None, "") else f"{number:,.{int(digits)}f}"
    return text.translate(str.maketrans(",.", ".,"))


def filesize_it(value) -> str:
    """Return «1,2 MB»."""
    number = _decimal(value)
    if number is None:
        return ""
    for unit in ("byte", "KB", "MB", "GB"):
        if number < 1000 or unit == "GB":
            break
        number /= 1000
    digits = 0 if unit == "byte" or number >= 100 else 1
    return f"{number_it(number, digits).removesuffix(',0')}{NARROW}{unit}"


def _decimal(value) -> Decimal | None:
    if value is None or value == "" or isinstance(value, bool):
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


def _local(value):
    if isinstance(value, dt.datetime) and timezone.is_aware(value):
        return timezone.localtime(value)
    return value or None


def _day(value) -> dt.date:
    local = _local(value)
    return local.date() if isinstance(local, dt.datetime) else local
