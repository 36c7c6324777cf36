"""The pages of the sites: one file per family of content."""

from .base import Attachment, ContentPage, Occurrence, Placement, RelatedContent
from .bodies import PersonPage, PlacePage, UnitMember, UnitPage
from .documents import DocumentPage
from .events import Enrolment, EventDate, EventPage, EventSpeaker
from .generic import GenericPage, TopicPage
from .home import HomePage
from .indexes import IndexPage
from .news import NewsPage, NewsPerson, NewsPlace, ReleaseNumber
from .projects import PracticeIndicator, PracticePage, ProjectPage, ProjectPhase
from .services import ServicePage
from .topics import Topic

__all__ = [
    "Attachment",
    "ContentPage",
    "DocumentPage",
    "Enrolment",
    "EventDate",
    "EventPage",
    "EventSpeaker",
    "GenericPage",
    "HomePage",
    "IndexPage",
    "NewsPage",
    "NewsPerson",
    "NewsPlace",
    "Occurrence",
    "PersonPage",
    "PlacePage",
    "Placement",
    "PracticeIndicator",
    "PracticePage",
    "ProjectPage",
    "ProjectPhase",
    "RelatedContent",
    "ReleaseNumber",
    "ServicePage",
    "Topic",
    "TopicPage",
    "UnitMember",
    "UnitPage",
]
