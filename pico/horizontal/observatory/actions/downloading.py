"""Fetch large files from sites that stop half way: again and on from there, only if they changed."""

import hashlib
import http.client
import json
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.foundation import outside
from pico.core.foundation.errors import Refusal

from ..permissions import LakePermission
from ..queries.lake import the_lake

# ANAC's and Italia Domani's firewalls turn away what is not a browser.
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36"
ATTEMPTS = 6
FIRST_WAIT, LONGEST_WAIT = 2.0, 120.0  # seconds; each wait is twice the one before
TIMEOUT = 60.0
CHUNK = 1024 * 1024
BUSY = (408, 425, 429, 500, 502, 503, 504)
MARKS = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
Tell = Callable[[int, int, str], None]


class Cut(Exception):
    """The answer ended before its end, or the site is busy: worth another try."""


def download(
    *,
    url: str,
    actor: Actor,
    tell: Tell = lambda *_said: None,
    may_reach: outside.MayReach = outside.is_public,
    wait: Callable[[float], None] = time.sleep,
) -> Path | None:
    """Return the file of an address, None when it is the one that came last time.

    Goes on where it stopped (Range), up to six times. Refuses an answer that is a web page, and
    what the site says it does not have.
    """
    actor.require(LakePermission.LOAD)
    place = the_lake().folder("downloads", hashlib.sha256(url.encode()).hexdigest()[:16])
    name = Path(unquote(urlsplit(url).path)).name or "file"
    target = place / name
    for attempt in range(ATTEMPTS):
        try:
            return _once(url, target, tell, may_reach)
        except (Cut, outside.Unreachable, OSError, http.client.HTTPException):
            wait(min(FIRST_WAIT * 2**attempt, LONGEST_WAIT))
    raise Refusal(
        _(
            "Il sito non dà il file intero, nemmeno dopo %(n)s tentativi: riprova più tardi, "
            "riparte da dove è arrivato."
        )
        % {"n": ATTEMPTS},
        code="cut",
    )


def _once(url: str, target: Path, tell: Tell, may_reach: outside.MayReach) -> Path | None:
    partial = target.with_name(f".{target.name}.part")
    headers = _headers(target, partial)
    with outside.stream(url, headers=headers, timeout=TIMEOUT, may_reach=may_reach) as answer:
        status, said, response = answer
        if status == 304:
            return None
        _refuse(status, said)
        start = partial.stat().st_size if status == 206 else 0
        _note(partial, said)
        size = start + int(said.get("content-length") or 0)
        _write(response, partial, start, size, tell)
    partial.rename(target)
    _memory(partial).replace(_memory(target))
    return target


def _memory(path: Path) -> Path:
    return path.with_name(f"{path.name}.json")


def _headers(target: Path, partial: Path) -> dict[str, str]:
    """Ask for the rest of what came in part, else for what is newer than what is there."""
    headers = {"User-Agent": AGENT, "Accept": "*/*", "Accept-Language": "it-IT,it;q=0.9"}
    if partial.exists() and _memory(partial).exists():
        marks = json.loads(_memory(partial).read_text())
        mark = marks.get("etag") or marks.get("last-modified")
        if mark:  # without one the rest might be of another version
            headers |= {"Range": f"bytes={partial.stat().st_size}-", "If-Range": mark}
    elif target.exists() and _memory(target).exists():
        marks = json.loads(_memory(target).read_text())
        headers |= {MARKS[name]: mark for name, mark in marks.items()}
    return headers


def _refuse(status: int, said) -> None:
    if status in BUSY or status == 416:
        raise Cut
    if status not in (200, 206):
        raise Refusal(
            _("Il sito risponde %(status)s: controlla l'indirizzo del file.") % {"status": status},
            code="not_there",
        )
    if said.get("content-type", "").startswith("text/html"):
        raise Refusal(
            _(
                "Il sito manda una pagina web invece del file: scaricalo con il browser e caricalo "
                "a mano."
            ),
            code="web_page",
        )


def _note(partial: Path, said) -> None:
    marks = {name: said[name] for name in MARKS if name in said}
    _memory(partial).write_text(json.dumps(marks))


def _write(response, partial: Path, start: int, size: int, tell: Tell) -> None:
    with partial.open("r+b" if start else "wb") as file:
        file.seek(start)
        done = start
        while chunk := response.read(CHUNK):
            file.write(chunk)
            done += len(chunk)
            tell(done, size, _("Scaricamento"))
    if size > start and done < size:
        raise Cut
