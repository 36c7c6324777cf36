"""What a page costs in this very process: statements, CPU, clock."""

import statistics
import time

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

WARM, REQUESTS = 5, 40


def measure(client: Client, address: str) -> tuple[int, float, float]:
    """Return the statements of a warm request, the median milliseconds of CPU, and those of the clock."""
    for _ in range(WARM):
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
    with CaptureQueriesContext(connection) as done:
        client.get(address)
    statements = len(done)  # the next request empties the log
    spent, lasted = [], []
    for _ in range(REQUESTS):
        before, started = time.process_time(), time.perf_counter()
        client.get(address)
        spent.append((time.process_time() - before) * 1000)
        lasted.append((time.perf_counter() - started) * 1000)
    return statements, statistics.median(spent), statistics.median(lasted)
