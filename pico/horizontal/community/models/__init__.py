"""The nouns of the Community."""

from .documents import DavLock, Document, Folder, Star
from .forum import Category, Discussion, DiscussionLink, Post, PostFile, PostVersion, Tag
from .moderation import Report, Sanction
from .networks import Meeting, Network, NetworkPlace
from .reading import Follow, Reaction, ReadingStart, ReadMark

__all__ = [
    "Category",
    "DavLock",
    "Discussion",
    "DiscussionLink",
    "Document",
    "Folder",
    "Follow",
    "Meeting",
    "Network",
    "NetworkPlace",
    "Post",
    "PostFile",
    "PostVersion",
    "Reaction",
    "ReadMark",
    "ReadingStart",
    "Report",
    "Sanction",
    "Star",
    "Tag",
]
