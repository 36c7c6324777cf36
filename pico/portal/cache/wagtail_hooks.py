"""The pages of the sites are public pages."""

from wagtail import hooks


@hooks.register("before_serve_page", order=-1)
def mark_page(page, request, serve_args, serve_kwargs) -> None:
    request.is_public_page = True
