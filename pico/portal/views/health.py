"""Is the platform well? For probes and for the demo's start."""

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import JsonResponse

from pico.core.jobs import queries as jobs


def health(request):
    """Answer 200 when the database answers and the queue moves, else 503, as JSON."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        answer = {
            "status": "ok",
            "database": connection.vendor,
            "queue": jobs.queue_health(),
        }
    except DatabaseError as error:
        answer = {
            "status": "error",
            "database": f"{type(error).__name__}",
            "queue": None,
        }
    answer["version"] = settings.VERSION
    return JsonResponse(answer, status=200 if answer["status"] == "ok" else 503)
