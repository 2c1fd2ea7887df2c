"""A projection as a table: total, structure and flows of every year, with the middle line and the band."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from sgstats.fields import UNKNOWN
from sgstats.metrics.bands import band_set, labels
from sgstats.outlook.kinds import EDUCATION, GENDERS, KIND, NO_AGE

if TYPE_CHECKING:
    from datetime import date

    from numpy.typing import NDArray

    from sgstats.outlook.projection import Year

    Ints = NDArray[np.int64]
    Floats = NDArray[np.float64]

TOTAL, FLOW = "total", "flow"
ALL = "全部"
FLOWS = ("入职", "离职", "退休")
STRUCTURE = ("age_band", "gender", "education_group")
NUMBERS = ("people", "low", "median", "high", "share", "share_low", "share_high")
KEYS = ("year", "on", "field", "label")
Margins = Mapping[tuple[str, str], "Floats"]
"""People of each field's label, by run."""


def table(
    expected: Iterable[Year], simulated: Iterable[Year], *, bands: str | None, confidence: float
) -> pl.DataFrame:
    """The numbers of every year, the middle line from the one and the band from the other.

    Args:
        expected: The mean course, one run.
        simulated: The same years in many runs.
        bands: Age bands.
        confidence: Of the band.

    Returns:
        One row per year and label of a field (``total``, ``age_band``, ``gender``,
        ``education_group``, ``flow``): ``year`` (0 is the day itself), ``on``, ``field``, ``label``,
        ``people`` expected, ``low``, ``median``, ``high`` of the runs, and the same of the ``share``
        among all people on the day (null for flows).
    """
    rows: list[tuple[object, ...]] = []
    for place, (mean, runs) in enumerate(zip(expected, simulated, strict=True)):
        middle, spread = margins(mean, bands=bands), margins(runs, bands=bands)
        rows += _rows(middle, spread, key=(place, mean.on), confidence=confidence)
    types = {"year": pl.Int64(), "on": pl.Date(), "field": pl.String(), "label": pl.String()}
    return pl.DataFrame(rows, schema={**types, **dict.fromkeys(NUMBERS, pl.Float64())}, orient="row")


def margins(year: Year, *, bands: str | None) -> Margins:
    """The people of a year by each field, one number per run."""
    found: dict[tuple[str, str], Floats] = {(TOTAL, ALL): year.people.sum(axis=1)}
    for name in STRUCTURE:
        places, named = _places(name, year.kinds, bands=bands)
        found |= {
            (name, label): year.people[:, places == place].sum(axis=1) for place, label in enumerate(named)
        }
    flows = zip(FLOWS, (year.joined, year.left, year.retired), strict=True)
    return found | {(FLOW, label): people for label, people in flows}


def _places(name: str, kinds: Ints, *, bands: str | None) -> tuple[Ints, Sequence[str]]:
    """The place of each kind's label in a field, and the field's labels."""
    if name != "age_band":
        return kinds[:, KIND.index(name)], GENDERS if name == "gender" else EDUCATION
    lows, named = [band.low for band in band_set("age", bands)], labels("age", bands)
    age = kinds[:, KIND.index("age")]
    found = np.searchsorted(lows, age, side="right") - 1
    return np.where(age == NO_AGE, len(named), found), (*named, UNKNOWN)


def _rows(
    middle: Margins, spread: Margins, *, key: tuple[int, date], confidence: float
) -> list[tuple[object, ...]]:
    ends = ((1 - confidence) / 2, 0.5, (1 + confidence) / 2)
    whole, wholes = middle[TOTAL, ALL], spread[TOTAL, ALL]
    rows: list[tuple[object, ...]] = []
    for (name, label), people in middle.items():
        if name == FLOW and not key[0]:
            continue  # nothing has flowed yet on the first day
        low, median, high = (float(end) for end in np.quantile(spread[name, label], ends))
        share: tuple[float | None, ...] = (None, None, None)
        if name != FLOW:
            runs = (spread[name, label], wholes)
            share = _shares((people, whole), runs, ends=(ends[0], ends[2]))
        rows.append((*key, name, label, float(people[0]), low, median, high, *share))
    return rows


def _shares(
    mean: tuple[Floats, Floats], runs: tuple[Floats, Floats], *, ends: tuple[float, float]
) -> tuple[float | None, float | None, float | None]:
    """Share of the whole in the mean course, and the ends of the runs' shares; nothing of nobody."""
    (people, whole), (part, wholes) = mean, runs
    some = wholes > 0
    if not whole[0] or not some.any():
        return None, None, None
    low, high = np.quantile(part[some] / wholes[some], ends)
    return float(people[0] / whole[0]), float(low), float(high)


def spanning(tables: Mapping[str, pl.DataFrame]) -> pl.DataFrame:
    """The tables of both readings as one: bands span both, the middle line lies half-way.

    Args:
        tables: By reading, of the same years and bands.

    Returns:
        The same rows, with the middle line of each reading besides, ``people_50`` and ``people_55``;
        a single table stays as it is.
    """
    if len(tables) == 1:
        return next(iter(tables.values()))
    lines = [one["people"].alias(f"people_{reading}") for reading, one in tables.items()]
    fifty, fiftyfive = tables.values()
    both = fifty.hstack(fiftyfive.select(pl.col(NUMBERS).name.prefix("_")))
    spanned = both.with_columns(
        *(pl.min_horizontal(name, f"_{name}").alias(name) for name in ("low", "share_low")),
        *(pl.max_horizontal(name, f"_{name}").alias(name) for name in ("high", "share_high")),
        *(pl.mean_horizontal(name, f"_{name}").alias(name) for name in ("people", "median", "share")),
    )
    return spanned.select(fifty.columns).with_columns(lines)
