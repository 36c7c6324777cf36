"""«Da rivedere» and «Collegamenti rotti»."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from pico.core.foundation.errors import Refusal
from pico.core.foundation.text import key_in
from pico.core.jobs.actions import enqueue
from pico.core.ui.lists import Bulk, Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.sites.doors import for_editors

from . import actions, queries, tasks
from .forms import CareForm, LinkFilter, ReviewFilter


def standing(row) -> tuple[str, str]:
    """How urgent a review is, with its meaning."""
    if row.review_on is None:
        return _("Senza scadenza"), "draft"
    days = (row.review_on - timezone.localdate()).days
    if days < 0:
        return _("Scaduta"), "refused"
    return (_("Da rivedere"), "waiting") if days <= 30 else (_("In regola"), "done")


COLUMNS = (
    Column(
        "titolo",
        gettext_lazy("Titolo"),
        "page.title",
        sort="page__title",
        link=lambda row: reverse("freshness:care", args=[row.pk]),
    ),
    Column("tipo", gettext_lazy("Tipo"), "page.get_kind_display", sort="page__kind"),
    Column("responsabile", gettext_lazy("Responsabile"), "owner", sort="owner__last_name"),
    Column("sostituto", gettext_lazy("Sostituto"), "deputy", sort="deputy__last_name"),
    Column("entro", gettext_lazy("Entro"), "review_on", sort="review_on", kind="date"),
    Column(
        "verificato", gettext_lazy("Verificato il"), "verified_on", sort="verified_on", kind="date"
    ),
    Column(
        "stato",
        gettext_lazy("Stato"),
        lambda row: badge(*standing(row)),
        export=lambda row: standing(row)[0],
    ),
)
LINKS = (
    Column(
        "pagina",
        gettext_lazy("Pagina"),
        "page.title",
        sort="page__title",
        link=lambda row: reverse("wagtailadmin_pages:edit", args=[row.page_id]),
    ),
    Column("indirizzo", gettext_lazy("Indirizzo"), lambda row: shown(row.link), sort="link__url"),
    Column("perche", gettext_lazy("Perché"), "link.reason"),
    Column("dal", gettext_lazy("Dal"), "link.failed_since", sort="link__failed_since", kind="date"),
    Column(
        "verificato",
        gettext_lazy("Verificato il"),
        "link.checked_at",
        sort="link__checked_at",
        kind="date",
    ),
)


def shown(link) -> str:
    return _("una pagina del sito") if link.url.startswith("page:") else link.url


@for_editors
def review_list(request):
    today = timezone.localdate()
    everything = request.GET.get("when") == "all"
    rows = queries.on_site(request.space) if everything else queries.to_review(request.space, today)
    return render_list(
        request,
        queryset=rows,
        columns=COLUMNS,
        title=_("Da rivedere"),
        filter_form=ReviewFilter(request.GET, space=request.space),
        default_sort="entro",
        bulk=(Bulk(_("Segna come verificata"), reverse("freshness:verify"), icon="check"),),
        empty_title=_("Nessuna pagina da rivedere"),
        empty_text=_("Ogni pagina ha una data entro cui si rilegge: quando si avvicina, è qui."),
    )


@for_editors
@require_POST
def verify(request):
    keys = [key_in(one) for one in request.POST.getlist("scelti")]
    rows = queries.on_site(request.space).filter(pk__in=[key for key in keys if key is not None])
    count = actions.verify(cares=rows, space=request.space, actor=request.actor, now=timezone.now())
    said = ngettext("%(n)d pagina verificata.", "%(n)d pagine verificate.", count)
    messages.success(request, said % {"n": count})
    return redirect("freshness:list")


@for_editors
def care(request, pk: int):
    """Who keeps one content up to date, and when it is read again."""
    found = get_object_or_404(queries.on_site(request.space), pk=pk)
    form = CareForm(request.POST or None, instance=found, space=request.space)
    if request.method == "POST" and form.is_valid():
        try:
            actions.keep(care=found, actor=request.actor, now=timezone.now(), **form.cleaned_data)
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Salvato."))
            return redirect("freshness:list")
    label, meaning = standing(found)
    context = {"care": found, "form": form, "state_label": label, "state_meaning": meaning}
    return render(request, "freshness/care.html", context)


@for_editors
def link_list(request):
    return render_list(
        request,
        queryset=queries.broken(request.space),
        columns=LINKS,
        title=_("Collegamenti rotti"),
        filter_form=LinkFilter,
        template="freshness/links.html",
        context={"checked": queries.checked(request.space)},
        default_sort="dal",
        empty_title=_("Nessun collegamento rotto"),
        empty_text=_(
            "Ogni domenica si verificano tutti; un collegamento è rotto se non risponde due volte."
        ),
    )


@for_editors
@require_POST
def check_now(request):
    enqueue(
        tasks.check_links_of,
        key=str(request.space.pk),
        space_id=request.space.pk,
        person_id=request.actor.person_id,
    )
    messages.success(request, _("Verifica avviata: fra qualche minuto ricarica la pagina."))
    return redirect("freshness:links")
