"""The nouns of the Community."""

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
