"""The way of a text: its numbers are found, asked of the store, judged, and checked against each other."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats import disclosure, metrics
from sgstats import store as statements
from sgstats.claims.arithmetic import check
from sgstats.claims.definitions import agreeing
from sgstats.claims.finding import find
from sgstats.claims.known import Known
from sgstats.claims.meaning.dating import day_of
from sgstats.claims.verdicts import judge
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.messages import say
from sgstats.periods import day_number
from sgstats.pipeline.answering import Answered, Asker
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.asking import measure
from sgstats.pipeline.cell_finding import claims_of_tables
from sgstats.pipeline.rounding import unrounded
from sgstats.pipeline.spans import Day, the_day
from sgstats.pipeline.verified import Found, Read, Verified, verified
from sgstats.sources import document_of, read_document

if TYPE_CHECKING:
    from sgstats.claims.claim import Answer, Claim, Subject, Verdict
    from sgstats.sources import Document

NO_DATA = ("store.missing", "store.empty", "metric.nothing_stored")
"""Refusals that leave a report whose numbers can still be held against each other."""

Told = Callable[[int, int], None]
Judged = tuple["Claim", "Subject", "Answer"]
Reading = tuple["Subject", Answered, "Verdict"]


def verify(  # noqa: PLR0913 - one keyword per part of a question, as in the command
    file: str | Path | None = None,
    *,
    text: str | None = None,
    on: Day = None,
    where: Mapping[str, Sequence[str]] | None = None,
    previous: str | Path | None = None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
    told: Told | None = None,
) -> Verified:
    """Hold every number of a report against the data and against the report's other numbers.

    A number that is not understood, or whose answer the data does not hold or may not show, is
    untestable and says why; none is left out. Numbers that are no claims (dates, numberings, ages that
    only bound a group) are.

    Formula:
        A printed number stands for a range of counts of its base: 5% of 1,336 for 61 to 73 people. It is
        consistent if the data's count is one of them, impossible if there is none, else contradicted.

    Args:
        file: A .docx, .txt or .md report, or tables as .xlsx, .xls, .et, .csv, .tsv or HTML.
        text: The text itself instead of a file.
        on: The day of claims that name none; by default the last one that the store knows.
        where: Who the report is about, such as one street.
        previous: Last year's report, whose numbers this one's 上年 must repeat.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``: what it may not see cannot be tested.
        told: Called with the claims done and all claims, for a progress bar.

    Returns:
        One row per claim with its verdict, one per other reading, one per check of the numbers against
        each other; and the text as read.

    Raises:
        Refused: Neither or both of file and text are given, the file cannot be read, ``where`` names what
            is not in the store, or there is none and no numbers to hold against each other either.

    Example:
        >>> found = verify(text="幸福社区现有社区工作者8人。", store=store)
        >>> found.claims.select("printed", "actual_people", "verdict").row(0)
        ('8人', 8, 'consistent')
    """
    document = _document(file, text)
    before = None if previous is None else read_document(previous)
    within = {name: tuple(values) for name, values in (where or {}).items()}
    path = Path(store)
    try:
        with statements.holding(path):
            known = _known(on, store=path)
            asker = _asker(known, within=within, store=path, audience=audience)
            found = _found(document, known=known)
            done = enumerate(found, 1)
            read = [_read(one, asker, done=(place, len(found)), told=told) for place, one in done]
    except Refused as refusal:
        known = Known(last_day=date.today())
        if refusal.rule not in NO_DATA or not check(document, previous=before):
            raise
        read = [_without_data(one) for one in _found(document, known=known)]
    breaches = check(document, previous=before, on=day_of(document, known=known))
    return verified(document, read, breaches=breaches, on=known.last_day, audience=audience)


def _without_data(found: Found) -> Read:
    """A claim where there is nothing on record to hold it against."""
    claim = replace(found.claim, subjects=(), missing="verify.no_data", words={})
    return Read(found=found, alone=judge(claim, None, None))


def _document(file: str | Path | None, text: str | None) -> Document:
    if (file is None) == (text is None):
        raise Refused("verify.file_or_text")
    return document_of(text or "") if file is None else read_document(file)


def _known(on: Day, *, store: Path) -> Known:
    """What is on record, as far as a text may speak of it."""
    day = the_day(on, store=store)
    days = statements.days(store)
    units = [statements.units(store, on=day_number(one)) for one in days]
    names = {
        level: tuple(sorted({name for one in units for name in one[level].drop_nulls()}))
        for level in ("district", "street", "community")
    }
    return Known(
        last_day=day,
        first=_first(store),
        days=tuple(days),
        years=tuple(statements.years(store)),
        districts=names["district"],
        streets=names["street"],
        communities=names["community"],
    )


def _first(store: Path) -> date | None:
    """The first day of which movement is known; None where there is one list only."""
    with statements.reading(store) as connection:
        try:
            return metrics.known_span({}, engine=DuckDB(connection))[0]
        except Refused:
            return None


def _asker(known: Known, *, within: Mapping[str, tuple[str, ...]], store: Path, audience: str) -> Asker:
    """Asks this store; a filter that is none is refused before anything is read."""
    ask = partial(measure, store=store, audience=audience)
    ask("headcount", on=known.last_day, where=within)
    units = {"district": known.districts, "street": known.streets, "community": known.communities}
    return Asker(
        measure=ask,
        audience=audience,
        step=disclosure.rules_for(audience).round_to,
        within=within,
        last_day=max(known.days),
        units={level: frozenset(names) for level, names in units.items()},
    )


def _found(document: Document, *, known: Known) -> list[Found]:
    """The claims of the text and those of the tables."""
    return [Found(claim=claim) for claim in find(document, known=known)] + claims_of_tables(
        document, known=known
    )


def _read(found: Found, asker: Asker, *, done: tuple[int, int], told: Told | None) -> Read:
    """The verdicts on all readings of a claim."""
    claim = found.claim
    verdicts = [(subject, *_verdict(claim, subject, asker)) for subject in claim.subjects]
    if told:
        told(*done)
    if verdicts:
        return Read(found=found, verdicts=tuple(_by_any_definition(claim, verdicts)))
    return Read(found=found, alone=judge(claim, None, None))


def _by_any_definition(claim: Claim, read: list[Reading]) -> list[Reading]:
    """The readings; first the one whose definition makes the number right, if only its definition differs."""
    found = agreeing(claim.quantity, [(subject, one.answer, verdict) for subject, one, verdict in read])
    if found is None:
        return _if_it_depends(read)
    place, verdict = found
    subject, answered, _ = read[place]
    return [(subject, answered, verdict), *read[:place], *read[place + 1 :]]


def _if_it_depends(read: list[Reading]) -> list[Reading]:
    """The readings; a number that only another of them makes right is not called wrong, but open."""
    (subject, answered, verdict), *others = read
    if verdict.outcome != "contradicted" or all(other.outcome != "consistent" for *_, other in others):
        return read
    reason = say("verify.depends", reason=verdict.reason)
    return [(subject, answered, replace(verdict, outcome="untestable", reason=reason)), *others]


def _verdict(claim: Claim, subject: Subject, asker: Asker) -> tuple[Answered, Verdict]:
    answered = asker.answer(subject, kind=claim.quantity.kind)
    verdict = judge(claim, subject, answered.answer)
    if asker.step > 1:
        verdict = _despite_rounding(verdict, (claim, subject, answered.answer), step=asker.step)
    return answered, _despite_unknown(verdict, answered)


def _despite_rounding(verdict: Verdict, judged: Judged, *, step: int) -> Verdict:
    """What rounded counts tell for sure: all counts that are rounded to those shown must agree on it."""
    claim, subject, answer = judged
    outcomes = {judge(claim, subject, one).outcome for one in unrounded(answer, step=step, subject=subject)}
    if len(outcomes) < 2:
        return replace(verdict, outcome=min(outcomes, default=verdict.outcome))
    return replace(verdict, outcome="untestable", reason=say("verify.rounded", step=step))


def _despite_unknown(verdict: Verdict, answered: Answered) -> Verdict:
    """A contradiction that people of unknown value could make true cannot be told."""
    people, low, high = answered.answer.people, verdict.count_low, verdict.count_high
    if verdict.outcome != "contradicted" or not answered.unknown or None in {people, low, high}:
        return verdict
    assert people is not None
    assert low is not None
    assert high is not None
    if high < people or low > people + answered.unknown:
        return verdict
    reason = say("verify.unknown_values", people=people, unknown=answered.unknown)
    return replace(verdict, outcome="untestable", reason=reason)
