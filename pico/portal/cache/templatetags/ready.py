"""A part of a page that is the same for all who may read the same."""

from django import template
from django.utils.safestring import mark_safe

from .. import queries
from ..middleware import words_of

register = template.Library()


class Ready(template.Node):
    """Draw what is inside once for each set of levels and words of the address: see `queries.kept`."""

    def __init__(self, nodelist: template.NodeList, page: template.Variable, part: str) -> None:
        self.nodelist, self.page, self.part = nodelist, page, part

    def render(self, context) -> str:
        request, page = context["request"], self.page.resolve(context)
        asked = words_of(request.META.get("QUERY_STRING", ""))
        if asked is None:
            return self.nodelist.render(context)
        what = f"page {page.pk} {self.part} {request.path} {asked}"
        return mark_safe(queries.kept(request, what, lambda: str(self.nodelist.render(context))))


@register.tag
def ready(parser, token) -> Ready:
    """`{% ready page %}…{% endready %}`; a second part of the same page has a name: `{% ready page head %}`."""
    _name, page, *part = token.split_contents()
    nodelist = parser.parse(("endready",))
    parser.delete_first_token()
    return Ready(nodelist, template.Variable(page), "".join(part))
