"""The wave of retirements: how many people in post reach the legal age in which month or year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import TYPE_CHECKING, Literal

import polars as pl

from sgstats.errors import Refused, SgstatsError
from sgstats.fields import UNKNOWN
from sgstats.messages import listed, say
from sgstats.metrics import Definition, Measured, Options
from sgstats.metrics.question import ask
from sgstats.outlook.counted import by_birth_month
from sgstats.outlook.law import law
from sgstats.outlook.retirement import READINGS, SURE, retirement

if TYPE_CHECKING:
    from sgstats.engines import Engine

Step = Literal["year", "month"]
Moment = Literal["legal", "earliest", "latest"]
FIELDS: Mapping[str, str] = {"year": "retire_year", "month": "retire_month"}
MOMENTS: Mapping[str, str] = {
    "legal": "retire_month", "earliest": "earliest_month", "latest": "latest_month",
}  # fmt: skip
REACHED = "已到龄"
"""People in post after the month in which they reached the age."""
LONGEST = 60
_DEFAULT = Options()


@dataclass(frozen=True, slots=True, kw_only=True)
class Horizon:
    """How far to look, how finely, and at which of the dates that the law allows.

    Attributes:
        years: Full calendar years after the one of the day; the rest of that one comes first.
        step: Whether the rows are years or months.
        moment: The legal month, or the earliest or latest that elastic retirement allows.

    Raises:
        Refused: One of them is not allowed.
    """

    years: int = 10
    step: Step = "year"
    moment: Moment = "legal"

    def __post_init__(self) -> None:
        if not 0 <= self.years <= LONGEST:
            raise Refused("outlook.years", years=self.years, longest=LONGEST)
        for name, known in (("step", FIELDS), ("moment", MOMENTS)):
            if getattr(self, name) not in known:
                raise Refused("outlook.option", option=name, value=getattr(self, name), known=listed(known))

    @property
    def field(self) -> str:
        """The field of the dictionary that the rows are of."""
        return FIELDS[self.step]


def wave(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    *,
    engine: Engine,
    on: date,
    by: Sequence[str] = (),
    where: Mapping[str, Sequence[str]] | None = None,
    options: Options = _DEFAULT,
    horizon: Horizon | None = None,
    undecided_from: int = 1,
) -> Measured:
    """Count the people in post on a day by when they reach the retirement age of the 2025 law.

    Whoever reached it before the month of the day and is still in post is in a row of their own,
    已到龄, and so are those who reach it after the horizon and those of whom it is unknown.
    Women of unknown category are counted twice, under ``retirement_reading`` 按50岁 and 按55岁;
    everybody else once, under 不变. Each reading adds up to its own ``base``, so a year's
    retirements under one reading are its row and that of 不变 together.

    Formula:
        people = people in post whose retirement month lies in the year (or month)

    Args:
        engine: Counts on the table ``posting``.
        on: The day.
        by: Fields that make the groups.
        where: Allowed values by field.
        options: Bands, where people are grouped by age or tenure.
        horizon: Ten years, year by year, at the legal month unless told otherwise.
        undecided_from: In a group of fewer women of unknown category they are read neither way but
            counted as 未知: so few would be told apart by what the readings differ in.

    Returns:
        One row per group, reading and year or month: ``people``, ``base``. Years without anybody are
        rows of 0.

    Raises:
        Refused: A field or value does not exist, or no statement is in force on the day.
    """
    horizon = horizon or Horizon()
    question = ask(on=on, by=by, of=None, where=where, options=options)
    counted = by_birth_month(question, engine=engine, fields=question.by)
    dated = retirement(counted).rename({f"by_{name}": f"group_{name}" for name in question.by})
    groups = [f"group_{name}" for name in question.by]
    settled = _settled(dated, groups=groups, least=undecided_from)
    placed = settled.with_columns(when=_when(horizon, on=on))
    cells = _cells(placed, groups=groups, horizon=horizon, on=on)
    named = cells.rename({f"group_{name}": name for name in question.by} | {"when": horizon.field})
    return Measured(
        name="retirement_wave", definition=definition(), on=on,
        by=(*question.by, "retirement_reading", horizon.field), of=None,
        where={entry.dimension.name: entry.values for entry in question.conditions},
        options=options, cells=named, remarks=_remarks(placed, horizon=horizon),
    )  # fmt: skip


def _settled(dated: pl.DataFrame, *, groups: Sequence[str], least: int) -> pl.DataFrame:
    """Women of unknown category read both ways, but where they are too few: there they are unknown once."""
    one_reading = next(iter(READINGS.values()))
    undecided = pl.col("people").filter(pl.col("retirement_reading") == one_reading).sum()
    few = (undecided.over(groups) if groups else undecided) < least
    read = pl.col("retirement_reading") != SURE
    kept = dated.with_columns(_few=few & read)
    kept = kept.filter(~pl.col("_few") | (pl.col("retirement_reading") == one_reading))
    months = [pl.when(~pl.col("_few")).then(name).alias(name) for name in MOMENTS.values()]
    reading = pl.when("_few").then(pl.lit(SURE)).otherwise("retirement_reading")
    return kept.with_columns(*months, reading.alias("retirement_reading"))


def _when(horizon: Horizon, *, on: date) -> pl.Expr:
    """The label of the row that each line of people belongs to."""
    # Where the law is not in force there is no window: the former age is the only date.
    month = pl.coalesce(MOMENTS[horizon.moment], "retire_month")
    text = month.cast(pl.String)
    written = text.str.head(4)
    if horizon.step == "month":
        written = pl.concat_str(text.str.head(4), pl.lit("-"), text.str.tail(2))
    return (
        pl
        .when(month.is_null())
        .then(pl.lit(UNKNOWN))
        .when(month < on.year * 100 + on.month)
        .then(pl.lit(REACHED))
        .when(month // 100 > on.year + horizon.years)
        .then(pl.lit(_later(horizon, on=on)))
        .otherwise(written)
    )


def _later(horizon: Horizon, *, on: date) -> str:
    return f"{on.year + horizon.years + 1}年及以后"


def labels(horizon: Horizon, *, on: date) -> list[str]:
    """The rows of the wave, in order.

    Example:
        >>> labels(Horizon(years=1), on=date(2023, 12, 31))
        ['已到龄', '2023', '2024', '2025年及以后', '未知']
    """
    years = range(on.year, on.year + horizon.years + 1)
    rows = [str(year) for year in years]
    if horizon.step == "month":
        months = [f"{year}-{month:02}" for year, month in product(years, range(1, 13))]
        rows = months[on.month - 1 :]
    return [REACHED, *rows, _later(horizon, on=on), UNKNOWN]


def _cells(placed: pl.DataFrame, *, groups: Sequence[str], horizon: Horizon, on: date) -> pl.DataFrame:
    """Every year of every group and reading that has people, with 0 where nobody retires."""
    keys = [*groups, "retirement_reading"]
    spine = placed.select(keys).unique(maintain_order=True).with_row_index("_group")
    readings = [SURE, *READINGS.values()]
    order = pl.col("retirement_reading").replace_strict(
        {name: place for place, name in enumerate(readings)}, return_dtype=pl.Int32
    )
    first = pl.col("_group").min()
    spine = spine.with_columns(first.over(groups) if groups else first).sort("_group", order).drop("_group")
    every = spine.join(pl.DataFrame({"when": labels(horizon, on=on)}), how="cross", maintain_order="left")
    counted = placed.group_by(*keys, "when").agg(pl.col("people").sum())
    cells = every.join(counted, on=[*keys, "when"], how="left", maintain_order="left")
    cells = cells.with_columns(pl.col("people").fill_null(0))
    return cells.with_columns(base=pl.col("people").sum().over("retirement_reading"))


def _remarks(placed: pl.DataFrame, *, horizon: Horizon) -> tuple[str, ...]:
    said = [say("outlook.law", source=law().source), say(f"outlook.moment_{horizon.moment}")]
    if (placed["retirement_reading"] != SURE).any():
        said.append(say("outlook.readings"))
    return tuple(said)


def definition() -> Definition:
    """What the numbers of the wave mean."""
    return Definition(
        name="retirement_wave", label="到龄退休", label_en="retirements by the legal age", unit="人",
        formula="people = 当日在岗、在该年（月）达到法定退休年龄的人数；base = 同一读法下的在岗人数",
        source=law().source, family="outlook", kind="share", needs_of=False,
        description=wave.__doc__ or "", count=_not_counted_again,
    )  # fmt: skip


def _not_counted_again(*_: object, **__: object) -> pl.DataFrame:
    raise SgstatsError("an outlook was asked for as if it were a metric")
