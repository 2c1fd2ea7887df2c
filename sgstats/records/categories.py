"""Spellings of category values, read through the tables in ``values/``.

Every distinct text is looked up once, however many rows hold it.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Mapping
from functools import cache
from importlib import resources

import polars as pl

from sgstats.fields import dictionary, normalise

DISTINCT_LIMIT = 200_000
"""A column with more distinct texts than this holds neither categories nor units."""


def read_category(text: pl.Series, *, field: str, codes: Mapping[str, str] | None = None) -> pl.Series:
    """The canonical value of each cell of a category column; null where empty or not understood.

    Args:
        text: One plain cell text per row.
        field: Name of a field that has spellings.
        codes: Further spellings settled by the user or by evidence, canonical by spelling.

    Example:
        >>> read_category(pl.Series(["党员", "團員", None, "甲"]), field="political_status").to_list()
        ['中共党员', '共青团员', None, None]
    """
    known = spellings(field) | {key(code): value for code, value in (codes or {}).items()}

    def read(one: str) -> str | None:
        value = known.get(key(one))
        return _of_parts(one, field=field, known=known) if value is None else value

    return each_distinct(text, read)


def answers(field: str, *, title: str) -> dict[str, str]:
    """What √, Y, 1 or 否 mean under a title that asks a question, by spelling.

    Empty text stands for an answer that tells nothing: who is no party member (是否党员: 否) may
    be anything else.

    Example:
        >>> answers("study_mode", title="是否全日制")["0"], answers("study_mode", title="学习形式")
        ('在职', {})
    """
    asked = [
        row
        for row in table("questions")
        if row["field"] == field and re.search(row["title"], normalise(title))
    ]
    return {row["spelling"]: one[row["answer"]] for one in asked for row in table("answers")}


def read_degree(text: pl.Series, *, codes: Mapping[str, str] | None = None) -> pl.Series:
    """The level of each degree; the subject before it (法学学士) is not kept.

    Example:
        >>> read_degree(pl.Series(["法学学士", "工商管理硕士学位", "与学历相对应的学位"])).to_list()
        ['学士', '硕士', None]
    """
    level = text.str.extract(r"^[一-龥]{0,8}?((?:学士|硕士|博士)(?:学位)?)$")
    settled = pl.Series(list(codes or {}), dtype=pl.String)
    return read_category(
        pl.select(
            pl.when(text.is_in(settled.implode())).then(text).otherwise(pl.coalesce(level, text))
        ).to_series(),
        field="degree",
        codes=codes,
    )


@cache
def spellings(field: str) -> dict[str, str]:
    """Canonical value by normalised spelling, the canonical values themselves included."""
    listed = {key(row["spelling"]): row["canonical"] for row in table("spellings") if row["field"] == field}
    return {key(value): value for value in dictionary()[field].values} | listed


def _post(text: str) -> str | None:
    """Level of the highest post named in a cell such as 书记、副主任."""
    order = dictionary()["post"].values
    named = [
        next((row["canonical"] for row in table("posts") if re.search(row["pattern"], part)), None)
        for part in re.split(r"[、,/;兼]", normalise(text))
    ]
    return min((one for one in named if one), key=order.index, default=None)


def _of_parts(text: str, *, field: str, known: Mapping[str, str]) -> str | None:
    """The value of a cell that names several posts, certificates or modes of study, or None."""
    if field == "post":
        return _post(text)
    if field == "certificate":
        return _certificate(text, known)
    return _agreed(text, known) if field == "study_mode" else None


def _agreed(text: str, known: Mapping[str, str]) -> str | None:
    """The one meaning of all parts of 成人高考（函授）, or None."""
    parts = [part for part in re.split(r"[、,/;+()和及]", key(text)) if part]
    named = {known.get(part) for part in parts}
    return named.pop() if len(named) == 1 else None


_CERTIFICATE_ENDING = re.compile(r"(?:职业)?(?:水平|资格)?证书?$")


def _certificate(text: str, known: Mapping[str, str]) -> str | None:
    """The highest certificate of a cell such as 助理社会工作师、社会工作师; each part must be known.

    A person counts once, at the highest; 中级社会工作师证 is the certificate of a 中级社会工作师.
    """
    order = dictionary()["certificate"].values
    parts = [part for part in re.split(r"[、,/;+和及]", key(text)) if part]
    named = [known.get(part) or known.get(_CERTIFICATE_ENDING.sub("", part)) for part in parts]
    return None if None in named else min(filter(None, named), key=order.index, default=None)


def each_distinct(text: pl.Series, read: Callable[[str], str | None]) -> pl.Series:
    """Apply a reader to every distinct text once; null where the text or the answer is null."""
    # The first ones met are read: which texts are past the limit must not change from run to run.
    distinct = text.drop_nulls().unique(maintain_order=True).head(DISTINCT_LIMIT).to_list()
    read_as = [read(one) for one in distinct]
    return text.replace_strict(distinct, read_as, default=None, return_dtype=pl.String)


def key(spelling: str) -> str:
    """How a spelling is looked up: without what varies for no reason, case included."""
    return normalise(spelling).casefold()


@cache
def table(name: str) -> list[dict[str, str]]:
    """The rows of a table in ``values/``."""
    file = resources.files("sgstats.records").joinpath(f"values/{name}.csv")
    return list(csv.DictReader(file.read_text(encoding="utf-8").splitlines()))
