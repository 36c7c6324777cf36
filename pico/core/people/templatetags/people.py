"""How a browser is named to its person."""

from django import template
from django.utils.translation import gettext as _

register = template.Library()

# First match wins: the later names are also said by the earlier ones.
BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("Safari/", "Safari"),
)
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


@register.filter
def browser_it(agent: str) -> str:
    """Return «Firefox su Windows»; what is not known is said so."""
    browser, system = _named(agent, BROWSERS), _named(agent, SYSTEMS)
    if not browser:
        return _("Programma sconosciuto")
    return _("%(browser)s su %(system)s") % {
        "browser": browser,
        "system": system or _("sistema sconosciuto"),
    }


def _named(agent: str, names) -> str:
    return next((name for mark, name in names if mark in (agent or "")), "")
