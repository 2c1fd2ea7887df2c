"""What single numbers break by themselves, and what a table leaves no way to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction
from itertools import pairwise

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.formulas import rate_of
from sgstats.claims.arithmetic.mentions import Sentence
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.shares import share_columns
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.span import exactly, first_whole, last_whole
from sgstats.claims.arithmetic.told_rates import told_rate
from sgstats.claims.arithmetic.words import pattern, says
from sgstats.claims.claim import Breach
from sgstats.messages import say


def not_whole(sheet: Sheet) -> Iterator[Breach]:
    """Negative and fractional people, in columns that otherwise count whole ones.

    Args:
        sheet: The table.
    """
    for column in sheet.columns:
        ones = [
            one for row in sheet.rows if row.additive and (one := sheet.at(row, column)) and not one.percent
        ]
        odd = [one for one in ones if _is_odd(one)]
        if column.additive and not says("difference", column.own) and 2 * len(odd) < len(ones):
            yield from (_impossible(one) for one in odd if not _in_units(one))


def not_whole_told(sentence: Sentence) -> Iterator[Breach]:
    """Fractional people of a sentence that tells no mean.

    Args:
        sentence: The sentence.
    """
    if pattern("text.mean").search(sentence.text):
        return
    people = [one.figure for one in sentence.mentions if one.people]
    yield from (_impossible(one) for one in people if _is_odd(one))


def impossible_shares(sentence: Sentence) -> Iterator[Breach]:
    """Percentages that no whole number of the people of their sentence gives.

    Only where the sentence is on these people alone: 69人中党员占93.2%, 对69名新人谈话，建档的占93.2%.

    Args:
        sentence: The sentence.
    """
    for base, share in pairwise(sentence.mentions):
        of_these = base.among or pattern("text.only_these").search(base.label)
        stays = (
            share.kind == "percent"
            and not told_rate(share)
            and not pattern("text.own_base").search(share.gap)
        )
        if base.people and not base.figure.rounded and of_these and stays:
            yield from _no_count(sentence, base.figure, share.figure)


def _no_count(sentence: Sentence, base: Figure, share: Figure) -> Iterator[Breach]:
    people = share.span.times(Fraction(1, 100)).multiplied(base.span)
    low, high = first_whole(people, Fraction(1)), last_whole(people, Fraction(1))
    if low is None or high is None or low <= high:
        return
    near = [share.fitting(exactly(Fraction(100 * count) / base.value))[0] or 0 for count in (high, low)]
    expected = say("arithmetic.either", one=share.shown(near[0]), other=share.shown(near[1]))
    reason = say(
        "arithmetic.no_count", printed=share.text, base=base.text, low=high, high=low, expected=expected
    )
    yield Breach(
        check="percent_of_counts",
        quote=sentence.text,
        cells=(sentence.at,),
        printed=share.text,
        expected=expected,
        outcome="impossible",
        reason=reason,
        mend=say("arithmetic.mend_one", change=f"{share.text}→{expected}"),
    )


def unchecked(sheet: Sheet, relations: Iterable[Relation]) -> Iterator[Breach]:
    """Shares and rates whose counts the table does not print, or does not say which they are.

    Args:
        sheet: The table.
        relations: All that could be checked of it.
    """
    checked = {relation.line for relation in relations}
    wanted = [column for column in sheet.columns if rate_of(column.label)]
    for column in dict.fromkeys((*share_columns(sheet), *wanted)):
        line = sheet.line(column, across=False)
        if line not in checked:
            yield _untestable(column, line)


def _untestable(column: Head, line: str) -> Breach:
    return Breach(
        check="rate_of_counts" if rate_of(column.label) else "percent_of_counts",
        quote=column.label,
        cells=(line,),
        printed="",
        expected="",
        outcome="untestable",
        reason=say("arithmetic.unchecked", line=line, title=column.label),
    )


def _impossible(one: Figure) -> Breach:
    return Breach(
        check="whole_people",
        quote=one.text,
        cells=(one.at,),
        printed=one.text,
        expected="",
        outcome="impossible",
        reason=say("arithmetic.whole_people", cell=one.at, printed=one.text),
        mend=say("arithmetic.mend_whole", cell=one.at),
    )


def _is_odd(one: Figure) -> bool:
    return one.value < 0 or one.value.denominator != 1


def _in_units(one: Figure) -> bool:
    """Whether it is printed in 万 or the like, where decimals are no parts of people."""
    return one.step > 1
