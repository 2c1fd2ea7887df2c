"""The fields that people may be counted and filtered by."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sgstats.errors import Refused
from sgstats.fields import Field, field
from sgstats.messages import listed
from sgstats.metrics import derived, stored
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


def dimension(name: str, *, options: Options, beside: Sequence[str] = ()) -> Dimension:
    """How to count by a field.

    Args:
        name: A field of the dictionary.
        options: Which bands to cut ages and tenures into.
        beside: The other fields of the same table.

    Raises:
        Refused: There is no such field, or it is none to count by.

    Example:
        >>> dimension("age_band", options=Options(bands="shk")).own
        'age_band'
    """
    entry = field(name)
    if name not in FIELDS:
        raise Refused("metric.not_a_dimension", field=name, known=listed(FIELDS))
    if name in _DERIVED:
        return _DERIVED[name](entry, options)
    if name in stored.UNITS:
        return stored.unit(entry, beside=beside)
    return stored.category(entry) if entry.values else stored.text(entry)
