"""A term begins."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime

from django.db import models, transaction
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.people.models import Person

from ..models import DeskCalendar, RuleVersion, Term, TermParty
from ..queries.terms import open_term
from ..reckoning import Rule
from ..terms import Cause
from .settling import record, settle


@transaction.atomic
def start_term(
    *,
    subject: models.Model,
    rule: Rule,
    title: str,
    url: str,
    owner: Ente,
    actor: Actor,
    now: datetime,
    started_at: datetime | None = None,
    key: str = "",
    person: Person | None = None,
    role: str = "",
    parties: Iterable[str] = (),
    desk: DeskCalendar | None = None,
    reserved: bool = False,
) -> Term:
    """Start a term of an object: `owner` must keep it, by `person` or by who holds `role` there.

    `parties` are the scope keys of who may see it (the owner's, without). `key` tells the terms of
    one object apart (the rule's, without). Refuses a second one while the first is open.
    """
    key, wanted = key or rule.key, {*parties} or {scopes.ente(owner.pk)}
    if not scopes.COMMON.isdisjoint(wanted):
        raise ValueError("A term has parties: it is not published.")
    if open_term(subject, key):
        raise Refusal(
            _("Il termine «%(label)s» corre già: chiudilo prima di farne partire un altro.")
            % {"label": rule.label},
            code="term_already_runs",
        )
    term = Term(
        subject_type=subject._meta.label_lower,
        subject_id=str(subject.pk),
        key=key,
        module=rule.key.partition(".")[0],
        title=str(title)[:250],
        url=url,
        is_reserved=reserved,
        rule_version=version_of(rule),
        calendar=desk,
        owner=owner,
        person=person,
        role=role or "",
        started_at=started_at or now,
        remaining=0,
    )
    term.save(force_insert=True)
    TermParty.objects.bulk_create(TermParty(term=term, scope=scope) for scope in sorted(wanted))
    record(
        "started",
        _("È partito il termine «%(label)s».") % {"label": rule.label},
        term,
        actor=actor,
        now=now,
    )
    return settle(term, Cause.STARTED, actor=actor, now=now, before=None, told=())


def version_of(rule: Rule) -> RuleVersion:
    """Return the version with exactly this content; a new content makes a new version."""
    content = rule.as_dict()
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    fingerprint = hashlib.sha256(text.encode()).hexdigest()
    known = RuleVersion.objects.filter(key=rule.key, fingerprint=fingerprint).first()
    if known:
        return known
    last = RuleVersion.objects.filter(key=rule.key).aggregate(last=models.Max("number"))["last"]
    return RuleVersion.objects.create(
        key=rule.key, number=(last or 0) + 1, fingerprint=fingerprint, content=content
    )
