"""What waits and what failed."""


def queue_health() -> dict:
    return {}
