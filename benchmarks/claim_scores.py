"""How much of a labelled text is read right: the corpus in ``tests/claims/corpus`` and its scores.

A number is found if what was found overlaps the labelled words, one to one. What stands under ``either`` in
the corpus counts neither way. Of the numbers found: whether kind, operator and value are right, the metric,
the group, and both in any of the readings listed. Recall is of the labelled numbers, precision of the found.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

from sgstats.claims.claim import Claim, Quantity, Subject
from sgstats.claims.known import Known
from sgstats.sources.document import Document, Paragraph

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "tests" / "claims" / "corpus"
Find = Callable[..., Sequence[Claim]]
Label = Mapping[str, Any]
Span = tuple[int, int]
ASPECTS = ("number found", "kind, operator, value", "metric", "group", "metric and group, any reading")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """One labelled text."""

    text: str
    labels: tuple[Label, ...]
    either: tuple[Span, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """Of one aspect: how many labels there are, how many numbers were found, and how many are right."""

    labels: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        return self.right / self.labels

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 0.0


def corpus(name: str) -> list[Sentence]:
    """The sentences of ``dev`` (all files ``dev*.toml``) or ``held_out``, every label with its span."""
    files = sorted(CORPUS.glob("dev*.toml")) if name == "dev" else [CORPUS / f"{name}.toml"]
    read = [tomllib.loads(file.read_text(encoding="utf-8")) for file in files]
    return [_sentence(entry) for one in read for entry in one["sentence"]]


def _sentence(entry: Mapping[str, Any]) -> Sentence:
    text = entry["text"]
    labels = tuple(
        label | {"span": span_of(text, label["says"], label.get("nth", 1))}
        for label in entry.get("claims", ())
    )
    return Sentence(text=text, labels=labels, either=tuple(every_span(text, entry.get("either", ()))))


def span_of(text: str, words: str, nth: int) -> Span:
    """Where words stand for the nth time."""
    places = [match.start() for match in re.finditer(re.escape(words), text)]
    return places[nth - 1], places[nth - 1] + len(words)


def every_span(text: str, phrases: Iterable[str]) -> list[Span]:
    """Where any of the phrases stands."""
    return [match.span() for words in phrases for match in re.finditer(re.escape(words), text)]


def known() -> Known:
    """What the sample district has on record."""
    places = tomllib.loads((ROOT / "data" / "generator" / "places.toml").read_text(encoding="utf-8"))
    streets = places["streets"]
    return Known(
        last_day=date(2023, 12, 31),
        days=tuple(date(year, 12, 31) for year in (2020, 2021, 2022, 2023)),
        years=(2021, 2022, 2023),
        districts=(places["district"],),
        streets=tuple(street["name"] for street in streets),
        communities=tuple(sorted({f"{name}社区" for street in streets for name in street["communities"]})),
    )


def scores(name: str, *, find: Find) -> dict[str, Score]:
    """Every aspect's score on one part of the corpus."""
    labels, found = 0, 0
    right = dict.fromkeys(ASPECTS, 0)
    for sentence in corpus(name):
        pairs, false = matched(sentence, find(document(sentence.text), known=known()))
        labels, found = labels + len(sentence.labels), found + len(pairs) + len(false)
        for label, claim in pairs:
            for aspect, holds in zip(ASPECTS, judged(label, claim), strict=True):
                right[aspect] += holds
    return {aspect: Score(labels=labels, found=found, right=right[aspect]) for aspect in ASPECTS}


def misread(name: str, *, find: Find) -> tuple[int, int]:
    """Of the numbers found and not read right: how many are left untestable, and how many read as another."""
    wrong = [
        claim
        for sentence in corpus(name)
        for label, claim in matched(sentence, find(document(sentence.text), known=known()))[0]
        if not judged(label, claim)[-1]
    ]
    untestable = sum(not claim.subjects or claim.missing is not None for claim in wrong)
    return untestable, len(wrong) - untestable


def document(text: str) -> Document:
    """A text as a document of one paragraph."""
    return Document(file=None, paragraphs=(Paragraph(number=1, text=text),))


