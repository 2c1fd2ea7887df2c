"""Tells the rows of people from all the other rows under a header.

Whole columns are asked at once; only rows that look unusual (few cells, or the word 计 in
one) are looked at closely, so that a million ordinary rows cost next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.fields import field_of_title
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
    close = _look_closely(cells.filter(unusual), header).with_columns(
        at=unusual.arg_true(),
        repeated=repeated.filter(unusual),
        instruction=_instructions(cells, header).filter(unusual),
    )
    verdicts = close.select("at", _verdict(wide=len(header.fields) > 2, above=above), _section())
    every = pl.DataFrame({"at": pl.int_range(cells.height, dtype=pl.UInt32, eager=True)})
    return every.join(verdicts.cast({"at": pl.UInt32}), on="at", how="left", maintain_order="left").drop("at")


def _mentions_total(cells: pl.DataFrame) -> pl.Series:
    return cells.select(
        pl.any_horizontal(pl.all().str.contains("计", literal=True).fill_null(value=False))
    ).to_series()


def _seen(text: pl.Expr) -> pl.Expr:
    """Cells as the patterns see them; as ``plain`` does for one."""
    return text.str.normalize("NFKC").str.replace_all(r"[\s\p{Cf}]+", "")


def _repeats(cells: pl.DataFrame, header: Header) -> pl.Series:
    """Rows that say again what a row of the header says."""
    hits = []
    for texts in header.levels:
        said = [(name, text) for name, text in zip(cells.columns, texts, strict=True) if text]
        same = pl.sum_horizontal(
            (pl.col(name) == text).fill_null(value=False).cast(pl.UInt16) for name, text in said
        )
        hits.append(same >= max(2, 0.6 * len(said)))
    return cells.select(pl.any_horizontal(hits)).to_series() | _repeats_loosely(cells, header)


def _repeats_loosely(cells: pl.DataFrame, header: Header) -> pl.Series:
    """The same of rows that say it with other spaces or invisible marks; few rows can."""
    marks = pl.any_horizontal(pl.all().str.contains_any(words()["header_marks"]).fill_null(value=False))
    maybe = cells.select(marks).to_series()
    levels = [[(place, plain(text)) for place, text in enumerate(row) if text] for row in header.levels]
    again = [
        place
        for place, row in zip(maybe.arg_true(), cells.filter(maybe).rows(), strict=True)
        for said in levels
        if sum(plain(row[at] or "") == text for at, text in said) >= max(2, 0.6 * len(said))
    ]
    return pl.int_range(cells.height, eager=True).is_in(again)


def _look_closely(cells: pl.DataFrame, header: Header) -> pl.DataFrame:
    """What the tests ask of each row.

    ``label`` is its first cell beside a serial number, ``others`` the number of its cells that
    are neither that serial number nor a filler such as a dash.
    """
    texts = pl.concat_list(pl.all()).list.drop_nulls()
    name = _name_column(cells, header)
    named = pl.col(name) if name else pl.lit(None, dtype=pl.String)
    looked = cells.select(
        first=_seen(texts.list.get(0, null_on_oob=True)),
        second=_seen(texts.list.get(1, null_on_oob=True)),
        named=_seen(named),
        leftmost=pl.first().is_not_null(),
        filled=pl.sum_horizontal(pl.all().is_not_null().cast(pl.UInt16)),
        solid=pl.sum_horizontal((~pl.all().is_in(words()["fillers"])).cast(pl.UInt16)),
    )
    led = (pl.col("filled") > 1) & pl.col("first").str.contains(words()["serial"]).fill_null(value=False)
    counted = led & pl.col("first").str.contains(r"^[1-9]\d*$")
    return looked.with_columns(
        led=led,
        label=pl.when(led).then("second").otherwise("first"),
        others=pl.col("solid").cast(pl.Int32) - counted.cast(pl.Int32),
    )


def _name_column(cells: pl.DataFrame, header: Header) -> str | None:
    titled = zip(cells.columns, header.titles, strict=True)
    return next((name for name, title in titled if title and field_of_title(title) == "name"), None)


def _verdict(*, wide: bool, above: list[str]) -> pl.Expr:
    first, second, filled = pl.col("first"), pl.col("second"), pl.col("filled")
    again = first.is_in([plain(text) for text in above]) & (filled <= 2)
    numbered = pl.col("leftmost") & first.str.contains(r"^\d{1,6}$") & wide
    tests = (
        ("blank_rows", filled == 0),
        ("repeated_header", pl.col("repeated")),
        ("total_row", first.str.contains(words()["total"]) | second.str.contains(words()["total"])),
        ("instruction_row", pl.col("instruction") | first.str.contains(words()["example"])),
        ("note_row", _is_note(wide=wide) | again),
        ("numbered_blank_rows", numbered & ((filled == 1) | (pl.col("others") == 0))),
        ("section_row", _names_unit() & (wide | (filled == 1))),
        ("note_row", _is_alone() & wide),
    )
    return pl.coalesce(
        pl.when(test.fill_null(value=False)).then(pl.lit(name, dtype=_CLASS)) for name, test in tests
    ).alias("class")


def _is_note(*, wide: bool) -> pl.Expr:
    """Rows that begin with a note's word; behind a serial number it must stand nearly alone."""
    few = pl.when("led").then(pl.col("others") <= 2).otherwise(pl.col("filled") <= words()["note_cells"])
    alone: pl.Expr = (pl.col("others") == 1) & wide & ~_is_personal()
    prose: pl.Expr = alone & (pl.col("label").str.len_chars() >= words()["prose"])
    return prose | (few & pl.col("label").str.contains(words()["note"]))


def _is_alone() -> pl.Expr:
    """Rows whose only cell can be nobody's name, where a name would stand."""
    label = pl.col("label")
    in_names = (label == pl.col("named")).fill_null(value=False)
    known = label.str.contains(words()["note_alone"]) & (~pl.col("led") | in_names)
    guarded = (in_names | (pl.col("leftmost") & ~pl.col("led"))) & label.str.contains(words()["no_name"])
    alone: pl.Expr = pl.col("others") == 1
    return alone & (known | (guarded & ~_is_personal()))


def _is_personal() -> pl.Expr:
    """A long name, or an identity number where no name stands."""
    label = pl.col("label")
    numbered = pl.col("named").is_null() & label.str.contains(words()["id_number"])
    return label.str.contains(words()["long_name"]) | numbered


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
