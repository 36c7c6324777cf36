"""The page where one answers: section by section with a shared draft, or all in one go."""

import secrets

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.ui.formats import time_it
from pico.core.ui.templatetags.ui import Step

from ..actions import answering, drafting
from ..forms.entries import Page, entries_of
from ..forms.reading import bases_in, read_all
from ..language.outline import Outline, Section
from ..models import Invitation
from ..queries import answers as queries
from ..queries import campaigns
from ..queries.definitions import outline_of
from ..terms import Audience
from .files import take_files
from .finding import Found, find, my_invitation

ANSWERED = "questionnaires_answered"  # the campaigns that this browser has answered without a name


def answer(request, purpose, pk):
    """Where answering begins: the first section that the actor may write, or the whole page."""
    found = find(request, purpose, pk)
    if found.campaign.in_one_go or found.campaign.is_quick:
        return _one_go(request, found)
    return _draft(request, found)


# With a draft -----------------------------------------------------------------------------------


@login_required
def _draft(request, found: Found):
    invitation = _invitation(request, found)
    access = queries.access_to(invitation, request.actor)
    if not access.may_fill or not queries.is_writable(invitation, timezone.now()):
        return redirect(found.url("summary"))
    drafting.begin_answer(invitation=invitation, actor=request.actor, now=timezone.now())
    outline = outline_of(found.campaign.questionnaire)
    first = next((one for one in outline.sections if access.writes(one.pk)), None)
    if first is None:
        return redirect(found.url("summary"))
    return redirect(found.url("section", first.pk))


def _invitation(request, found: Found) -> Invitation:
    """The actor's, made on the spot where whoever sees the campaign may answer."""
    if found.campaign.audience == Audience.READERS:
        return drafting.join_in(campaign=found.campaign, actor=request.actor, now=timezone.now())
    return my_invitation(request, found)


@login_required
def section(request, purpose, pk, section_pk):
    """One section of the shared draft: each field is kept as it is left, or all with the button."""
    found = find(request, purpose, pk)
    invitation = my_invitation(request, found)
    outline = outline_of(found.campaign.questionnaire)
    page = next((one for one in outline.sections if one.pk == section_pk), None)
    access = queries.access_to(invitation, request.actor)
    if page is None or not access.writes(page.pk):
        raise Http404
    if not queries.is_writable(invitation, timezone.now()):
        messages.info(request, _("La risposta non si può modificare ora: qui c'è il riepilogo."))
        return redirect(found.url("summary"))
    saved, typed = None, {}
    if request.method == "POST":
        saved, typed = _save(request, invitation, page)
        if saved.is_whole:
            return redirect(_next(request, found, outline, access, page))
    return _draw(request, found, invitation, outline, page, access, saved, typed)


def _save(request, invitation, page):
    typed, unread = read_all(page.questions, request.POST)
    files, refused = take_files(request, page.questions)
    saved = drafting.save_answers(
        invitation=invitation,
        values={**typed, **files},
        bases=bases_in(request.POST),
        actor=request.actor,
        now=timezone.now(),
    )
    saved.errors |= unread | refused
    return saved, typed


def _next(request, found: Found, outline: Outline, access, page: Section) -> str:
    """The next section to fill in, or the summary after the last one."""
    if "riepilogo" in request.POST:
        return found.url("summary")
    sections = [one for one in outline.sections if access.writes(one.pk)]
    after = sections[[one.pk for one in sections].index(page.pk) + 1 :]
    given = queries.values_by_code(
        queries.answers_of(queries.response_of(my_invitation(request, found))), outline
    )
    shown = outline.shown(given)
    for one in after:
        if any(question.code in shown for question in one.questions):
            return found.url("section", one.pk)
    return found.url("summary")


def _draw(request, found, invitation, outline, page, access, saved, typed):
    answers = queries.answers_of(queries.response_of(invitation))
    given = queries.values_by_code(answers, outline)
    shown = outline.shown({**given, **typed})
    entries = entries_of(
        page.questions, answers=answers, shown_codes=shown, typed=typed,
        errors=saved.errors if saved else None, conflicts=saved.conflicts if saved else None,
    )  # fmt: skip
    here = {one.code for one in page.questions}
    return render(
        request, "questionnaires/section.html",
        {
            "found": found, "campaign": found.campaign, "invitation": invitation,
            "crumbs": [*found.crumbs, (_("La mia risposta"), "")],
            "page": Page(page, entries), "title": page.title,
            "steps": section_steps(
                found, outline, access, given, page.pk, proposed_in(answers, outline)
            ),
            "known": {code: value for code, value in given.items() if code not in here},
            "save_url": found.url("save", page.pk),
            "wrong": [entry for entry in entries if entry.error or entry.conflict],
            "progress": progress(outline, given, proposed_in(answers, outline)),
        },
    )  # fmt: skip


def proposed_in(answers: dict, outline: Outline) -> set[str]:
    """The codes of the answers that were filled in for the ente and that nobody confirmed yet."""
    return {one.code for one in outline.asked if one.pk in answers and answers[one.pk].is_proposed}


