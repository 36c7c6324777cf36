"""A Province says of a CUP and a CIG that they are one work, or are not; what it says enters the marts."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from pico.core.access.actor import Actor
from pico.core.announcements.board import announce
from pico.core.audit.trail import record
from pico.core.foundation.errors import Refusal
from pico.core.foundation.identifiers import check_cig, check_cup, compact

from ..models import LinkDecision
from ..permissions import LinkPermission as May
from ..queries import pairs as queries
from ..queries.lake import the_lake
from ..queries.pairs import Pair
from ..terms.links import LinkVerdict
from .matching import publish_rows
from .telling_links import tell_province

LONGEST = 300


@transaction.atomic
def confirm_link(*, cup: str, cig: str, actor: Actor, now: datetime) -> LinkDecision:
    """Say that a link which the data tell is right. Refuses one that no source tells: that is added."""
    pair = _pair(cup, cig, actor)
    if not pair.is_told:
        raise Refusal(
            _(
                "Nessuna fonte dice questo collegamento: per crearlo usa «Aggiungi un collegamento»."
            ),
            code="unknown_link",
        )
    return _decide(pair, LinkVerdict.CONFIRMED, "", actor=actor, now=now)


@transaction.atomic
def refuse_link(*, cup: str, cig: str, reason: str, actor: Actor, now: datetime) -> LinkDecision:
    """Say that a link which the data tell is wrong, and why. Refuses an empty reason."""
    pair = _pair(cup, cig, actor)
    if not pair.is_told:
        raise Refusal(
            _("Nessuna fonte dice questo collegamento: non c'è niente da rifiutare."),
            code="unknown_link",
        )
    words = reason.strip()[:LONGEST]
    if not words:
        raise Refusal(
            _("Scrivi perché il collegamento è sbagliato: servirà a chi corregge la fonte."),
            code="no_reason",
        )
    return _decide(pair, LinkVerdict.REFUSED, words, actor=actor, now=now)


@transaction.atomic
def add_link(*, cup: str, cig: str, reason: str, actor: Actor, now: datetime) -> LinkDecision:
    """Say that a CUP and a CIG are linked where no source does.

    The CUP must have its form and not be the placeholder; the CIG is one of the lots that ANAC
    publishes, or passes its own check. Refuses a link that is there already.
    """
    pair = _pair(_checked_cup(cup), compact(cig), actor)
    if pair.lot is None:
        _check(check_cig, pair.cig, "bad_cig")
    if pair.sources:
        raise Refusal(
            _("Questo collegamento c'è già, lo dice %(source)s: puoi confermarlo.")
            % {"source": pair.sources.replace(" ", ", ")},
            code="already_linked",
        )
    return _decide(pair, LinkVerdict.ADDED, reason.strip()[:LONGEST], actor=actor, now=now)


@transaction.atomic
def undo_decision(*, cup: str, cig: str, actor: Actor, now: datetime) -> LinkDecision:
    """Take a decision back: the link is again what the data say. Refuses where nobody decided."""
    pair = _pair(cup, cig, actor)
    decision = LinkDecision.objects.select_for_update().filter(cup=pair.cup, cig=pair.cig).first()
    if decision is None or not decision.is_live:
        raise Refusal(_("Nessuno ha ancora deciso: non c'è niente da annullare."), code="undecided")
    decision.verdict, decision.reason = "", ""
    decision.told_by = pair.sources or decision.told_by
    return _tell(decision, "undone", _("Decisione annullata."), actor=actor, now=now)


def publish_decisions(*, now: datetime) -> None:
    """Tell the lake what was decided; the marts made next count it."""
    rows = LinkDecision.objects.exclude(verdict="").order_by("cup", "cig")
    lines = list(rows.values("cup", "cig", "ente_id", "verdict"))
    if lines or the_lake().rows("link_decisions"):
        publish_rows(the_lake(), "link_decisions", lines, now)


@transaction.atomic
def note_counted(*, before: datetime) -> None:
    """Note that the marts, made after that moment, know what was decided before it.

    Of what was taken back they say what the data say: the sources kept for it are forgotten.
    """
    rows = LinkDecision.objects.filter(is_counted=False, decided_at__lt=before)
    rows.filter(verdict="").update(told_by="")
    rows.update(is_counted=True)


# What they have in common --------------------------------------------------------------------


def _pair(cup: str, cig: str, actor: Actor) -> Pair:
    """The pair, if the actor may decide on it. Which bodies it is of, the data say."""
    pair = queries.pair(compact(cup), compact(cig))
    if not pair.enti:
        raise Refusal(
            _(
                "Né il CUP né il CIG sono fra quelli delle Province: controlla di averli copiati bene."
            ),
            code="unknown_codes",
        )
    actor.require(May.DECIDE, pair)
    return pair


def _checked_cup(text: str) -> str:
    code = _check(check_cup, text, "bad_cup")
    if not code:
        raise Refusal(
            _("Il CUP di soli zeri è un segnaposto, non un progetto: scrivi il CUP vero."),
            code="placeholder_cup",
        )
    return code


def _check(check, text: str, code: str) -> str:
    try:
        return check(text)
    except ValidationError as error:
        raise Refusal(" ".join(error.messages), code=code) from error


def _decide(pair: Pair, verdict: LinkVerdict, reason: str, *, actor, now) -> LinkDecision:
    """Write it; of two at once the second finds the first one's."""
    decision, _is_new = LinkDecision.objects.select_for_update().get_or_create(
        cup=pair.cup, cig=pair.cig,
        defaults={"ente_id": _whose(pair, actor), "decided_at": now},
    )  # fmt: skip
    if decision.is_live:
        raise Refusal(
            _("Su questo collegamento c'è già una decisione (%(label)s): prima annullala.")
            % {"label": decision.label},
            code="already_decided",
        )
    decision.verdict, decision.reason = verdict, reason
    decision.ente_id = _whose(pair, actor)
    decision.told_by = pair.sources or decision.told_by
    sentence = _("Collegamento fra il CUP %(cup)s e il CIG %(cig)s: %(label)s.") % {
        "cup": pair.cup, "cig": pair.cig, "label": verdict.label.lower(),
    }  # fmt: skip
    return _tell(decision, verdict.lower(), sentence, actor=actor, now=now)


def _whose(pair: Pair, actor: Actor) -> int:
    """The Province acted for where it is one of the pair's; else that of the project, or of the lot."""
    if actor.ente_id in pair.enti:
        return actor.ente_id
    return next((one["ente_id"] for one in pair.projects), min(pair.enti))


def _tell(decision: LinkDecision, event: str, sentence: str, *, actor, now) -> LinkDecision:
    decision.decided_by_id, decision.decided_at = actor.person_id, now
    decision.is_counted = False
    decision.save()
    record(
        f"observatory.link.{event}", sentence, subject=decision, actor=actor, now=now,
        reason=decision.reason,
    )  # fmt: skip
    announce(
        f"observatory.link.{event}", subject=decision, actor=actor, cup=decision.cup,
        cig=decision.cig, reason=decision.reason, url=decision.get_absolute_url(),
    )  # fmt: skip
    tell_province(decision=decision, actor=actor, now=now)
    return decision
