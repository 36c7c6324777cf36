"""Which office gave an Italian VAT number, and the region of that office.

Of the eleven digits the eighth to the tenth are the office that gave the number, the last is a check
digit (D.P.R. 633/1972, art. 35; formula of Luhn). Offices 001 to 095 are the Provinces of 1974 with
the codes of ISTAT; those that had run out of numbers got a second one. Provinces that came later
(Biella, Lecco, Lodi, Rimini, Crotone, Monza…) have none: a number tells the region, not the Province
of today. 888 and 999 are of no place. Verified on the fiscal codes of the Comuni and on the winners
of the PNRR by where their projects are (`tests/test_offices.py`).
"""

from ibis import cases, literal
from ibis.expr.types import BooleanValue, StringValue, Value

LENGTH, FIRST_OF_OFFICE, OF_OFFICE = 11, 7, 3
# Region (ISTAT) of each run of offices.
RUNS = (
    ("01", "001", "006"), ("02", "007", "007"), ("07", "008", "011"), ("03", "012", "020"),
    ("04", "021", "022"), ("05", "023", "029"), ("06", "030", "032"), ("08", "033", "040"),
    ("11", "041", "044"), ("09", "045", "053"), ("10", "054", "055"), ("12", "056", "060"),
    ("15", "061", "065"), ("13", "066", "069"), ("14", "070", "070"), ("16", "071", "075"),
    ("17", "076", "077"), ("18", "078", "080"), ("19", "081", "089"), ("20", "090", "092"),
    ("06", "093", "093"), ("14", "094", "094"), ("20", "095", "095"),
)  # fmt: skip
# Second offices: of Milano, Prato (split from Firenze), Brescia, Genova, Roma, Bologna, Napoli.
SECOND = {"096": "03", "097": "09", "098": "03", "099": "07", "100": "12", "120": "08", "121": "15"}


def region_of(code: StringValue) -> Value:
    """The region of the office that gave a number; nothing where it is no valid number of a place."""
    office = code.substr(FIRST_OF_OFFICE, OF_OFFICE)
    runs = ((office.between(first, last), region) for region, first, last in RUNS)
    second = ((office == one, region) for one, region in SECOND.items())
    return cases((_is_valid(code), cases(*runs, *second)))


def _is_valid(code: StringValue) -> BooleanValue:
    """Eleven digits of which the last is that of Luhn's formula."""
    total = literal(0)
    for place in range(LENGTH):
        digit = code.substr(place, 1).try_cast("int64")
        doubled = cases((digit > 4, digit * 2 - 9), else_=digit * 2)
        total = total + (doubled if place % 2 else digit)
    is_sound = (code.length() == LENGTH) & (total % 10 == 0)
    return is_sound.fill_null(False)
