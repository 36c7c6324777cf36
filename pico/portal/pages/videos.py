"""Videos of other sites: nothing of theirs is loaded before the reader asks for it."""

import re
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

YOUTUBE = re.compile(
    r"https://(?:www\.|m\.)?(?:youtube(?:-nocookie)?\.com/(?:watch\?(?:.*&)?v=|embed/|live/)|youtu\.be/)"
    r"([\w-]{6,20})"
)
VIMEO = re.compile(r"https://(?:www\.|player\.)?vimeo\.com/(?:video/)?(\d{5,15})")

# Where a frame may come from, on the pages that have a video only.
FRAMES = ("https://www.youtube-nocookie.com", "https://player.vimeo.com")


@dataclass(frozen=True, slots=True)
class Video:
    """A video by its host: `frame` is what is loaded after the click, `url` the plain link."""

    host: str
    url: str
    frame: str


def read(url: str) -> Video | None:
    """Recognise the address of a video; None for any other address."""
    if match := YOUTUBE.match(url):
        frame = f"{FRAMES[0]}/embed/{match[1]}?rel=0&autoplay=1"
        return Video("YouTube", f"https://www.youtube.com/watch?v={match[1]}", frame)
    if match := VIMEO.match(url):
        frame = f"{FRAMES[1]}/video/{match[1]}?dnt=1&autoplay=1"
        return Video("Vimeo", f"https://vimeo.com/{match[1]}", frame)
    return None


def check_video(url: str) -> None:
    if read(url) is None:
        raise ValidationError(
            _(
                "Non riconosco questo video: incolla l'indirizzo di una pagina di YouTube o di Vimeo."
            ),
            code="unknown_video",
        )


def let_frames_in(response, body):
    """Let a page with videos, and no other, show the frames of their hosts."""
    if body and any(block["type"] == "video" for block in body.raw_data):
        response._csp_update = {"frame-src": list(FRAMES)}
    return response
