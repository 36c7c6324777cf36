"""Three folders of Treviso: for everybody, for the territory, for its offices."""

import pytest

from pico.core.testing import cast

from . import papers as factories


@pytest.fixture
def treviso(enti):
    return enti[cast.TREVISO]


@pytest.fixture
def territory(treviso, people):
    """«Regolamenti», shared with the territory; editors of the Province add to it."""
    return factories.make_folder(treviso, people["treviso.redattore"], "ter:026", "Regolamenti")


@pytest.fixture
def office(treviso, people):
    """«Atti interni», of the Province alone; colleagues add to it."""
    return factories.make_folder(
        treviso, people["treviso.redattore"], f"ente:{treviso.pk}", "Atti interni",
        contributors="COLLEAGUES",
    )  # fmt: skip


@pytest.fixture
def network(enti, people):
    """A network of UPI that one asks to enter, with its animator and a member of Brescia."""
    net = factories.make_network(enti[cast.UPI], people["upi.redattore"], "public", "Rete SUA")
    factories.enter(net, people["upi.redattore"], "ANIMATOR")
    factories.enter(net, people["brescia.admin"])
    return net
