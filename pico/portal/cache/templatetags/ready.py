"""A part of a page that is the same for all who may read the same."""

from hashlib import blake2b

from django import template
from django.core.cache import caches
from django.utils import timezone
from django.utils.safestring import mark_safe
from django.utils.translation import get_language

from .. import queries

register = template.Library()


class Ready(template.Node):
    """Draw what is inside once for each set of levels, until what public pages show changes.

    Nothing of a person may stand inside, only what his levels decide. A visitor's whole page is kept
    (`middleware`), so his parts are not; a preview is always drawn.
    """

    def __init__(self, inside: template.NodeList, page: template.Variable) -> None:
        self.inside, self.page = inside, page

    def render(self, context) -> str:
        request, page = context["request"], self.page.resolve(context)
        if not request.actor.is_known or getattr(request, "is_preview", False):
            return self.inside.render(context)
        store, generation = caches["pages"], queries.generation()
        key = _key(request, page, generation)
        drawn = store.get(key)
        if drawn is None:
            now = timezone.now()
            left = (queries.good_until(request.space.pk, now) - now).total_seconds()
            drawn = self.inside.render(context)
            store.set(key, str(drawn), max(1, left))
        return mark_safe(drawn)


def _key(request, page, generation: int) -> str:
    """Host and prefix too: addresses are written as this reader will follow them."""
    parts = (
        *(generation, page.pk, request.space.pk, request.get_host(), request.path),
        *(get_language(), *sorted(request.actor.scopes)),
    )
    return blake2b(repr(parts).encode(), digest_size=20).hexdigest()


@register.tag
def ready(parser, token) -> Ready:
    """`{% ready page %}…{% endready %}`."""
    _name, page = token.split_contents()
    inside = parser.parse(("endready",))
    parser.delete_first_token()
    return Ready(inside, template.Variable(page))
