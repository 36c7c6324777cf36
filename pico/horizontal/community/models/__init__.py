"""The nouns of the Community."""

from .documents import DavLock, Document, Folder, Star
from .networks import Meeting, Network, NetworkPlace

__all__ = ["DavLock", "Document", "Folder", "Meeting", "Network", "NetworkPlace", "Star"]
