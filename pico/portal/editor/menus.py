"""Wagtail's menu and search lead into the space in hand.

Wagtail keeps their entries as the first request of a process found them: with the address of its space,
which is a neighbour's for the next.
"""

from wagtail.admin.menu import Menu, admin_menu
from wagtail.admin.search import Search, admin_search_areas


class MenuHere(Menu):
    """A menu whose entries are written anew for each page."""

    @property
    def registered_menu_items(self) -> list:
        return Menu.registered_menu_items.func(self)


class SearchHere(Search):
    """A search whose places are written anew for each page."""

    @property
    def registered_search_areas(self) -> list:
        return Search.registered_search_areas.func(self)


def teach() -> None:
    """Have the entries written anew; the objects stay, as Wagtail's templates hold them."""
    admin_menu.__class__ = MenuHere
    admin_search_areas.__class__ = SearchHere