def section_steps(
    found: Found, outline: Outline, access, given, here=None, proposed=frozenset()
) -> list[Step]:
    """The sections the actor writes, then the summary; what is only proposed is not done."""
    shown = outline.shown(given)
    missing = {one.code for one in outline.missing(given)}
    steps = []
    for one in outline.sections:
        codes = {question.code for question in one.questions}
        if not access.writes(one.pk) or not codes & shown:
            continue
        is_done = not codes & (missing | proposed) and any(code in given for code in codes)
        state = "current" if one.pk == here else "done" if is_done else "todo"
        steps.append(Step(one.title, found.url("section", one.pk), state))
    steps.append(Step(_("Riepilogo e invio"), found.url("summary"), "todo" if here else "current"))
    return steps


def progress(outline: Outline, given: dict, proposed: set[str]) -> dict:
    """How many of the questions that are shown have an answer, and how many one to be confirmed."""
    shown = outline.shown(given)
    asked = [one for one in outline.asked if one.code in shown]
    done = sum(given.get(one.code) is not None and one.code not in proposed for one in asked)
    return {
        "proposed": len(proposed & shown),
        "done": done,
        "total": len(asked),
        "percent": round(100 * done / len(asked)) if asked else 0,
    }


@login_required
@require_POST
def save(request, purpose, pk, section_pk):
    """One field is kept as soon as it is left: the answer tells the time, or what stands in the way."""
    found = find(request, purpose, pk)
    invitation = my_invitation(request, found)
    outline = outline_of(found.campaign.questionnaire)
    page = next((one for one in outline.sections if one.pk == section_pk), None)
    if page is None:
        raise Http404
    try:
        saved, _typed = _save(request, invitation, page)
    except Refusal as refusal:
        return JsonResponse({"message": refusal.message, "code": refusal.code}, status=409)
    answers = queries.answers_of(queries.response_of(invitation))
    given = queries.values_by_code(answers, outline)
    return JsonResponse(
        {
            "saved_at": time_it(timezone.now()) if saved.versions else "",
            "versions": saved.versions,
            "errors": saved.errors,
            "conflicts": {
                code: {
                    "theirs": one.theirs or _("nessuna risposta"), "who": one.who,
                    "at": time_it(one.at), "version": one.version,
                }
                for code, one in saved.conflicts.items()
            },
            "progress": progress(outline, given, proposed_in(answers, outline)),
        }
    )  # fmt: skip


# In one go --------------------------------------------------------------------------------------


def _one_go(request, found: Found):
    campaign, actor = found.campaign, request.actor
    outline = outline_of(campaign.questionnaire)
    if reason := _why_not(request, found):
        return render(
            request, "questionnaires/closed.html",
            {"found": found, "campaign": campaign, "reason": reason, "crumbs": found.crumbs,
             "title": campaign.title, "results_url": _results_after(request, found)},
        )  # fmt: skip
    typed, errors = {}, {}
    if request.method == "POST":
        typed, unread = read_all(outline.asked, request.POST)
        if unread:
            errors = unread
        else:
            response, errors = answering.answer_in_one_go(
                campaign=campaign, values=typed, nonce=request.POST.get("modulo", ""),
                actor=actor, now=timezone.now(), whence=_whence(request),
            )  # fmt: skip
            if response:
                return _thank(request, found)
    shown = outline.shown(typed)
    pages = [
        Page(
            one,
            entries_of(one.questions, answers={}, shown_codes=shown, typed=typed, errors=errors),
        )
        for one in outline.sections
    ]
    return render(
        request, "questionnaires/one_go.html",
        {
            "found": found, "campaign": campaign, "pages": pages, "title": campaign.title,
            "crumbs": [*found.crumbs, (_("Rispondi"), "")], "nonce": secrets.token_urlsafe(24),
            "wrong": [entry for page in pages for entry in page.entries if entry.error],
            "submit_label": _("Invia la risposta"), "sends": True,
        },
    )  # fmt: skip


def _whence(request) -> str:
    """What tells one visitor of a public poll from another; only a keyed hash of it is kept, for a day."""
    if request.actor.is_known:
        return f"person {request.actor.person_id}"
    said = request.META
    return f"{said.get('REMOTE_ADDR', '')} {said.get('HTTP_USER_AGENT', '')}"


def _why_not(request, found: Found) -> str:
    """Why the actor cannot answer now, in a sentence; nothing when he can."""
    campaign = found.campaign
    if not campaign.is_running:
        return _("Il sondaggio non è aperto.")
    if campaign.audience == Audience.PUBLIC:
        has_answered = str(campaign.pk) in request.session.get(ANSWERED, [])
        return _("Da questo browser hai già risposto: grazie.") if has_answered else ""
    if not request.actor.is_known:
        return _("Accedi per rispondere.")
    invitation = campaigns.invitation_of(campaign, request.actor)
    if invitation and invitation.state == "SENT":
        return _("Hai già risposto: grazie.")
    if invitation is None and campaign.invites:
        return _("Questo sondaggio non è rivolto a te.")
    if invitation and not queries.access_to(invitation, request.actor).may_approve:
        return _("Per il tuo ente risponde chi lo amministra.")
    return ""


def _results_after(request, found: Found) -> str:
    return found.url("results") if found.campaign.results_for == "AFTER_ANSWER" else ""


def _thank(request, found: Found):
    """What was answered is not told again: not even this page knows it."""
    campaign = found.campaign
    if campaign.audience == Audience.PUBLIC:
        told = request.session.get(ANSWERED, [])
        request.session[ANSWERED] = [*told[-50:], str(campaign.pk)]
    messages.success(request, _("Risposta inviata: grazie."))
    if campaign.results_for == "AFTER_ANSWER":
        return redirect(found.url("results"))
    return redirect(found.url("detail"))
