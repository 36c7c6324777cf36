"""What the sites hear from the house."""

from pico.core.enti.models import Space

from .actions import follow_space


def follow(announcement) -> None:
    """A space has changed name or address: its site goes with it."""
    if space := Space.objects.filter(pk=announcement.subject_id).first():
        follow_space(space)
