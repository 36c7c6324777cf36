"""How often a link was followed: a number, no person."""

from django.db.models import F

from ..models import Link


def count_click(*, link: Link) -> None:
    Link.objects.filter(pk=link.pk).update(clicks=F("clicks") + 1)
