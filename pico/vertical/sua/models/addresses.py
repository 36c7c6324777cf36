"""Where the pages of the objects of a SUA are: always in its own space."""

from django.urls import get_script_prefix, reverse

from pico.core.enti.addresses import path_in
from pico.core.enti.models import Space


def address(sua_id: int, name: str, *args) -> str:
    """The address of a page in the space of a SUA.

    A request in a space writes it as every other; a job, or a page of UPI, stands in no Province and
    asks for the space of the SUA: there the module is on.
    """
    if get_script_prefix() != "/":
        return reverse(name, args=args)
    return path_in(Space.objects.filter(ente=sua_id).first(), name, *args)
