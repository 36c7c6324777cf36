"""Refusals shown as sentences."""


def show_refusals(get_response):
    def middleware(request):
        return get_response(request)

    return middleware
