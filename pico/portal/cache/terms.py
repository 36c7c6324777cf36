"""What public pages are made of, which addresses are kept, and for how long."""

# Written to any of these, no page drawn before is given out again. The pages themselves are not here:
# an editor saves drafts all day, and what he publishes is told by Wagtail (`signals`).
WATCHED = (
    "bulletins.series",
    "enti.ente",
    "enti.space",
    "freshness.care",
    "helpdesk.knownproblem",  # its banner stands over every page
    "modules.moduleactivation",
    "modules.spacesetting",
    "newsletter.mailinglist",
    "pages.occurrence",
    "pages.placement",
    "pages.topic",
    "pages.topic_hidden_in",
    "people.membership",
    "sharing.adoption",
    "sites.siteimage",
    "sites.spacesite",
    "wagtailcore.site",
    "wagtailredirects.redirect",
)
WATCHED_WHEN_DELETED = ("wagtailcore.page", "bulletins.bulletin", "newsletter.issue")

# Composed for days before anybody reads them: only a write to these columns changes a public page.
WATCHED_COLUMNS = {
    "bulletins.bulletin": ("number", "pdf_state"),  # published, its PDF is ready
    "newsletter.issue": ("number",),  # sent, and in the archive from now on
}

UPPER_AGE = 600  # seconds: what modules count on a home page is never older than this

# What the public lists keep in their addresses. A page asked for with any other word is drawn anew:
# whatever a page writes of its own address, nobody else reads.
PARAMETERS = frozenset(
    ("pagina", "argomento", "tipo", "anno", "mese", "ordina", "per", "quando", "vista", "sito")
)
LONGEST_VALUE = 40
