"""How answers and known problems are found: sources of the index, lines of the access table."""

from pico.core.access.shared import SharedObject
from pico.core.foundation import rich_text
from pico.core.foundation.searchable import Entry, Source

from ..models import Faq
from ..terms import FAQ_KIND, MODULE


def faqs():
    return Faq.objects.select_related("space")


def faq_entry(faq: Faq) -> Entry | None:
    """A published answer is found while it is valid, at the address of its own site."""
    if not faq.is_published or faq.is_expired:
        return None
    where = faq.space.prefix if faq.space else ""
    return Entry(
        title=faq.question,
        body=rich_text.to_plain(faq.answer, is_bare=True),
        url=f"{where}{faq.get_absolute_url()}",
        scope=faq.scope,
        module=MODULE,
        kind=FAQ_KIND,
        ente_id=faq.owner_id,
        at=faq.published_at,
    )


FAQS = Source(model=Faq, select=faqs, entry=faq_entry)

FAQ = SharedObject(
    model="helpdesk.Faq",
    make="pico.horizontal.helpdesk.tests.knowledge_factories.make_faq",
    channels={
        "list": "/assistenza/faq/",
        "topic": "/assistenza/faq/?modulo=SUA",
        "found": "/assistenza/faq/?q={title}",
        "suggestions while typing": "/assistenza/suggerimenti/?testo={title}",
        "search": "/cerca/?q={title}",
        "suggestions": "/cerca/suggerimenti/?q={title}",
        "api search": "/api/v1/search?q={title}",
    },
    detail={"page": "helpdesk:faq"},
)
