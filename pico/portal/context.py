"""What the shell of every page shows, read once per request."""

from dataclasses import dataclass, replace
from operator import itemgetter

from django.conf import settings as django_settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.module_loading import import_string
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from pico.core.enti.models import Space
from pico.core.enti.terms import SpaceKind
from pico.core.foundation.addresses import address
from pico.core.generations import hand
from pico.core.modules import registry, settings
from pico.core.modules.manifest import MenuEntry, Module
from pico.core.modules.space_settings import SpaceSettings
from pico.core.modules.terms import FAMILY
from pico.core.notices import queries as notices
from pico.core.people import context as people
from pico.core.ui.shell import (
    Banner,
    Contacts,
    FooterLinks,
    LanguageView,
    MenuItem,
    Shell,
    SpaceView,
)
from pico.portal.cache.terms import SITES
from pico.portal.pages import queries as pages
from pico.portal.pages.template import DOCUMENTS
from pico.portal.sites import tongues
from pico.portal.sites.grants import may_edit

NAMES = {"it": ("Italiano", "ITA"), "en": ("English", "ENG")}
HELP, FIRST = "helpdesk", 0
UPI = _("UPI – Unione Province d'Italia")


def shell(request) -> dict:
    """Give every template its `shell`; an address that belongs to no space gets the default one."""
    if getattr(request, "space", None) is None or not hasattr(request, "actor"):
        return {}
    return {"shell": SimpleLazyObject(lambda: build_shell(request))}


@dataclass(frozen=True, slots=True)
class Frame:
    """What all see alike who may open the same entries: no line is marked as the one in hand yet."""

    space: SpaceView
    desk: MenuItem
    main: tuple[tuple[Module, MenuItem], ...]
    module_label: str
    module_menu: tuple[MenuItem, ...]
    modules: tuple[MenuItem, ...]
    search_url: str


def build_shell(request) -> Shell:
    modules = registry.active_in(request)
    match = request.resolver_match
    current = modules.get(match.namespaces[0]) if match and match.namespaces else None
    frame = frame_of(request, modules, current)
    return Shell(
        space=frame.space,
        menu=main_menu(request, frame),
        module_label=frame.module_label,
        module_menu=module_menu(request, frame),
        modules=frame.modules,
        **header(request),
        search_url=frame.search_url,
        here=request.path,
        help_url=help_url(request, modules),
        banners=banners(request, modules),
        **languages(request),
        demo=django_settings.DEMO,
    )


def frame_of(request, modules: dict[str, Module], current: Module | None) -> Frame:
    """The frame of this page, kept until a space, its modules or its settings change.

    What the reader may open is asked anew, and is part of the key: nobody is given another's menu.
    """
    known = request.actor.is_known
    first = tuple(first_page(request, module) for module in modules.values())
    own = tuple(e for e in current.menu if allowed(request, e)) if current else ()
    opened = (tuple(map(_name, first)), tuple(map(_name, own)))
    room = current.key if current else ""
    key = ("frame", request.space.pk, known, room, opened, get_language(), get_script_prefix())

    def make() -> Frame:
        pages_of = {key: one for key, one in zip(modules, first, strict=True) if one}
        return Frame(
            space=space_view(request.space, own_settings(request), modules),
            desk=item(MenuEntry(_("La mia scrivania"), "portal:desk")),
            main=tuple(
                (modules[key], item(entry))
                for key, entry in pages_of.items()
                if modules[key].in_main_menu
            ),
            module_label=str(current.label) if current else "",
            module_menu=tuple(map(item, own)) if len(own) > 1 else (),
            modules=module_switcher(modules, pages_of) if known else (),
            search_url=reverse("search:results"),
        )

    return hand.kept(FAMILY, key, make)


def _name(entry: MenuEntry | None) -> str:
    return entry.url if entry else ""


