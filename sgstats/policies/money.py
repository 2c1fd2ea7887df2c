"""Money: typed amounts become whole cents, and cents become text again; no binary float in between."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from fractions import Fraction

import polars as pl

from sgstats.errors import Refused

CENTS = 100
MOST = 10**15
"""Ten trillion yuan: far above any budget, and products with weights stay exact."""
SHOWN = 30
"""Characters of a refused amount that are repeated."""

# Whole thousands are parted by commas or not at all: 1,62,000 and 16,2000 could mean two amounts.
_AMOUNT = re.compile(
    r"(?P<minus>-)?[¥¥]?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<part>\d+))?(?P<unit>万元?|元)?"
)
YUAN, TEN_THOUSANDS = "元", "万元"
ZEROS = {YUAN: 0, "千元": 3, TEN_THOUSANDS: 4}
"""Units of amounts, each a power of ten of yuan."""


def cents(amount: str, *, unit: str = YUAN) -> int:
    """Cents in an amount as people type it.

    Args:
        amount: Yuan in digits: ``162000``, ``162,000.00``, ``¥162,000元`` or ``16.2万``.
        unit: What an amount without a unit is counted in: ``元``, ``千元`` or ``万元``.

    Raises:
        Refused: It is no amount, negative, finer than a cent, more than ten trillion yuan, or names
            another unit than its table.

    Example:
        >>> cents("162,000.5"), cents("16.2万元"), cents("¥0.05"), cents("16.2", unit="万元")
        (16200050, 16200000, 5, 16200000)
    """
    typed = unicodedata.normalize("NFKC", amount).strip()
    shown = amount if len(amount) <= SHOWN else f"{amount[:SHOWN]}…"
    match = _AMOUNT.fullmatch(typed.replace("−", "-"))  # noqa: RUF001 - the sign a word processor types
    if match is None:
        raise Refused("pay.unclear_amount", amount=shown)
    if match["minus"]:
        raise Refused("pay.negative_amount", amount=shown)
    own = TEN_THOUSANDS if (match["unit"] or "").startswith("万") else match["unit"]
    if own and unit not in {own, YUAN}:
        raise Refused("pay.two_units", amount=shown, unit=unit)
    places = 2 + ZEROS[own or unit]
    if len(part := match["part"] or "") > places:
        raise Refused("pay.finer_than_a_cent", amount=shown)
    digits = (match["whole"].replace(",", "") + part.ljust(places, "0")).lstrip("0")
    if len(digits) > len(str(MOST)) or int(digits or "0") > MOST:
        raise Refused("pay.amount_too_large", amount=shown)
    return int(digits or "0")


def some_cents(amount: str) -> int:
    """Cents of an amount that must be more than nothing; as ``cents`` otherwise.

    Raises:
        Refused: It is zero, or as ``cents``.

    Example:
        >>> some_cents("0.01")
        1
    """
    if not (number := cents(amount)):
        raise Refused("pay.nothing_to_share")
    return number


def text(amount: int) -> str:
    """Cents as yuan with two decimals.

    Example:
        >>> text(16200050), text(5), text(-5)
        ('162000.50', '0.05', '-0.05')
    """
    yuan, rest = divmod(abs(amount), CENTS)
    return f"{'-' if amount < 0 else ''}{yuan}.{rest:02}"


def texts(amount: pl.Expr) -> pl.Expr:
    """``text`` of a whole column; null stays null.

    Example:
        >>> pl.select(texts(pl.lit(pl.Series([16200050, -5, None])))).to_series().to_list()
        ['162000.50', '-0.05', None]
    """
    size = amount.abs()
    sign = pl.when(amount < 0).then(pl.lit("-")).otherwise(pl.lit(""))
    yuan, rest = (size // CENTS).cast(pl.String), (size % CENTS).cast(pl.String).str.zfill(2)
    return pl.concat_str(sign, yuan, pl.lit("."), rest)


def half_up(above: int, below: int) -> int:
    """The whole number nearest to a fraction that is not negative; a half goes up.

    Example:
        >>> half_up(5, 2), half_up(4, 3)
        (3, 1)
    """
    return (2 * above + below) // (2 * below)


def decimal(number: Fraction | Decimal) -> str:
    """A number that is not negative as people write it, without needless zeros; four decimals at most.

    Example:
        >>> decimal(Fraction(47, 5)), decimal(Decimal("1.0")), decimal(Fraction(25, 3))
        ('9.4', '1', '8.3333')
    """
    exact = Fraction(number)
    ten_thousandths = half_up(exact.numerator * 10_000, exact.denominator)
    whole, part = divmod(ten_thousandths, 10_000)
    return f"{whole}.{part:04}".rstrip("0").rstrip(".")
