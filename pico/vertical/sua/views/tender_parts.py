"""What hangs on a tender: persons, documents, clarifications, sittings, texts, results, hand-overs."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from pico.core.files.serving import send_version
from pico.core.people.actors import working_today
from pico.core.people.models import Person

from ..actions.tenders import clarifications, documents, persons, sittings
from ..forms import tender_parts as forms
from ..models import Clarification, Tender, TenderText
from ..permissions import TenderPermission as May
from ..queries import tenders as queries
from ..terms.tenders import PersonRole, Visibility
from .shared import BOTH, written
from .tenders import crumbs, tender_form, way


def tender_to_run(request, number: str, permission: str = May.RUN) -> Tender:
    """A tender that the actor may see, and change; who may not is told so."""
    found = queries.tender(number, request.actor)
    request.actor.require(permission, found)
    return found


# Persons ------------------------------------------------------------------------------------------


def _people(tender: Tender, actor):
    """Who may be named with a profile: the persons of the tender's enti; an ente names its own."""
    is_insider = actor.can(May.RUN, tender)
    enti = [tender.sua_id, *(place.ente_id for place in tender.places.all())]
    working = working_today().filter(ente__in=enti if is_insider else [actor.ente_id])
    return Person.objects.filter(pk__in=working.values("person")).order_by("last_name", "first_name", "pk")  # fmt: skip


def _roles(tender: Tender, actor):
    if actor.can(May.RUN, tender):
        return tuple(PersonRole)
    return tuple(role for role in PersonRole if role not in persons.OF_THE_SUA)


@BOTH
def name_person(request, number):
    found = tender_to_run(request, number, May.HELP)
    form = forms.PersonForm(
        request.POST or None, request.FILES or None, people=_people(found, request.actor),
        roles=_roles(found, request.actor), initial={"role": request.GET.get("ruolo", "")},
    )  # fmt: skip

    def ente_of(person):
        enti = [found.sua_id, *(place.ente_id for place in found.places.all())]
        place = working_today().filter(person=person, ente__in=enti).select_related("ente").first()
        return place.ente if place else None

    def act():
        persons.name_person(
            tender=found, actor=request.actor, now=timezone.now(),
            **form.given(lambda one: ente_of(one) if one else None),
        )  # fmt: skip

    return tender_form(
        request, found, form, act=act, tab="tender-persons", title=_("Nomina una persona"),
        said=_("Nomina registrata: ora serve la dichiarazione sui conflitti."),
    )  # fmt: skip


def _part(request, number, pk):
    found = queries.tender(number, request.actor)
    return found, queries.part(found, pk)


@BOTH
def declare(request, number, pk):
    found, part = _part(request, number, pk)
    form = forms.DeclarationForm(request.POST or None, request.FILES or None, initial={"on": timezone.localdate()})  # fmt: skip

    def act():
        data = form.cleaned_data
        persons.declare(
            part=part, conflict=data["conflict"], on=data["on"], file=forms.first(data["file"]),
            actor=request.actor, now=timezone.now(),
        )  # fmt: skip

    return tender_form(
        request, found, form, act=act, said=_("Dichiarazione registrata."), tab="tender-persons",
        title=_("Dichiarazione di %(who)s") % {"who": part.name},
        lead=_("Senza dichiarazione di assenza di conflitti nessuno entra in carica (art. 16)."),
    )  # fmt: skip


@require_POST
def activate(request, number, pk):
    _found, part = _part(request, number, pk)
    persons.activate(part=part, actor=request.actor, now=timezone.now())
    messages.success(request, _("%(who)s è in carica.") % {"who": part.name})
    return redirect("sua:tender-persons", number)


@BOTH
def end_part(request, number, pk):
    found, part = _part(request, number, pk)
    form = forms.EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def act():
        persons.end_part(part=part, actor=request.actor, now=timezone.now(), **form.cleaned_data)

    return tender_form(
        request, found, form, act=act, said=_("Incarico terminato."), tab="tender-persons",
        title=_("Fine dell'incarico di %(who)s") % {"who": part.name},
    )  # fmt: skip


