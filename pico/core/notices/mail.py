"""The way for every room to write a mail: through a job, in the layout of the house."""

from django.utils import timezone
from django.utils.translation import override

from . import actions, messages
from .models import Letter


def send(
    *,
    to: str,
    template: str,
    context: dict,
    subject: str,
    language: str = "it",
    reply_to: str = "",
    stop_url: str = "",
) -> Letter:
    """Write a mail from `<template>.html` and `<template>.txt`, which extend `notices/mail/base`.

    It is kept in the caller's transaction and leaves by a job, again and again until the server takes it.
    `reply_to` is where an answer goes, nowhere else than the sender's address if it is not said.
    `stop_url` is where a message that comes again and again is ended, by a POST alone (RFC 8058).
    """
    with override(language):
        text, html = messages.render_both(template, {**context, "title": subject})
    return actions.write_letter(
        to=to,
        title=str(subject),
        text=text,
        html=html,
        now=timezone.now(),
        reply_to=reply_to,
        stop_url=stop_url,
    )
