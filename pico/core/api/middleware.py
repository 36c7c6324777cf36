"""Under the API's addresses every error is a problem, also those that never reach the API."""

import re

from .problems import MEDIA_TYPE, plain

ADDRESS = re.compile(r"/api/v\d+/(?!docs$)")
KEPT = ("Allow", "Retry-After")


def speak_problems(get_response):
    """Turn an error page (unknown address, method, space, a fault of ours) into a problem."""

    def middleware(request):
        path = request.path_info
        response = get_response(request)
        if response.status_code < 400 or not ADDRESS.search(path):
            return response
        if response.get("Content-Type", "").startswith(MEDIA_TYPE):
            return response
        answer = plain(response.status_code)
        for name in KEPT:
            if name in response:
                answer[name] = response[name]
        return answer

    return middleware
