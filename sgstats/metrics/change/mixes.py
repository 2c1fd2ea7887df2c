"""Mix and rate effects of the share of people with a property, between two days or against the others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.fields import field
from sgstats.messages import listed, say
from sgstats.metrics.change.kitagawa import Effects, Table, kitagawa
from sgstats.metrics.change.pairs import Labels, days_of
from sgstats.metrics.conditions import Condition, check_values_occur, conditions
from sgstats.metrics.counting import Counting, key_columns
from sgstats.metrics.dimensions import FIELDS
from sgstats.metrics.movement.naming import ALL, Answer, named
from sgstats.metrics.population import check_statement, counted
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric

_EFFECTS = ("结构影响", "比率影响", "合计")


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """People of each group on one day, by category: with the property, and all."""

    tables: Mapping[Labels, Mapping[str, tuple[int, int]]]

    def of(self, group: Labels) -> Mapping[str, tuple[int, int]]:
        """The table of one group; empty where it has nobody."""
        return self.tables.get(group, {})


def sides(question: Question, *, engine: Engine, days: Sequence[date]) -> tuple[list[Labels], list[Side]]:
    """The groups that occur, and the people of each on each of some days.

    Args:
        question: Groups, categories, filters, and the property in the option ``share``.
        engine: What runs the queries, two a day.
        days: The days.

    Raises:
        Refused: No property is named, or its field makes groups already; or nothing is known of a day.
    """
    held = _property(question)
    check_values_occur((*question.conditions, held), engine=engine)
    fields = [*_groups(question), str(question.of)]
    asked = Counting(dimensions=question.dimensions(fields), conditions=question.conditions)
    width, answers = len(key_columns(asked.dimensions)), []
    for day in days:
        everyone = counted(asked, engine=engine, on=day)
        if not any(row[-1] for row in everyone):
            check_statement(replace(question, on=day, since=None), engine=engine)
        holders = counted(replace(asked, conditions=(*question.conditions, held)), engine=engine, on=day)
        for rows in (everyone, holders):
            short = [(*row[:width], row[-1]) for row in rows if row[-1]]
            answers.append(Answer(rows=short, numbers=["people"]))
    found = named(answers, dimensions=asked.dimensions, engine=engine)
    labels = found.groups.select(ALL, *fields[:-1]).unique(maintain_order=True)
    groups = [tuple(row[1:]) for row in labels.iter_rows()]
    pairs = zip(found.frames[::2], found.frames[1::2], strict=True)
    return groups, [_side(everyone, holders, fields=fields) for everyone, holders in pairs]


def _groups(question: Question) -> list[str]:
    return [name for name in question.by if name != "effect"]


def _property(question: Question) -> Condition:
    """What people are counted for, from the option ``share``."""
    name, _, values = question.options.share.partition("=")
    if not values or name not in FIELDS:
        raise Refused("change.share_form", share=question.options.share, known=listed(FIELDS))
    if name in question.fields:
        raise Refused("change.share_is_group", field=name)
    (condition,) = conditions({name: values.split(",")}, options=question.options)
    return replace(condition, name="share")


def _side(everyone: pl.DataFrame, holders: pl.DataFrame, *, fields: Sequence[str]) -> Side:
    joined = everyone.join(holders.rename({"people": "holders"}), on=[ALL, *fields], how="left")
    tables: dict[Labels, dict[str, tuple[int, int]]] = {}
    for *labels, people, having in joined.select(*fields, "people", "holders").iter_rows():
        tables.setdefault(tuple(labels[:-1]), {})[labels[-1]] = (having or 0, people)
    return Side(tables=tables)


def _of_the_property(question: Question, *, engine: Engine) -> tuple[str, ...]:
    name, _, values = question.options.share.partition("=")
    return (say("change.share", field=field(name).title, values=listed(values.split(","))),)


@metric(
    label="比率变化分解（Kitagawa）", label_en="change of a rate by mix and rate", unit="百分点",
    family="change", kind="value", needs_of=True, span=True, folds=True,
    source="Kitagawa (1955)；Das Gupta (1993)",
    formula="结构影响 = Σ(s₁-s₀)(r₀+r₁)/2；比率影响 = Σ(r₁-r₀)(s₀+s₁)/2；合计 = 比率之差",
    by=("effect",), also=("effect",), remarks=_of_the_property,
)  # fmt: skip
def mix_rate(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Why the share of people with a property changed between two days: other people, or other shares.

    The day before the period is compared with its last day. The mix effect is what the changed sizes
    of the categories of a field did, the rate effect what the changed shares within them did; they
    add up to the change exactly, also where shares are 0 or a category is new. People of unknown
    category are a category of their own; who is not known to have the property has it not. Where one
    of the days has nobody there is no value.

    Formula:
        mix = 100 · Σ (s₁ - s₀)(r₀ + r₁)/2, rate = 100 · Σ (r₁ - r₀)(s₀ + s₁)/2, s the category's share of
        the group and r the share with the property within it

    Args:
        question: Period, groups, the field of categories, filters, and the property as option ``share``.
        engine: What counts.

    Returns:
        One row per group and effect: ``people`` with the property and ``base`` of all on the last day,
        ``value`` in percentage points, no interval.
    """
    groups, (first, last) = sides(question, engine=engine, days=days_of(question))
    return _frame(question, {group: (first.of(group), last.of(group)) for group in groups})


