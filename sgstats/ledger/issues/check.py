"""What is looked for: a question to the data, and the threshold that its answer is held against."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from sgstats.messages import language

Problem = Literal["above", "below"]
"""On which side of the threshold the problem lies; the threshold itself is no problem."""
Compare = Literal["target", "median", "past"]
"""Against a target, the median of the units of the same level, or the same unit one year before."""
Reckoned = Literal["share", "value", "people", "seats"]
"""Which number of the answer is judged."""
Level = Literal["district", "street", "community"]
LEVELS: tuple[Level, ...] = ("district", "street", "community")
Severity = Literal["提示", "一般", "较重", "严重"]
SEVERITIES: tuple[Severity, ...] = ("提示", "一般", "较重", "严重")
"""Mildest first."""
LARGEST = "largest"

Finite = Annotated[float, Field(allow_inf_nan=False)]


class Part(BaseModel):
    """Frozen, and without keys that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Threshold(Part):
    """A limit and since when it holds.

    Attributes:
        value: In the unit of the number: percent for shares and rates. Of a comparison with a median or
            the past it is the distance that is tolerated.
        source: The document or practice it comes from.
        since: First day on which it holds; None where the source has no date, so that it always does.
    """

    value: Finite
    source: str
    since: date | None = None


class Check(Part):
    """One problem that is looked for.

    Attributes:
        title: What the problem is called, in Chinese.
        title_en: The same in English.
        what: What the number is, in Chinese: 男性占比.
        what_en: The same in English.
        kind: Class of issue in the ledger: 性别结构, 年龄结构 …
        metric: Metric of the catalogue, or ``retirement_wave``.
        counter: In place of a metric, what is counted of the imports: ``rejected_rows`` …
        lacking: In place of a metric, which fields the store would need and has not: the check cannot be
            made, and says so.
        of: Field whose parts are counted.
        values: Parts that are added up; ``["largest"]`` is the part with most people, 未知 aside.
        bands: Age bands.
        tenure: Tenure bands.
        base: ``all``, or ``known``: only those whose value is known.
        policy: Rule pack whose training duties are looked at.
        where: Whom it is about: allowed values by field.
        months: For metrics of a period, how many months up to the day.
        years: Of the retirement wave, how many years ahead.
        number: Which number is judged.
        unit: What it is counted in, for sentences.
        problem: On which side of the threshold the problem lies.
        compare: With what.
        thresholds: By date; the last one that holds on the day counts.
        steps: Distances from the threshold at which an issue is 较重 and 严重.
        most: The gravest that it can be.
        least_base: With a smaller base nothing is said.
        levels: Levels of units it is made at, where not those asked for.
        off: Whether it is left out.
    """

    title: str
    title_en: str = ""
    what: str
    what_en: str = ""
    kind: str
    metric: str | None = None
    counter: str | None = None
    lacking: tuple[str, ...] = ()
    of: str | None = None
    values: tuple[str, ...] = ()
    bands: str | None = None
    tenure: str | None = None
    base: Literal["all", "known"] = "all"
    policy: str | None = None
    where: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    months: Annotated[int, Field(ge=1, le=600)] = 12
    years: Annotated[int, Field(ge=1, le=50)] = 5
    number: Reckoned = "share"
    unit: str = "%"
    problem: Problem
    compare: Compare = "target"
    thresholds: Annotated[tuple[Threshold, ...], Field(min_length=1)]
    steps: tuple[Finite, Finite]
    most: Severity = "严重"
    least_base: Annotated[int, Field(ge=1)] = 30
    levels: tuple[Level, ...] = ()
    off: bool = False

    @property
    def named(self) -> str:
        """Title in the language of the moment."""
        return self.title if language() == "zh" else self.title_en or self.title

    @property
    def of_what(self) -> str:
        """What the number is, in the language of the moment."""
        return self.what if language() == "zh" else self.what_en or self.what

    @property
    def sign(self) -> int:
        """1 where more is worse, -1 where less is."""
        return 1 if self.problem == "above" else -1

    def threshold(self, day: date) -> Threshold | None:
        """The limit that holds on a day; None before the first of them does.

        Example:
            >>> limits = [{"value": 18, "source": "规划", "since": date(2021, 12, 27)}]
            >>> facts = {"title": "配备不足", "what": "每万人配备", "kind": "配备", "metric": "density"}
            >>> one = Check(**facts, number="value", problem="below", thresholds=limits, steps=(1, 3))
            >>> one.threshold(date(2021, 12, 27)).value, one.threshold(date(2021, 12, 26))
            (18.0, None)
        """
        holding = [limit for limit in self.thresholds if limit.since is None or limit.since <= day]
        return max(holding, key=lambda limit: limit.since or date.min, default=None)
