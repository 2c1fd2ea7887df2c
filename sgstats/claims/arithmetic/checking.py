"""Every check of a document's numbers against each other."""

from __future__ import annotations

from collections.abc import Iterator

from sgstats.claims.arithmetic.ages import ages
from sgstats.claims.arithmetic.flows import flows
from sgstats.claims.arithmetic.judging import judged
from sgstats.claims.arithmetic.last_year import last_year
from sgstats.claims.arithmetic.laying_out import laid_out
from sgstats.claims.arithmetic.limits_of_rows import row_limits
from sgstats.claims.arithmetic.mentions import Mention, sentences
from sgstats.claims.arithmetic.rates import rates
from sgstats.claims.arithmetic.relation import Relation
from sgstats.claims.arithmetic.shares import shares
from sgstats.claims.arithmetic.sheet import Sheet
from sgstats.claims.arithmetic.sums import inner, summing, sums
from sgstats.claims.arithmetic.told_rates import told_cap, told_rates
from sgstats.claims.arithmetic.told_shares import told_hundred, told_shares
from sgstats.claims.arithmetic.told_sums import told_flows, told_parts
from sgstats.claims.claim import Breach
from sgstats.messages import say
from sgstats.sources.document import Document, Paragraph


def check(document: Document, *, previous: Document | None = None) -> tuple[Breach, ...]:
    """Whether the numbers of a report agree with each other.

    Args:
        document: The report as read.
        previous: Last year's, whose own numbers this year's 上年 must repeat.

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
    relations = [one for sheet in sheets for one in _of(sheet)]
    if previous:
        file = previous.file or say("arithmetic.last_report")
        relations += last_year(sheets, _sheets(previous), file=file)
    relations += [one for paragraph in document.paragraphs for one in _told(paragraph)]
    listed = [breach for table in document.tables for breach in ages(table, document)]
    return (*judged(relations), *listed)


def _sheets(document: Document) -> list[Sheet]:
    return [sheet for table in document.tables if (sheet := laid_out(table))]


def _of(sheet: Sheet) -> Iterator[Relation]:
    if sheet.personal:
        return
    how = summing(sheet)
    yield from sums(sheet, how)
    yield from inner(sheet)
    yield from shares(sheet, how)
    yield from flows(sheet)
    yield from rates(sheet)
    yield from row_limits(sheet)


def _told(paragraph: Paragraph) -> Iterator[Relation]:
    told = sentences(paragraph)
    mentions = [one for sentence in told for one in sentence.mentions]
    before: list[Mention] = []
    for sentence in told:
        yield from told_parts(sentence, before)
        yield from told_shares(sentence, before)
        yield from told_hundred(sentence)
        yield from told_rates(sentence, mentions)
        yield from told_cap(sentence)
        before += sentence.mentions
    if told:
        yield from told_flows(told[0].at, mentions)
