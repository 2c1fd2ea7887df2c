"""The choices behind a number, wherever a definition can be read in more than one way."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from sgstats.errors import Refused
from sgstats.messages import listed
from sgstats.metrics.bands import band_set
from sgstats.metrics.duty import Duty

Denominator = Literal["months", "ends", "opening", "closing", "leavers_closing", "all"]
DENOMINATORS: tuple[Denominator, ...] = get_args(Denominator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to count where readers may differ; the choice travels with the number.

    Attributes:
        bands: Age bands: a set of ``bands.toml`` or bounds such as ``0-39,40-50,51-``; None for
            the default set.
        tenure: Tenure bands, written the same way.
        base: ``all`` counts people whose value is unknown in the denominator; ``known`` leaves
            them out, and their own row then has no base and no share.
        confidence: Of the intervals.
        against: Raters whose scores those of the others are compared with.
        denominator: What leavers are divided by: ``months`` (the mean of the months' average
            headcounts), ``ends`` (the mean of opening and closing), ``opening``, ``closing``,
            ``leavers_closing`` (leavers and closing together), or ``all`` of them side by side.
        standard: What staffing is held against: a name of ``staffing/standards.toml``, or a number of
            workers per 10,000 residents.
        duties: Training duties, as a rule pack has them.
        due_within: Days before its end from which on a training duty is due soon.
        focus: The one value of a field that a decomposition sets against all others together.
        share: Which share is taken apart by mix and rate: a field and its values, such as
            ``certificate=社会工作师,助理社会工作师``.

    Raises:
        Refused: One of them is not allowed.

    Example:
        >>> Options().base, Options(bands="cadre").confidence
        ('all', 0.95)
    """

    bands: str | None = None
    tenure: str | None = None
    base: Literal["all", "known"] = "all"
    confidence: float = 0.95
    against: str = "街道"
    denominator: Denominator = "months"
    standard: str = "national"
    duties: tuple[Duty, ...] = ()
    due_within: int = 90
    share: str = "certified=持证"
    focus: str | None = None

    def __post_init__(self) -> None:
        band_set("age", self.bands)
        band_set("tenure", self.tenure)
        if self.base not in {"all", "known"}:
            raise Refused("metric.base_option", base=self.base)
        if self.denominator not in DENOMINATORS:
            raise Refused(
                "metric.denominator_option", denominator=self.denominator, known=listed(DENOMINATORS)
            )
        if not 0 < self.confidence < 1:
            raise Refused("metric.confidence_option", confidence=self.confidence)
        if self.due_within < 0:
            raise Refused("training.due_within_option", days=self.due_within)
