"""Pay for a person: sums first, then the units that wait, then what each grade got."""

from __future__ import annotations

from typing import TYPE_CHECKING

import polars as pl

from sgstats.cli.folding import WIDTH
from sgstats.cli.judging import chosen_options
from sgstats.cli.output import emit, write
from sgstats.cli.verdicts import notes, paragraph
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.paying import Payments

SHOWN = 30
UNIT = ("unit", "members", "pool", "allocated", "unallocated", "one_more_costs", "reason")
GRADE = ("grade", "coefficient", "people", "least", "most", "sum")
PERSON = ("person_id", "unit", "grade", "amount", "reason")
YUAN = pl.Decimal(38, 2)


def show_payments(payments: Payments) -> None:
    """The sums, what each grade got, the units, and whose amount is open."""
    write(say("judging.caption", policy=payments.policy, title=payments.title, year=payments.year))
    paragraph(chosen_options(payments.options))
    write("")
    write(say("paying.totals", units=payments.units.height, **payments.totals))
    if payments.price is not None:
        paragraph(say("paying.price", price=payments.price))
    if payments.people is not None:
        write("")
        emit(_grades(payments.people), form="table", titles=_titles(GRADE))
    _units(payments.units)
    if payments.people is not None:
        _open(payments.people)
    notes(payments.notes)


def _titles(names: tuple[str, ...]) -> dict[str, str]:
    return {name: say(f"judging.title_{name}") for name in names}


def _grades(people: pl.DataFrame) -> list[dict[str, object]]:
    """How many got how much, by grade and coefficient, the most first."""
    paid = people.filter(pl.col("coefficient").is_not_null() & ~pl.col("needs_human"))
    amount = pl.col("amount").cast(YUAN)
    sums = paid.group_by("grade", "coefficient", maintain_order=True).agg(
        people=pl.len(), least=amount.min(), most=amount.max(), sum=amount.sum()
    )
    return sums.sort("most", descending=True, maintain_order=True).to_dicts()


def _units(units: pl.DataFrame) -> None:
    """Units whose pool waits first, then the others; those of too few people are only counted."""
    seen = units.filter(pl.col("pool").is_not_null())
    waiting = pl.col("unallocated").cast(YUAN) > 0
    ordered = seen.sort(waiting, descending=True, maintain_order=True)
    filled = tuple(name for name in UNIT if seen[name].count())
    if seen.height:
        write("")
        emit(ordered.head(SHOWN).to_dicts(), form="table", titles=_titles(filled), width=WIDTH)
    if hidden := units.height - seen.height:
        write(say("paying.hidden", hidden=hidden))
    if seen.height > SHOWN:
        write(say("paying.more", shown=SHOWN, total=seen.height))


def _open(people: pl.DataFrame) -> None:
    """People whose own grade or coefficient waits for a decision; all of their units wait with them."""
    open_ones = people.filter("needs_human")
    waiting = open_ones.filter(pl.col("coefficient").is_null())
    write("")
    paragraph(say("paying.people", people=people.height))
    if open_ones.height:
        paragraph(say("paying.open", open=open_ones.height, waiting=waiting.height))
    if waiting.height:
        emit(waiting.head(SHOWN).to_dicts(), form="table", titles=_titles(PERSON), width=WIDTH)
    if waiting.height > SHOWN:
        write(say("paying.more", shown=SHOWN, total=waiting.height))
