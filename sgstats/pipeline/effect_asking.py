"""What is asked about a measure: from options and the ledger to an indicator, its starts and its aim."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from math import isfinite
from typing import TYPE_CHECKING, Any
from unicodedata import normalize

from sgstats.effects.question import Question
from sgstats.errors import Refused
from sgstats.ledger.editing import known_item
from sgstats.messages import listed, say
from sgstats.metrics import Options
from sgstats.pipeline.indicating import keywords

if TYPE_CHECKING:
    from sgstats.effects.panel import Better
    from sgstats.ledger import Ledger
    from sgstats.ledger.ledger import Indicator, Measure

OPTIONS = ("bands", "tenure", "base", "denominator", "standard", "share", "focus", "against")
"""Keywords of ``sgstats.measure`` that choose how a number is made."""
SHOWN = 12
_TARGET = re.compile(r"\s*(?P<sign>>=|<=|[≥≤><])?\s*(?P<number>-?\d+(?:\.\d+)?)")
_WAYS: Mapping[str, Better] = {"≥": "higher", ">": "higher", "≤": "lower", "<": "lower"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a user asks about a measure's effect; what is not said is taken from the ledger.

    Attributes:
        metric: Name in the catalogue.
        measure: Id in the ledger.
        starts: First day by unit.
        of: Field whose values are the parts of the indicator.
        by: Level of the units.
        where: Filters by field.
        values: Parts whose people are added up.
        since: First day that counts.
        until: Last day that counts.
        every: Length of a period.
        better: Which way is an improvement.
        aimed: The change that was aimed at.
        anticipation: Periods before the start that may already be touched.

    Raises:
        Refused: The time ends before it begins, nothing is aimed at, or the periods are no count.
    """

    metric: str | None = None
    measure: str | None = None
    starts: Mapping[str, date] = field(default_factory=dict)
    of: str | None = None
    by: str | None = None
    where: Mapping[str, Sequence[str]] = field(default_factory=dict)
    values: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    every: str = "auto"
    better: Better | None = None
    aimed: float | None = None
    anticipation: int = 0

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise Refused("period.backwards", since=self.since, until=self.until)
        require_aim(self.aimed, anticipation=self.anticipation)


def require_aim(aimed: float | None, *, anticipation: int) -> None:
    """Refuse an aim of no change, which is no aim, and periods that are no count.

    Example:
        >>> require_aim(2.5, anticipation=0)
    """
    if aimed is not None and (aimed == 0 or not isfinite(aimed)):
        raise Refused("effect_panel.no_aim", aimed=f"{aimed:g}")
    if anticipation < 0:
        raise Refused("effect_panel.no_anticipation", periods=anticipation)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A request with everything that the ledger adds to it.

    Attributes:
        question: The indicator.
        starts: First day by unit as the ledger has it; a unit "" stands for all.
        given: First day by unit as the user gave it; it goes before the ledger's.
        measure: The measure, or None.
        better: Which way is an improvement, as the user or the target says; None if neither does.
        target: The level that is to be reached, or None.
        remarks: Where the user says other than the ledger.
    """

    question: Question
    starts: Mapping[str, date]
    given: Mapping[str, date]
    measure: Measure | None
    better: Better | None
    target: float | None
    remarks: tuple[str, ...] = ()


def wanted(request: Request, *, ledger: Ledger) -> Wanted:
    """What is asked, completed from the ledger.

    Raises:
        Refused: There is no such measure, it names no indicator, or no start is told.
    """
    measure = None if request.measure is None else known_measure(request.measure, ledger=ledger)
    told = measure.indicator if measure else None
    metric = request.metric or (told.metric if told else None)
    if metric is None:
        raise Refused("effect_panel.no_indicator", item=measure.item) if measure else _nothing_asked()
    own = told if told and told.metric == metric else None
    starts = dict(measure.starts if measure else ())
    if not (starts or request.starts):
        item = measure.item if measure else metric
        raise Refused("effect_panel.no_start_of", item=item)
    way, target = target_of(own.target) if own else (None, None)
    return Wanted(
        question=_question(request, metric, own), starts=starts, given=request.starts, measure=measure,
        better=request.better or way, target=target, remarks=_otherwise(request.better, way, own),
    )  # fmt: skip


def _otherwise(better: Better | None, way: Better | None, own: Indicator | None) -> tuple[str, ...]:
    """What is to be said where the user calls an improvement what the ledger's target calls the contrary."""
    if better is None or way in {None, better} or own is None:
        return ()
    return (say(f"effect_panel.against_target_{better}", target=own.target),)


def _nothing_asked() -> Refused:
    return Refused("effect_panel.nothing_asked")


def known_measure(text: str, *, ledger: Ledger) -> Measure:
    """The measure of an id, also without its unit where only one unit has it.

    Raises:
        Refused: There is none, or several units have one.

    Example:
        >>> from sgstats.ledger import Ledger
        >>> known_measure("M4", ledger=Ledger(issues=(), measures=()))
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 台账中还没有措施，找不到“M4”。请先登记，或用 --metric 和 --start 指定。
    """
    if not ledger.measures:
        raise Refused("effect_panel.no_measures", item=text)
    item = known_item(replace(ledger, issues=()), text)
    return next(one for one in ledger.measures if one.item == item)


def _question(request: Request, metric: str, own: Indicator | None) -> Question:
    """The indicator: as the ledger asks it, and what the user says otherwise."""
    told, values = keywords(metric, own.question if own else None)
    counted = told.pop("number", None) == "people"
    told.pop("months", None)
    options = {name: told.pop(name) for name in OPTIONS if name in told}
    of, where = request.of or told.pop("of", None), {**_tuples(told.pop("where", {})), **request.where}
    told.pop("of", None)
    if told:
        raise Refused("effect_panel.keyword", keyword=next(iter(told)), known=listed(OPTIONS))
    asked_otherwise = bool(request.of or request.values or request.where)
    return Question(
        metric=metric, of=of, values=request.values or values, where=where, counted=counted,
        options=Options(**options), title=_title(own) if own and not asked_otherwise else None,
    )  # fmt: skip


def _title(own: Indicator) -> str | None:
    """What the ledger calls its indicator, without the unit that stands behind it in brackets."""
    return re.sub(r"[（(][^（）()]{1,4}[）)]\s*$", "", own.words or "").strip() or None


def _tuples(where: Any) -> dict[str, tuple[str, ...]]:  # noqa: ANN401 - of a JSON text
    if not isinstance(where, Mapping):
        return {}
    return {
        str(name): (values,) if isinstance(values, str) else tuple(values) for name, values in where.items()
    }


def target_of(text: str | None) -> tuple[Better | None, float | None]:
    """Which way a target points and the level it names; None for each that it does not say.

    Example:
        >>> target_of("≥30%"), target_of("<= 7"), target_of("明显好转")
        (('higher', 30.0), ('lower', 7.0), (None, None))
    """
    found = _TARGET.match(normalize("NFKC", text or ""))
    if found is None:
        return None, None
    return _WAYS.get((found["sign"] or "")[:1]), float(found["number"])
