"""What the user settles where headers and spellings do not decide: by option or in a saved file."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgstats import fields
from sgstats.errors import Refused
from sgstats.messages import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sgstats.sources.table import Table

IGNORE = "ignore"

UNITS = ("district", "street", "community")
"""Fields that may be given for a whole table."""

CODED = (
    "gender",
    "ethnicity",
    "political_status",
    "education",
    "study_mode",
    "degree",
    "post",
    "employment",
    "source",
    "certificate",
    "leave_reason",
    "grade",
    "no_grade",
    "rater",
    "dimension",
    "absence_type",
    "item",
    "movement_type",
    "training_level",
    "training_form",
    "retirement_category",
)
"""Fields whose spellings may be settled."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What the user has settled by ``--map``, ``--set`` or a mapping file.

    Attributes:
        columns: Field (or ``ignore``) by header title or by ``F列`` for column F.
        values: For a field, canonical value by spelling or code.
        fixed: Value of a unit field for the whole table, such as street = 春晓街道.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)


def read_settlement(path: Path) -> Settlement:
    """Read a saved mapping file (TOML with ``[columns]``, ``[values.<field>]``, ``[set]``).

    Raises:
        Refused: The file is missing or is no such TOML.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise Refused("file.missing", file=path.name) from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        raise Refused("mapping.unreadable", file=path.name) from None
    if unknown := set(content) - {"columns", "values", "set"}:
        raise Refused("mapping.unknown_part", file=path.name, part=listed(sorted(unknown)))
    columns, values, fixed = (content.get(part, {}) for part in ("columns", "values", "set"))
    _check_texts(columns, file=path.name, part="columns")
    _check_texts(fixed, file=path.name, part="set")
    for name, codes in values.items() if isinstance(values, dict) else [("", values)]:
        _check_texts(codes, file=path.name, part=f"values.{name}")
    return Settlement(columns=columns, values=values, fixed=fixed)


def _check_texts(part_of_file: object, *, file: str, part: str) -> None:
    """A part of a mapping file gives one text per name."""
    if not (isinstance(part_of_file, dict) and all(isinstance(text, str) for text in part_of_file.values())):
        raise Refused("mapping.not_text", file=file, part=part)


def parse_settlement(maps: Sequence[str], sets: Sequence[str], saved: Settlement) -> Settlement:
    """Add what the options settle to a saved mapping.

    Args:
        maps: ``列名=field``, ``F列=field`` or ``field:code=value``.
        sets: ``field=value``, for the units of the whole table.
        saved: What a mapping file settled; an option wins over it.

    Raises:
        Refused: An item is not of that form.

    Example:
        >>> parse_settlement(["工作地=community", "gender:1=男"], ["street=春晓街道"], Settlement()).values
        {'gender': {'1': '男'}}
    """
    columns, values = dict(saved.columns), {name: dict(codes) for name, codes in saved.values.items()}
    for item in maps:
        left, right = _pair(item, option="--map")
        name, colon, code = left.partition(":")
        if colon and name in fields.dictionary():
            values.setdefault(name, {})[code] = right
        else:
            columns[left] = right
    return Settlement(
        columns=columns,
        values=values,
        fixed=dict(saved.fixed) | dict(_pair(one, option="--set") for one in sets),
    )


def _pair(item: str, *, option: str) -> tuple[str, str]:
    left, equals, right = (part.strip() for part in item.rpartition("="))
    if not (left and equals and right):
        raise Refused("mapping.not_a_pair", option=option, item=item)
    return left, right


def check_settled(table: Table, settled: Settlement) -> None:
    """Every settled column, field and value must exist.

    Raises:
        Refused: One does not; the nearest names or the allowed values are given.
    """
    for name in settled.columns.values():
        if name != IGNORE and fields.field(name).derived and name != "age":
            raise Refused("mapping.derived", field=name)
    _check_columns(table, settled)
    _check_values(settled)
    for name in settled.fixed:
        if fields.field(name).name not in UNITS:
            raise Refused("mapping.not_fixed", field=name)


def columns_named(table: Table, settled: Settlement) -> set[str]:
    """The settled columns that a table has, by title or by letter."""
    letters = {f"{one.letter}列" for one in table.columns}
    titles = {fields.normalise(one.title) for one in table.columns}
    return {key for key in settled.columns if key in letters or fields.normalise(key) in titles}


def _check_columns(table: Table, settled: Settlement) -> None:
    for key in settled.columns.keys() - columns_named(table, settled):
        titles = sorted({fields.normalise(one.title) for one in table.columns} - {""})
        near = listed(fields.nearest(fields.normalise(key), titles))
        raise Refused(
            "mapping.no_such_column", file=table.file, sheet=table.sheet or "—", column=key, near=near
        )


def _check_values(settled: Settlement) -> None:
    for name, codes in settled.values.items():
        if fields.field(name).name not in CODED:
            raise Refused("mapping.no_codes", field=name, allowed=listed(CODED))
        allowed = fields.field(name).values
        wrong = next((value for value in codes.values() if allowed and value not in allowed), None)
        if wrong is not None:
            raise Refused("mapping.no_such_value", field=name, allowed=listed(allowed), value=wrong)
