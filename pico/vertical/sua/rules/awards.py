"""Arithmetic of awards, without rows."""

from decimal import ROUND_HALF_UP, Decimal

CENT = Decimal("0.01")


def award_amount(
    *,
    base: Decimal,
    safety: Decimal,
    labour: Decimal,
    discount: Decimal,
    is_labour_discountable: bool,
) -> Decimal:
    """Return what is awarded for a discount in per cent, to the cent.

    `base` is what bids are made on, safety costs apart; labour is a part of it, and stands outside the
    discount where the tender says so (art. 41, c. 14). Safety is never discounted.
    Raises ValueError for a discount outside 0-100 and for labour above the base.
    """
    if not 0 <= discount <= 100:
        raise ValueError("A discount is a percentage.")
    if labour > base:
        raise ValueError("Labour is a part of the base.")
    fixed = Decimal(0) if is_labour_discountable else labour
    discounted = (base - fixed) * (100 - discount) / 100
    return (discounted + fixed + safety).quantize(CENT, ROUND_HALF_UP)


def weighted_discount(pairs: list[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return 1 − Σ award / Σ base in per cent, of pairs (base, award); None without any."""
    base = sum((one for one, _award in pairs), Decimal(0))
    if not base:
        return None
    award = sum((one for _base, one in pairs), Decimal(0))
    return ((1 - award / base) * 100).quantize(Decimal("0.001"), ROUND_HALF_UP)


def final_guarantee(*, amount: Decimal, rate: Decimal, discount: Decimal, grows: bool) -> Decimal:
    """Return the final guarantee: `rate` per cent of the award.

    Above the EU threshold it grows (art. 117, c. 2): by a point for each point of discount over ten,
    by two for each over twenty.
    """
    more = Decimal(0)
    if grows:
        more = max(min(discount, Decimal(20)) - 10, Decimal(0)) + max(discount - 20, Decimal(0)) * 2
    return (amount * (rate + more) / 100).quantize(CENT, ROUND_HALF_UP)
