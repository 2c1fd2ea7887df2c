"""The stage's verb: every number of a document that could be a claim, with what it is said of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from sgstats.claims.claim import Claim
from sgstats.claims.known import Known
from sgstats.claims.meaning.context import Context
from sgstats.claims.meaning.dating import day_of
from sgstats.claims.meaning.pairing import pair
from sgstats.claims.meaning.passage import Passage, passage
from sgstats.claims.meaning.resolving import Resolved, resolve
from sgstats.claims.meaning.slots import Slot, slots
from sgstats.claims.spoken import spoken
from sgstats.sources.document import Document

_SENTENCE = re.compile(r"[。!]+|;")
_CLAUSE = re.compile(r"[,;。!:\n]")
_QUOTED = 100
"""So many characters on each side of a number are quoted at most, however long its clause is."""


def find(document: Document, *, known: Known) -> tuple[Claim, ...]:
    """Find the numeric claims of a document.

    Every number is a claim unless it is a date, a numbering or part of a name; one that cannot be
    placed has ``missing`` and is never dropped. A group that is said to be nobody (70后没有) or
    everybody (均为女性) is a claim too. Readings that differ are all listed, the one taken first.

    Args:
        document: Paragraphs as read; the tables are not looked at.
        known: Days, years and units on record, to which words may refer.

    Returns:
        One claim per number, in the order of the text; none for an empty document.

    Example:
        >>> from datetime import date
        >>> from sgstats.sources.document import Paragraph
        >>> text = "我区现有的1336名社区专职工作者中，男性只占总数的5%。"
        >>> document = Document(file=None, paragraphs=(Paragraph(number=1, text=text),))
        >>> found = find(document, known=Known(last_day=date(2023, 12, 31)))
        >>> [(one.quantity.printed, one.subjects[0].metric, one.base) for one in found]
        [('1336名', 'headcount', None), ('5%', 'structure', 1336)]
    """
    context = Context(known=known, today=day_of(document, known=known))
    claims: list[Claim] = []
    for paragraph in document.paragraphs:
        claims += _in_paragraph(passage(paragraph, known=known, today=context.today), context)
    return tuple(claims)


def _in_paragraph(read: Passage, context: Context) -> Iterator[Claim]:
    context.begin_paragraph()
    if read.is_title:
        _entitle(read, context)
    for start, end in _sentences(read.text):
        context.begin_sentence()
        numbers, found = read.numbers_in(start, end), read.found_in(start, end)
        if not numbers:
            context.move_to(spoken(found))
            context.note_times(read.times_in(start, end))
            context.topic |= {mention.role for mention in found}
        made = slots(read.text, sentence=(start, end), numbers=numbers, found=found)
        pair(made, read.times_in(start, end))
        for slot in made:
            yield _claim(read, slot, resolve(slot, read, context))


def _entitle(read: Passage, context: Context) -> None:
    """A heading says which unit and time its section is about."""
    said = spoken(read.found)
    context.move_to(said)
    context.home = dict(context.units)
    told = [time for time in read.times if not time.compared and not time.now]
    context.section = told[-1] if told else context.section
    context.when = context.section


def _sentences(text: str) -> Iterator[tuple[int, int]]:
    start = 0
    for match in _SENTENCE.finditer(text):
        yield start, match.end()
        start = match.end()
    if start < len(text):
        yield start, len(text)


def _claim(read: Passage, slot: Slot, said: Resolved) -> Claim:
    """The claim, its words and place as they stand in the document."""
    number = slot.quantity
    start, end = read.place(number.start, number.end)
    left, right = max(number.start - _QUOTED, 0), min(number.end + _QUOTED, len(read.text))
    first = max((match.end() for match in _CLAUSE.finditer(read.text, left, number.start)), default=left)
    after = _CLAUSE.search(read.text, number.end, right)
    quote = read.place(first, after.start() if after else right)
    return Claim(
        quote=read.original[slice(*quote)].strip(),
        paragraph=read.number,
        start=start,
        end=end,
        quantity=replace(number, printed=read.original[start:end], start=start, end=end),
        subjects=said.subjects,
        base=said.base,
        missing=said.missing,
        words=said.words,
    )
