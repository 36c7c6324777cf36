"""«Scheda della Provincia»: which Province, which year; on the page, as a file, on paper."""

from functools import lru_cache
from itertools import groupby

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.ui.lists import FORMAT, Column
from pico.core.ui.printing import drawn

from ..permissions import DataPermission as May
from ..queries import flags, places
from ..queries.names import names_in
from ..queries.sheet import Sheet, years_of
from ..rules.watching import RULES
from ..terms.sections import SectionKey
from .files import give, is_asked
from .sections import own_body, way

PDF = "pdf"
KEPT = 200  # PDF of a process: drawing one takes a second, and they are for everybody
LOOK = """
table { width: 100%; border-collapse: collapse; font-size: 9pt; }
th, td { padding: 2pt 4pt; text-align: right; vertical-align: top; border-bottom: 0.5pt solid #ccc; }
th:first-child { text-align: left; }
td:first-child { text-align: left; }
thead th { border-bottom: 1pt solid #666; }
tbody th { font-weight: normal; }
section { break-inside: avoid; }
a { color: inherit; }
.pico-muted, .pico-obs-source { font-size: 9pt; color: #444; }
.visually-hidden { display: none; }
"""


@require_safe
def sheets(request):
    """In the space of a Province its own sheet; elsewhere all the Provinces, region by region."""
    own = own_body(request)
    if own and "tutte" not in request.GET:
        return redirect("observatory:sheet", own.sigla)
    known = sorted(
        (one for one in places.bodies().values() if one.sigla),
        key=lambda one: (one.region_name or "", one.short),
    )
    return render(
        request,
        "observatory/sheet/list.html",
        {
            "title": _("Scheda della Provincia"),
            "crumbs": way((_("Scheda della Provincia"), "")),
            "regions": [
                (region, list(found))
                for region, found in groupby(known, key=lambda one: one.region_name or _("Altre"))
            ],
        },
    )


@require_safe
def latest(request, sigla: str):
    """The sheet of the latest year, at its own address: what is kept or sent stays what it was."""
    body, years = _of(sigla)
    if not years:
        raise Http404
    return redirect("observatory:sheet-of", body.sigla, years[0])


@require_safe
def sheet(request, sigla: str, year: int):
    """A year of a Province; who did not sign in reads the public sections alone."""
    body, years = _of(sigla)
    if year not in years:
        raise Http404
    found = Sheet(body, year, years, timezone.localdate(), request.actor.can(May.READ))
    title = _("Scheda di %(name)s, %(year)d") % {"name": body.short, "year": year}
    name = slugify(f"scheda {body.sigla} {year}")
    if is_asked(request):
        return give(request, found.lines, COLUMNS, name)
    named = names_in(request.space)
    context = {
        "title": title, "sheet": found, "rules": _rules(found), "flags": flags.open_keys(),
        "names": {key: named.section(key) for key in SectionKey},
    }  # fmt: skip
    if request.GET.get(FORMAT) == PDF:
        root = request.build_absolute_uri("/").rstrip("/")
        return _as_pdf(
            render_to_string("observatory/sheet/pdf.html", {**context, "root": root}), name
        )
    return render(
        request,
        "observatory/sheet/sheet.html",
        {
            **context,
            "crumbs": way(
                (_("Scheda della Provincia"), f"{reverse('observatory:sheets')}?tutte"), (title, "")
            ),
            "tabs": [
                {
                    "label": str(one),
                    "url": reverse("observatory:sheet-of", args=[body.sigla, one]),
                    "active": one == year,
                }
                for one in years
            ],
        },
    )


def _of(sigla: str) -> tuple[places.Body, list[int]]:
    body = places.by_sigla().get(sigla.upper())
    if body is None:
        raise Http404
    return body, years_of(body, timezone.localdate())


def _rules(found: Sheet) -> list:
    """Those that speak to this reader: a sheet says how it chooses."""
    return [rule for rule in RULES if found.reads_all or rule.is_public]


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


COLUMNS = (
    Column("misura", _("Misura"), lambda one: str(one.figure.indicator.label)),
    Column("unita", _("Unità"), lambda one: str(one.figure.indicator.unit)),
    Column("valore", _("Valore"), lambda one: one.figure.number),
    Column("prima", _("Anno prima"), lambda one: one.before.number if one.before else None),
    Column("variazione", _("Variazione (% o punti)"), lambda one: _rounded(one.step.change)),
    Column("posto", _("Posto fra le Province simili"), lambda one: one.place.number if one.place else None),
    Column("mediana", _("Mediana delle Province simili"), lambda one: _rounded(one.middle)),
)  # fmt: skip


def _as_pdf(html: str, name: str) -> HttpResponse:
    return HttpResponse(
        _drawn(html),
        content_type="application/pdf",
        headers={"Content-Disposition": f'attachment; filename="{name}.pdf"'},
    )


@lru_cache(maxsize=KEPT)
def _drawn(html: str) -> bytes:
    """The PDF of a page: what says the same is drawn once."""
    return drawn(html, LOOK)