@BOTH
def succeed(request, number, pk):
    found, part = _part(request, number, pk)
    form = forms.SuccessionForm(request.POST or None, part=part)

    def act():
        persons.succeed(
            part=part, by=form.cleaned_data["by"], actor=request.actor, now=timezone.now()
        )

    return tender_form(
        request, found, form, act=act, said=_("Successione registrata."), tab="tender-persons",
        title=_("Successione a %(who)s") % {"who": part.name},
    )  # fmt: skip


@require_safe
def person_file(request, number, pk, which):
    """A paper of a person, for the SUA and for himself; a CV that must be public is a document."""
    found, part = _part(request, number, pk)
    file = {"atto": part.file, "cv": part.cv_file, "dichiarazione": part.conflict_file}.get(which)
    is_own = part.person_id is not None and part.person_id == request.actor.person_id
    if file is None or file.current is None or not (is_own or request.actor.can(May.RUN, found)):
        raise Http404
    return send_version(request, file.current)


# Documents ----------------------------------------------------------------------------------------


@BOTH
def add_document(request, number):
    found = tender_to_run(request, number, May.HELP)
    is_insider = request.actor.can(May.RUN, found)
    form = forms.DocumentForm(
        request.POST or None, request.FILES or None, tender=found, is_insider=is_insider,
        initial={"kind": request.GET.get("tipo", ""), "visibility": Visibility.BODY},
    )  # fmt: skip

    def act():
        data = dict(form.cleaned_data)
        files, title = data.pop("files"), data.pop("title")
        for one in files:
            documents.add_document(
                tender=found, content=one, title=title if len(files) == 1 else "",
                actor=request.actor, now=timezone.now(), **data,
            )  # fmt: skip

    count = len(request.FILES.getlist("files"))
    return tender_form(
        request, found, form, act=act, said=_("Documenti aggiunti: %(count)d.") % {"count": count},
        tab="tender-documents", title=_("Aggiungi documenti"),
    )  # fmt: skip


@require_safe
def document_file(request, number, pk):
    found = queries.tender(number, request.actor)
    one = queries.document(found, pk, request.actor, timezone.now())
    if one.file.current is None:
        raise Http404
    return send_version(request, one.file.current)


@require_safe
def notice_file(request, number, pk):
    """A public document of a published tender, for everybody."""
    space = request.space.ente_id if request.space else None
    found = queries.public_tender(number, space)
    rows = found.documents.filter(visibility=Visibility.PUBLIC, pk=pk).select_related("file__current")  # fmt: skip
    one = queries.shown_outside(rows, found, timezone.now()).first()
    if one is None or one.file.current is None:
        raise Http404
    return send_version(request, one.file.current)


@BOTH
def change_document(request, number, pk):
    found = tender_to_run(request, number)
    one = queries.document(found, pk, request.actor, timezone.now())
    initial = {name: getattr(one, name) for name in ("title", "kind", "phase", "visibility", "is_deferred")}  # fmt: skip
    form = forms.ChangeDocumentForm(request.POST or None, initial=initial)

    def act():
        documents.change_document(
            document=one, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Documento modificato."), tab="tender-documents",
        title=one.title,
    )  # fmt: skip


@BOTH
def renew_document(request, number, pk):
    found = tender_to_run(request, number, May.HELP)
    one = queries.document(found, pk, request.actor, timezone.now())
    form = forms.VersionForm(request.POST or None, request.FILES or None)

    def act():
        data = form.cleaned_data
        documents.renew_document(
            document=one, content=forms.first(data["file"]), note=data["note"], actor=request.actor,
            now=timezone.now(),
        )  # fmt: skip

    return tender_form(
        request, found, form, act=act, said=_("Nuova versione aggiunta."), tab="tender-documents",
        title=_("Nuova versione di «%(title)s»") % {"title": one.title},
    )  # fmt: skip


