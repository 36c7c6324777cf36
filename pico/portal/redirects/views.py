"""«Reindirizzamenti»: the old addresses of the site and where they lead."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from pico.core.foundation.errors import Refusal
from pico.core.ui.lists import Bulk, Column, render_list
from pico.portal.sites.doors import for_editors

from . import actions, queries
from .forms import ImportForm, RedirectFilter, RedirectForm

UNPROCESSABLE = 422
FIELDS = {"redirect_old": "old", "redirect_new": "new"}


def _leads_to(row) -> str:
    page = row.redirect_page
    if page is None:
        return row.redirect_link
    return page.title if page.live else _("%(title)s (non in linea)") % {"title": page.title}


COLUMNS = (
    Column(
        "vecchio",
        gettext_lazy("Indirizzo vecchio"),
        "old_path",
        sort="old_path",
        link=lambda row: f"{row.site.space_site.space.prefix}{row.old_path}",
    ),
    Column("nuovo", gettext_lazy("Porta a"), _leads_to),
    Column(
        "creato",
        gettext_lazy("Creato"),
        lambda row: _("Da solo, con uno spostamento") if row.automatically_created else _("A mano"),
        sort="automatically_created",
    ),
    Column("il", gettext_lazy("Il"), "created_at", sort="created_at", kind="date"),
)


@for_editors
@require_safe
def redirect_list(request):
    return render_list(
        request,
        queryset=queries.redirects(request.space),
        columns=COLUMNS,
        title=_("Reindirizzamenti"),
        filter_form=RedirectFilter,
        template="redirects/list.html",
        context={"crumbs": _crumbs()},
        default_sort="vecchio",
        bulk=(Bulk(_("Togli"), reverse("redirects:remove")),),
        empty_title=_("Nessun reindirizzamento"),
        empty_text=_(
            "Quando una pagina cambia indirizzo il vecchio porta al nuovo da solo; "
            "qui aggiungi quelli del sito di prima."
        ),
    )


@for_editors
@require_http_methods(["GET", "POST"])
def add(request):
    form = RedirectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.add_redirect(
                space=request.space, actor=request.actor, now=timezone.now(), **form.cleaned_data
            )
        except Refusal as refused:
            form.add_error(FIELDS.get(refused.code), refused.message)
        else:
            messages.success(request, _("Reindirizzamento aggiunto."))
            return redirect("redirects:list")
    context = {
        "form": form,
        "title": _("Aggiungi un reindirizzamento"),
        "crumbs": _crumbs(_("Aggiungi")),
        "submit_label": _("Aggiungi"),
        "cancel_url": reverse("redirects:list"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "ui/page_form.html", context, status=status)


@for_editors
@require_http_methods(["GET", "POST"])
def take_in(request):
    """Take a CSV in: the good lines are added, the others are said one by one."""
    form, taken, faults = ImportForm(request.POST or None, request.FILES or None), None, []
    if request.method == "POST" and form.is_valid():
        try:
            taken, faults = actions.import_redirects(
                space=request.space,
                content=form.cleaned_data["file"].read(),
                actor=request.actor,
                now=timezone.now(),
            )
        except Refusal as refused:
            form.add_error("file", refused.message)
        else:
            messages.success(request, _added(taken))
            if not faults:
                return redirect("redirects:list")
    context = {
        "form": form,
        "faults": faults,
        "title": _("Importa reindirizzamenti"),
        "crumbs": _crumbs(_("Importa")),
        "submit_label": _("Importa"),
        "cancel_url": reverse("redirects:list"),
    }
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "redirects/import.html", context, status=status)


def _added(count: int) -> str:
    said = ngettext("%(n)d reindirizzamento aggiunto.", "%(n)d reindirizzamenti aggiunti.", count)
    return said % {"n": count}


@for_editors
@require_POST
def remove(request):
    keys = [int(key) for key in request.POST.getlist("scelti") if key.isdecimal()]
    count = actions.remove_redirects(
        space=request.space, keys=keys, actor=request.actor, now=timezone.now()
    )
    said = ngettext("%(n)d reindirizzamento tolto.", "%(n)d reindirizzamenti tolti.", count)
    messages.success(request, said % {"n": count})
    return redirect("redirects:list")


def _crumbs(*more) -> list[tuple[str, str]]:
    here = (_("Reindirizzamenti"), reverse("redirects:list") if more else "")
    return [(_("Redazione"), reverse("editor:home")), here, *((str(one), "") for one in more)]
