"""«Traduzioni»: what of the site has its English page, and what is late."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from pico.core.ui.forms import FilterForm
from pico.core.ui.lists import Column, render_list
from pico.core.ui.templatetags.ui import badge
from pico.portal.pages.terms import ContentKind
from pico.portal.sites.doors import for_editors

from . import actions, queries
from .permissions import LanguagePermission

SAID = {
    queries.MISSING: (gettext_lazy("Solo in italiano"), "draft"),
    queries.DRAFT: (gettext_lazy("Traduzione in bozza"), "running"),
    queries.LATE: (gettext_lazy("Da aggiornare"), "waiting"),
    queries.DONE: (gettext_lazy("Tradotto"), "done"),
}


def state_of(row) -> str:
    if row.english_id is None:
        return queries.MISSING
    if not row.is_live:
        return queries.DRAFT
    return queries.LATE if row.is_late else queries.DONE


def address_of(row) -> str:
    """Where the next step is: the page that starts the translation, or the English page's editor."""
    if row.english_id:
        return reverse("wagtailadmin_pages:edit", args=[row.english_id])
    return reverse("languages:translate", args=[row.pk])


COLUMNS = (
    Column("titolo", gettext_lazy("Titolo"), "title", sort="title", link=address_of),
    Column("tipo", gettext_lazy("Tipo"), "get_kind_display", sort="kind"),
    Column("data", gettext_lazy("Pubblicato il"), "published_on", sort="published_on", kind="date"),
    Column(
        "stato",
        gettext_lazy("In inglese"),
        lambda row: badge(*SAID[state_of(row)]),
        export=lambda row: str(SAID[state_of(row)][0]),
    ),
)


class TranslationFilter(FilterForm):
    q = forms.CharField(label=gettext_lazy("Titolo"), required=False, widget=forms.SearchInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("Tipo"),
        required=False,
        choices=(("", gettext_lazy("Tutti")), *ContentKind.choices),
    )
    state = forms.ChoiceField(
        label=gettext_lazy("In inglese"),
        required=False,
        choices=(
            ("", gettext_lazy("Tutti")),
            *((key, words) for key, (words, _meaning) in SAID.items()),
        ),
    )
    lookups = {"q": "title__icontains", "kind": "kind"}

    def narrow(self, rows):
        rows = super().narrow(rows)
        wanted = self.chosen.get("state")
        return rows.filter(queries.STATES[wanted]) if wanted else rows


@for_editors
def translation_list(request):
    request.actor.require(LanguagePermission.TRANSLATE, request.space)
    return render_list(
        request,
        queryset=queries.contents(request.space),
        columns=COLUMNS,
        title=_("Traduzioni"),
        filter_form=TranslationFilter,
        template="languages/list.html",
        default_sort="-data",
        context={"english_home": queries.english_home(request.space)},
        empty_title=_("Nessun contenuto pubblicato"),
    )


@for_editors
@require_POST
def open_english(request):
    actions.open_english(space=request.space, actor=request.actor, now=timezone.now())
    messages.success(request, _("La versione inglese del sito è aperta: ora traduci i contenuti."))
    return redirect("languages:list")


@for_editors
def translate(request, pk: int):
    """Ask before a draft is made; then open it in the editor."""
    page = get_object_or_404(queries.contents(request.space), pk=pk)
    if request.method != "POST":
        return render(request, "languages/translate.html", {"page": page})
    copy = actions.translate(page=page, actor=request.actor, now=timezone.now())
    messages.success(request, _("Ecco la bozza: scrivi il testo inglese al posto dell'italiano."))
    return redirect("wagtailadmin_pages:edit", copy.pk)
