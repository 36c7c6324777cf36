"""Which CIG may be written: a sound one, or one that an administrator of the SUA confirmed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import check_cig, compact

from ...queries.checks import is_confirmed


def sound_cig(cig: str, sua: Ente) -> str:
    """The CIG as it is kept; refuses one whose check fails and that nobody confirmed."""
    try:
        return check_cig(cig)
    except ValidationError as error:
        code = compact(cig)
        if is_confirmed(code, sua):
            return code
        raise Refusal(
            _(
                "%(why)s Se è giusto, chi risponde della SUA lo conferma in «Controlla prima di inviare»."
            )
            % {"why": " ".join(error.messages)},
            code="wrong_cig",
        ) from error
