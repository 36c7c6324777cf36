"""The manifest of the Community."""

from django.utils.translation import gettext_lazy as _

from pico.core.modules.manifest import MenuEntry, Module

DOCUMENTS = "pico.horizontal.community"
DOCUMENTS_MENU = (
    MenuEntry(_("Documenti"), "community:documents", icon="it-folder", public=True),
    MenuEntry(_("Reti tematiche"), "community:networks", icon="it-share", public=True),
)
DOCUMENTS_LISTENS = {
    "files.version.read": f"{DOCUMENTS}.listeners.documents.follow_file",
    "files.file.published": f"{DOCUMENTS}.listeners.documents.follow_file",
    "files.version.added": f"{DOCUMENTS}.listeners.documents.follow_file",
    "files.version.blocked": f"{DOCUMENTS}.listeners.documents.follow_file",
    "files.file.handed_over": f"{DOCUMENTS}.listeners.documents.follow_file",
    "community.document.version_added": f"{DOCUMENTS}.listeners.documents.tell_followers",
    "community.document.superseded": f"{DOCUMENTS}.listeners.documents.tell_followers",
}
DOCUMENTS_SEARCH = (
    f"{DOCUMENTS}.queries.searching.DOCUMENTS",
    f"{DOCUMENTS}.queries.searching.FOLDERS",
    f"{DOCUMENTS}.queries.searching.NETWORKS",
)
DOCUMENTS_SHARED = (
    f"{DOCUMENTS}.queries.sharing.FOLDER",
    f"{DOCUMENTS}.queries.sharing.DOCUMENT",
    f"{DOCUMENTS}.queries.sharing.NETWORK",
)
DOCUMENTS_PERIODIC = (
    f"{DOCUMENTS}.tasks.purge_folders",
    f"{DOCUMENTS}.tasks.forget_archives",
    f"{DOCUMENTS}.tasks.tell_expiring",
)
DOCUMENTS_CARDS = (f"{DOCUMENTS}.cards.documents", f"{DOCUMENTS}.cards.networks")

COMMUNITY = Module(
    key="community",
    label=_("Community"),
    layer="horizontal",
    description=_(
        "Forum, blog, buone pratiche, documenti, reti tematiche, sondaggi e persone delle Province."
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
        *DOCUMENTS_MENU,
        MenuEntry(_("Sondaggi"), "community:survey_list", icon="it-chart-line", public=True),
        MenuEntry(_("Rubrica"), "community:directory", icon="it-user"),
    ),
    cards=(
        "pico.horizontal.community.cards.forum",
        *DOCUMENTS_CARDS,
        "pico.horizontal.community.cards.surveys",
        "pico.horizontal.community.cards.directory",
    ),
    listens={
        "community.discussion.opened": "pico.horizontal.community.listeners.forum.discussion_opened",
        "community.post.written": "pico.horizontal.community.listeners.forum.post_written",
        "community.answer.accepted": "pico.horizontal.community.listeners.forum.answer_accepted",
        **DOCUMENTS_LISTENS,
    },
    search=(
        "pico.horizontal.community.queries.found.DISCUSSIONS",
        "pico.horizontal.community.queries.found.CATEGORIES",
        "pico.horizontal.community.queries.found_articles.ARTICLES",
        "pico.horizontal.community.queries.found_articles.PRACTICES",
        *DOCUMENTS_SEARCH,
    ),
    shared=(
        "pico.horizontal.community.queries.found.DISCUSSION",
        "pico.horizontal.community.queries.found.CATEGORY",
        "pico.horizontal.community.queries.found_articles.ARTICLE",
        "pico.horizontal.community.queries.found_articles.PRACTICE",
        *DOCUMENTS_SHARED,
        "pico.horizontal.community.queries.surveys.SURVEY_KIND",
    ),
    periodic=(
        "pico.horizontal.community.tasks.ask_who_knows",
        "pico.horizontal.community.tasks.keep_calendar",
        "pico.horizontal.community.tasks.keep_practices_valid",
        *DOCUMENTS_PERIODIC,
    ),
    open_data=("pico.horizontal.community.queries.offered_data.PRACTICES",),
    settings="pico.horizontal.community.terms.CommunitySettings",
    mail={"forum": "pico.horizontal.community.listeners.mail.take_answer"},
    visited=(
        *("community.category", "community.discussion", "community.discussion_tags"),
        *("community.discussionlink", "community.post", "community.postfile", "community.reaction"),
        *("community.article", "community.article_tags", "community.comment", "community.like"),
        *("community.practice", "community.practicefile", "community.adoption", "community.tag"),
        "files.storedfile",
    ),
    doors={"dav/": f"{DOCUMENTS}.views.dav.urls"},
    demo="pico.horizontal.community.demo.furnish",
    in_main_menu=True,
    order=10,
)
