"""The nouns of the Community."""

from .blog import Article, ArticleVersion, Comment, Like
from .forum import Category, Discussion, DiscussionLink, Post, PostFile, PostVersion, Tag
from .moderation import Report, Sanction
from .practices import Adoption, Practice, PracticeFile
from .reading import Follow, Reaction, ReadingStart, ReadMark

__all__ = [
    "Adoption",
    "Article",
    "ArticleVersion",
    "Category",
    "Comment",
    "Discussion",
    "DiscussionLink",
    "Follow",
    "Like",
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
    "Tag",
]
