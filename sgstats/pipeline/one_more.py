"""What one more of the best grade costs the others, told of a community that is nobody's."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from sgstats import policies

if TYPE_CHECKING:
    import polars as pl


def one_more(policy: str, units: pl.DataFrame) -> dict[str, str] | None:
    """What each competent person loses if one more gets the best grade, where all were competent.

    The price of a real unit tells its grades, so it is for the analyst only; this one is worked out for
    a unit of the commonest size and pool, with everybody competent before and one of the best grade after.

    Args:
        policy: Name of a pack, or the path of a TOML file.
        units: ``units`` of the payments.

    Returns:
        ``people``, ``pool``, ``before``, ``after`` and ``costs``, amounts in yuan; None where the pack has no
        coefficients or no unit may be shown.

    Example:
        >>> import polars as pl
        >>> nine = pl.DataFrame({"members": [9, 9, 4], "pool": ["162000.00", "162000.00", None]})
        >>> one_more("EAST", nine)["after"], one_more("EAST", nine)["costs"]
        ('17234.04', '765.96')
    """
    pack = policies.load(policy)
    shown = units.drop_nulls(["members", "pool"])
    sizes = shown.filter(shown["members"] > 1).group_by("members", "pool", maintain_order=True).len()
    rates = {} if pack.pay is None else pack.pay.coefficients
    if sizes.is_empty() or not {pack.scale[0], pack.competent} <= rates.keys():
        return None
    people, pool, _ = sizes.sort("len", descending=True, maintain_order=True).row(0)
    best, usual = (Fraction(rates[grade]) for grade in (pack.scale[0], pack.competent))
    whole = 100 * Fraction(pool)
    totals = (people * usual, (people - 1) * usual + best)
    before, after = (_half_up(whole * usual / total) for total in totals)
    amounts = {"before": before, "after": after, "costs": before - after}
    printed = {name: policies.yuan(cents) for name, cents in amounts.items()}
    return {"people": str(people), "pool": pool} | printed


def _half_up(cents: Fraction) -> int:
    return int(cents + Fraction(1, 2))
