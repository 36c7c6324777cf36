"""Look-ups of the registry."""

from django.db.models import Q

from .models import Space


def space_of_address(host: str, path: str) -> Space | None:
    """Return the space that answers at this host and path, in one query; UPI nazionale when no other."""
    name = host.split(":", 1)[0].lower()
    first = path.split("/", 2)[1] if path.count("/") >= 2 else ""
    found = {
        "host" if space.hostname == name else space.slug: space
        for space in Space.objects.filter(
            Q(hostname=name) | Q(slug__in={first, ""})
        ).select_related("ente", "parent__ente")
    }
    return found.get("host") or found.get(first) or found.get("")
