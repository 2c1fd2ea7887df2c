"""Citizen identity numbers (GB 11643): checksum, birth day and sex, for whole columns.

A number that fails the checksum proves nothing: it neither identifies nor decides.
"""

from __future__ import annotations

import polars as pl

WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
"""Position weights of the first 17 digits (GB 11643-1999; ISO 7064 MOD 11-2)."""

CHECK_CHARACTERS = "10X98765432"

NO_NUMBER = ("无", "没有", "暂无")
"""What is written in the place of a number that is not known; elsewhere 无 is a value."""


def read_id_numbers(text: pl.Series, *, number: pl.Series) -> pl.DataFrame:
    """Read one column of ID-number cells.

    Null text is unknown, and so is 无, which people write where they have no number at hand.
    A 15-digit number gains its century and check character, so both forms of one person's
    number become equal.

    Args:
        text: One plain cell text per row.
        number: Whether the file says the cell is a number; null where the file has no types.

    Returns:
        One row per cell: ``id_number`` (18 characters, only where valid), ``birth_day``
        (yyyymmdd), ``gender``, and ``state``: ``valid``, ``truncated`` (a spreadsheet kept 15
        digits of a number), ``masked``, ``checksum``, ``unreadable`` or null for an empty cell.

    Example:
        >>> cells = pl.Series(["11010519491231002x", "440524188001010014", "110105********002X"])
        >>> read = read_id_numbers(cells, number=pl.Series([False] * 3))
        >>> read.rows()[0]
        ('11010519491231002X', 19491231, '女', 'valid')
        >>> read["state"].to_list()
        ['valid', 'valid', 'masked']
    """
    text = text.set(text.is_in(NO_NUMBER), None)
    frame = pl.DataFrame({"raw": text.str.to_uppercase().str.strip_chars("'`\"\u2019"), "number": number})
    return (
        frame
        .with_columns(_full=_eighteen())
        .with_columns(_digits=_digits())
        .with_columns(_facts())
        .select(
            id_number=pl.when(pl.col("valid")).then(pl.col("_full")),
            birth_day=pl.when(pl.col("valid")).then(pl.col("birth")),
            gender=pl.when(pl.col("valid")).then(
                pl.when(pl.col("_digits") % 2 == 1).then(pl.lit("男")).otherwise(pl.lit("女"))
            ),
            state=_state(),
        )
    )


def _eighteen() -> pl.Expr:
    """The number with 18 characters; a 15-digit one gets the century 19 and its check character."""
    old = pl.col("raw").str.contains(r"^\d{15}$")
    body = pl.concat_str(pl.col("raw").str.slice(0, 6), pl.lit("19"), pl.col("raw").str.slice(6, 9))
    filled = pl.concat_str(body, _check(body.cast(pl.Int64, strict=False)))
    new = pl.col("raw").str.contains(r"^\d{17}[\dX]$")
    return pl.when(old).then(filled).when(new).then(pl.col("raw"))


def _digits() -> pl.Expr:
    """The first 17 digits as one integer: arithmetic on it is ten times as fast as on slices."""
    return pl.col("_full").str.slice(0, 17).cast(pl.Int64, strict=False)


def _check(digits: pl.Expr) -> pl.Expr:
    total = pl.sum_horizontal([
        (digits // 10 ** (16 - place) % 10) * weight for place, weight in enumerate(WEIGHTS)
    ])
    return (total % 11).replace_strict(
        list(range(11)), list(CHECK_CHARACTERS), return_dtype=pl.String, default=None
    )


def _facts() -> list[pl.Expr]:
    """Birth day, and whether checksum and birth day both hold."""
    birth = pl.col("_digits") // 1000 % 100_000_000
    calendar = birth.cast(pl.String).str.to_date("%Y%m%d", strict=False)
    sound = calendar.is_not_null() & birth.is_between(18_500_101, 20_991_231)
    agrees = _check(pl.col("_digits")) == pl.col("_full").str.slice(17, 1)
    whole = ~(pl.col("number").fill_null(value=False) & (pl.col("raw").str.len_chars() == 18))
    return [
        birth.cast(pl.Int32).alias("birth"),
        (sound & agrees & whole).fill_null(value=False).alias("valid"),
    ]


def _state() -> pl.Expr:
    """Why a number cannot be used, where it cannot."""
    raw, number = pl.col("raw"), pl.col("number").fill_null(value=False)
    # A spreadsheet keeps 15 digits of a number: 18 of them are never all what was typed.
    cut = (number & (raw.str.len_chars() == 18)) | raw.str.contains(r"^\d\.\d+E\+?\d+$")
    return (
        pl
        .when(raw.is_null())
        .then(None)
        .when(cut)
        .then(pl.lit("truncated"))
        .when(pl.col("valid"))
        .then(pl.lit("valid"))
        .when(raw.str.contains(r"^\d{15}0{3}$"))
        .then(pl.lit("truncated"))
        .when(raw.str.contains(r"\*{2,}|X{4,}"))
        .then(pl.lit("masked"))
        .when(pl.col("_full").is_not_null())
        .then(pl.lit("checksum"))
        .otherwise(pl.lit("unreadable"))
    )
