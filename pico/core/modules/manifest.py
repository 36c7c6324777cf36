"""What a module says of itself. Everything the house knows of a module is written here, as strings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of a menu: `url` is a URL name; shown only to whom `permission` is granted."""

    label: str
    url: str
    icon: str = ""
    permission: str = ""
    public: bool = False


class Whose(StrEnum):
    """Whose figures a dashboard shows."""

    ENTE = "ENTE"  # of the ente acted for, in the space of a Province
    PROVINCE = "PROVINCE"  # of the Province whose space it is, for who acts for it
    NATIONAL = "NATIONAL"  # what is summed of all Provinces, small numbers hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class Dashboard:
    """Figures of a module, with filters and export, offered among those of the others.

    `url` is the name of its page, in each space where the module is on. A module of the Provinces has no
    page in the national space: what it sums of them all is a `view`, the dotted path of a function
    (request, crumbs) that asks for `permission` itself, answered there by who gathers the dashboards.
    """

    key: str
    title: str
    about: str
    whose: Whose
    permission: str
    url: str = ""
    view: str = ""

    def __post_init__(self) -> None:
        is_national = self.whose == Whose.NATIONAL
        if is_national == bool(self.url) or is_national != bool(self.view):
            raise ValueError(f"dashboard {self.key!r}: a `view` if national, else an `url`")


@dataclass(frozen=True, slots=True)
class Module:
    """`layer` is core, engine, horizontal, vertical or portal; dotted paths are imported when first needed.

    A room of the core or of the portal and an engine also have a manifest: never switched off.
    """

    key: str
    label: str
    layer: str
    description: str = ""
    icon: str = "it-settings"
    path: str = ""
    urls: str | None = None
    api: str | None = None  # dotted path of a ninja Router, served at /api/v1/<path>/
    requires: tuple[str, ...] = ()
    default_on: bool = False
    permissions: str | None = None  # dotted path of a Policy
    settings: str | None = None  # dotted path of a frozen dataclass, one field a setting
    menu: tuple[MenuEntry, ...] = ()
    cards: tuple[str, ...] = ()  # dotted paths: (request) -> Card | None, drawn on a home page
    listens: Mapping[str, str] = field(default_factory=dict)  # announcement -> dotted listener
    search: tuple[str, ...] = ()  # dotted paths of SearchSource objects
    open_data: tuple[str, ...] = ()  # dotted paths of `open_data.OpenDataset`s
    dashboards: tuple[Dashboard, ...] = ()
    shared: tuple[str, ...] = ()  # dotted paths of SharedObject descriptions (access table)
    periodic: tuple[str, ...] = ()  # dotted paths of periodic jobs
    mail: Mapping[str, str] = field(default_factory=dict)  # purpose -> dotted handler (mail_in)
    outside_mail: Mapping[str, str] = field(
        default_factory=dict
    )  # as `mail`, of who has no account
    mailboxes: Mapping[str, str] = field(default_factory=dict)  # local part -> dotted handler
    demo: str | None = None  # dotted path of furnish()
    flows: tuple[str, ...] = ()  # dotted paths of the processes it brings (engines/workflow)
    # Addresses outside its path, for programs that want a short one: {"dav/": "dotted.path.urls"}.
    doors: Mapping[str, str] = field(default_factory=dict)
    # Links of the footer that its pages answer: {"faq": "helpdesk:faqs"}, names of `FooterLinks`.
    footer: Mapping[str, str] = field(default_factory=dict)
    help: str = ""  # dotted path: (request) -> address of the help on this page, or nothing
    # dotted path: (actor, kind, code) -> list[known.Known], what it has of a CIG or a CUP for this reader
    knows: str = ""
    # Its page of a code: {"cig": "observatory:lot"}, a URL name that takes the code; open to `page_permission`.
    code_pages: Mapping[str, str] = field(default_factory=dict)
    page_permission: str = ""
    banners: str = ""  # dotted path: (request) -> the `Banner`s over every page; asks no database
    # Models that its public pages are made of: pages marked `ui.marks.public_page` are kept until one changes.
    visited: tuple[str, ...] = ()
    in_main_menu: bool = False  # its first entry stands in the main navigation
    order: int = 100

    @property
    def is_switchable(self) -> bool:
        """Only modules are switched on and off; the rooms of the house are always there."""
        return self.layer in ("horizontal", "vertical")
