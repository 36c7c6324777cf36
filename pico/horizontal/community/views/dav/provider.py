"""From a path to what stands there, for the actor of the request."""

from wsgidav.dav_error import HTTP_CONFLICT, HTTP_FORBIDDEN, DAVError
from wsgidav.dav_provider import DAVProvider
from wsgidav.util import get_uri_name, get_uri_parent, join_uri

from .resources import FolderDirectory, Root


class DocumentsProvider(DAVProvider):
    """The documents as a file system; `environ["pico.actor"]` says whose."""

    def get_resource_inst(self, path, environ):
        """What stands at a path; None for what is not there, or is not for this actor."""
        found, here = Root("/", environ), "/"
        for name in filter(None, path.strip("/").split("/")):
            here = join_uri(here, name)
            if not found.is_collection:
                return None
            found = self._member(found, name, here, environ)
            if found is None:
                return None
        return found

    def _member(self, parent, name: str, path: str, environ):
        """Folders are looked up once in a request; documents change under it, and are read anew."""
        kept = environ.setdefault("pico.folders", {})
        if path not in kept:
            found = parent.get_member(name)
            if not isinstance(found, FolderDirectory):
                return found
            kept[path] = found
        return kept[path]

    def place_of(self, path: str, environ):
        """The folder a path is in, the last name, and what stands there already."""
        parent = self.get_resource_inst(get_uri_parent(path), environ)
        if not isinstance(parent, FolderDirectory):
            raise DAVError(HTTP_CONFLICT)
        name = get_uri_name(path)
        return parent, name, parent.get_member(name)

    def custom_request_handler(self, environ, start_response, default_handler):
        """Nobody walks the whole tree in one request."""
        if environ["REQUEST_METHOD"] == "PROPFIND":
            depth = environ.get("HTTP_DEPTH", "infinity").lower()
            if depth == "infinity":
                raise DAVError(HTTP_FORBIDDEN, context_info="Depth: 0, 1")
        return default_handler(environ, start_response)
