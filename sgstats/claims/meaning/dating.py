"""Which day a document speaks of, and which day, period and comparison one of its numbers does."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, timedelta

from sgstats.claims.known import Known
from sgstats.claims.meaning.asked import Times
from sgstats.claims.meaning.days import When, whens
from sgstats.claims.numbers.folding import fold
from sgstats.claims.numbers.quantities import quantities
from sgstats.sources.document import Document

_AS_OF = re.compile(r"截[至止]|统计时点|截止时间|数据时间")
_TITLE_PARAGRAPHS, _TITLE_LENGTH = 3, 40
_FIGURES = re.compile(r"\d{4}|二[〇零]")
_YEARS_AGO = re.compile(
    r"((?<![〇零一二三四五六七八九十])[一二三四五六七八九十两]|(?<!\d)\d{1,2})年(?:来|间|内|里)?"
    r"(?:仅|只|共|累计|净)?(?:翻|增|提高|上升|下降|减少)"
)


def day_of(document: Document, *, known: Known) -> date:
    """The day that a document speaks of where a sentence names none.

    It is the day after 截至; else the last day of the year in its title; else the last day known.
    A document never speaks of a day after the last one known.

    Example:
        >>> from sgstats.sources.document import Paragraph
        >>> told = Document(file=None, paragraphs=(Paragraph(number=1, text="截至2022年6月30日，共90人。"),))
        >>> day_of(told, known=Known(last_day=date(2023, 12, 31)))
        datetime.date(2022, 6, 30)
    """
    last = known.last_day
    for paragraph in document.paragraphs:
        text = fold(paragraph.text)
        for match in _AS_OF.finditer(text):
            told = whens(text[match.start() : match.start() + 24], today=last)
            if told and not told[0].now and told[0].day <= last:
                return told[0].day
    return _in_title(document, last) or last


def _in_title(document: Document, last: date) -> date | None:
    for paragraph in document.paragraphs[:_TITLE_PARAGRAPHS]:
        text = fold(paragraph.text)
        if paragraph.heading or (len(text) <= _TITLE_LENGTH and "。" not in text and not quantities(text)):
            told = [one for one in whens(text, today=last) if _FIGURES.search(text[one.start : one.end])]
            if told and told[-1].day.year < last.year:
                return told[-1].day
    return None


def times_of(when: When | None, *, compared: When | None, today: date, known: Known, so_far: bool) -> Times:
    """The day and the period of a number.

    Args:
        when: The time it is said of; None: the document's day.
        compared: The time it is held against.
        today: The document's day.
        known: What is on record.
        so_far: Whether it tells of all up to now (已, 累计): without a period all that is known counts.
    """
    on = when.day if when is not None else today
    on = known.last_day if known.last_day.year == on.year and known.last_day < on else on
    year_start = date(on.year, 1, 1)
    others: tuple[tuple[date, date], ...] = ()
    if when is not None and when.since is not None:
        since = when.since
    elif so_far:
        since, others = known.beginning, ((year_start, on),)
    else:
        since = year_start
        others = ((known.beginning, on),) if when is None or when.now else ()
    return Times(
        on=on,
        since=since,
        until=on,
        year=date(on.year, 12, 31),
        earlier=compared.day if compared is not None else None,
        others=tuple(one for one in others if one[0] < one[1]),
    )


def years_before(text: str, *, on: date) -> When | None:
    """What 五年翻了一番 is held against: the day five years before.

    Example:
        >>> years_before("人数五年翻了一番", on=date(2023, 12, 31)).day
        datetime.date(2018, 12, 31)
    """
    match = _YEARS_AGO.search(text)
    if match is None:
        return None
    told = whens(f"近{match[1]}年来", today=on)
    if not told or told[0].since is None:
        return None
    return When(start=0, end=0, day=told[0].since - timedelta(days=1), compared=True)


def nearest(times: Sequence[When], *, compared: bool) -> When | None:
    """The last of several times that is, or is not, one to compare with."""
    return next((time for time in reversed(times) if time.compared == compared), None)


def earlier_days(on: date, *, known: Known) -> list[date]:
    """What a change may be held against that does not say it: the lists before, the last first.

    Example:
        >>> known = Known(last_day=date(2023, 12, 31), days=(date(2021, 12, 31), date(2022, 12, 31)))
        >>> [str(day) for day in earlier_days(date(2023, 12, 31), known=known)]
        ['2022-12-31', '2021-12-31']
    """
    return sorted((day for day in known.days if day < on), reverse=True)
