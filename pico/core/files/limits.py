"""How much and how long: the defaults, and what `settings.FILES` says otherwise."""

from dataclasses import dataclass, fields
from datetime import timedelta

from django.conf import settings

KB, MB, GB = 1000, 1000**2, 1000**3  # as file sizes are said to people


@dataclass(frozen=True, slots=True)
class Limits:
    """Every limit of the room; a deployment overrides any of them by name in `settings.FILES`."""

    max_bytes: int = 2 * GB
    max_files: int = 20  # in one form
    form_bytes: int = 500 * MB  # all files of one form; larger ones come in pieces
    quota_bytes: int = 20 * GB  # of one ente
    chunk_bytes: int = 8 * MB  # of a resumable upload
    open_uploads: int = 200  # of one person
    upload_hours: int = 48
    trash_days: int = 30
    zip_entries: int = 10_000
    zip_unpacked_bytes: int = 1 * GB
    zip_ratio: int = 100
    zip_ratio_from_bytes: int = 10 * MB  # small archives may be well compressed
    zip_depth: int = 2
    signature_depth: int = 3  # a p7m within a p7m
    image_pixels: int = 80_000_000
    text_characters: int = 1_000_000
    text_pages: int = 500
    preview_pages: int = 5
    preview_width: int = 1000
    read_seconds: int = 30
    read_memory_bytes: int = 1 * GB
    is_read_apart: bool = True  # read documents in a process of their own
    bundle_files: int = 100
    bundle_bytes: int = 2 * GB
    scan_seconds: int = 120

    @property
    def trash_stay(self) -> timedelta:
        return timedelta(days=self.trash_days)

    @property
    def upload_stay(self) -> timedelta:
        return timedelta(hours=self.upload_hours)


NAMES = {f.name for f in fields(Limits)}


def limits() -> Limits:
    """The limits in force; an unknown name in `settings.FILES` is a ValueError."""
    own = getattr(settings, "FILES", {})
    if unknown := own.keys() - NAMES:
        raise ValueError(f"settings.FILES: unknown {', '.join(sorted(unknown))}.")
    return Limits(**own)
