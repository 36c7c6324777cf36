"""«Dati»: the way in, the seven sections, Provinces side by side, the boundaries that maps draw."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from pico.core.enti.terms import SpaceKind
from pico.core.ui.lists import Column

from ..forms.sections import PLACES, SHOWN, SectionFilter
from ..permissions import DataPermission as May
from ..permissions import LakePermission, SelfServePermission
from ..queries import boundaries as boundary_queries
from ..queries import flags, places, section_territory
from ..queries.engine import once
from ..queries.filters import Filters
from ..queries.lake import the_lake
from ..queries.names import Names, names_in
from ..queries.sections import section
from ..terms.sections import ABOUT, PUBLIC_SECTIONS, THEMES, SectionKey
from .files import give, is_asked
from .shared import way

FEWEST_COMPARED, MOST_COMPARED = 2, 5
BLOCK = "blocco"


@require_safe
def landing(request):
    """Five themes, seven sections, how fresh they are."""
    lake, named = the_lake(), names_in(request.space)
    fresh = [
        (_("Appalti"), lake.updated_on("lots")),
        (_("Progetti"), lake.updated_on("projects")),
        (_("Personale"), lake.updated_on("staff")),
    ]
    return render(
        request,
        "observatory/sections/landing.html",
        {
            "title": _("Dati delle Province"),
            "crumbs": [(_("Dati"), "")],
            "themes": [
                (
                    theme.key,
                    named.theme(theme),
                    [_card(request, key, named) for key in theme.sections],
                )
                for theme in THEMES
            ],
            "fresh": fresh,
            "instruments": _instruments(request.actor),
            "has_data": bool(places.bodies()),
        },
    )


def _instruments(actor) -> list[tuple[str, str]]:
    """Registers and instruments that the menu has no place for: label and address."""
    offered = (
        (None, _("Confronto fra Province"), "compare"),
        (None, _("Agenda digitale territoriale"), "agenda"),
        (None, _("Indicatori"), "indicators"),
        (May.READ, _("Registro dei CIG"), "lots"),
        (May.READ, _("Registro dei CUP"), "cups"),
        (May.READ, _("Collegamenti CUP–CIG"), "lots-without-cup"),
        (SelfServePermission.KEEP, _("Le mie viste"), "views"),
        (SelfServePermission.WATCH, _("Le mie soglie"), "thresholds"),
        (LakePermission.SEE_LOADS, _("Caricamenti"), "loads"),
        (LakePermission.SEE_LOADS, _("Chi è chi"), "matches"),
    )
    return [
        (label, reverse(f"observatory:{name}"))
        for permission, label, name in offered
        if permission is None or actor.can(permission)
    ]


def _card(request, key: SectionKey, named: Names) -> dict:
    own = own_body(request)
    address = reverse("observatory:section", args=[key.value])
    return {
        "label": named.section(key),
        "about": ABOUT[key],
        "url": f"{address}?provincia={own.sigla}" if own else address,
        "is_public": key in PUBLIC_SECTIONS,
    }


def own_body(request) -> places.Body | None:
    """The Province whose space this is."""
    space = request.space
    if space.kind != SpaceKind.PROVINCIAL:
        return None
    return places.bodies().get(space.ente_id)


@require_safe
def page(request, key: str):
    """A section with its figures and charts; `?formato=` gives a chart's table as a file."""
    try:
        chosen = SectionKey(key)
    except ValueError:
        raise Http404 from None
    if chosen not in PUBLIC_SECTIONS:
        request.actor.require(May.READ)
    form = SectionFilter(request.GET, shown=SHOWN.get(chosen, ()))
    filters = form.filters
    tongue = (get_language(), get_script_prefix())
    found = once((chosen, filters, *tongue), lambda: section(chosen, filters))
    if is_asked(request):
        return _file(request, found)
    title = names_in(request.space).section(chosen)
    return render(
        request,
        "observatory/sections/section.html",
        {
            "title": title,
            "about": ABOUT[chosen],
            "crumbs": way((title, "")),
            "listing": {"filters": form, "chips": form.chips()},
            "section": found,
            "board": _board(request, found.blocks),
            "flags": flags.open_keys(),
            "similar": _similar(filters),
        },
    )


