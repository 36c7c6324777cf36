"""«Open data»: the catalogue, the page of a dataset, its files; as a page or as RDF, by what is asked for.

Everything here is for everybody. Files are those that the night wrote: nothing is computed for a download.
"""

import json
from functools import wraps

from django.core.cache import cache
from django.http import FileResponse, Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import http_date, quote_etag
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from pico.core.enti.terms import SpaceKind
from pico.core.ui.lists import Column, render_list

from ..forms.open_data import CatalogueFilter
from ..queries import open_data
from ..queries.described import address, catalogue, described
from ..queries.open_data import Entry
from ..rules.open_data import dcat
from ..rules.open_data.companions import csv_metadata, read_me
from ..terms.open_data import PREVIEW_ROWS, DataFile, RdfFile
from .shared import way

HTML = "text/html"
BY_TYPE = {kind.media_type: kind for kind in RdfFile}
KEPT = "public, max-age=300"
WRITTEN_FOR = 3600  # seconds: names and contacts of enti may change without the data


def in_italian(view):
    """Write documents in the language that they say they are in, whoever asks."""

    @wraps(view)
    def run(request, *args, **kwargs):
        with translation.override("it"):
            return view(request, *args, **kwargs)

    return run


def page_of(entry: Entry) -> str:
    return address(entry.space, "dataset", entry.about.slug)


CATALOGUE = (
    Column("titolo", gettext_lazy("Dataset"), "about.title", link=page_of),
    Column("titolare", gettext_lazy("Titolare"), "holder.name"),
    Column(
        "tema",
        gettext_lazy("Tema"),
        lambda one: ", ".join(str(theme.label) for theme in one.about.themes),
    ),
    Column("licenza", gettext_lazy("Licenza"), "licence.label"),
    Column("modificato", gettext_lazy("Modificato"), "publication.modified_at"),
    Column("righe", gettext_lazy("Righe"), "publication.rows", kind="number"),
    Column(
        "formati",
        gettext_lazy("Formati"),
        lambda one: ", ".join(str(kind.label) for kind, _size in one.files),
    ),
)


def _asked_as(request) -> RdfFile | None:
    """The writing that the `Accept` of a request prefers to a page; None for a page."""
    return BY_TYPE.get(request.get_preferred_type([HTML, *BY_TYPE]) or HTML)


def _elsewhere(where: str) -> HttpResponse:
    """Another document tells the same (303): which one depends on `Accept`."""
    answer = HttpResponseRedirect(where)
    answer.status_code = 303
    patch_vary_headers(answer, ("Accept",))
    return answer


def _alternates(answer: HttpResponse, where) -> HttpResponse:
    """Say in the head of a page where its RDF is; the page itself depends on `Accept`."""
    patch_vary_headers(answer, ("Accept",))
    answer["Link"] = ", ".join(
        f'<{where(kind)}>; rel="alternate"; type="{kind.media_type}"' for kind in RdfFile
    )
    return answer


@require_safe
def open_data_page(request):
    """The datasets of this space and of those below it, by words and by theme."""
    if kind := _asked_as(request):
        return _elsewhere(_catalogue_file(kind))
    form = CatalogueFilter(request.GET)
    chosen = form.chosen
    found = open_data.entries(
        request.space, words=chosen.get("q", ""), theme=chosen.get("tema", "")
    )  # fmt: skip
    answer = render_list(
        request,
        queryset=found,
        columns=CATALOGUE,
        title=_("Open data"),
        filter_form=form,
        template="observatory/open_data/list.html",
        empty_title=_("Nessun dataset pubblicato"),
        empty_text=_("I dataset sono scritti ogni notte, da quando c'è qualcosa da pubblicare."),
        exports=("csv",),
        context={
            "crumbs": way((_("Open data"), "")),
            "writings": [(kind.label, _catalogue_file(kind)) for kind in RdfFile],
            "is_national": request.space.kind == SpaceKind.NATIONAL,
            "national_url": _national(request.space),
        },
    )
    return _alternates(answer, _catalogue_file)


def _national(space) -> str:
    while space.parent:
        space = space.parent
    return address(space, "open-data")


def _catalogue_file(kind: RdfFile) -> str:
    return reverse("observatory:open-data-catalogue", args=[kind.value])


def _entry(request, slug: str) -> Entry:
    found = open_data.entry(request.space, slug)
    if found is None:
        raise Http404
    return found


