"""Why a share has changed: who joined, left, moved, or became something else while staying."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from fractions import Fraction
from itertools import product

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.messages import listed, say
from sgstats.metrics.change.account import components, contributions, items
from sgstats.metrics.change.pairs import End, Labels, Pairs, days_of, pairs
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.metrics.stored import UNITS
from sgstats.periods import day_number

OTHERS = "其他"
"""All values but the one in focus."""


def remarks(question: Question, *, engine: Engine) -> tuple[str, ...]:
    """Which days are compared, and whether lists of some units begin between them.

    Args:
        question: Period, groups and filters.
        engine: What counts.
    """
    first, last = days_of(question)
    said = [say("change.days", first=first.isoformat(), last=last.isoformat())]
    sql = "SELECT COUNT(*) AS people FROM stay WHERE began = $listed AND since > $first AND since <= $last"
    bound = {"listed": "listed", "first": day_number(first), "last": day_number(last)}
    ((people,),) = engine.rows(sql, bound)
    if people:
        said.append(say("change.lists_begin", first=first.isoformat()))
    return tuple(said)


@metric(
    label="构成变动来源", label_en="components of change", unit="人", family="change", kind="flow",
    needs_of=True, span=True, source="存量流量核算",
    formula="期初 + 流入 = 流出 + 期末；流入 = 入职 + 调入 + 转入；value = 各项对占比变化的贡献（百分点）",
    by=("component",), also=("component",), remarks=remarks,
)  # fmt: skip
def change(question: Question, *, engine: Engine) -> pl.DataFrame:
    """How the number and share of each value of a field came about between two days.

    People in post on the day before the period and on its last day are joined one by one. Who is
    there on one of them only has joined (入职) or left (离职); who is in another unit has moved (调入,
    调出), if units make the groups, the values or the filters; who has another value, such as an older
    age band, has changed (转入, 转出). Who came and went in between is in no item. Value is the share in
    percent for 期初 and 期末, and between them what each item adds to it, in percentage points; the sums
    流入 and 流出, like the items that they are sums of, add up to the change exactly. Unknown values are
    a value of their own; with the option ``base="known"`` they are left out of the shares. Where one of
    the days has nobody, value is null. With the option ``focus`` one value is set against all others
    together, so that a few people in a third one hide nothing.

    Formula:
        value = 100 · (people of the value - mean share · people of all values) / mean base, negative for
        those who leave

    Args:
        question: Period, groups, parts and filters.
        engine: What counts.

    Returns:
        One row per group, component and value: the fields, ``people``, ``value``.
    """
    groups = tuple(name for name in question.by if name != "component")
    fields = (*groups, str(question.of))
    found = focused(pairs(question, engine=engine, fields=fields), question)
    units = [place for place, name in enumerate(fields) if name in UNITS]
    counted = items(found, units=units)
    known = question.options.base == "known"
    rows = [row for group in _groups(found) for row in _rows(group, counted, found, known=known)]
    keys = dict.fromkeys((*groups, "component", str(question.of)), pl.String())
    frame = pl.DataFrame(rows, schema={**keys, "people": pl.Int64(), "value": pl.Float64()}, orient="row")
    return frame.select(*question.fields, "people", "value")


def focused(found: Pairs, question: Question) -> Pairs:
    """One value against all others together, where the question asks for that.

    Raises:
        Refused: Nobody has such a value, or unknown ones are to be left out of the shares.
    """
    chosen, values = question.options.focus, found.labels[-1]
    if chosen is None:
        return found
    if question.options.base == "known":
        raise Refused("change.focus_known")
    if chosen not in values:
        raise Refused("change.no_such_value", value=chosen, known=listed(values))
    labels = (*found.labels[:-1], (chosen, OTHERS))
    ends = [(_of_two(first, chosen), _of_two(last, chosen), people) for first, last, people in found.ends]
    return Pairs(ends=ends, labels=labels)


def _of_two(end: End, chosen: str) -> End:
    """The same end with its value, or as one of the others."""
    if end.labels is None or end.labels[-1] == chosen:
        return end
    return replace(end, labels=(*end.labels[:-1], OTHERS))


def _groups(found: Pairs) -> list[Labels]:
    """The groups that occur, in the order tables show them."""
    occur = {end.labels[:-1] for *ends, _ in found.ends for end in ends if end.labels is not None}
    return [group for group in product(*found.labels[:-1]) if group in occur]


def _rows(
    group: Labels, counted: Counter[tuple[str, Labels]], found: Pairs, *, known: bool
) -> list[tuple[str | int | float | None, ...]]:
    values = found.labels[-1]
    account = {part: {value: counted[part, (*group, value)] for value in values} for part in components()}
    shares = contributions(account, known=known)
    return [
        (*group, part, value, account[part][value], _percent(shares[part, value]))
        for part in components()
        for value in values
    ]


def _percent(share: Fraction | None) -> float | None:
    return None if share is None else float(100 * share)
