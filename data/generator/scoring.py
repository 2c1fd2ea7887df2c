"""Scores of the last year in three streets: by who rates, by dimension, and as a sum over ballots."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import ROUND_FLOOR, Decimal
from random import Random

from .merit import Merit, Score, Story
from .truth import Unit, settings

DIMENSIONS = ("德", "能", "勤", "绩", "廉")
RATERS = {"街道": 0, "居民": -3, "同事": 3}
"""Who rates, and how many points above or below the street."""

Scores = dict[int, tuple[Score, ...]]


def score(merits: Iterable[Merit], cast: Mapping[int, Story], over: Mapping[Unit, str]) -> Scores:
    """The scores of everybody graded in a street that scores; their mean is in the band of the grade."""
    ways: dict[str, Callable[[Merit, Random], tuple[Score, ...]]] = {
        "听雨街道": _by_rater,
        "折桂街道": _by_dimension,
        "拾光街道": _by_ballots,
    }
    scored = {
        merit.person.key: ways[merit.unit.street](merit, Random(f"青禾区 评分 {merit.person.key}"))
        for merit in merits
        if merit.grade and merit.unit.street in ways
    }
    return scored | _of_stories(merits, cast) | _of_the_crowded(merits, over)


def _mean(grade: str, rng: Random) -> Decimal:
    """A mean with one decimal, well inside the band."""
    least, most = settings("merit")["bands"][grade]
    return Decimal(rng.randint(least, most)) / 10


def _by_rater(merit: Merit, rng: Random) -> tuple[Score, ...]:
    """Residents are stricter than the street, colleagues milder; the three differ, their mean does not."""
    middle = _mean(merit.grade, rng)
    tilt = Decimal(rng.randint(-10, 10)) / 10
    shift = {"街道": -tilt, "居民": tilt, "同事": Decimal(0)}
    return tuple(
        Score(points=min(middle + mild + shift[rater], Decimal(100)), rater=rater)
        for rater, mild in RATERS.items()
    )


def _by_dimension(merit: Merit, rng: Random) -> tuple[Score, ...]:
    """德 and 廉 are rated higher than 能 and 绩."""
    middle = _mean(merit.grade, rng)
    tilts = (Decimal(2), Decimal(-2), Decimal(0), Decimal(-1), Decimal(1))
    own = [Decimal(rng.randint(-4, 4)) / 10 for _ in range(4)]
    noise = [*own, -sum(own)]
    return tuple(
        Score(points=min(middle + tilt + luck, Decimal(100)), dimension=name)
        for name, tilt, luck in zip(DIMENSIONS, tilts, noise, strict=True)
    )


def _by_ballots(merit: Merit, rng: Random) -> tuple[Score, ...]:
    ballots = rng.randint(21, 34)
    half = Decimal(rng.choice((0, 5))) / 10
    whole = _mean(merit.grade, rng).to_integral_value(ROUND_FLOOR)
    return (Score(points=whole * ballots + half, ballots=ballots),)


def _of_stories(merits: Iterable[Merit], cast: Mapping[int, Story]) -> Scores:
    told: Scores = {}
    for merit in merits:
        story = cast.get(merit.person.key)
        if story and story.points:
            points, ballots = story.points
            told[merit.person.key] = (Score(points=Decimal(points), ballots=ballots),)
        elif story and story.mean:
            told[merit.person.key] = (Score(points=Decimal(story.mean) * 25, ballots=25),)
    return told


def _of_the_crowded(merits: Iterable[Merit], over: Mapping[Unit, str]) -> Scores:
    """The candidates of two communities: in clear order, or equal across the last seat in another count."""
    sums: dict[str, list[tuple[str, int]]] = {
        "order": [("2352.0", 24), ("2256.0", 24), ("2184.0", 24), ("2160.0", 24)],
        "tie": [("2352.0", 24), ("1840.0", 20), ("1932.0", 21), ("2024.0", 22)],
    }
    told: Scores = {}
    for unit, how in over.items():
        candidates = [merit for merit in merits if merit.unit == unit and merit.grade == "优秀"]
        for merit, (points, ballots) in zip(candidates, sums.get(how, []), strict=False):
            told[merit.person.key] = (Score(points=Decimal(points), ballots=ballots),)
    return told
