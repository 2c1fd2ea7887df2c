"""Metrics that are told by a term: 入职不到60天就走的, 一年内离职, 满两年留任率."""

from __future__ import annotations

import re
from functools import cache

from sgstats.claims.meaning.words import Meaning
from sgstats.claims.numbers.numerals import read_number

_GONE = "离职率?|离开|走|流失率?|辞职|离岗"
_SHORT = "不到|不满|未满|不足"
_SERVICE_MONTHS = {1: "12个月", 2: "24个月", 3: "36个月"}


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    begun = "(?:入职|上岗|录用|到岗|新聘|新进)?(?:后|的)?"
    then = "(?:以)?内?(?:就|即|便|而|的)?(?:又|已)?"
    return (
        ("", re.compile(r"[“\"]?(?<!\d)\d5后[”\"]?")),
        ("early_leavers", re.compile(rf"{begun}(?:{_SHORT})?(?:60|六十)[天日]{then}(?:{_GONE})(?:了|的人)?")),
        ("early_leavers", re.compile(rf"{begun}(?:{_SHORT})?(?:两|2|二)个月{then}(?:{_GONE})")),
        ("first_year_leavers", re.compile(rf"{begun}(?:{_SHORT})(?:一|1)年{then}(?:{_GONE})")),
        (
            "first_year_leavers",
            re.compile(rf"{begun}(?<![近这])(?:一|1)年(?:以)?内(?:就|即|便|的)?(?:{_GONE})"),
        ),
        (
            "cohort_retention",
            re.compile(r"满?(?P<years>[一1两二2三3])年(?:的|后)?(?:留任率|留存率|保留率|留用率|仍在岗)"),
        ),
    )


def terms(text: str) -> list[tuple[int, int, Meaning]]:
    """Every such phrase, with the metric that it names.

    Example:
        >>> [(text_end, meaning.name) for _, text_end, meaning in terms("入职不到60天就走的有4人")]
        [(9, 'early_leavers')]
    """
    return [
        (match.start(), match.end(), _meaning(name, match))
        for name, pattern in _patterns()
        for match in pattern.finditer(text)
    ]


_OPEN = Meaning(role="unread")
"""“85后”: decades of birth are known, halves of them are not."""


def _meaning(name: str, match: re.Match[str]) -> Meaning:
    return Meaning(role="metric", name=name, values=_months(match)) if name else _OPEN


def _months(match: re.Match[str]) -> tuple[str, ...]:
    years = match.groupdict().get("years")
    read = read_number(years) if years else None
    return (_SERVICE_MONTHS[int(read.value)],) if read else ()
