"""The pages of the sites: one file per family of content."""

from .base import ContentPage, Placement
from .home import HomePage
from .indexes import IndexPage
from .news import NewsPage
from .topics import Topic

__all__ = [
    "ContentPage",
    "HomePage",
    "IndexPage",
    "NewsPage",
    "Placement",
    "Topic",
]
