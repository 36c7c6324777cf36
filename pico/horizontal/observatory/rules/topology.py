"""TopoJSON → GeoJSON: arcs put together again. Format: TopoJSON specification 1.0."""

from collections.abc import Iterator

Point = list[float]
CODE, NAME = "code", "name"
# As ISTAT's files and their derivatives call the code and the name of a unit.
CODES = ("prov_istat_code", "com_istat_code", CODE)
NAMES = ("prov_name", "name", NAME)
DIGITS = 4  # of a degree: ten metres, more than a page shows


def features(topology: dict) -> list[dict]:
    """Return the features of the first layer, each with its ISTAT `code` and its `name`."""
    arcs = list(_arcs(topology))
    (layer,) = list(topology["objects"].values())[:1]
    return [_feature(geometry, arcs) for geometry in layer["geometries"] if geometry.get("type")]


def _feature(geometry: dict, arcs: list[list[Point]]) -> dict:
    said = geometry.get("properties", {})
    shape = geometry["arcs"]
    if geometry["type"] == "Polygon":
        coordinates: list = [_ring(ring, arcs) for ring in shape]
    else:
        coordinates = [[_ring(ring, arcs) for ring in polygon] for polygon in shape]
    return {
        "type": "Feature",
        "properties": {
            CODE: next((str(said[key]) for key in CODES if said.get(key)), ""),
            NAME: next((str(said[key]) for key in NAMES if said.get(key)), ""),
        },
        "geometry": {"type": geometry["type"], "coordinates": coordinates},
    }


def _arcs(topology: dict) -> Iterator[list[Point]]:
    """Each arc as points: steps added up, scaled, moved; plain points where nothing is packed."""
    transform = topology.get("transform")
    for arc in topology["arcs"]:
        if transform is None:
            yield [[round(x, DIGITS), round(y, DIGITS)] for x, y in arc]
            continue
        (scale_x, scale_y), (move_x, move_y) = transform["scale"], transform["translate"]
        x = y = 0
        points = []
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            points.append([round(x * scale_x + move_x, DIGITS), round(y * scale_y + move_y, DIGITS)])
        yield points


def _ring(numbers: list[int], arcs: list[list[Point]]) -> list[Point]:
    """Arcs one after the other; a negative number is one walked backwards."""
    ring: list[Point] = []
    for number in numbers:
        points = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring.extend(points[1:] if ring else points)
    return ring
