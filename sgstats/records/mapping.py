"""Which column means which field: by the printed header, and by what the user settles.

What the headers do not decide is refused with the choices named; it is never guessed.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgstats import fields
from sgstats.errors import Refused
from sgstats.findings import Place, finding, no_findings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    import polars as pl

    from sgstats.sources.table import Column, Table

IGNORE = "ignore"
MANY = frozenset({
    "education",
    "degree",
    "remark",
    "school",
    "major",
    "serial",
    "phone",
    "address",
    "grade",
    "bank_account",
})
"""Fields that several columns may hold: diplomas come in two columns, the others are not stored."""

USED = frozenset({"serial", "unit", "position", "age"})
"""Fields that are not stored as such but read for what they tell about others."""

PERSON = ("name", "id_number", "staff_id")
"""One of these must be there, or a row speaks of nobody."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMap:
    """The columns of one table by field, and the columns that stay out of the store."""

    columns: dict[str, tuple[Column, ...]]
    unmapped: tuple[str, ...]
    findings: pl.DataFrame

    def column(self, name: str) -> Column | None:
        """The only column of a field, or None."""
        return next(iter(self.columns.get(name, ())), None)


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
        raise Refused("mapping.unknown_part", file=path.name, part="、".join(sorted(unknown)))
    return Settlement(
        columns=content.get("columns", {}), values=content.get("values", {}), fixed=content.get("set", {})
    )


def parse_settlement(maps: Sequence[str], sets: Sequence[str], saved: Settlement) -> Settlement:
    """Add ``--map '列名=field'``, ``--map 'field:code=value'`` and ``--set 'field=value'`` to a saved mapping.

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


def map_columns(table: Table, *, settled: Settlement) -> ColumnMap:
    """Say for every column which field it holds.

    Raises:
        Refused: A settled column is not in the table; two columns claim one field; no column
            tells who a row speaks of.
    """
    _check_settled(table, settled)
    claimed: dict[str, list[Column]] = {}
    for column in table.columns:
        name = _settled_field(column, settled) or field_of_title(column.title)
        claimed.setdefault(name or "", []).append(column)
    unknown, _ = claimed.pop("", []), claimed.pop(IGNORE, None)
    for name, columns in claimed.items():
        if len(columns) > 1 and name not in MANY:
            raise Refused(
                "mapping.two_columns",
                **_where(table),
                field=fields.field(name).title,
                columns=_named(columns),
            )
    if not any(name in claimed for name in PERSON):
        raise Refused("mapping.no_person", **_where(table), near=_nearest_titles(unknown))
    stored = {name: tuple(columns) for name, columns in claimed.items()}
    left_out = tuple(column.title for column in unknown if column.title)
    return ColumnMap(columns=stored, unmapped=left_out, findings=_findings(table, stored, unknown))


def field_of_title(title: str) -> str | None:
    """Field of a header path: the whole title, else its last level, else its first.

    Example:
        >>> field_of_title("全日制教育/学历学位"), field_of_title("职务/岗位"), field_of_title("血型")
        ('education', 'position', None)
    """
    parts = title.split("/")
    return next(
        (name for text in (title, parts[-1], parts[0]) if (name := fields.field_of_header(text))), None
    )


def _settled_field(column: Column, settled: Settlement) -> str | None:
    for key, name in settled.columns.items():
        if key == f"{column.letter}列" or fields.normalise(key) == fields.normalise(column.title):
            return name
    return None


def _check_settled(table: Table, settled: Settlement) -> None:
    """Every settled column must exist, and every settled field too."""
    letters, titles = (
        {f"{one.letter}列" for one in table.columns},
        {fields.normalise(one.title) for one in table.columns},
    )
    for key, name in settled.columns.items():
        if name != IGNORE:
            fields.field(name)
        if key not in letters and fields.normalise(key) not in titles:
            near = fields.nearest(fields.normalise(key), sorted(titles - {""}))
            raise Refused("mapping.no_such_column", **_where(table), column=key, near="、".join(near) or "—")
    for name in [*settled.values, *settled.fixed]:
        fields.field(name)


def _findings(
    table: Table, stored: Mapping[str, tuple[Column, ...]], unknown: Sequence[Column]
) -> pl.DataFrame:
    """A note for every column that is left out, with the reason."""
    import polars as pl

    known = fields.dictionary()
    left = [("column.unknown", column) for column in unknown if column.title]
    left += [
        ("column.not_stored", one)
        for name, columns in stored.items()
        if not (known[name].stored or name in USED)
        for one in columns
    ]
    row = table.header_rows[-1] if table.header_rows else None
    notes = [
        finding(
            rule,
            at=Place(file=table.file, sheet=table.sheet, row=row, column=column.letter),
            title=column.title,
        )
        for rule, column in left
    ]
    return pl.concat([no_findings(), *notes])


def _nearest_titles(unknown: Sequence[Column]) -> str:
    """The unread headers that look most like a name, an ID number or a staff number."""
    titles = [column.title for column in unknown if column.title]
    wanted = [header for header, name in fields.headers().items() if name in PERSON]
    near = [title for title in titles if fields.nearest(fields.normalise(title), wanted, count=1)]
    return "、".join(near or titles[:5]) or "—"


def _named(columns: Sequence[Column]) -> str:
    return "、".join(f"{column.letter}列“{column.title}”" for column in columns)


def _where(table: Table) -> dict[str, str]:
    return {"file": table.file, "sheet": table.sheet or "—"}
