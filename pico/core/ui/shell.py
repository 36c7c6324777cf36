"""What the shell of a page shows: the contract between who knows it and who draws it.

A context processor puts one `Shell` under the name `shell`; a page without it draws the default.
"""

from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.translation import gettext_lazy as _


class SpaceKind(StrEnum):
    NATIONAL = "NATIONAL"
    REGIONAL = "REGIONAL"
    PROVINCIAL = "PROVINCIAL"


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A line of a menu; `icon` is a name of the sprite, `count` a number worth showing beside it."""

    label: str
    url: str
    active: bool = False
    icon: str = ""
    count: int = 0
    children: tuple["MenuItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Contacts:
    """What the footer says of the body that runs the space; an empty line is not drawn."""

    name: str = ""
    address: str = ""
    fiscal_code: str = ""
    vat_number: str = ""
    pec: str = ""
    email: str = ""
    phone: str = ""
    office: str = ""
    protection_officer: str = ""  # RPD: whoever gave data must find him from the home


@dataclass(frozen=True, slots=True)
class FooterLinks:
    """Addresses of the small prints; the labels are fixed by the guidelines, an empty one is hidden."""

    privacy: str = "/note/privacy/"
    legal_notes: str = "/note/note-legali/"
    accessibility: str = "/note/accessibilita/"
    sitemap: str = "/mappa-del-sito/"
    cookies: str = "/note/cookie/"
    media_policy: str = "/note/media-policy/"
    transparency: str = ""
    faq: str = ""
    report: str = ""
    help: str = ""


@dataclass(frozen=True, slots=True)
class SpaceView:
    """The space whose page this is: its name, colour and parent, its contacts."""

    name: str = "Pi.Co."
    tagline: str = _("Piattaforma collaborativa delle Province")
    url: str = "/"
    kind: str = SpaceKind.NATIONAL
    color: str = "#0066cc"
    logo_url: str | None = None
    logo_alt: str = ""
    owner_label: str = "Unione Province d'Italia"
    owner_url: str = "/"
    contacts: Contacts = field(default_factory=Contacts)
    social: tuple[MenuItem, ...] = ()
    links: FooterLinks = field(default_factory=FooterLinks)

    @property
    def has_own_colour(self) -> bool:
        return self.color.lower() != "#0066cc"

    @property
    def colour_code(self) -> str:
        """The colour without its hash, as the address of the theme wants it."""
        return self.color.lstrip("#").lower()


@dataclass(frozen=True, slots=True)
class UserView:
    """The signed-in person, as the header shows her."""

    first_name: str
    initials: str
    unread: int = 0
    tasks: int = 0
    full_name: str = ""
    desk_url: str = "/"
    profile_url: str = "/"
    requests_url: str = ""
    notices_url: str = ""
    sign_out_url: str = ""
    places: tuple[MenuItem, ...] = ()  # pages that only some persons have


@dataclass(frozen=True, slots=True)
class ActingView:
    """For whom and as what the person acts now."""

    ente_name: str
    role_label: str = ""
    membership: int | None = None  # what the forms of this page are sent for


@dataclass(frozen=True, slots=True)
class MembershipView:
    """A place the person may switch to."""

    pk: int
    ente_name: str
    role_label: str = ""
    active: bool = False


@dataclass(frozen=True, slots=True)
class LanguageView:
    code: str
    label: str
    short: str
    active: bool = False
    url: str = ""


ITALIAN = LanguageView("it", "Italiano", "ITA", active=True)


@dataclass(frozen=True, slots=True)
class Banner:
    """What everybody must know before going on; `kind` is info, warning or danger."""

    title: str
    text: str = ""
    url: str = ""
    kind: str = "info"


@dataclass(frozen=True, slots=True)
class Who:
    """The person, and where she works."""

    user: UserView | None
    acting: ActingView | None
    memberships: tuple[MembershipView, ...]
    switch_url: str


@dataclass(frozen=True, slots=True)
class Header:
    """What the header of a page shows alike to many; what is of the person is put in afterwards."""

    space: SpaceView
    menu: tuple[MenuItem, ...]
    topics: tuple[MenuItem, ...]
    search_url: str
    has_help: bool
    demo: bool


@dataclass(frozen=True, slots=True)
class Sidebar:
    """The menu beside the content, and the way to the other modules."""

    label: str
    menu: tuple[MenuItem, ...]
    modules: tuple[MenuItem, ...]
    has_help: bool


@dataclass(frozen=True, slots=True)
class Shell:
    """Everything around the content. The default is what an anonymous visitor of UPI sees."""

    space: SpaceView = field(default_factory=SpaceView)
    menu: tuple[MenuItem, ...] = ()
    topics: tuple[MenuItem, ...] = ()
    module_label: str = ""
    module_menu: tuple[MenuItem, ...] = ()
    modules: tuple[MenuItem, ...] = ()
    user: UserView | None = None
    acting: ActingView | None = None
    memberships: tuple[MembershipView, ...] = ()
    switch_url: str = ""
    here: str = ""  # the address of this page
    sign_in_url: str = "/accesso/login/"
    search_url: str = "/cerca/"
    help_url: str = ""  # the help on this very page
    banners: tuple[Banner, ...] = ()
    languages: tuple[LanguageView, ...] = (ITALIAN,)
    alternates: tuple[LanguageView, ...] = ()  # the same content in each language, whole addresses
    content_language: str = ""  # of the content, where it may differ from that of the shell
    is_untranslated: bool = False  # English was asked for and there is only Italian
    demo: bool = False

    @property
    def itself(self) -> "Shell":
        """What stands behind a lazy object: asked once, a page then reads it fifty times for less."""
        return self

    @property
    def language(self) -> LanguageView:
        return next((one for one in self.languages if one.active), ITALIAN)

    @property
    def who(self) -> Who:
        return Who(self.user, self.acting, self.memberships, self.switch_url)

    @property
    def header(self) -> Header:
        return Header(
            space=self.space,
            menu=self.menu,
            topics=self.topics,
            search_url=self.search_url,
            has_help=bool(self.help_url),
            demo=self.demo,
        )

    @property
    def sidebar(self) -> Sidebar:
        return Sidebar(self.module_label, self.module_menu, self.modules, bool(self.help_url))
