"""What this room hears."""

from pico.core.access.actor import SYSTEM
from pico.core.enti.models import Space

from .actions import Article, draft_news


def article_promoted(announcement) -> None:
    """An editor promoted an article: the site of the space that he works for gets a draft."""
    space = Space.objects.select_related("ente", "parent").filter(pk=announcement.space_id).first()
    told = announcement.data.get("news")
    if space is None or not told:
        return
    draft_news(
        space=space,
        article=Article(key=announcement.subject_id, **told),
        actor=SYSTEM,
        now=announcement.at,
    )
