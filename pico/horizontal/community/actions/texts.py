"""What is checked and completed in a text before it is kept."""

import re
from contextlib import suppress

from django.core.exceptions import ValidationError
from django.utils.html import escape
from django.utils.translation import gettext as _

from pico.core.foundation import identifiers, rich_text
from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import search_key

from ..models import Tag
from ..queries import mentions
from ..terms import PERSON_MENTIONS, POST_LENGTH

UNTOUCHED = re.compile(r"(<a\b.*?</a>|<pre>.*?</pre>|<code>.*?</code>)", re.DOTALL)
HANDLE = re.compile(r"(?<![\w/@.])@([A-Za-z][A-Za-z0-9_]*(?:[.-][A-Za-z0-9_]+)*)")
WORD = re.compile(r"[A-Z0-9]{10,27}")
CODES = {"cig": identifiers.check_cig, "cup": identifiers.check_cup}
MOST_TAGS, TAG_LENGTH = 6, 40
MOST_CODES = 20


def prepared(
    text: str, *, most: int = POST_LENGTH, is_personal_data_confirmed: bool = False
) -> str:
    """Return the text as it is kept: clean, with the names called by «@user.name» as links.

    Refuses an empty text, one too long, and one with codici fiscali or IBANs that nobody confirmed.
    """
    html = rich_text.clean(text)
    words = rich_text.to_plain(html, is_bare=True)
    if not words:
        raise Refusal(_("Il testo è vuoto: scrivi qualcosa."), code="empty")
    if len(words) > most:
        raise Refusal(
            _("Il testo è troppo lungo: accorcialo, oppure allega il resto come documento."),
            code="too_long",
        )
    if not is_personal_data_confirmed and (found := personal_data(words)):
        raise Refusal(
            _(
                "Nel testo c'è %(what)s: i dati personali di cittadini, candidati o dipendenti non "
                "si pubblicano. Toglili; se sono di un ente, conferma e pubblica."
            )
            % {"what": found},
            code="personal_data",
        )
    return _with_mentions(html)


def personal_data(text: str) -> str:
    """Say which personal data a text seems to hold: nothing, «un codice fiscale», «un IBAN»."""
    for word in WORD.findall(text.upper()):
        if len(word) == 16 and _holds(identifiers.check_person_fiscal_code, word):
            return str(_("un codice fiscale"))
        if word.startswith("IT") and len(word) == 27 and _holds(identifiers.check_iban, word):
            return str(_("un IBAN"))
    return ""


def _holds(check, word: str) -> bool:
    with suppress(ValidationError):
        return bool(check(word))
    return False


def codes_in(text: str) -> list[tuple[str, str]]:
    """The CIG and CUP written in a text, as (scheme, code); check digits decide."""
    found = {}
    for word in WORD.findall(text.upper()):
        for scheme, check in CODES.items():
            is_code = len(word) == (10 if scheme == "cig" else 15) and not word.isalpha()
            if is_code and _holds(check, word):
                found.setdefault(word, scheme)
    return [(scheme, code) for code, scheme in list(found.items())[:MOST_CODES]]


def _with_mentions(html: str) -> str:
    """Turn «@user.name» and «@codice_ipa» into links; what names nobody stays as it is."""
    parts = UNTOUCHED.split(html)
    handles = {name.lower() for part in parts[::2] for name in HANDLE.findall(part)}
    if not handles:
        return html
    named = mentions.people_by_handle(set(list(handles)[:PERSON_MENTIONS]))

    def link(match: re.Match) -> str:
        found = named.get(match.group(1).lower())
        if found is None:
            return match.group(0)
        return f'<a href="{found[0]}" rel="noopener noreferrer">@{escape(found[1])}</a>'

    parts[::2] = [HANDLE.sub(link, part) for part in parts[::2]]
    return "".join(parts)


def tags_named(names: str) -> list[Tag]:
    """The tags written in a line, parted by commas; new ones are made. Refuses too many."""
    wanted: dict[str, str] = {}
    for name in names.split(","):
        if key := search_key(name)[:TAG_LENGTH].strip():
            wanted.setdefault(key, " ".join(name.split())[:TAG_LENGTH])
    if len(wanted) > MOST_TAGS:
        raise Refusal(_("Le parole chiave sono troppe: al massimo 6."), code="too_many_tags")
    return [Tag.objects.get_or_create(key=key, defaults={"name": wanted[key]})[0] for key in wanted]