@metric(
    label="比率差异分解（Kitagawa）", label_en="gap of a rate by mix and rate", unit="百分点",
    family="change", kind="value", needs_of=True, folds=True, source="Kitagawa (1955)；Das Gupta (1993)",
    formula="各组与其余各组之差：结构影响 = Σ(s₁-s₀)(r₀+r₁)/2；比率影响 = Σ(r₁-r₀)(s₀+s₁)/2",
    by=("effect",), also=("effect",), remarks=_of_the_property,
)  # fmt: skip
def mix_gap(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Why the share of people with a property is another in one group than in all the others together.

    As ``mix_rate``, with the other groups in place of the first day; of two groups each is compared with
    the other. A group that is everybody, as without ``by``, has no value.

    Formula:
        mix = 100 · Σ (s₁ - s₀)(r₀ + r₁)/2, rate = 100 · Σ (r₁ - r₀)(s₀ + s₁)/2, 1 the group, 0 the others

    Args:
        question: Day, groups, the field of categories, filters, and the property as option ``share``.
        engine: What counts.

    Returns:
        One row per group and effect: ``people`` with the property and ``base`` of all in the group,
        ``value`` in percentage points, no interval.
    """
    groups, (side,) = sides(question, engine=engine, days=[question.on])
    return _frame(question, {group: (_others(side, group), side.of(group)) for group in groups})


def _others(side: Side, group: Labels) -> Table:
    """The table of all groups but one."""
    table: dict[str, tuple[int, int]] = {}
    for other, rows in side.tables.items():
        for category, (held, base) in rows.items() if other != group else ():
            before = table.get(category, (0, 0))
            table[category] = (before[0] + held, before[1] + base)
    return table


def _frame(question: Question, pairs: Mapping[Labels, tuple[Table, Table]]) -> pl.DataFrame:
    rows: list[tuple[object, ...]] = []
    for group, (first, last) in pairs.items():
        numbers = [int(sum(row[at] for row in last.values())) for at in (0, 1)]
        values = _values(kitagawa(first, last))
        rows += [(*group, effect, *numbers, value) for effect, value in zip(_EFFECTS, values, strict=True)]
    keys = dict.fromkeys((*_groups(question), "effect"), pl.String())
    columns = {**keys, "people": pl.Int64(), "base": pl.Int64(), "value": pl.Float64()}
    ends = [pl.lit(None, dtype=pl.Float64).alias(name) for name in ("low", "high")]
    frame = pl.DataFrame(rows, schema=columns, orient="row").with_columns(ends)
    return frame.select(*question.by, "people", "base", "value", "low", "high")


def _values(effects: Effects | None) -> list[float | None]:
    if effects is None:
        return [None, None, None]
    return [float(100 * part) for part in (effects.mix, effects.rate, effects.total)]
