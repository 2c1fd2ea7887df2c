"""What a check must agree on with itself and with the catalogue before anything is asked."""

from __future__ import annotations

from collections.abc import Iterator

from sgstats.errors import Refused
from sgstats.fields import UNKNOWN, dictionary
from sgstats.ledger.issues.check import LARGEST, Check
from sgstats.messages import listed
from sgstats.metrics import Options, catalogue
from sgstats.metrics.bands import labels

WAVE = "retirement_wave"
COUNTERS = ("rejected_rows", "contradictions", "contested_postings")
"""What is counted of the imports."""


def consistent(check: Check, *, name: str, file: str) -> Check:
    """The check itself, if nothing in it contradicts the rest.

    Raises:
        Refused: The first fault, with the file, the check and the key.
    """
    for rule, facts in _faults(check):
        raise Refused(rule, file=file, check=name, **facts)
    return check


def _faults(check: Check) -> Iterator[tuple[str, dict[str, object]]]:
    asked = [bool(check.metric), bool(check.counter), bool(check.lacking)]
    if sum(asked) != 1:
        yield "issue.one_question", {}
    if not 0 <= check.steps[0] <= check.steps[1]:
        yield "issue.steps", {"steps": listed(f"{step:g}" for step in check.steps)}
    if check.compare != "target" and (check.counter or check.number == "seats"):
        yield "issue.only_target", {"compare": check.compare}
    if check.compare != "target" and any(limit.value < 0 for limit in check.thresholds):
        yield "issue.negative_distance", {"compare": check.compare}
    if check.counter and check.counter not in COUNTERS:
        yield "issue.not_one_of", {"key": "counter", "value": check.counter, "known": listed(COUNTERS)}
    if check.metric:
        yield from _of_metric(check)


def _of_metric(check: Check) -> Iterator[tuple[str, dict[str, object]]]:
    """Whether the metric, its field and the parts exist."""
    known = catalogue()
    if check.metric not in {*known, WAVE}:
        yield "issue.no_metric", {"metric": check.metric, "known": listed([*known, WAVE])}
        return
    if check.metric == WAVE:
        return
    Options(bands=check.bands, tenure=check.tenure)
    metric = known[check.metric]
    if metric.kind in {"flow", "curve"}:
        yield "issue.no_number", {"metric": check.metric}
    shares = metric.kind == "share"
    if shares != (check.number != "value"):
        yield "issue.wrong_number", {"metric": check.metric, "number": check.number}
    of = check.of or metric.of
    if check.of and check.of not in dictionary():
        yield "issue.no_field", {"field": check.of}
    elif metric.needs_of and not check.of:
        yield "issue.key_missing", {"key": "of"}
    elif of:
        yield from _of_values(check, of)


def _of_values(check: Check, of: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Whether the parts to be added up are parts of the field: one that is none would count nobody."""
    if check.number != "value" and not check.values:
        yield "issue.key_missing", {"key": "values"}
    possible = _possible(check, of)
    for value in check.values:
        if possible and value not in {*possible, UNKNOWN, LARGEST}:
            yield "issue.not_one_of", {"key": "values", "value": value, "known": listed(possible)}
    if LARGEST in check.values and len(check.values) > 1:
        yield "issue.largest_alone", {}


def _possible(check: Check, of: str) -> tuple[str, ...]:
    """The values of a field, where they are fixed."""
    if of in {"age_band", "tenure_band"}:
        kind, spec = ("age", check.bands) if of == "age_band" else ("tenure", check.tenure)
        return labels(kind, spec)  # type: ignore[arg-type]
    return tuple(dictionary()[of].values)
