"""The nouns of the Community."""

from .blog import Article, ArticleVersion, Comment, Like
from .documents import DavLock, Document, DocumentOpening, Folder, Star
from .forum import Category, Discussion, DiscussionLink, Post, PostFile, PostVersion, Tag
from .links import Link
from .moderation import Report, Sanction
from .networks import Meeting, Network, NetworkPlace
from .practices import Adoption, Practice, PracticeFile
from .reading import Follow, Reaction, ReadingStart, ReadMark

__all__ = [
    "Adoption",
    "Article",
    "ArticleVersion",
    "Category",
    "Comment",
    "DavLock",
    "Discussion",
    "DiscussionLink",
    "Document",
    "DocumentOpening",
    "Folder",
    "Follow",
    "Like",
    "Link",
    "Meeting",
    "Network",
    "NetworkPlace",
    "Post",
    "PostFile",
    "PostVersion",
    "Practice",
    "PracticeFile",
    "Reaction",
    "ReadMark",
    "ReadingStart",
    "Report",
    "Sanction",
    "Star",
    "Tag",
]
