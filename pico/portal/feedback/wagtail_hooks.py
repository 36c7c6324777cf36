"""Which page is opened."""

from wagtail import hooks


@hooks.register("before_serve_page", order=-1)
def mark_visit(page, request, serve_args, serve_kwargs) -> None:
    request.visited = (request.space.pk, page.pk)
