"""Sentences of the catalogue for whole columns: the gaps are filled per row, without a loop."""

from __future__ import annotations

from string import Formatter

import polars as pl

from sgstats.messages import entry, language


def sentence(key: str, **values: pl.Expr | object) -> pl.Expr:
    """A sentence of the catalogue in the user's language, as an expression.

    A row has no sentence where one of its values is null.

    Args:
        key: Dotted key, as for ``say``.
        **values: What the gaps are filled with: one expression per gap, or a value for all rows.

    Example:
        >>> from sgstats.messages import use_language
        >>> use_language("en")
        >>> frame = pl.DataFrame({"name": ["a.csv", None]})
        >>> frame.select(text=sentence("file.missing", file=pl.col("name")))["text"].to_list()
        ["Can't find the file a.csv. Check the path and try again.", None]
    """
    parts: list[pl.Expr] = []
    for literal, gap, _, _ in Formatter().parse(str(entry(key)[language()])):
        parts.append(pl.lit(literal))
        if gap is not None:
            value = values[gap]
            parts.append(value.cast(pl.String) if isinstance(value, pl.Expr) else pl.lit(str(value)))
    return pl.concat_str(parts)


def listing(*parts: pl.Expr) -> pl.Expr:
    """Several texts of a row in one sentence, parted as the language parts them; nulls are left out.

    Example:
        >>> frame = pl.DataFrame({"a": ["甲", None], "b": ["乙", "丙"]})
        >>> frame.select(text=listing(pl.col("a"), pl.col("b")))["text"].to_list()
        ['甲、乙', '丙']
    """
    return pl.concat_str(parts, separator=separator(), ignore_nulls=True)


def separator() -> str:
    """What parts the things of a list in the user's language."""
    return "、" if language() == "zh" else ", "


def dotted(day: pl.Expr) -> pl.Expr:
    """A day number as the day people read.

    Example:
        >>> pl.DataFrame({"day": [20231231]}).select(dotted(pl.col("day"))).item()
        '2023-12-31'
    """
    text = day.cast(pl.String)
    return pl.concat_str([text.str.slice(0, 4), text.str.slice(4, 2), text.str.slice(6, 2)], separator="-")
