"""What single numbers break by themselves, and what a table leaves no way to check."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.formulas import rate_of
from sgstats.claims.arithmetic.judging import FEW
from sgstats.claims.arithmetic.mentions import Sentence
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.shares import share_columns
from sgstats.claims.arithmetic.sheet import Head, Sheet, address
from sgstats.claims.arithmetic.span import exactly, first_whole, last_whole
from sgstats.claims.arithmetic.words import pattern, says
from sgstats.claims.claim import Breach
from sgstats.messages import listed, say
from sgstats.sources.document import PrintedTable


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


def _impossible_shares(sheet: Sheet, column: Head) -> Iterator[Breach]:
    """Shares that no whole number of people gives, where a table prints only their base.

    The base is the one column that counts anything: 总人数 69, 党员占比 93.2%.
    """
    counted = [one for one in sheet.columns if one.additive]
    if len(counted) != 1 or counted[0].role not in {"strict", "loose"} or rate_of(column.label):
        return
    for row in sheet.rows:
        base, share = sheet.at(row, counted[0]), sheet.at(row, column)
        if base and share and base.value and not base.rounded:
            yield from _no_count(base, share)


def _no_count(base: Figure, share: Figure) -> Iterator[Breach]:
    people = share.span.times(Fraction(1, 100)).multiplied(base.span)
    low, high = first_whole(people, Fraction(1)), last_whole(people, Fraction(1))
    if low is None or high is None or low <= high:
        return
    near = [share.fitting(exactly(Fraction(100 * count) / base.value))[0] or 0 for count in (high, low)]
    expected = say("arithmetic.either", one=share.shown(near[0]), other=share.shown(near[1]))
    told = {"printed": share.text, "base": base.text, "expected": expected}
    yield Breach(
        check="percent_of_counts",
        quote=share.text,
        cells=(share.at, base.at),
        printed=share.text,
        expected=expected,
        outcome="impossible",
        reason=say("arithmetic.no_count", low=high, high=low, **told),
        mend=say("arithmetic.mend_one", change=f"{share.at} {share.text}→{expected}"),
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
            yield from _impossible_shares(sheet, column)


def unsaved(table: PrintedTable) -> Iterator[Breach]:
    """Formulas whose results are not in the file, so that nothing can be held against them.

    Args:
        table: The table as read.
    """
    if table.unsaved:
        cells = [address(table.name, row, column) for row, column in table.unsaved]
        told = listed([*cells[:FEW], *(["…"] if len(cells) > FEW else [])])
        yield Breach(
            check="unsaved",
            quote=table.name,
            cells=tuple(cells),
            printed="",
            expected="",
            outcome="untestable",
            reason=say("arithmetic.unsaved", cells=told, count=len(cells)),
        )


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
