"""What a module uses the engine for: it says so when it starts, and a campaign carries the key.

The engine knows no module: it asks the purpose for the permissions, the words and the addresses.
"""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise

Words = str | Promise


@dataclass(frozen=True, slots=True)
class Purpose:
    """`design` and `publish` are permissions of the module, asked with the campaign as subject.

    `pages` begins the names of the addresses («community:survey»); `module` is the manifest's key.
    """

    key: str
    module: str
    noun: Words
    plural: Words
    design: str
    publish: str
    pages: str

    def url(self, page: str, *args) -> str:
        """Return the address of one of the engine's pages inside the module."""
        return reverse(f"{self.pages}_{page}", args=args)


_purposes: dict[str, Purpose] = {}


def register(purpose: Purpose) -> None:
    _purposes[purpose.key] = purpose


def purpose_of(key: str) -> Purpose:
    """Return a purpose; LookupError when the module that brought it is not installed."""
    try:
        return _purposes[key]
    except KeyError:
        raise LookupError(f"No module has registered the purpose {key}.") from None


def is_known(key: str) -> bool:
    return key in _purposes
