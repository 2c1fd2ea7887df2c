"""Tells the rows of people from all the other rows under a header.

Whole columns are asked at once; only rows that look unusual (few cells, or the word 计 in
one) are looked at closely, so that a million ordinary rows cost next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.sources.words import pattern, plain, words

if TYPE_CHECKING:
    from sgstats.sources.header import Header

CLASSES = (
    "blank_rows",
    "repeated_header",
    "total_row",
    "instruction_row",
    "note_row",
    "numbered_blank_rows",
    "section_row",
)
"""What a row can be instead of a person; each names its finding. The first that fits wins."""

_CLASS = pl.Enum(CLASSES)


def classify(cells: pl.DataFrame, *, header: Header, above: list[str]) -> pl.DataFrame:
    """What each row under the header is.

    Args:
        cells: One row per sheet row under the header, before merges are filled.
        header: The header above.
        above: Texts of the lines above it, which page breaks repeat.

    Returns:
        One row per row of ``cells``: ``class`` (null for a person) and ``section`` (the unit
        a section row names, else null).
    """
    filled = cells.select(pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16))).to_series()
    repeated = _repeats(cells, header)
    unusual = (filled <= words()["note_cells"]) | _mentions_total(cells) | repeated
    close = _look_closely(cells.filter(unusual), filled.filter(unusual), repeated.filter(unusual))
    close = close.with_columns(
        at=unusual.arg_true(), instruction=_instructions(cells, header).filter(unusual)
    )
    verdicts = close.select("at", _verdict(wide=len(header.fields) > 2, above=above), _section())
    every = pl.DataFrame({"at": pl.int_range(cells.height, dtype=pl.UInt32, eager=True)})
    return every.join(verdicts.cast({"at": pl.UInt32}), on="at", how="left", maintain_order="left").drop("at")


def _mentions_total(cells: pl.DataFrame) -> pl.Series:
    return cells.select(
        pl.any_horizontal(pl.all().str.contains("计", literal=True).fill_null(value=False))
    ).to_series()


def _repeats(cells: pl.DataFrame, header: Header) -> pl.Series:
    """Rows that say again what a row of the header says."""
    hits = []
    for texts in header.levels:
        said = [(name, text) for name, text in zip(cells.columns, texts, strict=True) if text]
        same = pl.sum_horizontal(
            (pl.col(name) == text).fill_null(value=False).cast(pl.UInt16) for name, text in said
        )
        hits.append(same >= max(2, 0.6 * len(said)))
    return cells.select(pl.any_horizontal(hits)).to_series()


def _look_closely(cells: pl.DataFrame, filled: pl.Series, repeated: pl.Series) -> pl.DataFrame:
    """The first two filled cells of each row, as the patterns see them."""
    texts = pl.concat_list(pl.all()).list.drop_nulls()
    bare = [
        texts.list.get(place, null_on_oob=True).str.normalize("NFKC").str.replace_all(r"\s+", "").alias(name)
        for place, name in enumerate(("first", "second"))
    ]
    leftmost = pl.first().is_not_null().alias("leftmost")
    return cells.select(*bare, leftmost).with_columns(filled=filled, repeated=repeated)


def _verdict(*, wide: bool, above: list[str]) -> pl.Expr:
    first, second, filled = pl.col("first"), pl.col("second"), pl.col("filled")
    alone = (filled == 1) & wide
    prose = first.str.len_chars() >= words()["prose"]
    again = first.is_in([plain(text) for text in above]) & (filled <= 2)
    note = (filled <= words()["note_cells"]) & first.str.contains(words()["note"])
    tests = {
        "blank_rows": filled == 0,
        "repeated_header": pl.col("repeated"),
        "total_row": first.str.contains(words()["total"]) | second.str.contains(words()["total"]),
        "instruction_row": pl.col("instruction") | first.str.contains(words()["example"]),
        "note_row": note | again | (alone & prose),
        "numbered_blank_rows": alone & pl.col("leftmost") & first.str.contains(r"^\d{1,6}$"),
        "section_row": _names_unit() & (wide | (filled == 1)),
    }
    return pl.coalesce(
        pl.when(test.fill_null(value=False)).then(pl.lit(name, dtype=_CLASS)) for name, test in tests.items()
    ).alias("class")


def _names_unit() -> pl.Expr:
    """One cell that ends like a unit; a second cell may state its people."""
    counted = (pl.col("filled") == 2) & pl.col("second").str.contains(words()["people"])
    return ((pl.col("filled") == 1) | counted) & pl.col("first").str.contains(words()["section"])


def _section() -> pl.Expr:
    return pl.when(_names_unit()).then(pl.col("first").str.extract(words()["section"], 1)).alias("section")


def _instructions(cells: pl.DataFrame, header: Header) -> pl.Series:
    """Rows right under the header that tell how to fill it in, or number its columns."""
    flags = [
        _tells_how(row) or (place == 0 and _numbers_columns(row, header))
        for place, row in enumerate(cells.head(words()["instruction_rows"]).rows())
    ]
    return pl.Series(flags + [False] * (cells.height - len(flags)), dtype=pl.Boolean)


def _tells_how(row: tuple[str | None, ...]) -> bool:
    filled = [plain(text) for text in row if text]
    telling = [text for text in filled if pattern("instruction").match(text)]
    return len(telling) >= max(2, 0.3 * len(filled))


def _numbers_columns(row: tuple[str | None, ...], header: Header) -> bool:
    filled = [plain(text).strip("()") for text in row if text]
    return len(filled) >= max(3, 0.8 * len([title for title in header.titles if title])) and filled == [
        str(number) for number in range(1, len(filled) + 1)
    ]
