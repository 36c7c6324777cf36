"""What the digest says beside the notices: where things stand, what else concerns the reader."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from pico.core.access.actor import Actor
from pico.core.notices.digests import Gathered, Subject, Suggestion
from pico.core.ui.formats import date_it
from pico.engines.questionnaires.purposes import purpose_of
from pico.engines.questionnaires.queries.campaigns import to_answer

from ..queries import digest as queries
from ..terms import SURVEY

CLOSING = timedelta(days=7)
MOST = 3


def gather(
    actors: list[Actor], subjects: list[Subject], since: datetime, now: datetime
) -> Gathered:
    """Places of our objects, those that this reader lost, and three kinds of suggestions.

    Surveys that close within a week, questions on one's own themes that nobody answered, new documents
    of one's networks and of what one keeps at hand: what the notices say already is not said again.
    """
    said = set(subjects)
    places, gone = queries.places(said, actors)
    added = [
        (_("Sondaggi che chiudono presto"), _surveys(actors, now)),
        (_("Domande a cui potresti rispondere tu"), _questions(actors, said, now)),
        (_("Documenti nuovi"), _documents(actors, said, since)),
    ]
    return Gathered(places, gone, [(label, lines) for label, lines in added if lines])


def _surveys(actors: Iterable[Actor], now: datetime) -> list[Suggestion]:
    purpose = purpose_of(SURVEY)
    rows = chain.from_iterable(
        to_answer(actor, purpose).filter(closes_at__range=(now, now + CLOSING))[:MOST]
        for actor in actors
    )
    found = {row.pk: row for row in rows}
    return [
        Suggestion(
            row.title,
            purpose.url("detail", row.pk),
            _("chiude il %(day)s") % {"day": date_it(timezone.localtime(row.closes_at))},
        )
        for row in sorted(found.values(), key=lambda row: row.closes_at)[:MOST]
    ]


def _questions(actors: list[Actor], said: set[Subject], now: datetime) -> list[Suggestion]:
    rows = queries.unanswered_for(actors, now)
    return [
        Suggestion(row.title, row.get_absolute_url(), f"{row.category.title} · {row.owner.name}")
        for row in rows
        if ("community.discussion", str(row.pk)) not in said
    ][:MOST]


def _documents(actors: list[Actor], said: set[Subject], since: datetime) -> list[Suggestion]:
    rows = [
        row
        for row in queries.new_documents(actors, since)
        if ("community.document", str(row.pk)) not in said
    ]
    found = [
        Suggestion(row.title, row.document.get_absolute_url(), row.document.folder.name)
        for row in rows[:MOST]
    ]
    if left := len(rows) - len(found):
        more = ngettext("e un altro", "e altri %(n)d", left) % {"n": left}
        last = found[-1]
        found[-1] = Suggestion(last.title, last.url, f"{last.note} · {more}")
    return found
