"""Demo."""


def furnish(now):
    return None
