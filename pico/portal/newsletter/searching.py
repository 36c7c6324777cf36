"""What the search knows of a newsletter that was sent."""

from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.enti.addresses import path_in
from pico.core.foundation.rich_text import to_plain
from pico.core.foundation.searchable import Entry, Source

from .models import Issue


def _found():
    return Issue.objects.select_related("mailing_list__space__ente")


def search_entry(issue: Issue) -> Entry | None:
    """Return the issue as the search shows it; None until it is sent."""
    if issue.sent_at is None or not issue.frozen:
        return None
    said = [issue.preheader, issue.mailing_list.name]
    said += [f"{p['title']} {to_plain(p['html'], is_bare=True)}" for p in issue.frozen["pieces"]]
    return Entry(
        title=str(issue),
        body="\n".join(filter(None, said)),
        url=path_in(issue.space, "newsletter:issue", issue.pk),
        scope=scopes.PUBLIC,
        module="newsletter",
        kind=_("Newsletter"),
        ente_id=issue.space.ente_id,
        at=issue.sent_at,
    )


ISSUES = Source(model=Issue, select=_found, entry=search_entry)
