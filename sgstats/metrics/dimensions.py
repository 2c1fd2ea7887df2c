"""The fields that people may be counted and filtered by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sgstats.errors import Refused
from sgstats.fields import Field, field
from sgstats.messages import listed
from sgstats.metrics import appraised, derived, stored, trained
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.options import Options

_STORED = (
    "gender", "ethnicity", "political_status", "education", "study_mode", "degree", "post", "employment",
    "source", "certificate", *stored.UNITS,
)  # fmt: skip
_DERIVED: dict[str, Callable[[Field, Options], Dimension]] = {
    "age": lambda entry, options: derived.age(entry),
    "age_band": lambda entry, options: derived.bands(entry, kind="age", spec=options.bands),
    "certified": lambda entry, options: derived.grouped(entry),
    "birth_decade": lambda entry, options: derived.decade(entry),
    "education_group": lambda entry, options: derived.grouped(entry),
    "tenure_band": lambda entry, options: derived.bands(entry, kind="tenure", spec=options.tenure),
}
FIELDS = (*_STORED, *_DERIVED)
"""Names of the fields to count by."""
FIELDS_OF_A_YEAR = tuple(appraised.OF_A_YEAR)
"""Names of the fields that only metrics of appraisals count by."""
FIELDS_OF_A_PERIOD = ("quarter", "month", "leave_reason", "leave_class", "flow", "denominator")
"""Names of the fields, besides the year, that only metrics of a period count by."""
_OF_RECORDS = appraised.OF_A_YEAR | trained.OF_TRAININGS


def dimension(
    name: str, *, options: Options, beside: Sequence[str] = (), also: Sequence[str] = ()
) -> Dimension:
    """How to count by a field.

    Args:
        name: A field of the dictionary.
        options: Which bands to cut ages and tenures into.
        beside: The other fields of the same table.
        also: Fields of a year's records, or of what happened in a period, that this metric counts by.

    Raises:
        Refused: There is no such field, or it is none to count by, or only in other metrics.

    Example:
        >>> dimension("age_band", options=Options(bands="shk")).own
        'age_band'
    """
    entry = field(name)
    if name in also:
        return _OF_RECORDS.get(name, stored.category)(entry)
    if name not in FIELDS:
        raise Refused(_elsewhere(name), field=name, known=listed((*FIELDS, *also)))
    if name in _DERIVED:
        return _DERIVED[name](entry, options)
    if name in stored.UNITS:
        return stored.unit(entry, beside=beside)
    return stored.category(entry) if entry.values else stored.text(entry)


def _elsewhere(name: str) -> str:
    """What to say of a field that is none to count by here."""
    if name in FIELDS_OF_A_YEAR:
        return "metric.only_of_appraisals"
    return "movement.only_of_periods" if name in FIELDS_OF_A_PERIOD else "metric.not_a_dimension"