def matched(sentence: Sentence, claims: Sequence[Claim]) -> tuple[list[tuple[Label, Claim]], list[Claim]]:
    """Labels with what was found for them, and what was found where nothing is claimed."""
    left = list(claims)
    pairs = []
    for label in sentence.labels:
        claim = next((one for one in left if overlaps(one, label["span"])), None)
        if claim is not None:
            left.remove(claim)
            pairs.append((label, claim))
    return pairs, [claim for claim in left if not any(overlaps(claim, span) for span in sentence.either)]


def overlaps(claim: Claim, span: Span) -> bool:
    """Whether a claim's number shares a character with a span."""
    return claim.start < span[1] and span[0] < claim.end


def judged(label: Label, claim: Claim) -> tuple[bool, bool, bool, bool, bool]:
    """Which aspects of a number found are right; it was found."""
    first = claim.subjects[0] if claim.subjects and claim.missing is None else None
    metric = any(_same_metric(reading, first) for reading in readings(label))
    group = any(_same_group(reading, first) for reading in readings(label))
    both = any(
        _same_metric(reading, subject) and _same_group(reading, subject)
        for reading in readings(label)
        for subject in (claim.subjects if first else (None,))
    )
    return True, same_quantity(label, claim.quantity), metric, group, both


def same_quantity(label: Label, quantity: Quantity) -> bool:
    """Whether the number is what the words say; a printed range by both its ends."""
    if quantity.kind != label["kind"]:
        return False
    if "high" in label:
        return (quantity.low, quantity.high) == (fraction(label["low"]), fraction(label["high"]))
    return quantity.value == fraction(label["value"]) and quantity.operator == label.get("op", "=")


def fraction(value: float | str) -> Fraction:
    """Exactly what is written: 17.2 is 86/5."""
    return Fraction(str(value))


def readings(label: Label) -> list[Label]:
    """The reading of a label and the others that are right too."""
    return [label, *(label | other for other in label.get("or", ()))]


def _metrics(reading: Label) -> list[str]:
    """What may be asked; "" where nothing can be."""
    told = reading["metric"]
    return [told] if isinstance(told, str) else told


def _same_metric(reading: Label, subject: Subject | None) -> bool:
    metrics = _metrics(reading)
    if subject is None:
        return "" in metrics
    counts_people = subject.number == "people" and reading["number"] == "people"
    alike = {"headcount", "structure"} if counts_people else set()  # the same people, asked in two ways
    return subject.metric in metrics or (subject.metric in alike and bool(alike & set(metrics)))


def _same_group(reading: Label, subject: Subject | None) -> bool:
    if subject is None:
        return "" in _metrics(reading)
    asked = {**subject.where, **({subject.of: subject.values} if subject.of and subject.values else {})}
    return group(asked) == group(reading.get("group", {})) and set(subject.against) == set(
        reading.get("against", ())
    )


IMPLIED = {"district", "certified", "trained", "flow", "year", "service_months"}
"""Fields that go without saying: the one district, and what the metric itself asks."""


def group(values: Mapping[str, Iterable[str]]) -> dict[str, frozenset[str]]:
    """A group in one spelling: bands as their bounds, neighbouring ones joined."""
    return {
        field: frozenset(bounds(chosen) if field.endswith("_band") else chosen)
        for field, chosen in values.items()
        if field not in IMPLIED
    }


def bounds(labels: Iterable[str]) -> list[str]:
    """Bands as 40-50: 35岁及以下 is 0-35, neighbours are one.

    Example:
        >>> bounds(["35岁及以下", "36–45岁"]), bounds(["56岁及以上"])
        (['0-45'], ['56-'])
    """
    joined: list[list[int]] = []
    for low, high in sorted(_band(label) for label in labels):
        if joined and joined[-1][1] + 1 == low:
            joined[-1][1] = high
        else:
            joined.append([low, high])
    return [f"{low}-{'' if high >= 999 else high}" for low, high in joined]


def _band(label: str) -> tuple[int, int]:
    numbers = [int(digits) for digits in re.findall(r"\d+", label)]
    if len(numbers) == 2:
        return numbers[0], numbers[1]
    if "不满" in label:
        return 0, numbers[0] - 1
    if "以下" in label or label.startswith("-"):
        return 0, numbers[0]
    return numbers[0], 999 if "以上" in label or label.endswith("-") else numbers[0]
