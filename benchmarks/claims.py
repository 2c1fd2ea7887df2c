"""How much of invented reports is read right, and how long a report of 100 pages takes.

    python benchmarks/claims.py [--pages 100] [--rounds 5] [--misses]

Recall and precision are of the labelled sentences in ``tests/claims/corpus``: ``dev`` (all files
``dev*.toml``) is what the reading was built on, ``held_out`` was not looked at. Beside it a plain regular
expression that takes every run of digits and every Chinese numeral for a number and
cannot tell what they mean.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import cycle, islice

from claim_scores import ASPECTS, corpus, document, judged, known, matched, misread, scores
from turns import seconds

from sgstats import claims
from sgstats.claims.claim import Claim, Quantity
from sgstats.sources.document import Document, Paragraph

DIGITS = re.compile(r"\d+(?:[.,]\d+)*%?|[一二三四五六七八九十百千万两半]+")
LETTERS_A_PAGE = 616
"""22 lines of 28 characters, as GB/T 9704 has it."""


def every_number(document: Document, **_: object) -> tuple[Claim, ...]:
    """The plain regular expression: a number is whatever looks like one."""
    return tuple(
        _claim(paragraph, match)
        for paragraph in document.paragraphs
        for match in DIGITS.finditer(paragraph.text)
    )


def _claim(paragraph: Paragraph, match: re.Match[str]) -> Claim:
    kind = "percent" if match[0].endswith("%") else "count"
    digits = match[0].rstrip("%").replace(",", "")
    value = Fraction(digits) if re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", digits) else Fraction(0)
    number = Quantity(
        kind=kind, operator="=", value=value, step=Fraction(1), low=value, high=value, printed=match[0],
        start=match.start(), end=match.end(),
    )  # fmt: skip
    return Claim(
        quote=match[0], paragraph=paragraph.number, start=match.start(), end=match.end(), quantity=number
    )


def long_report(pages: int) -> Document:
    """As many pages of sentences of the corpus as are asked for."""
    sentences = [sentence.text for name in ("dev", "held_out") for sentence in corpus(name)]
    wanted, length = pages * LETTERS_A_PAGE, sum(map(len, sentences))
    texts = islice(cycle(sentences), round(len(sentences) * wanted / length))
    return Document(
        file=None,
        paragraphs=tuple(Paragraph(number=place, text=text) for place, text in enumerate(texts, start=1)),
    )


def misses(name: str) -> Iterator[str]:
    """Every label that is not read right, with what was found instead."""
    for sentence in corpus(name):
        pairs, false = matched(sentence, claims.find(document(sentence.text), known=known()))
        read = {id(label) for label, _ in pairs}
        for label in sentence.labels:
            if id(label) not in read:
                yield f"not found   {label['says']}   {sentence.text}"
        for label, claim in pairs:
            wrong = [aspect for aspect, holds in zip(ASPECTS, judged(label, claim), strict=True) if not holds]
            if wrong:
                yield f"{'; '.join(wrong)}   {label}   {claim}"
        yield from (f"no claim    {claim.quantity.printed}   {sentence.text}" for claim in false)


def print_scores(find: Callable[..., tuple[Claim, ...]], what: str) -> None:
    """One line for every aspect of both parts."""
    for name in ("dev", "held_out"):
        for aspect, score in scores(name, find=find).items():
            print(
                f"{name:<9}  {what:<14}  {aspect:<30}  {score.right:>4} of {score.labels:>4}"
                f"  {score.recall:>7.1%}  {score.precision:>9.1%}"
            )
        untestable, another = misread(name, find=find)
        print(f"{name:<9}  {what:<14}  not right: {untestable} left untestable, {another} read as another")


def main() -> None:
    """Print how right the reading is, then how fast."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--misses", action="store_true", help="list what is read wrongly, of dev alone")
    chosen = parser.parse_args()
    if chosen.misses:
        print("\n".join(misses("dev")))
        return
    print("corpus     what            aspect                               right   recall  precision")
    print_scores(claims.find, "claims.find")
    print_scores(every_number, "plain regex")
    report = long_report(chosen.pages)
    runs = {
        "claims.find": lambda: claims.find(report, known=known()),
        "plain regex": lambda: every_number(report),
    }
    print("\npages  what               median  claims  find ÷ this")
    times = seconds(runs, rounds=chosen.rounds)
    for name, run in runs.items():
        ratio = times["claims.find"] / times[name]
        print(f"{chosen.pages:>5}  {name:<14}  {times[name]:>7.3f} s  {len(run()):>6}  {ratio:>9.1f} ×")


if __name__ == "__main__":
    main()
