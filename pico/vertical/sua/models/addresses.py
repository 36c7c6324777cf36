"""Where the pages of the objects of a SUA are: always in its own space, where the module is on."""

from django.urls import reverse

from pico.core.enti.addresses import path_in, space_in_hand
from pico.core.enti.models import Space


def address(sua_id: int, name: str, *args) -> str:
    """The address of a page in the space of a SUA; the space is asked for only from elsewhere."""
    here = space_in_hand()
    if here and here.ente_id == sua_id:
        return reverse(name, args=args)
    return path_in(Space.objects.filter(ente=sua_id).first(), name, *args)
