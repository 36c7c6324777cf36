"""From a rule and the facts to a date, and the sentences that say why."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.ui.formats import date_it, datetime_it

from ..terms import WEEKDAYS, Roll, Unit
from .calendars import DAY, ROME, SATURDAY, SUNDAY, Calendar, merged
from .rules import Facts, Rule, Suspension

LAST_MINUTE = time(23, 59)
HOUR = timedelta(hours=1)
BY_MONTHS = frozenset({Unit.MONTHS, Unit.YEARS})


@dataclass(frozen=True, slots=True)
class Computed:
    """`due_at` is the last moment (UTC), the end of a day for terms in days; None while suspended.

    `remaining` is then what is left, in `unit`; `steps` are Italian sentences.
    """

    due_at: datetime | None
    unit: str
    remaining: int | None = None
    steps: tuple[str, ...] = ()

    @property
    def due_on(self) -> date | None:
        """The day of the term in Italy."""
        return self.due_at.astimezone(ROME).date() if self.due_at else None


class _Story(list):
    """The sentences of an explanation; costs nothing when nobody asked for them."""

    def __init__(self, wanted: bool) -> None:
        super().__init__()
        self.wanted = wanted


def compute(rule: Rule, facts: Facts, calendar: Calendar, *, explain: bool = False) -> Computed:
    """Return when a term ends. Raises ValueError for a suspended term counted back."""
    story = _Story(explain)
    if explain:
        story.append(_said_of_rule(rule))
    facts = _anew(facts, story)
    if rule.is_on_the_clock:
        return _on_the_clock(rule, facts, calendar, story)
    return _by_days(rule, facts, calendar, story)


def moment_of_share(rule: Rule, facts: Facts, calendar: Calendar, percent: int) -> datetime | None:
    """Return when so much per cent of a term is used up; None while it is suspended before that."""
    if rule.unit == Unit.MINUTES:
        facts = _anew(facts, _Story(False))
        minutes = (rule.count + sum(more.count for more in facts.extensions)) * percent // 100
        scaled = replace(rule, count=max(minutes, 1))
        return compute(scaled, replace(facts, extensions=()), calendar).due_at
    due = compute(rule, facts, calendar).due_at
    start = _anew(facts, _Story(False)).start
    return start + (due - start) * percent / 100 if due else None


def _anew(facts: Facts, story: _Story) -> Facts:
    """After an interruption only what came later counts."""
    if not facts.interruptions:
        return facts
    last = max(facts.interruptions, key=lambda one: one.at)
    if story.wanted:
        story.append(
            _("Il termine è stato interrotto il %(day)s (%(why)s): ricomincia da capo.")
            % {"day": date_it(last.at), "why": last.reason or _("senza motivo indicato")}
        )
    return Facts(
        start=last.at,
        suspensions=facts.suspensions,
        extensions=tuple(one for one in facts.extensions if one.at and one.at >= last.at),
    )


# Days -------------------------------------------------------------------------------------------


def _by_days(rule: Rule, facts: Facts, calendar: Calendar, story: _Story) -> Computed:
    if rule.backwards and facts.suspensions:
        raise ValueError("A term counted back does not stand still.")
    sign = -1 if rule.backwards else 1
    start = _day(facts.start)
    if story.wanted:
        story.append(_said_of_start(rule, start))
    closed = merged((_day(one.since), _day(one.until)) for one in facts.suspensions if one.until)
    by_months = rule.unit in BY_MONTHS
    end = start if by_months or not rule.counts_first_day else start - sign * DAY
    end = _advance(end, rule.count * sign, rule, rule.unit, closed, calendar)
    if by_months and rule.counts_first_day:
        end -= sign * DAY
    if rule.clear_days:
        end += sign * DAY
    for more in facts.extensions:
        end = _advance(end, more.count * sign, rule, more.unit, closed, calendar)
    if story.wanted:
        story += _said_of_changes(facts, start)
    waits = _open_since(facts)
    if waits is not None and _day(waits.since) <= end:
        since = _day(waits.since)
        left = (end - since).days + 1
        if rule.unit == Unit.WORKING_DAYS:
            left = calendar.working_days_between(since, end, local=rule.local_holidays)
        return _standing(rule, waits, left, Unit.WORKING_DAYS if rule.unit == Unit.WORKING_DAYS else Unit.DAYS, story)  # fmt: skip
    end = _rolled(rule, end, calendar, story)
    if story.wanted:
        story.append(_("Il termine scade il %(day)s.") % {"day": _long(end)})
    return Computed(_end_of(end), rule.unit, steps=tuple(story))


def _advance(
    day: date, count: int, rule: Rule, unit: str, stops: Sequence, calendar: Calendar
) -> date:
    """Count from a day, itself not counted; the days inside `stops` do not count."""
    if unit == Unit.WORKING_DAYS:
        return calendar.add_working_days(day, count, local=rule.local_holidays, without=stops)
    end = shifted(day, count, unit)
    for since, until in stops:
        if since <= end:
            end += max(until - max(since, day + DAY), timedelta())
    return end


def shifted(day: date, count: int, unit: str) -> date:
    """Return a day so many days, months or years away.

    A month without such a day ends the term on its last one (art. 2963, c. 5, c.c.).
    """
    if unit == Unit.DAYS:
        return day + timedelta(days=count)
    months = day.year * 12 + day.month - 1 + count * (12 if unit == Unit.YEARS else 1)
    year, month = divmod(months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _rolled(rule: Rule, end: date, calendar: Calendar, story: _Story) -> date:
    """Move a term that ends on a day of rest, forwards or, if it is counted back, backwards."""
    if rule.roll == Roll.NONE:
        return end
    step, moved = (-DAY if rule.backwards else DAY), end
    while _rests(rule, moved, calendar):
        moved += step
    if story.wanted and moved != end:
        values = {"day": date_it(end), "what": _rest_name(rule, end, calendar), "to": _long(moved)}
        text = (
            _("Il %(day)s è %(what)s: il termine si anticipa al %(to)s.")
            if rule.backwards
            else _("Il %(day)s è %(what)s: il termine passa al %(to)s.")
        )
        story.append(text % values)
    return moved


def _rests(rule: Rule, day: date, calendar: Calendar) -> bool:
    is_saturday = rule.roll == Roll.WORKING and day.weekday() == SATURDAY
    return is_saturday or calendar.is_holiday(day, local=rule.local_holidays)


def _rest_name(rule: Rule, day: date, calendar: Calendar) -> str:
    name = calendar.holiday_name(day, local=rule.local_holidays)
    if name:
        return _("festivo (%(name)s)") % {"name": name}
    return _("domenica") if day.weekday() == SUNDAY else _("sabato")


# The clock --------------------------------------------------------------------------------------


def _on_the_clock(rule: Rule, facts: Facts, calendar: Calendar, story: _Story) -> Computed:
    total = rule.count + sum(more.count for more in facts.extensions)
    start = facts.start.astimezone(UTC)
    pauses = merged((one.since, one.until) for one in facts.suspensions if one.until)
    if story.wanted:
        story.append(_said_of_moment(rule, start, calendar))
        story += _said_of_changes(facts, start.astimezone(ROME).date())
    if rule.unit == Unit.MINUTES:
        end = calendar.add_working_minutes(start, total, without=pauses)
    else:
        end = start + total * HOUR
        for since, until in pauses:
            if since <= end:
                end += max(until - max(since, start), timedelta())
    waits = _open_since(facts)
    if waits is not None and waits.since < end:
        if rule.unit == Unit.MINUTES:
            left = total - calendar.working_minutes_between(start, waits.since, without=pauses)
            return _standing(rule, waits, left, Unit.MINUTES, story)
        return _standing(rule, waits, -((waits.since - end) // HOUR), Unit.HOURS, story)
    if story.wanted:
        story.append(_("Il termine scade il %(moment)s.") % {"moment": datetime_it(end)})
    return Computed(end, rule.unit, steps=tuple(story))


def _open_since(facts: Facts) -> Suspension | None:
    waiting = [one for one in facts.suspensions if one.until is None]
    return min(waiting, key=lambda one: one.since) if waiting else None


def _standing(rule: Rule, waits: Suspension, left: int, unit: str, story: _Story) -> Computed:
    if story.wanted:
        story.append(
            _("È sospeso dal %(day)s (%(why)s): quando riprende restano %(left)s.")
            % {
                "day": date_it(waits.since),
                "why": waits.reason or _("senza motivo indicato"),
                "left": amount(left, unit),
            }
        )
    return Computed(None, unit, remaining=left, steps=tuple(story))


# Words ------------------------------------------------------------------------------------------


def amount(count: int, unit: str) -> str:
    """Return «30 giorni», «1 mese», «8 ore lavorative»."""
    match unit:
        case Unit.DAYS:
            text = ngettext("%(n)d giorno", "%(n)d giorni", count)
        case Unit.WORKING_DAYS:
            text = ngettext("%(n)d giorno lavorativo", "%(n)d giorni lavorativi", count)
        case Unit.MONTHS:
            text = ngettext("%(n)d mese", "%(n)d mesi", count)
        case Unit.YEARS:
            text = ngettext("%(n)d anno", "%(n)d anni", count)
        case Unit.HOURS:
            text = ngettext("%(n)d ora", "%(n)d ore", count)
        case _:
            return working_time(count)
    return text % {"n": count}


def working_time(minutes: int) -> str:
    """Return «8 ore lavorative», «1 ora e 20 minuti lavorativi»."""
    hours, rest = divmod(minutes, 60)
    if not rest:
        return ngettext("%(n)d ora lavorativa", "%(n)d ore lavorative", hours) % {"n": hours}
    said = ngettext("%(n)d minuto lavorativo", "%(n)d minuti lavorativi", rest) % {"n": rest}
    if not hours:
        return said
    whole = ngettext("%(n)d ora", "%(n)d ore", hours) % {"n": hours}
    return _("%(hours)s e %(minutes)s") % {"hours": whole, "minutes": said}


def _said_of_rule(rule: Rule) -> str:
    text = _("Il termine è di %(amount)s: %(source)s.")
    if rule.backwards:
        text = _("Il termine è di almeno %(amount)s prima: %(source)s.")
    if rule.clear_days:
        text = _("Il termine è di %(amount)s liberi (né il primo né l'ultimo si contano): %(source)s.")  # fmt: skip
    return text % {"amount": amount(rule.count, rule.unit), "source": rule.source}


def _said_of_start(rule: Rule, start: date) -> str:
    values = {"event": rule.starts_from or _("data iniziale"), "day": _long(start)}
    if rule.counts_first_day:
        return _("Decorre da: %(event)s, %(day)s, giorno compreso.") % values
    if rule.backwards:
        return _("Si conta all'indietro da: %(event)s, %(day)s. Quel giorno non si conta.") % values
    text = _("Decorre da: %(event)s, %(day)s. Il giorno iniziale non si conta (art. 155 c.p.c., art. 2963 c.c.).")  # fmt: skip
    return text % values


def _said_of_moment(rule: Rule, start: datetime, calendar: Calendar) -> str:
    values = {"event": rule.starts_from or _("inizio"), "moment": datetime_it(start)}
    said = _("Decorre da: %(event)s, %(moment)s.") % values
    if rule.unit == Unit.HOURS:
        return f"{said} {_('Le ore corrono di continuo, festivi compresi.')}"
    label = calendar.label or _("giorni feriali, 9–13 e 14–18")
    return f"{said} {_('Contano solo le ore di servizio: %(label)s.') % {'label': label}}"


def _said_of_changes(facts: Facts, start: date) -> list[str]:
    said = [
        _("Prorogato di %(amount)s (%(why)s).")
        % {"amount": amount(one.count, one.unit), "why": one.reason or _("senza motivo indicato")}
        for one in facts.extensions
    ]
    closed = sorted((one for one in facts.suspensions if one.until), key=lambda one: one.since)
    return said + [_said_of_stop(one) for one in closed if _day(one.until) >= start]


def _said_of_stop(one: Suspension) -> str:
    since, until = _day(one.since), _day(one.until)
    why = one.reason or _("senza motivo indicato")
    if since == until:
        return _("Sospeso il %(day)s (%(why)s), ripreso lo stesso giorno.") % {
            "day": date_it(since),
            "why": why,
        }
    uncounted = (until - since).days
    return _("Sospeso dal %(since)s, ripreso il %(until)s (%(why)s): %(uncounted)s.") % {
        "since": date_it(since),
        "until": date_it(until),
        "why": why,
        "uncounted": ngettext("non si conta %(n)d giorno", "non si contano %(n)d giorni", uncounted)
        % {"n": uncounted},
    }


def _long(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {date_it(day)}"


def _day(moment: datetime) -> date:
    return moment.astimezone(ROME).date()


def _end_of(day: date) -> datetime:
    return datetime.combine(day, LAST_MINUTE, ROME).astimezone(UTC)
