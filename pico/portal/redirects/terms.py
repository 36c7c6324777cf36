"""Limits of this room."""

LONGEST = 255  # characters of an address, as the table keeps it
FILE_BYTES = 1024 * 1024
FILE_ROWS = 2000
MOST_STEPS = 10  # a browser gives up after twenty
