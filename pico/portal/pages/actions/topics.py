"""The vocabularies: loaded from one file, switched on and off on each site."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.portal.sites.permissions import SitePermission

from ..models import Topic
from ..vocabularies import voices


@transaction.atomic
def load_topics() -> int:
    """Write both vocabularies from their file; return how many voices are new. Names may change."""
    known = set(Topic.objects.values_list("slug", flat=True))
    fresh = [one for one in voices() if one["slug"] not in known]
    if not fresh:
        return 0
    for one in voices():
        Topic.objects.update_or_create(slug=one["slug"], defaults=one)
    return len(fresh)


@transaction.atomic
def choose_topics(*, space: Space, topics, actor, now: datetime) -> None:
    """Say which topics a site uses; the others have neither page nor chip there."""
    actor.require(SitePermission.APPROVE, space)
    wanted = {topic.pk for topic in topics}
    hidden = Topic.objects.exclude(pk__in=wanted)
    before = Topic.objects.filter(hidden_in=space)
    if set(before.values_list("pk", flat=True)) == set(hidden.values_list("pk", flat=True)):
        return
    through = Topic.hidden_in.through
    through.objects.filter(space=space).delete()
    through.objects.bulk_create(through(topic_id=one.pk, space_id=space.pk) for one in hidden)
    trail.record(
        "portal.topics.chosen",
        _("Ha scelto gli argomenti del sito: %(on)d in uso, %(off)d no.")
        % {"on": len(wanted), "off": len(hidden)},
        subject=space,
        actor=actor,
        now=now,
    )
