"""Open the English tree of a site, and translate its contents."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.actions.copy_for_translation import CopyPageForTranslationAction
from wagtail.actions.copy_page import CopyPageAction
from wagtail.models import Locale, Page, Site

from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.pages.models import ContentPage, HomePage, IndexPage
from pico.portal.pages.template import home_blocks
from pico.portal.sites.addresses import MAIN_LANGUAGE
from pico.portal.sites.queries import site_of, space_of_page
from pico.portal.sites.tongues import ENGLISH

from . import queries
from .permissions import LanguagePermission


@transaction.atomic
def open_english(*, space: Space, actor, now: datetime) -> Page:
    """Give a site its English tree: home and lists, with English titles; contents come one by one."""
    actor.require(LanguagePermission.OPEN, space)
    site = site_of(space)
    if site is None:
        raise Refusal(_("Questo spazio non ha ancora un sito: crealo prima."), code="no_site")
    if queries.english_home(space) is not None:
        raise Refusal(_("Il sito ha già la versione inglese."), code="already_open")
    italian = HomePage.objects.get(pk=site.site.root_page_id)
    locale = _english_locale()
    home = _copy(italian, under=italian, locale=locale, slug=ENGLISH)
    with override(ENGLISH):
        home.body = home_blocks(space)  # as the template says it; what editors added is theirs
    home.save_revision().publish()
    copies = {italian.path: home}
    lists = IndexPage.objects.descendant_of(italian).filter(live=True, locale=italian.locale_id)
    for index in lists.order_by("path"):
        under = copies.get(index.path[: -index.steplen])
        if under is not None:
            title = _in_english(index.title)
            copies[index.path] = _copy(
                index, under=under, locale=locale, slug=index.slug, title=title
            )
    Site.clear_site_root_paths_cache()
    trail.record(
        "portal.language.opened",
        _("Ha aperto la versione inglese del sito."),
        subject=space,
        actor=actor,
        now=now,
    )
    return home


def _in_english(title: str) -> str:
    """What the catalogue makes of a text of the template; an editor's own stays as it is."""
    with override(ENGLISH):
        return _(title) if title else ""


def _copy(page: Page, *, under: Page, locale: Locale, slug: str, title: str = "") -> Page:
    """A published page in the other language, tied to the first; menus of the first do not show it."""
    attributes = {"locale": locale, "slug": slug, "title": title or page.title}
    if isinstance(page, IndexPage):
        attributes["introduction"] = _in_english(page.introduction)
    if slug == ENGLISH:
        attributes["show_in_menus"] = False
    copy = CopyPageAction(
        page.specific,
        to=under,
        copy_revisions=False,
        update_attrs={**attributes, "draft_title": attributes["title"]},
        reset_translation_key=False,
        log_action=None,
    ).execute(skip_permission_checks=True)
    under.refresh_from_db()
    return copy


@transaction.atomic
def translate(*, page: ContentPage, actor, now: datetime) -> Page:
    """Make the English draft of a content, with the Italian text to be rewritten; it is not published."""
    space = space_of_page(page)
    actor.require(LanguagePermission.TRANSLATE, space)
    if page.locale.language_code != MAIN_LANGUAGE:
        raise Refusal(_("Questa pagina è già una traduzione."), code="is_translation")
    if queries.english_home(space) is None:
        raise Refusal(_("Apri prima la versione inglese del sito."), code="not_open")
    locale = _english_locale()
    if page.has_translation(locale):
        raise Refusal(
            _("Questo contenuto ha già la sua pagina inglese: modifica quella."), code="translated"
        )
    copy = CopyPageForTranslationAction(page.specific, locale, copy_parents=True).execute(
        skip_permission_checks=True
    )
    trail.record(
        "portal.language.translated",
        _("Ha iniziato la traduzione di «%(title)s».") % {"title": page.title},
        subject=page,
        actor=actor,
        now=now,
    )
    return copy


def _english_locale() -> Locale:
    """The row of the English language, made when it is first asked for."""
    return Locale.objects.get_or_create(language_code=ENGLISH)[0]