def languages(request) -> dict:
    """What the shell says of languages: the address alone chooses, nothing is remembered."""
    page, is_english = tongues.page_served(request), get_language() == tongues.ENGLISH
    said: dict = {"content_language": tongues.language_of(page) if page else ""}
    offered = tongues.addresses(request, page)
    if len(offered) < 2:
        return {
            **said,
            "languages": (LanguageView("it", "Italiano", "ITA", active=not is_english),),
        }
    said["languages"] = tuple(
        LanguageView(code, *NAMES[code], active=is_english == (code == tongues.ENGLISH), url=url)
        for code, url in offered.items()
    )
    if page:
        alternates = tongues.translations(page)
        said["is_untranslated"] = bool(request.path_language) and len(alternates) < 2
        if len(alternates) > 1:
            said["alternates"] = tuple(
                LanguageView(code, *NAMES[code], url=one.full_url)
                for code, one in alternates.items()
            )
    return said


def header(request) -> dict:
    """What the header says of the person, with what waits for him: one query."""
    shown = people.header(request)
    if "user" in shown:
        counts = notices.counts(request.actor)
        shown["user"] = replace(
            shown["user"],
            unread=counts.unread,
            tasks=counts.tasks,
            requests_url=shown["user"].requests_url or address("adhesion:mine"),
            places=own_places(request),
        )
    return shown


def own_places(request) -> tuple[MenuItem, ...]:
    """The editorial office, for who edits this space."""
    if not may_edit(request.actor, request.space) or not request.site_of_space:
        return ()
    return (MenuItem(str(_("Redazione")), address("editor:home"), icon="it-pencil"),)


def own_settings(request) -> SpaceSettings:
    """The space's contacts and legal links, read once."""
    if not hasattr(request, "space_settings"):
        spaces = registry.installed()["spaces"]
        request.space_settings = settings.effective(request.space, spaces)
    return request.space_settings


def help_url(request, modules: dict[str, Module]) -> str:
    """Where the help on this page is, for who signed in."""
    if not request.actor.is_known:
        return ""
    return next((import_string(one.help)(request) for one in modules.values() if one.help), "")


def banners(request, modules: dict[str, Module]) -> tuple[Banner, ...]:
    """What the modules of this space put over every page."""
    named = (import_string(one.banners) for one in modules.values() if one.banners)
    return tuple(banner for found in named for banner in found(request))


def module_links(modules: dict[str, Module]) -> dict[str, str]:
    """The links of the footer that the modules of this space answer."""
    return {name: reverse(url) for one in modules.values() for name, url in one.footer.items()}


def space_view(space: Space, chosen: SpaceSettings, modules: dict[str, Module]) -> SpaceView:
    ente, parent = space.ente, space.parent
    pec = chosen.pec or ", ".join(ente.pec)
    return SpaceView(
        name=space.name,
        tagline=space.tagline or str(_("Piattaforma collaborativa delle Province")),
        url=reverse("portal:home"),
        kind=space.kind,
        color=space.colour,
        owner_label=str(UPI) if parent else "Unione Province d'Italia",
        owner_url=f"{parent.prefix}/" if space.kind == SpaceKind.REGIONAL else "/",
        contacts=Contacts(
            name=ente.name,
            address=", ".join(part for part in (ente.address, ente.postcode, ente.seats) if part),
            fiscal_code=ente.fiscal_code,
            vat_number=ente.vat_number,
            pec=pec,
            email=chosen.email or ente.email,
            phone=chosen.phone or ente.phone,
            office=chosen.public_office,
            protection_officer=chosen.data_protection_officer,
        ),
        links=FooterLinks(
            privacy=reverse("portal:legal", args=["privacy"]),
            legal_notes=reverse("portal:legal", args=["note-legali"]),
            accessibility=chosen.accessibility_url
            or reverse("portal:legal", args=["accessibilita"]),
            sitemap=reverse("portal:sitemap"),
            cookies=reverse("portal:legal", args=["cookie"]),
            media_policy=reverse("portal:legal", args=["media-policy"]),
            transparency=chosen.transparency_url,
            **module_links(modules),
        ),
    )


