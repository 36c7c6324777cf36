"""Economic framework («quadro economico»): what it adds up to, and by how much it does not square.

Total = A + A2 + B, to the cent. Source: All. I.7 art. 5 D.Lgs. 36/2023.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from pico.core.ui.formats import money

from ..terms.requests import CostKind, Section, section_of

ZERO = Decimal("0.00")


@dataclass(frozen=True, slots=True)
class Line:
    kind: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Framework:
    """The sums of a framework, and the sentences that say what does not square."""

    sections: dict[Section, Decimal]
    funded: Decimal
    faults: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        return sum(self.sections.values(), ZERO)

    @property
    def squares(self) -> bool:
        return not self.faults


def squared(
    lines: Iterable[Line],
    *,
    base: Decimal,
    security: Decimal,
    funding: Iterable[Decimal],
    least_unforeseen: Decimal | None = None,
    most_unforeseen: Decimal | None = None,
) -> Framework:
    """Add a framework up and compare it: A with the base, A2 with the security, the total with the funding.

    Unforeseen costs are a percentage of A + A2, between the two given (0–100).
    """
    lines = list(lines)
    sections = {
        section: sum((one.amount for one in lines if section_of(one.kind) == section), ZERO)
        for section in Section
    }
    funded = sum(funding, ZERO)
    total = sum(sections.values(), ZERO)
    faults = (
        difference(_("La sezione A"), sections[Section.A], _("l'importo a base di gara"), base),
        difference(
            _("La sezione A2"), sections[Section.A2], _("gli oneri della sicurezza"), security
        ),
        difference(_("Il totale"), total, _("i finanziamenti"), funded),
        unforeseen_fault(lines, sections, least_unforeseen, most_unforeseen),
    )
    return Framework(sections, funded, tuple(one for one in faults if one))


def difference(one: str, amount: Decimal, other: str, wanted: Decimal) -> str:
    """Say by how much two sums differ, nothing where they are equal to the cent."""
    gap = amount - wanted
    if not gap:
        return ""
    sense = _("supera") if gap > 0 else _("è sotto")
    return _("%(one)s (%(amount)s) %(sense)s %(other)s (%(wanted)s) di %(gap)s.") % {
        "one": one,
        "amount": money(amount),
        "sense": sense,
        "other": other,
        "wanted": money(wanted),
        "gap": money(abs(gap)),
    }


def unforeseen_fault(
    lines: list[Line],
    sections: dict[Section, Decimal],
    least: Decimal | None,
    most: Decimal | None,
) -> str:
    """Say when the unforeseen costs lie outside their band; no line is no fault."""
    amount = sum((one.amount for one in lines if one.kind == CostKind.UNFORESEEN), ZERO)
    contract = sections[Section.A] + sections[Section.A2]
    if not amount or not contract or least is None or most is None:
        return ""
    share = amount * 100 / contract
    if least <= share <= most:
        return ""
    return _(
        "Gli imprevisti sono il %(share)s %% dei lavori: di norma fra %(least)s e %(most)s %%."
    ) % {
        "share": f"{share:.2f}".replace(".", ","),
        "least": f"{least:.0f}",
        "most": f"{most:.0f}",
    }
