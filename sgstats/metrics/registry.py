"""Metrics as definitions: what each is called, its unit and formula, and the function that counts it.

A metric is one decorated function in a module of this package; nothing lists it a second time.
"""

from __future__ import annotations

import inspect
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from sgstats.errors import Refused
from sgstats.fields import field
from sgstats.messages import language, listed
from sgstats.metrics.question import Question

if TYPE_CHECKING:
    import polars as pl

    from sgstats.metrics.options import Options

Remarks = Callable[..., tuple[str, ...]]
"""What must be said beside a metric's numbers: a question and ``engine=`` in, sentences out."""
Rated = Callable[..., "pl.DataFrame"]
"""Cells with ``people`` and ``base`` and ``confidence=`` in, the same with value and interval out."""
Count = Callable[..., "pl.DataFrame"]
"""A metric's function: a question and ``engine=`` in, one row per cell out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition:
    """What a number means.

    Attributes:
        name: Name in commands and tables.
        label: Name in Chinese.
        label_en: Name in English.
        unit: What it is counted in.
        formula: How it is made, in words of the field dictionary.
        source: Which document asks for it or defines it.
        family: The group of metrics it belongs to.
        kind: Whether its cells are parts of a base (share), values of their own (value), counts over
            something (rate), the parts of an account (flow) or points of a curve (curve).
        needs_of: Whether it needs a field to break down.
        description: The function's own text: definition, and what happens to unknowns.
        count: The function.
        of: The field that it always breaks down.
        by: Fields that always make its groups, besides those asked for.
        also: Fields of a year's records that it counts by, besides those of people.
        remarks: What must be said beside its numbers, given the question.
        span: Whether it speaks of a period and not of a day.
        rated: For rates: gives the cells ``value``, ``low`` and ``high`` from ``people`` and ``base``,
            so that they can be made again from rounded counts.
        base_counts_people: Of a rate, whether its base tells how many people there are; residents,
            quotas and norms do not.
        folds: Whether the field it breaks down is folded into one number, so that cells have no
            column of it.
        parts: Fields that it may be broken down by, where it need not be.
        named: The part that gives it its name, where that is not the first value of its field.
    """

    name: str
    label: str
    label_en: str
    unit: str
    formula: str
    source: str
    family: str
    kind: Literal["share", "value", "rate", "flow", "curve"]
    needs_of: bool
    description: str
    count: Count
    of: str | None = None
    by: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    remarks: Remarks | None = None
    span: bool = False
    rated: Rated | None = None
    base_counts_people: bool = True
    folds: bool = False
    parts: tuple[str, ...] = ()
    named: str | None = None

    @property
    def part(self) -> str | None:
        """The part of its field that gives it its name: 持证, 参加过; None where it has no parts.

        Which row comes first tells nothing: where nothing is known of a unit, its first row is 未知.
        """
        if self.of is None or self.folds:
            return None
        return self.named or next(iter(field(self.of).values), None)

    @property
    def title(self) -> str:
        """Label in the language of the moment."""
        return self.label if language() == "zh" else self.label_en

    def groups(self, by: Sequence[str], *, options: Options) -> tuple[str, ...]:
        """The fields that make its groups: those asked for, then its own, then all denominators if wanted."""
        asked = (by,) if isinstance(by, str) else tuple(by)
        every = options.denominator == "all" and "denominator" in self.also
        own = (*self.by, *(["denominator"] if every else []))
        return (*asked, *(name for name in own if name not in asked))

    def check(self, question: Question) -> None:
        """Refuse a question with parts for a metric that has none, or the other way round."""
        if self.span and question.since is None:
            raise Refused("metric.span_missing", metric=self.name)
        if question.since is not None and not self.span:
            raise Refused("metric.span_not_wanted", metric=self.name)
        if self.needs_of and question.of is None:
            raise Refused("metric.of_missing", metric=self.name)
        if question.of != self.of and not self.needs_of and question.of not in self.parts:
            raise Refused("metric.of_not_wanted", metric=self.name, field=question.of)


_metrics: dict[str, Definition] = {}


def metric(*, needs_of: bool = False, **facts: Any) -> Callable[[Count], Count]:  # noqa: ANN401 - as Definition
    """Register a function as the metric of its own name.

    Args:
        needs_of: Whether it needs a field to break down.
        **facts: The other attributes of its definition.
    """

    def register(count: Count) -> Count:
        name = count.__name__
        text = inspect.getdoc(count) or ""
        _metrics[name] = Definition(name=name, needs_of=needs_of, description=text, count=count, **facts)
        return count

    return register


@cache
def catalogue() -> dict[str, Definition]:
    """Every metric by name.

    Example:
        >>> [name for name, entry in catalogue().items() if entry.family == "structure"]
        ['headcount', 'mean_age', 'median_age', 'structure']
    """
    package = import_module(__package__)
    for module in pkgutil.iter_modules(package.__path__):
        import_module(f"{__package__}.{module.name}")
    return dict(sorted(_metrics.items(), key=lambda item: (item[1].family, item[0])))


def definition(name: str) -> Definition:
    """The metric of this name.

    Raises:
        Refused: There is none; all names are given.
    """
    try:
        return catalogue()[name]
    except KeyError:
        raise Refused("metric.unknown", metric=name, known=listed(catalogue())) from None
