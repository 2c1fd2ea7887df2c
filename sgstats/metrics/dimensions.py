"""The fields that people may be counted and filtered by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sgstats.errors import Refused
from sgstats.fields import Field, field
from sgstats.messages import listed
from sgstats.metrics import appraised, derived, stored
from sgstats.metrics.dimension import Dimension
from sgstats.metrics.options import Options

_STORED = (
    "gender", "ethnicity", "political_status", "education", "study_mode", "degree", "post", "employment",
    "source", "certificate", *stored.UNITS,
)  # fmt: skip
_DERIVED: dict[str, Callable[[Field, Options], Dimension]] = {
    "age": lambda entry, options: derived.age(entry),
    "age_band": lambda entry, options: derived.bands(entry, kind="age", spec=options.bands),
    "birth_decade": lambda entry, options: derived.decade(entry),
    "education_group": lambda entry, options: derived.grouped(entry),
    "tenure_band": lambda entry, options: derived.bands(entry, kind="tenure", spec=options.tenure),
}
FIELDS = (*_STORED, *_DERIVED)
"""Names of the fields to count by."""
FIELDS_OF_A_YEAR = tuple(appraised.OF_A_YEAR)
"""Names of the fields that only metrics of appraisals count by."""


def dimension(
    name: str, *, options: Options, beside: Sequence[str] = (), also: Sequence[str] = ()
) -> Dimension:
    """How to count by a field.

    Args:
        name: A field of the dictionary.
        options: Which bands to cut ages and tenures into.
        beside: The other fields of the same table.
        also: Fields of a year's records that this metric counts by.

    Raises:
        Refused: There is no such field, or it is none to count by, or only in other metrics.

    Example:
        >>> dimension("age_band", options=Options(bands="shk")).own
        'age_band'
    """
    entry = field(name)
    if name in also:
        return appraised.recorded(name)
    if name not in FIELDS:
        elsewhere = name in FIELDS_OF_A_YEAR
        rule = "metric.only_of_appraisals" if elsewhere else "metric.not_a_dimension"
        raise Refused(rule, field=name, known=listed((*FIELDS, *also)))
    if name in _DERIVED:
        return _DERIVED[name](entry, options)
    if name in stored.UNITS:
        return stored.unit(entry, beside=beside)
    return stored.category(entry) if entry.values else stored.text(entry)