def main_menu(request, frame: Frame) -> tuple[MenuItem, ...]:
    """The desk first, then the site's pages and the first page of each main module (PORTALE.md §3).

    On the sites of UPI the modules come before «Documenti», on a Province's after it; help comes last.
    """
    pages_of_site = site_menu(request)
    offered = [
        (_rank(module), _marked(one, request.path))
        for module, one in frame.main
        if not (pages_of_site and _is_inside(request, module))
    ]
    cut = _before_documents(request.space, pages_of_site)
    return (
        *((_marked(frame.desk, request.path),) if request.actor.is_known else ()),
        *pages_of_site[:cut],
        *(one for rank, one in offered if rank == FIRST),
        *pages_of_site[cut:],
        *(one for rank, one in sorted(offered, key=itemgetter(0)) if rank != FIRST),
    )


def _rank(module: Module) -> int:
    """Where a module stands in the menu: the rooms of the house after the modules, help last."""
    if module.key == HELP:
        return 2
    return 1 if module.layer == "core" else FIRST


def _before_documents(space, pages_of_site: list[MenuItem]) -> int:
    """How many pages of the site come before the modules."""
    slug = f"/{DOCUMENTS.slug}/"
    places = (n for n, one in enumerate(pages_of_site) if one.url.endswith(slug))
    last = len(pages_of_site)
    return last if space.kind == SpaceKind.PROVINCIAL else next(places, last)


def _is_inside(request, module: Module) -> bool:
    """A room of the house is no part of the public face of a site: it is for who signed in."""
    return module.layer == "core" and not request.actor.is_known


def site_menu(request) -> list[MenuItem]:
    """The pages of the site that stand in the menu, in the order of the tree: kept for all readers."""

    def read() -> tuple[tuple[str, str], ...]:
        site = getattr(request, "site_of_space", None)
        shown = pages.menu_pages(site.site.root_page) if site else ()
        return tuple((page.title, page.url) for page in shown)

    place = (request.space.pk, request.get_host(), get_script_prefix(), get_language())
    found = hand.kept(SITES, ("menu", *place, tongues.language_served()), read)
    return [MenuItem(title, url, active=request.path.startswith(url)) for title, url in found]


def first_page(request, module: Module) -> MenuEntry | None:
    """The first entry of a module's menu that this actor may open."""
    return next((entry for entry in module.menu if allowed(request, entry)), None)


def module_switcher(
    modules: dict[str, Module], pages_of: dict[str, MenuEntry]
) -> tuple[MenuItem, ...]:
    """Every module with a page for this actor, under the module's own name."""
    return tuple(
        replace(item(entry), label=str(modules[key].label), icon=entry.icon or modules[key].icon)
        for key, entry in pages_of.items()
    )


def module_menu(request, frame: Frame) -> tuple[MenuItem, ...]:
    """The side menu of a module; one entry alone is no menu.

    A page may say to which entry it belongs: `request.menu_entry`, the name of its address.
    """
    items = frame.module_menu
    # Of two addresses that begin alike, the page belongs to the longer one.
    here = max((one.url for one in items if _is_at(one, request.path)), key=len, default="")
    if named := getattr(request, "menu_entry", ""):
        here = reverse(named)
    return tuple(replace(one, active=True) if one.url == here else one for one in items)


def allowed(request, entry: MenuEntry) -> bool:
    """Public entries for all, permitted ones for who may, the others for members."""
    if entry.public:
        return True
    return _may(request, entry.permission) if entry.permission else request.actor.is_member


def _may(request, permission: str) -> bool:
    """Asked once a page: the menu, the switcher and the side menu ask the same."""
    known = request.__dict__.setdefault("may_in_menus", {})
    if permission not in known:
        known[permission] = request.actor.can(permission)
    return known[permission]


def item(entry: MenuEntry) -> MenuItem:
    try:
        url = reverse(entry.url)
    except NoReverseMatch as error:
        raise NoReverseMatch(f"The menu entry «{entry.label}» leads nowhere.") from error
    return MenuItem(str(entry.label), url, icon=entry.icon)


def _marked(one: MenuItem, path: str) -> MenuItem:
    return replace(one, active=True) if _is_at(one, path) else one


def _is_at(one: MenuItem, path: str) -> bool:
    return path == one.url or (one.url.count("/") > 1 and path.startswith(one.url))
