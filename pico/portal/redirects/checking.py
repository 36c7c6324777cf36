"""What an editor types, judged in plain Italian: from which address, to which.

A `Judge` knows the pages and the redirects of one site, read once for one line or two thousand.
"""

from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _

from pico.core.enti.checks import reserved_slugs
from pico.core.enti.models import Space
from pico.core.foundation.errors import Refusal
from pico.portal.sites.addresses import place_of, site_name
from pico.portal.sites.models import SpaceSite
from pico.portal.sites.tongues import ENGLISH

from . import queries
from .terms import LONGEST, MOST_STEPS

PAGE_VIEW = "page"  # of the house's addresses: the one that serves the pages of sites


@dataclass(frozen=True, slots=True)
class Rule:
    """An old address and where it leads: a page of the site, or an address."""

    old_path: str
    link: str
    page_id: int | None = None


@dataclass(slots=True)
class Judge:
    """Refuses, with the sentence that repairs it, what would hide a page, lead nowhere or in a circle."""

    space: Space
    pages: dict[str, int] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    reserved: set[str] = field(default_factory=set)

    @classmethod
    def of(cls, site: SpaceSite) -> "Judge":
        found = cls(site.space, queries.page_paths(site), reserved=_reserved())
        at = {pk: path for path, pk in found.pages.items()}
        for one in queries.redirects(site.space):
            found.rules[one.old_path] = at.get(one.redirect_page_id, one.redirect_link)
        return found

    def judge(self, old: str, new: str) -> Rule:
        """Return the rule of two typed addresses; raise a Refusal whose `field` is the wrong one."""
        old_path = self._old(old)
        link = self._new(new)
        self._refuse_circle(old_path, link)
        self.rules[old_path] = link
        page = self.pages.get(link)
        return Rule(old_path, "" if page else link, page)

    def _old(self, typed: str) -> str:
        path = self._path(typed)
        if path is None:
            raise refusal(
                "old", _("Scrivi un indirizzo di questo sito, per esempio «/news/ponte».")
            )
        if len(path) > LONGEST:
            raise refusal("old", _("L'indirizzo supera 255 caratteri: non si può usare."))
        if path in self.pages or path == "/":
            raise refusal(
                "old",
                _("A «%(path)s» c'è già una pagina del sito: spostala, o cambiale indirizzo.")
                % {"path": path},
            )
        if self._is_of_the_house(path):
            raise refusal(
                "old",
                _("«%(path)s» è l'indirizzo di una funzione di Pi.Co.: non si può reindirizzare.")
                % {"path": path},
            )
        if path in self.rules:
            raise refusal(
                "old",
                _("«%(path)s» è già reindirizzato a «%(new)s»: togli prima quello.")
                % {"path": path, "new": self.rules[path]},
            )
        return path

    def _new(self, typed: str) -> str:
        path = self._path(typed)
        if path is None:
            return self._outside(typed.strip())
        if path in self.pages or path in self.rules:
            return path
        if self._answers(path):
            return f"{path}/"
        raise refusal(
            "new",
            _("A «%(path)s» non c'è nulla: scrivi l'indirizzo di una pagina che esiste.")
            % {"path": path},
        )

    def _outside(self, typed: str) -> str:
        parts = urlsplit(typed)
        if parts.scheme not in ("http", "https") or "." not in parts.netloc or len(typed) > LONGEST:
            raise refusal(
                "new",
                _(
                    "Scrivi l'indirizzo intero, con https://, o quello di una pagina, come «/novita»."
                ),
            )
        return typed

    def _path(self, typed: str) -> str | None:
        """The path within this site; None for what is not of this site, or no address at all."""
        typed = typed.strip()
        root, prefix = place_of(site_name(self.space))
        if typed.startswith(f"{root}/"):
            typed = typed.removeprefix(root)
        if not typed.startswith("/") or typed.startswith("//") or any(map(str.isspace, typed)):
            return None
        path = unquote(urlsplit(typed).path)
        if prefix and (path == prefix or path.startswith(f"{prefix}/")):
            path = path.removeprefix(prefix)
        return f"/{path.strip('/')}"

    def _is_of_the_house(self, path: str) -> bool:
        return _segments(path)[0] in self.reserved

    def _answers(self, path: str) -> bool:
        """Whether the house has a page of its own there."""
        inside = "/" + "/".join(_segments(path))
        try:
            return resolve(f"{inside}/").url_name != PAGE_VIEW
        except Resolver404:
            return False

    def _refuse_circle(self, old_path: str, link: str) -> None:
        step = link
        for _n in range(MOST_STEPS):
            if step == old_path:
                raise refusal(
                    "new",
                    _("Così si torna a «%(path)s»: chi lo apre girerebbe in tondo.")
                    % {"path": old_path},
                )
            if step not in self.rules:
                return
            step = self.rules[step]
        raise refusal("new", _("Troppi passaggi uno dopo l'altro: scrivi l'indirizzo finale."))


def _reserved() -> set[str]:
    """First parts of the addresses of the house and of the other spaces."""
    spaces = Space.objects.exclude(slug="").values_list("slug", flat=True)
    return (reserved_slugs() - {ENGLISH}) | set(spaces)


def _segments(path: str) -> list[str]:
    """The parts of a path, without the language."""
    parts = path.strip("/").split("/")
    return parts[1:] or parts if parts[0] == ENGLISH else parts


def refusal(where: str, sentence: str) -> Refusal:
    """A refusal that says at which of the two fields it belongs."""
    return Refusal(sentence, code=f"redirect_{where}")
