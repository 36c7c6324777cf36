"""The manifest of the Community."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

COMMUNITY = Module(
    key="community",
    label=_("Community"),
    layer="horizontal",
    description=_(
        "Forum, blog, buone pratiche e persone delle Province e degli enti dei territori."
    ),
    icon="it-comment",
    path="community",
    urls="pico.horizontal.community.urls",
    default_on=True,
    permissions="pico.horizontal.community.permissions.POLICY",
    menu=(
        MenuEntry(_("Forum"), "community:forum", icon="it-comment", public=True),
        MenuEntry(_("Discussioni"), "community:discussions", icon="it-list", public=True),
        MenuEntry(_("Blog"), "community:blog", icon="it-pencil", public=True),
        MenuEntry(_("Buone pratiche"), "community:practices", icon="it-star-full", public=True),
        MenuEntry(_("Seguo"), "community:following", icon="it-star-outline"),
        MenuEntry(
            _("Moderazione"),
            "community:desk",
            icon="it-check-circle",
            permission="community.desk.see",
        ),
        MenuEntry(_("Rubrica"), "community:directory", icon="it-user"),
    ),
    cards=(
        "pico.horizontal.community.cards.forum",
        "pico.horizontal.community.cards.directory",
    ),
    listens={
        "community.discussion.opened": "pico.horizontal.community.listeners.forum.discussion_opened",
        "community.post.written": "pico.horizontal.community.listeners.forum.post_written",
        "community.answer.accepted": "pico.horizontal.community.listeners.forum.answer_accepted",
    },
    search=(
        "pico.horizontal.community.queries.found.DISCUSSIONS",
        "pico.horizontal.community.queries.found.CATEGORIES",
        "pico.horizontal.community.queries.found_articles.ARTICLES",
        "pico.horizontal.community.queries.found_articles.PRACTICES",
    ),
    shared=(
        "pico.horizontal.community.queries.found.DISCUSSION",
        "pico.horizontal.community.queries.found.CATEGORY",
        "pico.horizontal.community.queries.found_articles.ARTICLE",
        "pico.horizontal.community.queries.found_articles.PRACTICE",
    ),
    periodic=(
        "pico.horizontal.community.tasks.ask_who_knows",
        "pico.horizontal.community.tasks.keep_calendar",
        "pico.horizontal.community.tasks.keep_practices_valid",
    ),
    settings="pico.horizontal.community.terms.CommunitySettings",
    mail={"forum": "pico.horizontal.community.listeners.mail.take_answer"},
    demo="pico.horizontal.community.demo.furnish",
    in_main_menu=True,
    order=10,
)
