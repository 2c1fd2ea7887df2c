"""Every check of a document's numbers against each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from sgstats.claims.arithmetic.ages import ages, day_in_text
from sgstats.claims.arithmetic.flows import flows
from sgstats.claims.arithmetic.judging import judged
from sgstats.claims.arithmetic.last_year import last_year
from sgstats.claims.arithmetic.laying_out import laid_out
from sgstats.claims.arithmetic.limits_of_rows import row_limits
from sgstats.claims.arithmetic.mentions import Mention, Sentence, sentences
from sgstats.claims.arithmetic.rates import rates
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.remarks import not_whole, not_whole_told, unchecked, unsaved
from sgstats.claims.arithmetic.shares import shares
from sgstats.claims.arithmetic.sheet import Sheet
from sgstats.claims.arithmetic.sums import everybody, inner, summing, sums
from sgstats.claims.arithmetic.told_ages import told_ages
from sgstats.claims.arithmetic.told_flows import told_flows, told_net
from sgstats.claims.arithmetic.told_rates import told_cap, told_rates
from sgstats.claims.arithmetic.told_shares import told_hundred, told_shares
from sgstats.claims.arithmetic.told_sums import told_parts
from sgstats.claims.claim import Breach
from sgstats.messages import say
from sgstats.sources.document import Document


def check(
    document: Document, *, previous: Document | None = None, on: date | None = None
) -> tuple[Breach, ...]:
    """Whether the numbers of a report agree with each other.

    Args:
        document: The report as read.
        previous: Last year's, whose own numbers this year's 上年 must repeat.
        on: The day that ages in its text are counted at, where it says none itself.

    Returns:
        Every number that others contradict, and in one line each what agrees.

    Example:
        >>> from sgstats.sources.document import PrintedCell, PrintedTable
        >>> lines = ["社区 人数", "幸福 4", "和平 5", "合计 8"]
        >>> cells = [
        ...     PrintedCell(row=row, column=column, text=text)
        ...     for row, line in enumerate(lines, start=1)
        ...     for column, text in enumerate(line.split(), start=1)
        ... ]
        >>> table = PrintedTable(name="表1", cells=tuple(cells))
        >>> breach, = check(Document(file=None, paragraphs=(), tables=(table,)))
        >>> breach.quote, breach.cells, breach.expected, breach.outcome
        ('4+5=8', ('表1!B4', '表1!B2', '表1!B3'), '9', 'contradicted')
    """
    sheets = _sheets(document)
    told = [sentences(paragraph) for paragraph in document.paragraphs]
    by_sheet = [(sheet, list(_of(sheet))) for sheet in sheets]
    relations = [one for _, some in by_sheet for one in some]
    if previous:
        file = previous.file or say("arithmetic.last_report")
        relations += last_year(sheets, _sheets(previous), file=file)
    relations += [one for paragraph in told for one in _told(paragraph)]
    remarks = [one for sheet, some in by_sheet for one in (*not_whole(sheet), *unchecked(sheet, some))]
    remarks += [one for paragraph in told for sentence in paragraph for one in not_whole_told(sentence)]
    remarks += [one for table in document.tables for one in unsaved(table)]
    remarks += [one for table in document.tables for one in ages(table, document)]
    remarks += _ages_told(document, day_in_text(document) or on)
    return (*judged(relations), *remarks)


def _ages_told(document: Document, on: date | None) -> list[Breach]:
    return [one for paragraph in document.paragraphs if on for one in told_ages(paragraph, on=on)]


def _sheets(document: Document) -> list[Sheet]:
    """The tables that are understood; lists of people are only asked for their ages."""
    return [sheet for table in document.tables if (sheet := laid_out(table)) and not sheet.personal]


def _of(sheet: Sheet) -> Iterator[Relation]:
    how = summing(sheet)
    yield from sums(sheet, how)
    yield from inner(sheet)
    yield from everybody(sheet)
    yield from shares(sheet, how)
    yield from flows(sheet)
    yield from rates(sheet)
    yield from row_limits(sheet)


def _told(paragraph: Sequence[Sentence]) -> Iterator[Relation]:
    mentions = [one for sentence in paragraph for one in sentence.mentions]
    before: list[Mention] = []
    for sentence in paragraph:
        yield from told_parts(sentence, before)
        yield from told_shares(sentence, before)
        yield from told_hundred(sentence)
        yield from told_rates(sentence, mentions)
        yield from told_cap(sentence)
        yield from told_net(sentence)
        before += sentence.mentions
    if paragraph:
        yield from told_flows(paragraph[0].at, mentions)
