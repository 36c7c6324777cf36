"""Work in the background."""

from datetime import datetime

from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from pico.core.jobs.registry import job


@job(label=_("PDF di un bollettino"), retries=3)
def make_pdf(bulletin_id: int, *, now: datetime) -> None:
    """Draw the PDF of a published bulletin; done twice, the second changes nothing."""
    # By name: actions enqueue this job, so they cannot be imported from here.
    import_string("pico.portal.bulletins.actions.make_pdf")(bulletin_id=bulletin_id, now=now)
