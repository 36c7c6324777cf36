"""What directories and files have in common, and how refusals are said to programs."""

from contextlib import contextmanager

from lxml import etree
from wsgidav.dav_error import (
    HTTP_CONFLICT,
    HTTP_FORBIDDEN,
    HTTP_LOCKED,
    HTTP_MEDIATYPE_NOT_SUPPORTED,
    DAVError,
)

from pico.core.foundation.errors import Refusal

from .locks import locked_roots

TOO_LARGE, NO_ROOM = 413, 507
STATUS = {
    "not_permitted": HTTP_FORBIDDEN,
    "locked": HTTP_LOCKED,
    "too_big": TOO_LARGE,
    "quota_exceeded": NO_ROOM,
}
FORMATS = {"executable", "macros", "old_office", "unknown_format"}
LOCK_DISCOVERY = "{DAV:}lockdiscovery"


@contextmanager
def told():
    """Say a refusal as programs understand it; the sentence is in the answer."""
    try:
        yield
    except Refusal as refusal:
        code = refusal.code
        status = (
            HTTP_MEDIATYPE_NOT_SUPPORTED if code in FORMATS else STATUS.get(code, HTTP_CONFLICT)
        )
        raise DAVError(status, context_info=str(refusal.message)) from refusal


class Common:
    """What directories and files have in common."""

    @property
    def actor(self):
        return self.environ["pico.actor"]

    def get_property_value(self, name):
        """Locks are looked up once for a whole listing, not once for each row."""
        if name == LOCK_DISCOVERY:
            if "pico.locked" not in self.environ:
                self.environ["pico.locked"] = locked_roots()
            if self.get_ref_url().rstrip("/") not in self.environ["pico.locked"]:
                return etree.Element(name)
        return super().get_property_value(name)

    def get_display_name(self):
        return self.name


def only_narrows(changes) -> bool:
    """A program cannot show «prima» and «dopo»: what widens is refused, and done in the pages."""
    return not any(change.widens for change in changes)
