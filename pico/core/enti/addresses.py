"""Where a page answers: under the path of a space, whatever space the request in hand is in."""

from django.urls import get_script_prefix, reverse

from .models import Space


def path_in(space: Space | None, view: str, *args) -> str:
    """The path of a view as seen in a space, whatever space the request in hand is in."""
    inside = reverse(view, args=args).removeprefix(get_script_prefix().rstrip("/"))
    return f"{space.prefix if space else ''}{inside}"
