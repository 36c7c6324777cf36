"""What a module says of itself. Everything the house knows of a module is written here, as strings."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class MenuEntry:
    """A line of a menu: `url` is a URL name; shown only to whom `permission` is granted."""

    label: str
    url: str
    icon: str = ""
    permission: str = ""
    public: bool = False


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
