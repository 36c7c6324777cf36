"""Categories as forms offer them."""

from ..models import Category
from ..terms import Topic


def grouped_categories(topic: str = "") -> list[tuple[str, list[Category]]]:
    """Groups of active categories by module: of `topic` alone when given, and those for every module."""
    rows = list(Category.objects.filter(is_active=True))
    wanted = [topic] if topic in Topic.values else Topic.values
    groups = [(str(Topic(one).label), [row for row in rows if row.topic == one]) for one in wanted]
    groups.append(("Per ogni modulo", [row for row in rows if not row.topic]))
    return [(label, found) for label, found in groups if found]
