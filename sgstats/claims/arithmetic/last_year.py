"""What this year's tables print of last year against what last year's own tables printed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sgstats.claims.arithmetic.figure import Figure
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.sheet import Head, Sheet
from sgstats.claims.arithmetic.words import says
from sgstats.fields import normalise

_YEAR = re.compile(r"(?:19|20)\d\d")
_LAST = re.compile(r"上年度?|去年|上期|上一年度?|同期|[年期]初|[末底]")
_THIS = re.compile(r"本年度?|今年|本期|当年|现有|[年期][末底]")
Key = tuple[str, str]


def last_year(sheets: Sequence[Sheet], before: Sequence[Sheet], *, file: str) -> Iterator[Relation]:
    """Every number of last year that both reports print, found by the words of its row and column.

    A column 上年 here is the column 本年, or the one without such a word, there; a row or column with
    a year in its title is the same in both. What last year's report prints twice, differently, is left.

    Args:
        sheets: This year's tables.
        before: Last year's.
        file: How last year's report is named to the reader.
    """
    earlier = _printed(before)
    for sheet in sheets:
        for row in sheet.rows:
            for column in sheet.columns:
                key = _looked_for(row, column)
                now, then = sheet.at(row, column), earlier.get(key) if key else None
                if now and then:
                    other = replace(then, at=f"{file}:{then.at}")
                    line = sheet.line(column, across=False)
                    yield Relation(check="last_year", line=line, result=now, added=(other,))


def _printed(sheets: Sequence[Sheet]) -> dict[Key, Figure | None]:
    """Last year's numbers by what they are; None where two differ."""
    found: dict[Key, Figure | None] = {}
    for sheet in sheets:
        for row in sheet.rows:
            for column in sheet.columns:
                one, key = sheet.at(row, column), _key(row, column)
                if one and key:
                    same = key not in found or ((other := found[key]) and other.value == one.value)
                    found[key] = one if same else None
    return found


def _key(row: Head, column: Head) -> Key | None:
    """What a number of last year's own report is called; none if it is of a year before."""
    if any(says("counts.last_year", head.label) or says("flows.opening", head.own) for head in (row, column)):
        return None
    return _plain(row, _THIS), _plain(column, _THIS)


def _looked_for(row: Head, column: Head) -> Key | None:
    """What a number of this year's report was called last year; None if it is not of last year."""
    of_last = [
        says("counts.last_year", head.label) or says("flows.opening", head.own) for head in (row, column)
    ]
    if any(of_last):
        return _plain(row, _LAST if of_last[0] else _THIS), _plain(column, _LAST if of_last[1] else _THIS)
    dated = _YEAR.search(row.label) or _YEAR.search(column.label)
    return (_plain(row, _THIS), _plain(column, _THIS)) if dated else None


def _plain(head: Head, words: re.Pattern[str]) -> str:
    return words.sub("", normalise(head.label))
