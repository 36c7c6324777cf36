"""The draft of a news, made of an article."""

from dataclasses import dataclass
from datetime import datetime

from bs4 import BeautifulSoup
from django.db import transaction
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.audit import trail
from pico.core.enti.models import Space
from pico.core.notices import actions as notices
from pico.core.notices.terms import NoticeLevel
from pico.portal.pages.models import IndexPage, NewsPage
from pico.portal.pages.terms import SUMMARY_LENGTH, ContentKind
from pico.portal.sites.addresses import MAIN_LANGUAGE
from pico.portal.sites.queries import site_of
from pico.portal.sites.staff import editors_of

from .models import Promotion
from .terms import DRAFTED

INSIDE = ("/persone/", "/enti/")  # mentions lead where a visitor may not go


@dataclass(frozen=True, slots=True)
class Article:
    """An article as its module tells it: `text` is clean HTML, `url` a path of the platform."""

    key: str
    title: str
    summary: str
    text: str
    author: str
    ente: str
    url: str
    scope: str


@transaction.atomic
def draft_news(*, space: Space, article: Article, actor, now: datetime) -> Promotion | None:
    """Make the draft of a news of an article; once per site, None where there is no list of news.

    The credit of author and ente is the last line of the text, where editors see it; nothing is
    published. An article that not everybody reads is named so to the editors: publishing opens it.
    """
    Space.objects.select_for_update().get(pk=space.pk)
    known = Promotion.objects.filter(space=space, article=article.key).first()
    index = _news_index(space)
    if known or index is None:
        return known
    page = NewsPage(
        title=article.title,
        summary=article.summary[:SUMMARY_LENGTH],
        published_on=now,
        live=False,
        body=[("testo", f"{_without_mentions(article.text)}{_credit(article)}")],
    )
    index.add_child(instance=page)
    page.save_revision()
    made = Promotion.objects.create(
        space=space, article=article.key, title=article.title, author=article.author,
        ente=article.ente, url=article.url, scope=article.scope, page_id=page.pk, at=now,
    )  # fmt: skip
    trail.record(
        "portal.news.drafted", _("Bozza nata dall'articolo «%(title)s» di %(author)s.")
        % {"title": article.title, "author": article.author},
        subject=page, actor=actor, now=now,
    )  # fmt: skip
    _tell_editors(made, now)
    return made


def _news_index(space: Space) -> IndexPage | None:
    site = site_of(space)
    if site is None:
        return None
    found = IndexPage.objects.descendant_of(site.site.root_page).filter(
        lists=ContentKind.NEWS, live=True, locale__language_code=MAIN_LANGUAGE
    )
    return found.order_by("path").first()


def _without_mentions(html: str) -> str:
    soup = BeautifulSoup(html, "html.parser")
    for link in soup.find_all("a", href=True):
        if any(place in link["href"] for place in INSIDE) and link["href"].startswith("/"):
            link.unwrap()
    return str(soup)


def _credit(article: Article) -> str:
    """«Di Tizio (Provincia di …), dal blog della Community»; a link where everybody may follow it."""
    who = {"author": article.author, "ente": article.ente}
    said = _("Di %(author)s (%(ente)s), dal blog di Pi.Co.") % who
    if article.scope != scopes.PUBLIC:
        return str(format_html("<p><i>{}</i></p>", said))
    return str(format_html('<p><i><a href="{}">{}</a></i></p>', article.url, said))


def _tell_editors(made: Promotion, now: datetime) -> None:
    body = _(
        "Di %(author)s, %(ente)s. Rileggila, scegli l'immagine e gli argomenti, poi pubblicala."
    )
    if made.scope != scopes.PUBLIC:
        body = _(
            "Di %(author)s, %(ente)s. L'articolo non è pubblico: pubblicando la notizia lo leggono tutti. Prima senti l'autore."
        )
    notices.notify(
        people=editors_of(made.space),
        kind=DRAFTED,
        level=NoticeLevel.CONCERNS,
        title=_("Bozza di notizia da un articolo: %(title)s") % {"title": made.title},
        body=body % {"author": made.author, "ente": made.ente},
        url=reverse("wagtailadmin_pages:edit", args=[made.page_id]),
        subject=made,
        ente=made.space.ente,
        now=now,
    )
