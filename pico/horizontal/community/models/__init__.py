"""The nouns of the Community."""

<<<<<<< HEAD
from .documents import DavLock, Document, Folder, Star
from .networks import Meeting, Network, NetworkPlace

__all__ = ["DavLock", "Document", "Folder", "Meeting", "Network", "NetworkPlace", "Star"]
=======
from .forum import Category, Discussion, DiscussionLink, Post, PostFile, PostVersion, Tag
from .moderation import Report, Sanction
from .reading import Follow, Reaction, ReadingStart, ReadMark

__all__ = [
    "Category",
    "Discussion",
    "DiscussionLink",
    "Follow",
    "Post",
    "PostFile",
    "PostVersion",
    "Reaction",
    "ReadMark",
    "ReadingStart",
    "Report",
    "Sanction",
    "Tag",
]
>>>>>>> main
