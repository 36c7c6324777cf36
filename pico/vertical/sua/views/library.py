"""«Documentale SUA»: the national texts, the copies of a SUA, what changed in the source."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge

from ..actions import library as actions
from ..forms.library import LibraryFilter, LibraryTextForm
from ..models import LibraryText
from ..permissions import LibraryPermission as May
from ..queries import library as queries
from ..terms.library import PLACEHOLDERS
from .shared import BOTH, acting_ente, form_page, section, written

crumbs = section(gettext_lazy("Documentale"), "sua:library")


def standing(text: LibraryText):
    """Whose it is, and what waits: a new national version, its use in tenders."""
    if text.is_behind:
        return badge(_("nuova versione nazionale"), "waiting")
    if text.is_used:
        return badge(_("usato nelle gare"), "done")
    if text.is_national:
        return (
            badge(_("adottato"), "running") if text.is_adopted else badge(_("nazionale"), "draft")
        )
    return badge(_("della SUA"), "running")


@require_safe
def listed(request):
    request.actor.require(May.READ)
    return render_list(
        request,
        queryset=queries.texts(request.actor),
        columns=(
            Column("titolo", gettext_lazy("Titolo"), "title", sort="title", link=LibraryText.get_absolute_url),
            Column("raccolta", gettext_lazy("Raccolta"), "get_kind_display", sort="kind"),
            Column("in_breve", gettext_lazy("In breve"), "summary"),
            Column("situazione", gettext_lazy("Situazione"), standing),
            Column("versione", gettext_lazy("Versione"), "version", kind="number"),
            Column("modificato", gettext_lazy("Modificato il"), lambda one: timezone.localdate(one.changed_at), sort="changed_at", kind="date"),
        ),
        filter_form=LibraryFilter,
        title=_("Documentale SUA"),
        template="sua/library/list.html",
        empty_title=_("Nessun testo"),
        empty_text=_("UPI carica Bussola, Linee guida e Formulario."),
        context={"crumbs": crumbs()},
    )  # fmt: skip


@require_safe
def record(request, pk):
    """A text with its versions; what may be done with it."""
    actor = request.actor
    actor.require(May.READ)
    found = queries.text_for(pk, actor)
    copy = queries.copy_of(found, actor) if found.is_national else None
    return render(
        request,
        "sua/library/record.html",
        {
            "title": found.title,
            "text": found,
            "copy": copy,
            "state": standing(found),
            "versions": list(found.versions.select_related("author")),
            "may_change": actor.can(May.CHANGE, found),
            "may_adopt": found.is_national and copy is None and actor.can(May.ADOPT),
            "may_use": actor.can(May.USE, found),
            "crumbs": crumbs((found.title, "")),
        },
    )


@BOTH
def change(request, pk):
    actor = request.actor
    found = queries.text_for(pk, actor)
    actor.require(May.CHANGE, found)
    form = LibraryTextForm(
        request.POST or None,
        initial={"title": found.title, "body": found.body, "seen": found.version},
    )

    def act():
        return actions.change_text(text=found, actor=actor, now=timezone.now(), **form.cleaned_data)

    return form_page(
        request, form, act=act, said=_("Testo salvato."), template="sua/library/change.html",
        title=_("Modifica «%(title)s»") % {"title": found.title}, cancel_url=found.get_absolute_url(),
        submit_label=_("Salva una versione"), placeholders=PLACEHOLDERS.items() if found.fills else (),
        crumbs=crumbs((found.title, found.get_absolute_url()), (_("Modifica"), "")),
    )  # fmt: skip


# What is done with a button: the action, and what is said after.
ACTS = {
    "adotta": gettext_lazy("Testo adottato: è la copia della tua SUA, modificala come serve."),
    "aggiorna": gettext_lazy("Ora vale la nuova versione nazionale; la tua resta fra le versioni."),
    "tieni": gettext_lazy("Resta il testo della tua SUA."),
    "usa": gettext_lazy("D'ora in poi i testi delle gare si scrivono così."),
    "non-usare": gettext_lazy("I testi delle gare tornano a quelli di Pi.Co."),
}


@require_POST
def act(request, pk, what):
    actor, now = request.actor, timezone.now()
    found = queries.text_for(pk, actor)
    if what not in ACTS:
        raise Http404
    made = _made(what, {"text": found, "actor": actor, "now": now}, actor)
    messages.success(request, ACTS[what])
    return redirect(made)


def _made(what: str, given: dict, actor) -> LibraryText:
    if what == "adotta":
        actor.require(May.ADOPT)
        return actions.adopt_text(sua=acting_ente(actor), **given)
    if what == "aggiorna":
        return actions.follow_source(**given)
    if what == "tieni":
        return actions.keep_own(**given)
    return actions.use_text(is_used=what == "usa", **given)


@require_safe
def file(request, pk, kind):
    """The text as PDF or DOCX."""
    request.actor.require(May.READ)
    found = queries.text_for(pk, request.actor)
    return written(kind, title=found.title, body=found.body, name=found.title)
