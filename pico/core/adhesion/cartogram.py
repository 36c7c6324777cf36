"""The Provinces as tiles on a grid: where each stands, more or less as on a map of Italy.

Own work: the tiles lie as near as they can to the real places, no boundaries are needed.
"""

from dataclasses import dataclass

from .queries.adhesions import Overview, ProvinceView

GRID = """
.. VB LC SO .. .. .. BL .. .. .. .. .. .. .. .. .. ..
BI VA CO BG BS .. .. TV .. .. .. .. .. .. .. .. .. ..
VC NO MB LO CR VR VI PD .. .. .. .. .. .. .. .. .. ..
AT AL PV PC PR MN FE RO .. .. .. .. .. .. .. .. .. ..
CN SV .. .. RE MO .. RA .. .. .. .. .. .. .. .. .. ..
IM .. .. SP MS PT PO FC RN .. .. .. .. .. .. .. .. ..
.. .. .. .. LU PI .. AR PU AN .. .. .. .. .. .. .. ..
.. .. .. .. LI .. SI PG .. MC FM .. .. .. .. .. .. ..
.. .. .. .. .. GR .. .. TR AP TE PE .. .. .. .. .. ..
.. .. .. .. .. .. .. VT RI AQ CH .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. FR IS CB .. .. .. .. .. ..
.. .. .. .. .. .. .. .. LT .. CE BN FG BT .. .. .. ..
.. .. .. OT .. .. .. .. .. .. .. AV SA PZ MT .. BR ..
.. .. NU .. .. .. .. .. .. .. .. .. .. .. .. TA .. LE
.. OR .. OG .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. VS .. .. .. .. .. .. .. .. .. .. .. CS .. .. ..
.. CI .. .. .. .. .. .. .. .. .. .. .. .. CZ KR .. ..
.. .. .. .. .. .. .. .. .. .. .. .. .. .. VV .. .. ..
.. .. .. .. .. .. .. .. TP .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. .. CL EN .. .. .. .. .. ..
.. .. .. .. .. .. .. .. .. AG .. RG SR .. .. .. .. ..
"""

PITCH = 40
SIDE = 36

PLACES = {
    plate: (column, row)
    for row, line in enumerate(GRID.split("\n")[1:-1])
    for column, plate in enumerate(line.split())
    if plate != ".."
}
WIDTH = PITCH * (1 + max(column for column, _row in PLACES.values()))
HEIGHT = PITCH * (1 + max(row for _column, row in PLACES.values()))


@dataclass(frozen=True, slots=True)
class Tile:
    """A Province on the grid; coordinates are those of the drawing."""

    plate: str
    x: int
    y: int
    row: ProvinceView

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def base(self) -> int:
        return self.y + SIDE // 2 + 5


def tiles(overview: Overview) -> list[Tile]:
    """Return the tiles of the Provinces that have a place on the grid."""
    found = []
    for row in overview.rows:
        plate = row.ente.territory.plate if row.ente.territory else ""
        if place := PLACES.get(plate):
            found.append(Tile(plate, place[0] * PITCH, place[1] * PITCH, row))
    return found
