"""A part of a page that is the same for all who may read the same."""

from django import template
from django.utils.safestring import mark_safe

from .. import queries

register = template.Library()


class Ready(template.Node):
    """Draw what is inside once for each set of levels: see `queries.kept`."""

    def __init__(self, inside: template.NodeList, page: template.Variable) -> None:
        self.inside, self.page = inside, page

    def render(self, context) -> str:
        request, page = context["request"], self.page.resolve(context)
        what = f"page {page.pk} {request.path}"
        return mark_safe(queries.kept(request, what, lambda: str(self.inside.render(context))))


@register.tag
def ready(parser, token) -> Ready:
    """`{% ready page %}…{% endready %}`."""
    _name, page = token.split_contents()
    inside = parser.parse(("endready",))
    parser.delete_first_token()
    return Ready(inside, template.Variable(page))