@require_safe
def dataset(request, slug: str):
    """What a dataset is, its columns, its first rows, its files."""

    def where(kind: RdfFile) -> str:
        return reverse("observatory:dataset-metadata", args=[slug, kind.value])

    found = _entry(request, slug)
    if kind := _asked_as(request):
        return _elsewhere(where(kind))
    said = described(found)
    about = found.about
    answer = render(
        request,
        "observatory/open_data/dataset.html",
        {
            "title": about.title,
            "crumbs": way((_("Open data"), reverse("observatory:open-data")), (about.title, "")),
            "dataset": said,
            "publication": found.publication,
            "is_invented": found.is_invented,
            "themes": [theme.label for theme in about.themes],
            "files": [
                (kind.label, size, reverse("observatory:dataset-file", args=[slug, kind.value]))
                for kind, size in found.files
            ],
            "writings": [(kind.label, where(kind)) for kind in RdfFile],
            "heads": [column.name for column in about.columns],
            "rows": open_data.preview(found),
            "preview_rows": PREVIEW_ROWS,
            "elsewhere": reverse(about.page) if about.page else "",
        },
    )
    return _alternates(answer, where)


@require_safe
def dataset_file(request, slug: str, kind: str):
    """A file of a dataset, in pieces; asked again with its tag, nothing is sent."""
    found = _entry(request, slug)
    path = found.path_of(kind)
    if path is None:
        raise Http404
    one = DataFile(kind)
    tag = quote_etag(found.publication.files[kind]["sha256"][:32])
    if request.headers.get("If-None-Match") == tag:
        return HttpResponse(status=304, headers={"ETag": tag})
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise Http404 from None  # replaced while it was asked for: the next request finds the new one
    answer = FileResponse(
        file, as_attachment=True, filename=f"{slug}.{kind}", content_type=_typed(one)
    )
    answer["ETag"] = tag
    answer["Last-Modified"] = http_date(found.publication.modified_at.timestamp())
    answer["Cache-Control"] = KEPT
    answer["Access-Control-Allow-Origin"] = "*"
    if one == DataFile.CSV:
        companion = reverse("observatory:dataset-csv-metadata", args=[slug])
        answer["Link"] = f'<{companion}>; rel="describedby"; type="application/csvm+json"'
    return answer


def _typed(kind: DataFile) -> str:
    if kind == DataFile.CSV:
        return f"{kind.media_type}; charset=utf-8; header=present"
    return kind.media_type


@require_safe
@in_italian
def csv_companion(request, slug: str):
    """The dictionary of the CSV for programs (CSV on the Web)."""
    text = json.dumps(csv_metadata(described(_entry(request, slug))), ensure_ascii=False, indent=1)
    return _text(text, "application/csvm+json")


@require_safe
@in_italian
def companion(request, slug: str):
    """The README with the dictionary of the columns."""
    return _text(read_me(described(_entry(request, slug))), "text/markdown; charset=utf-8")


@require_safe
@in_italian
def dataset_metadata(request, slug: str, kind: str):
    """One dataset as RDF."""
    one = _rdf(kind)
    graph = dcat.graph_of_one(described(_entry(request, slug)))
    return _text(dcat.written(graph, one), f"{one.media_type}; charset=utf-8")


@require_safe
@in_italian
def catalogue_file(request, kind: str):
    """The catalogue of this space as RDF: what a national portal harvests. Written once for each change."""
    one = _rdf(kind)
    entries = open_data.entries(request.space)
    if not entries:
        raise Http404
    changed = max(entry.publication.modified_at for entry in entries)
    key = f"open-data:{request.space.pk}:{one}:{len(entries)}:{changed.timestamp()}"
    text = cache.get(key)
    if text is None:
        text = dcat.written(dcat.graph_of(catalogue(request.space, entries)), one)
        cache.set(key, text, WRITTEN_FOR)
    return _text(text, f"{one.media_type}; charset=utf-8")


def _rdf(kind: str) -> RdfFile:
    try:
        return RdfFile(kind)
    except ValueError:
        raise Http404 from None


def _text(text: str, kind: str) -> HttpResponse:
    """A document that programs on other sites may read too."""
    return HttpResponse(
        text,
        content_type=kind,
        headers={"Cache-Control": KEPT, "Access-Control-Allow-Origin": "*"},
    )
