"""What public pages are made of, which addresses are kept, and for how long."""

from pico.core.generations.watch import Watched

# Written to any of these, no page drawn before is given out again. The pages themselves are not here:
# an editor saves drafts all day, and what he publishes is told by Wagtail (`signals`).
WATCHED_MODELS = (
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
SITES = ""  # the family of the pages of the sites; the public pages of a module are of its own
WATCHED = (
    Watched(SITES, WATCHED_MODELS),
    Watched(SITES, ("wagtailcore.page", "bulletins.bulletin", "newsletter.issue"), is_deleted=True),
    # Composed for days before anybody reads them: only a write to these columns changes a public page.
    Watched(SITES, ("bulletins.bulletin",), columns=("number", "pdf_state")),  # out, its PDF ready
    Watched(SITES, ("newsletter.issue",), columns=("number",)),  # in the archive from now on
)

UPPER_AGE = 600  # seconds: what modules count on a home page is never older than this

# What the public lists keep in their addresses. A page asked for with any other word is drawn anew:
# whatever a page writes of its own address, nobody else reads.
PARAMETERS = frozenset(
    ("pagina", "argomento", "tipo", "anno", "mese", "ordina", "per", "quando", "vista", "sito")
)
LONGEST_VALUE = 40
