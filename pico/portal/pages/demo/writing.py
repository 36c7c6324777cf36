"""How the demo writes: short calls that become published pages."""

from datetime import datetime, time, timedelta

from django.utils import timezone
from django.utils.text import slugify

from pico.core.access.actor import SYSTEM
from pico.portal.sites.models import SiteDocument, SiteImage, SpaceSite

from ..actions.contents import publish_content
from ..models import (
    Attachment,
    DocumentPage,
    EventPage,
    EventSpeaker,
    HomePage,
    IndexPage,
    NewsPage,
    PersonPage,
    PlacePage,
    PracticeIndicator,
    PracticePage,
    ProjectPage,
    ProjectPhase,
    ServicePage,
    Topic,
    UnitMember,
    UnitPage,
)
from ..models.bodies import is_known_comune
from .pictures import make_document, make_picture


def prose(*paragraphs: str) -> str:
    """Paragraphs as the editor stores them; one that begins with «- » becomes a list."""
    found = []
    for text in paragraphs:
        if text.startswith("- "):
            items = "".join(f"<li>{line[2:]}</li>" for line in text.split("\n"))
            found.append(f"<ul>{items}</ul>")
        else:
            found.append(f"<p>{text}</p>")
    return "".join(found)


class Desk:
    """The desk of an editor of one site: what is written here is published there."""

    def __init__(self, site: SpaceSite, now: datetime) -> None:
        self.site, self.now = site, now
        self._pictures: dict[str, SiteImage] = {}
        self._indexes = {
            one.lists: one for one in IndexPage.objects.descendant_of(site.site.root_page)
        }
        self._topics = {topic.slug: topic for topic in Topic.objects.all()}

    def picture(self, name: str) -> SiteImage:
        if name not in self._pictures:
            self._pictures[name] = make_picture(self.site, name)
        return self._pictures[name]

    def home(self, *, picture: str, text: str) -> None:
        """Give the home of the site a picture and a sentence of its own."""
        home = HomePage.objects.get(pk=self.site.site.root_page_id)
        values = {"title": home.title, "text": text, "image": self.picture(picture), "links": []}
        home.body = [("testata", values), *[(b.block_type, b.value) for b in home.body][1:]]
        home.save_revision().publish()

    def file(self, title: str, *lines: str) -> SiteDocument:
        return make_document(self.site, title, f"{slugify(title)[:50]}.pdf", lines)

    def ago(self, days: int, hour: int = 9) -> datetime:
        return self.ahead(-days, hour)

    def ahead(self, days: int, hour: int = 9, minute: int = 0) -> datetime:
        """Some days from now, at this hour in Italy."""
        day = timezone.localdate(self.now) + timedelta(days=days)
        moment = timezone.make_aware(datetime.combine(day, time(hour, minute)))
        return moment if days >= 0 else min(moment, self.now)

    def _publish(self, model, kind: str, *, rows=None, parent=None, **fields):
        """Publish a page with its topics, picture, files and rows of its own (name → rows)."""
        topics, picture = fields.pop("topics", ()), fields.pop("picture", "")
        files = fields.pop("files", ())
        page = model(**fields)
        for name, listed in (rows or {}).items():
            setattr(page, name, listed)
        page.topics = [self._topics[slug] for slug in topics]
        page.image = self.picture(picture) if picture else None
        page.attachments = [Attachment(document=one) for one in files]
        parent = parent or self._indexes[kind]
        parent.refresh_from_db()
        return publish_content(parent=parent, page=page, actor=SYSTEM, now=self.now)

    def news(self, title, summary, *paragraphs, days=1, body=(), **more) -> NewsPage:
        blocks = [("testo", prose(*paragraphs)), *body]
        return self._publish(
            NewsPage,
            "NEWS",
            title=title,
            summary=summary,
            body=blocks,
            published_on=self.ago(days),
            **more,
        )

    def event(self, title, summary, *paragraphs, starts_at, speakers=(), **more) -> EventPage:
        blocks = [("testo", prose(*paragraphs))] if paragraphs else []
        page_fields = {"title": title, "summary": summary, "body": blocks, "starts_at": starts_at}
        people = [EventSpeaker(name=name, role=role) for name, role in speakers]
        return self._publish(EventPage, "EVENT", rows={"speakers": people}, **page_fields, **more)

    def service(self, title, summary, **more) -> ServicePage:
        for name, _anchor in ServicePage.SECTIONS:
            value = more.get(name, "")
            if isinstance(value, tuple | str):
                more[name] = prose(*((value,) if isinstance(value, str) else value))
        return self._publish(ServicePage, "SERVICE", title=title, summary=summary, **more)

    def document(self, title, summary, kind, *paragraphs, days=30, **more) -> DocumentPage:
        return self._publish(
            DocumentPage,
            "DOCUMENT",
            title=title,
            summary=summary,
            document_kind=kind,
            body=[("testo", prose(*paragraphs))] if paragraphs else [],
            published_on=self.ago(days),
            **more,
        )

    def place(self, title, summary, **more) -> PlacePage:
        if not is_known_comune(more.get("comune", "")):
            more.pop("comune", None)  # a small registry, as in tests
        return self._publish(PlacePage, "PLACE", title=title, summary=summary, **more)

    def person(self, first_name, last_name, role, summary, **more) -> PersonPage:
        names = {"first_name": first_name, "last_name": last_name}
        title = f"{first_name} {last_name}"
        return self._publish(
            PersonPage, "PERSON", title=title, summary=summary, role=role, **names, **more
        )

    def unit(self, title, summary, duties, contacts, *, under=None, people=(), **more) -> UnitPage:
        fields = {
            "title": title,
            "summary": summary,
            "duties": prose(duties),
            "contacts": prose(contacts),
        }
        members = [UnitMember(person=one) for one in people]
        return self._publish(
            UnitPage, "UNIT", rows={"members": members}, parent=under, **fields, **more
        )

    def project(self, title, summary, *, phases=(), **more) -> ProjectPage:
        rows = [
            ProjectPhase(title=name, period=period, text=text, is_done=done)
            for name, period, text, done in phases
        ]
        fields = {"title": title, "summary": summary}
        return self._publish(ProjectPage, "PROJECT", rows={"phases": rows}, **fields, **more)

    def practice(self, title, summary, *, indicators=(), **more) -> PracticePage:
        rows = [
            PracticeIndicator(name=name, before=before, after=after, unit=unit)
            for name, before, after, unit in indicators
        ]
        fields = {"title": title, "summary": summary}
        return self._publish(PracticePage, "PRACTICE", rows={"indicators": rows}, **fields, **more)
