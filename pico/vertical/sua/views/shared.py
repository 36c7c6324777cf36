"""What the pages of the SUA have in common: the way back, the tabs, a form that acts."""

from collections.abc import Callable, Iterable
from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from pico.core.access.actor import Actor
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.ui.templatetags.ui import badge

from ..permissions import FiguresPermission, works_for_the_sua
from ..queries import printing

BOTH = require_http_methods(["GET", "HEAD", "POST"])
UNPROCESSABLE = HTTPStatus.UNPROCESSABLE_ENTITY
Crumb = tuple[str, str]


def way(*more: Crumb) -> list[Crumb]:
    return [(_("SUA"), reverse("sua:home")), *more]


def section(label: str, name: str) -> Callable[..., list[Crumb]]:
    """The way to the pages of a noun, whose list is at `name`."""

    def crumbs(*more: Crumb) -> list[Crumb]:
        return way((label, reverse(name)), *more)

    return crumbs


MEDIA = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


def written(kind: str, *, title: str, body: str, name: str) -> HttpResponse:
    """A text as PDF, or as DOCX to change; 404 for any other kind."""
    if kind not in MEDIA:
        raise Http404
    draw = printing.printed_body if kind == "pdf" else printing.docx_of
    return HttpResponse(
        draw(title, body),
        content_type=MEDIA[kind],
        headers={"Content-Disposition": f'attachment; filename="{slugify(name)}.{kind}"'},
    )


def state_badge(record):
    """The state of a record of this module, for a list."""
    return badge(record.get_state_display(), record.meaning)


def numbered(words: str, number: str):
    """What a record is about, with its number beside it."""
    return format_html('{} <span class="pico-sua-number">{}</span>', words, number)


def nothing_for(actor: Actor, words: str):
    """What an empty list says: to UPI, which sees no Province's records, where its numbers are."""
    if works_for_the_sua(actor, None) or not actor.can(FiguresPermission.NATIONAL):
        return words
    return format_html(
        '{} <a href="{}">{}</a>',
        _("Ciò che è di una SUA lo vedono i suoi operatori e gli enti che vi prendono parte. UPI vede i numeri di tutte le Province, senza nomi:"),
        reverse("sua:figures"),
        _("Cruscotto SUA – aggregati"),
    )  # fmt: skip


def acting_ente(actor: Actor) -> Ente:
    return Ente.objects.get(pk=actor.ente_id)


def tabs(entries: Iterable[tuple[str, str]], here: str) -> list[dict]:
    """Tabs from pairs of label and URL name; `here` is the name of the page."""
    return [
        {"label": label, "url": reverse(name), "active": name == here} for label, name in entries
    ]


def form_page(
    request,
    form,
    *,
    act: Callable[[], object],
    said: str,
    back: str | None = None,
    template: str = "ui/page_form.html",
    **context,
) -> HttpResponse:
    """Show a form, and act on a valid one: a refusal comes back in the form, what was typed stays.

    Goes `back`, or to what `act` made.
    """
    if request.method == "POST" and form.is_valid():
        try:
            made = act()
        except Refusal as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, said)
            return redirect(back or made)
    status = UNPROCESSABLE if form.is_bound and form.errors else HTTPStatus.OK
    return render(request, template, {"form": form, **context}, status=status)