# Clarifications -----------------------------------------------------------------------------------


@BOTH
def receive_question(request, number):
    found = tender_to_run(request, number)
    form = forms.QuestionForm(request.POST or None)

    def act():
        clarifications.receive_question(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Quesito registrato."), tab="tender-questions",
        title=_("Registra un quesito"),
    )  # fmt: skip


def _question(found: Tender, pk: int) -> Clarification:
    one = found.clarifications.filter(number=pk).first()
    if one is None:
        raise Http404
    one.tender = found
    return one


@BOTH
def answer(request, number, pk):
    found = tender_to_run(request, number)
    one = _question(found, pk)
    initial = {"question": one.question, "answer": one.answer, "seen": one.revision}
    form = forms.AnswerForm(request.POST or None, initial=initial)

    def act():
        clarifications.draft_answer(
            clarification=one, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )

    return tender_form(
        request, found, form, act=act, said=_("Bozza salvata."), tab="tender-questions",
        title=_("Risposta al quesito %(number)d") % {"number": one.number}, lead=one.received_text,
    )  # fmt: skip


@require_POST
def publish_answer(request, number, pk):
    found = tender_to_run(request, number)
    clarifications.publish_answer(
        clarification=_question(found, pk), actor=request.actor, now=timezone.now()
    )
    messages.success(request, _("Chiarimento pubblicato."))
    return redirect("sua:tender-questions", number)


# Sittings and texts -------------------------------------------------------------------------------


@BOTH
def hold_sitting(request, number):
    found = tender_to_run(request, number)
    form = forms.SittingForm(request.POST or None, tender=found)

    def act():
        data = form.cleaned_data
        sitting = sittings.hold_sitting(
            tender=found, actor=request.actor, now=timezone.now(),
            **{**data, "present": list(data["present"])},
        )  # fmt: skip
        return reverse("sua:tender-text", args=[number, sitting.minutes.pk])

    return tender_form(
        request, found, form, act=act, said=_("Seduta registrata: ecco la bozza del verbale."),
        tab="tender-persons", title=_("Registra una seduta"), leads_on=True,
    )  # fmt: skip


@BOTH
def new_text(request, number):
    found = tender_to_run(request, number)
    form = forms.NewTextForm(request.POST or None, tender=found)

    def act():
        made = sittings.write_text(
            tender=found, actor=request.actor, now=timezone.now(), **form.cleaned_data
        )
        return reverse("sua:tender-text", args=[number, made.pk])

    return tender_form(
        request, found, form, act=act, said=_("Testo scritto: rileggilo e correggilo."),
        tab="tender-documents", title=_("Scrivi un testo dai dati"), submit_label=_("Scrivi"),
        leads_on=True,
    )  # fmt: skip


def _text(found: Tender, pk: int) -> TenderText:
    one = found.texts.select_related("lot", "changed_by").filter(pk=pk).first()
    if one is None:
        raise Http404
    one.tender = found
    return one


@BOTH
def text(request, number, pk):
    """A text with its versions; it is changed here."""
    found = tender_to_run(request, number)
    one = _text(found, pk)
    form = forms.TextForm(request.POST or None, initial={"body": one.body, "seen": one.version})
    if request.method == "POST" and form.is_valid():
        sittings.change_text(text=one, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("Testo salvato."))
        return redirect("sua:tender-text", number, pk)
    return render(
        request,
        "sua/tenders/text.html",
        {
            "title": one.title, "text": one, "form": form, "tender": found,
            "versions": list(one.versions.select_related("author")),
            "cancel_url": reverse("sua:tender-documents", args=[number]), "submit_label": _("Salva una versione"),
            "crumbs": crumbs(*way(found), (one.title, "")),
        },
    )  # fmt: skip


@require_safe
def text_file(request, number, pk, kind):
    """The text as PDF or DOCX."""
    found = tender_to_run(request, number)
    one = _text(found, pk)
    return written(kind, title=one.title, body=one.body, name=f"{found.number} {one.title}")
