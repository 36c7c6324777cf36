"""Count the pages that are opened, ready or drawn, whoever reads them."""

from . import counting

SEEN = (200, 304)


def count_visits(get_response):
    """Count what the room of ready pages, or the page served, says was opened (`visited`)."""

    def middleware(request):
        response = get_response(request)
        visited = getattr(response, "visited", None) or getattr(request, "visited", None)
        if visited and response.status_code in SEEN and counting.is_visit(request):
            counting.count(*visited)
        return response

    return middleware
