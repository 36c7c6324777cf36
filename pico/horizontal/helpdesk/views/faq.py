"""The pages of answers, for readers: search first, an anchor per question, useful or not."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import get_script_prefix, reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pico.core.files.serving import send_version
from pico.core.generations import hand
from pico.core.people import audience

from ..actions import usefulness
from ..models import Faq
from ..permissions import KnowledgePermission
from ..queries import faq as queries
from ..queries import finding, here
from ..terms import AUDIENCE_NOTES, FAQ_FAMILY, Topic

PER_PAGE = 40
LONG_NUMBER = 4  # digits of a page that nobody asks for
ESCAPES = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}
NO_CONTENT = 204


def way(*more) -> list[tuple[str, str]]:
    return [
        (_("Assistenza"), reverse("helpdesk:home")),
        (_("FAQ"), reverse("helpdesk:faqs")),
        *more,
    ]


@require_safe
def faq_list(request):
    """Every answer that the visitor reads here; `?q=` finds, `?modulo=` keeps one module."""
    actor, space = request.actor, request.space
    text = request.GET.get("q", "").strip()[:200]
    topic = request.GET.get("modulo", "")
    topic = topic if topic in Topic.values else ""
    number = request.GET.get("pagina")
    shown = (
        found_part(actor, space, topic, text, number)
        if text
        else listed_part(actor, space, topic, number)
    )
    context = {
        "title": _("Domande frequenti (FAQ)"),
        "page": shown.page,
        "groups": shown.groups,
        "text": text,
        "topic": topic,
        "topics": shown.topics,
        "linked_data": shown.linked_data,
        "may_write": actor.can(KnowledgePermission.WRITE),
        "crumbs": [*way()[:1], (_("FAQ"), "")],
    }
    is_part = request.headers.get("HX-Target") == "faq-results"
    template = "helpdesk/faq/_results.html" if is_part else "helpdesk/faq/list.html"
    return render(request, template, context)


@dataclass(frozen=True, slots=True)
class Part:
    """A page of answers as it is drawn: under the names of their modules, or all as they were found."""

    number: int
    count: int
    groups: tuple[tuple[str, tuple["FaqShown", ...]], ...]
    topics: tuple[tuple[str, str, int], ...]
    linked_data: SafeString

    @property
    def page(self) -> Page:
        paginator = Paginator((), PER_PAGE)
        paginator.count = self.count
        return Page((), self.number, paginator)


def listed_part(actor, space, topic: str, number: str | None) -> Part:
    """A page of the list, made once for all who read the same answers on this site."""
    held = actor.scopes & hand.kept(FAQ_FAMILY, "scopes", queries.scopes_of_answers)
    place = (space.pk, topic, number, timezone.localdate(), get_language(), get_script_prefix())

    def make() -> Part:
        rows = queries.visible_faqs(actor, space)
        page = _page_of(rows.filter(topic=topic) if topic else rows, number)
        return _part(page, grouped(page.object_list), queries.topics_with_answers(actor, space))

    is_usual = not number or (number.isdecimal() and len(number) < LONG_NUMBER)
    return hand.kept(FAQ_FAMILY, ("list", held, *place), make) if is_usual else make()


def found_part(actor, space, topic: str, text: str, number: str | None) -> Part:
    rows = queries.visible_faqs(actor, space)
    rows = rows.filter(topic=topic) if topic else rows
    page = _page_of(finding.found_faqs(rows, text, actor, space), number)
    groups = (("", tuple(map(as_shown, page.object_list))),)
    return _part(page, groups, queries.topics_with_answers(actor, space))


def _page_of(rows, number: str | None) -> Page:
    page = Paginator(rows, PER_PAGE).get_page(number)
    page.object_list = list(page.object_list)
    return page


def _part(page: Page, groups, topics) -> Part:
    data = linked_data(page.object_list)
    return Part(page.number, page.paginator.count, groups, tuple(topics), data)


@dataclass(frozen=True, slots=True)
class FileShown:
    """The file of an answer, with the type and size (bytes) of its current version."""

    title: str
    format_label: str
    size: int

    @property
    def current(self) -> "FileShown":
        return self


@dataclass(frozen=True, slots=True)
class FaqShown:
    """An answer as the list draws it: equal ones are drawn once."""

    pk: int
    question: str
    answer: str
    note: str
    url: str
    video_url: str
    file: FileShown | None


def as_shown(row: Faq) -> FaqShown:
    version = row.file.current if row.file else None
    return FaqShown(
        pk=row.pk,
        question=row.question,
        answer=row.answer,
        note=str(AUDIENCE_NOTES.get(row.audience, "")),
        url=row.get_absolute_url(),
        video_url=row.video_url,
        file=FileShown(row.file.title, version.format_label, version.size) if version else None,
    )


def grouped(rows: Iterable[Faq]) -> tuple[tuple[str, tuple[FaqShown, ...]], ...]:
    """The answers under the names of their modules, in the order in which they come."""
    found: dict[str, list[FaqShown]] = {}
    for row in rows:
        found.setdefault(str(row.get_topic_display()), []).append(as_shown(row))
    return tuple((label, tuple(shown)) for label, shown in found.items())


def linked_data(rows: Iterable[Faq]) -> SafeString:
    """The answers as a FAQPage of schema.org; nothing in it can end the block that holds it."""
    questions = [
        {
            "@type": "Question",
            "name": row.question,
            "acceptedAnswer": {"@type": "Answer", "text": row.answer},
        }
        for row in rows
    ]
    if not questions:
        return SafeString("")
    page = {"@context": "https://schema.org", "@type": "FAQPage", "mainEntity": questions}
    return mark_safe(json.dumps(page, ensure_ascii=False).translate(ESCAPES))


@require_safe
def faq(request, pk):
    """One answer at its own address: for readers, and for those who work on it."""
    actor = request.actor
    found = queries.faq(pk, actor, request.space)
    is_read = found.is_published and not found.is_expired
    if is_read and request.method == "GET":
        usefulness.note_sighting(faq=found, visitor=visitor_of(request), now=timezone.now())
    may_change = actor.can(KnowledgePermission.CHANGE, found)
    may_publish = actor.can(KnowledgePermission.PUBLISH, found)
    return render(
        request,
        "helpdesk/faq/record.html",
        {
            "title": found.question,
            "faq": found,
            "related": list(queries.related_to(found, actor, request.space)),
            "linked_data": linked_data([found]) if is_read else "",
            "is_read": is_read,
            "is_worked_on": actor.can(KnowledgePermission.READ_DRAFT, found),
            "may_change": may_change,
            "may_publish": may_publish,
            "level_label": audience.label_of(found.scope, actor),
            "ticket_url": ask_url(found, request),
            "notes": AUDIENCE_NOTES,
            "crumbs": way((found.question, "")),
        },
    )


def ask_url(found: Faq, request) -> str:
    """Where a request begins that carries this answer along; the form without login for visitors."""
    if not request.actor.is_member:
        return f"{reverse('helpdesk:access')}?faq={found.pk}"
    place = here.Place(
        found.get_absolute_url(), "helpdesk:faq", "helpdesk", found._meta.label_lower, str(found.pk)
    )
    return here.ask_url(place)


def session_of(request) -> str:
    return request.session.session_key or ""


def visitor_of(request) -> str:
    return usefulness.fingerprint(
        person_id=request.actor.person_id, session_key=session_of(request)
    )


def _read(pk: int, request) -> Faq:
    """Return an answer that is read here; a draft is 404 even for its writer."""
    found = queries.visible_faqs(request.actor, request.space).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


@require_POST
def seen(request, pk):
    """Opened in the page: a call of the script, no answer."""
    usefulness.note_sighting(
        faq=_read(pk, request), visitor=visitor_of(request), now=timezone.now()
    )
    return HttpResponse(status=NO_CONTENT)


@require_POST
def useful(request, pk):
    """«Questa risposta ti è stata utile?»: once for each person or session."""
    found, is_useful = _read(pk, request), request.POST.get("utile") == "si"
    if not request.actor.is_known and not request.session.session_key:
        request.session.create()
    usefulness.give_opinion(
        faq=found, is_useful=is_useful, voter=visitor_of(request), now=timezone.now()
    )
    context = {"faq": found, "given": is_useful, "ticket_url": ask_url(found, request)}
    if request.headers.get("HX-Request"):
        return render(request, "helpdesk/faq/_useful.html", context)
    messages.success(request, _("Grazie: la tua opinione è registrata."))
    return redirect(found if is_useful else context["ticket_url"])


@require_POST
def solved(request, pk):
    """«Ho risolto», beside a suggestion: no request is needed."""
    found = _read(pk, request)
    usefulness.count_solved(faq=found, visitor=visitor_of(request), now=timezone.now())
    messages.success(request, _("Bene! Non serve aprire una richiesta."))
    if request.headers.get("HX-Request"):
        return HttpResponse(status=NO_CONTENT, headers={"HX-Redirect": found.get_absolute_url()})
    return redirect(found)


@require_safe
def file(request, pk):
    """The attachment, for who reads the answer or works on it."""
    found = queries.faq(pk, request.actor, request.space)
    if found.file is None or found.file.current is None:
        raise Http404
    return send_version(request, found.file.current)


@require_safe
def suggestions(request):
    """What may be useful to who is writing this: a fragment, empty when there is nothing."""
    text = request.GET.get("testo") or request.GET.get("subject", "")
    found = finding.suggest(text[:200], request.actor, request.space)
    return render(request, "helpdesk/faq/_suggestions.html", {"suggested": found})
