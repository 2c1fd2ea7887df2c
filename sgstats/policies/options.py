"""The choices behind a judgement, wherever a clause can be read in more than one way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from sgstats.errors import Refused
from sgstats.messages import listed

ALLOWED: dict[str, tuple[str, ...]] = {
    "denominator": ("present_less_invalid", "present", "returned", "returned_less_invalid", "expressed"),
    "absence_window": ("year", "rolling"),
    "last_grade": ("final", "raw"),
    "missing_year": ("breaks", "skipped"),
    "quota_of": ("appraised", "headcount"),
    "gap": ("pack", "upper"),
    "rounding": ("largest_remainder", "equal_within_grade"),
    "part_year": ("full", "months"),
    "undecided": ("hold", "lower"),
    "first_day": ("not_counted", "counted"),
}
"""The values of each option, the default first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to read the rules where readers may differ; the choice travels with the result.

    Attributes:
        denominator: Of a share of votes: people who took part without invalid ballots (owip), or
            ``present``, ``returned``, ``returned_less_invalid``, ``expressed`` (X11).
        absence_window: "Within a year": the appraisal year, or any twelve months (X15).
        last_grade: Last year's grade as finally decided, or as it was rated (X14).
        missing_year: A year without a grade ends a run of years, or is passed over (1.9).
        quota_of: A quota is a share of those appraised, or of the headcount (X18).
        gap: What a score between two bands gets: what the pack says, or the band above (X27).
        rounding: Of pay: to the cent by largest remainder, or equal within a grade (X7).
        part_year: Whoever worked a part of the year counts fully, or by months (X9).
        undecided: A pool with an open decision waits, or is worked out as if nobody were chosen.
        first_day: Whether the day of posting counts as a day of publicity (X31).

    Raises:
        Refused: There is no such value.

    Example:
        >>> Options().denominator, Options(rounding="equal_within_grade").rounding
        ('present_less_invalid', 'equal_within_grade')
    """

    denominator: str = "present_less_invalid"
    absence_window: str = "year"
    last_grade: str = "final"
    missing_year: str = "breaks"
    quota_of: str = "appraised"
    gap: str = "pack"
    rounding: str = "largest_remainder"
    part_year: str = "full"
    undecided: str = "hold"
    first_day: str = "not_counted"

    def __post_init__(self) -> None:
        for one in fields(self):
            if (value := getattr(self, one.name)) not in ALLOWED[one.name]:
                allowed = listed(ALLOWED[one.name])
                raise Refused("policy.no_such_choice", option=one.name, value=value, allowed=allowed)


def choose(pack: Mapping[str, str], chosen: Mapping[str, str]) -> Options:
    """The options of a pack, with those the user chose instead.

    Raises:
        Refused: There is no such option or no such value.

    Example:
        >>> choose({"gap": "upper"}, {"denominator": "returned"}).gap
        'upper'
    """
    wanted = {**pack, **chosen}
    if unknown := set(wanted) - set(ALLOWED):
        raise Refused("policy.no_such_option", option=min(unknown), known=listed(ALLOWED))
    return Options(**wanted)


def chosen(options: Options) -> dict[str, str]:
    """Every option by name, as it was read.

    Example:
        >>> chosen(Options())["gap"]
        'pack'
    """
    return asdict(options)