def _board(request, blocks) -> SafeString:
    """Charts and tables of a page: its address alone decides them until the data change."""
    has_map = boundary_queries.are_there()
    words = {"blocks": blocks, "has_map": has_map}
    return mark_safe(
        once(
            (request.get_full_path(), get_language(), has_map),
            lambda: render_to_string("observatory/sections/_board.html", words, request),
        )
    )


def _similar(filters: Filters) -> dict | None:
    """«Province simili» of the one Province chosen."""
    if len(filters.provinces) != 1:
        return None
    one = places.by_sigla().get(filters.provinces[0])
    if one is None:
        return None
    others = places.similar(one, places.bodies())
    siglas = [one.sigla, *(other.sigla for other in others)]
    query = filters.query(provinces=tuple(siglas[:MOST_COMPARED]))
    return {"one": one, "others": others, "url": f"{reverse('observatory:compare')}?{query}"}


def _file(request, found):
    """The table of one block, or the figures on top where none is named."""
    block = next((one for one in found.blocks if one.key == request.GET.get(BLOCK)), None)
    if block is None:
        columns = (
            Column("misura", _("Misura"), lambda one: str(one.indicator.label)),
            Column("valore", _("Valore"), lambda one: one.number),
            Column("unita", _("Unità"), lambda one: str(one.indicator.unit)),
            Column("casi", _("Casi"), lambda one: one.cases),
        )
        return give(request, found.tiles, columns, slugify(found.key.label))
    return give(
        request, block.lines, columns_of(block), slugify(f"{found.key.value} {block.title}")
    )


def columns_of(block) -> tuple[Column, ...]:
    texts = [
        Column(f"t{at}", head, lambda line, at=at: line.texts[at])
        for at, head in enumerate(block.text_heads)
    ]
    units = block.indicators if not block.headings else ()
    names = [f"{one.label} ({one.unit})" if one.unit else str(one.label) for one in units]
    cells = [
        Column(f"c{at}", head, lambda line, at=at: line.cells[at].number)
        for at, head in enumerate(names or block.heads)
        if block.lines and at < len(block.lines[0].cells)
    ]
    return (Column("voce", block.head, "label"), *texts, *cells)


@require_safe
def compare(request):
    """Two to five Provinces side by side; a Province alone is put beside those like it."""
    form = SectionFilter(request.GET, shown=("dal", "al", "oggetto", "procedura", *PLACES))
    filters = form.filters
    chosen = [one for one in places.bodies().values() if one.sigla in filters.provinces]
    if len(chosen) == 1:
        chosen = [chosen[0], *places.similar(chosen[0], places.bodies())]
    is_enough = FEWEST_COMPARED <= len(chosen) <= MOST_COMPARED
    blocks = section_territory.beside(filters, chosen) if is_enough else []
    if blocks and is_asked(request):
        wanted = request.GET.get(BLOCK)
        block = next((one for one in blocks if one.key == wanted), blocks[0])
        return give(request, block.lines, columns_of(block), slugify(block.title))
    return render(
        request,
        "observatory/sections/compare.html",
        {
            "title": _("Confronto fra Province"),
            "crumbs": way((_("Confronto"), "")),
            "listing": {"filters": form, "chips": form.chips()},
            "blocks": blocks,
            "chosen": chosen,
            "flags": flags.open_keys(),
            "most": MOST_COMPARED,
            "updated_on": the_lake().updated_on("lots"),
        },
    )


@require_safe
def boundaries(request, name: str):
    """The outlines of the Provinces, or of the Comuni of one, as GeoJSON."""
    path = boundary_queries.path_of(name)
    if path is None:
        raise Http404
    return HttpResponse(
        path.read_bytes(),
        content_type="application/geo+json",
        headers={"Cache-Control": "public, max-age=86400"},
    )
