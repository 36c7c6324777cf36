"""What persons decide after a check: a CIG confirmed, a CUP linked, an error explained."""

import json
from datetime import datetime
from pathlib import Path

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.audit import trail
from pico.core.enti.models import Ente
from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import check_cig, check_cup, compact
from pico.core.foundation.text import search_key

from ...models import ConfirmedCig, ErrorRemedy, MissingCup
from ...permissions import RupPermission
from ...terms.checks import MissingCupState

REMEDIES = Path(__file__).parents[2] / "data" / "error_remedies.json"


@transaction.atomic
def confirm_cig(*, cig: str, reason: str, sua: Ente, actor: Actor, now: datetime) -> ConfirmedCig:
    """Accept for the enti of a SUA a CIG whose check fails, saying why.

    Refuses who is no administrator, no reason, a code that is not ten characters, one that needs nothing.
    """
    actor.require(RupPermission.CONFIRM_CIG)
    code = compact(cig)
    if not reason.strip():
        raise Refusal(_("Scrivi perché il CIG è giusto: lo legge chi controlla."), code="no_reason")
    if len(code) != 10 or not code.isascii() or not code.isalnum():
        raise Refusal(
            _("Il CIG ha 10 caratteri: qui non è possibile confermarlo."), code="not_a_cig"
        )
    if _is_sound(code):
        raise Refusal(_("Il CIG è già valido: non serve confermarlo."), code="is_sound")
    known, _is_new = ConfirmedCig.objects.update_or_create(
        sua=sua, cig=code,
        defaults={"reason": reason.strip(), "by_id": actor.person_id, "at": now},
    )  # fmt: skip
    trail.record(
        "sua.cig.confirmed",
        _("CIG %(cig)s confermato benché il controllo non torni: %(why)s")
        % {"cig": code, "why": reason.strip()},
        subject=known, actor=actor, now=now,
    )  # fmt: skip
    return known


def _is_sound(code: str) -> bool:
    try:
        check_cig(code)
    except ValidationError:
        return False
    return True


@transaction.atomic
def link_cup(*, missing: MissingCup, cup: str, actor: Actor, now: datetime) -> MissingCup:
    """Say which CUP a CIG has. Refuses others, a CUP that is not one, and what was decided already."""
    actor.require(RupPermission.HEAL, missing)
    missing = _open(missing)
    try:
        code = check_cup(cup)
    except ValidationError as error:
        raise Refusal(error.messages[0], code="wrong_cup") from error
    if not code:
        raise Refusal(_("Scrivi il CUP: quindici zeri valgono come vuoto."), code="wrong_cup")
    missing.cup, missing.state = code, MissingCupState.LINKED
    missing.save(update_fields=["cup", "state"])
    said = _("Al CIG %(cig)s è collegato il CUP %(cup)s.") % {"cig": missing.cig, "cup": code}
    trail.record("sua.cup.linked", said, subject=missing, actor=actor, now=now)
    return missing


@transaction.atomic
def waive_cup(*, missing: MissingCup, reason: str, actor: Actor, now: datetime) -> MissingCup:
    """Say that no CUP is due, and why. Refuses others, no reason, and what PNRR or PNC pay."""
    actor.require(RupPermission.HEAL, missing)
    missing = _open(missing)
    if missing.is_pnrr:
        raise Refusal(
            _("Un intervento PNRR o PNC ha sempre un CUP: cercalo in ReGiS e collegalo."),
            code="cup_is_due",
        )
    if not reason.strip():
        raise Refusal(
            _("Scrivi perché il CUP non è dovuto: per esempio manutenzione ordinaria."),
            code="no_reason",
        )
    missing.reason, missing.state = reason.strip()[:250], MissingCupState.NOT_NEEDED
    missing.save(update_fields=["reason", "state"])
    said = _("Per il CIG %(cig)s il CUP non è dovuto: %(why)s") % {
        "cig": missing.cig, "why": missing.reason,
    }  # fmt: skip
    trail.record("sua.cup.waived", said, subject=missing, actor=actor, now=now)
    return missing


def _open(missing: MissingCup) -> MissingCup:
    locked = MissingCup.objects.select_for_update(of=("self",)).get(pk=missing.pk)
    if locked.state != MissingCupState.OPEN:
        raise Refusal(
            _("Un collega ha già deciso su questo CIG: ricarica l'elenco."), code="decided"
        )
    return locked


@transaction.atomic
def change_remedy(
    *,
    code: str,
    cause: str,
    remedy: str,
    actor: Actor,
    now: datetime,
    message: str = "",
    known_issue: str = "",
    known_issue_url: str = "",
) -> ErrorRemedy:
    """Explain an error of ANAC's platform, or explain it better. Refuses others, no cause or remedy."""
    actor.require(RupPermission.REMEDY)
    if not cause.strip() or not remedy.strip():
        raise Refusal(_("Scrivi la causa e il rimedio: servono tutti e due."), code="no_words")
    code = code.strip().upper()[:40]
    texts = {
        "message": message.strip(), "cause": cause.strip(), "remedy": remedy.strip(),
        "known_issue": known_issue.strip(), "known_issue_url": known_issue_url,
    }  # fmt: skip
    key = search_key(f"{code} {texts['message']} {texts['cause']} {texts['remedy']}")[:1500]
    found, _is_new = ErrorRemedy.objects.update_or_create(
        code=code,
        defaults={
            **texts, "search_key": key, "changed_at": now, "changed_by_id": actor.person_id,
        },
    )  # fmt: skip
    trail.record(
        "sua.error.explained", _("Spiegazione dell'errore %(code)s aggiornata.") % {"code": code},
        subject=found, actor=actor, now=now,
    )  # fmt: skip
    return found


def furnish_remedies(*, actor: Actor, now: datetime) -> int:
    """Bring the explanations that come with the module; those written here meanwhile stay."""
    known = set(ErrorRemedy.objects.exclude(remedy="").values_list("code", flat=True))
    rows = [one for one in json.loads(REMEDIES.read_text()) if one["code"] not in known]
    for row in rows:
        change_remedy(actor=actor, now=now, **row)
    return len(rows)


@transaction.atomic
def load_errors(*, content: bytes, actor: Actor, now: datetime) -> int:
    """Load ANAC's list «errori» (JSON): messages are brought up to date, explanations stay.

    Returns how many are new. Refuses what is not that list.
    """
    actor.require(RupPermission.REMEDY)
    try:
        given = {one["codice"].strip(): one["descrizione"]["it"] for one in json.loads(content)}
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise Refusal(
            _("Il file non è l'elenco «errori» di ANAC: serve il JSON della tipologica."),
            code="not_a_list",
        ) from error
    known = {one.code: one for one in ErrorRemedy.objects.filter(code__in=given)}
    rows = [
        _with_message(known.get(code) or ErrorRemedy(code=code), message, now)
        for code, message in given.items()
    ]
    ErrorRemedy.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"],
        update_fields=["message", "search_key", "changed_at"], batch_size=500,
    )  # fmt: skip
    if rows:
        said = _("Elenco degli errori caricato: %(n)d codici.") % {"n": len(rows)}
        first = ErrorRemedy.objects.get(code=rows[0].code)
        trail.record("sua.error.loaded", said, subject=first, actor=actor, now=now)
    return len(given.keys() - known.keys())


def _with_message(row: ErrorRemedy, message: str, now: datetime) -> ErrorRemedy:
    row.message = " ".join(message.split())[:600]
    words = f"{row.code} {row.message} {row.cause} {row.remedy}"
    row.search_key, row.changed_at = search_key(words)[:1500], row.changed_at or now
    return row
