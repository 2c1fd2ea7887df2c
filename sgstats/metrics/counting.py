"""The one counting query behind every structure metric, in the portable core of SQL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib import resources

from sgstats.metrics.conditions import Condition
from sgstats.metrics.dimension import Dimension

_IDENTITY = ("person_id", "valid_from", "import_id", "row")
# No import comes near a thousand million rows, so the two numbers never mix.
_FIRST = "MIN(CAST(import_id AS BIGINT) * 1000000000 + row) AS first_seen"


def key_columns(dimensions: Iterable[Dimension]) -> dict[str, str]:
    """Every key column of some fields once, with its expression."""
    return {name: made for entry in dimensions for name, made in entry.keys.items()}


def counting(
    dimensions: Sequence[Dimension], *, conditions: Sequence[Condition]
) -> tuple[str, dict[str, object]]:
    """The counting query and the values to bind in it, all but ``$day``.

    Args:
        dimensions: Fields to group by; none counts everybody.
        conditions: Filters, applied after each person's place is settled.

    Returns:
        SQL whose rows are the key columns, ``first_seen`` where a free text is among them, and
        last ``people``; and the bound values by name.
    """
    keys = key_columns(dimensions)
    ranked = any(entry.free for entry in dimensions)
    used = [*dimensions, *(entry.dimension for entry in conditions)]
    needed = list(dict.fromkeys([*_IDENTITY, *(column for entry in used for column in entry.reads)]))
    bound: list[Dimension | Condition] = [*used, *conditions]
    sql = _template().format(
        needed=", ".join(needed),
        described=_described(keys, conditions=conditions, ranked=ranked),
        counted=", ".join([*keys, *([_FIRST] if ranked else []), "COUNT(*) AS people"]),
        conditions="\nWHERE " + " AND ".join(entry.sql for entry in conditions) if conditions else "",
        grouping="\nGROUP BY " + ", ".join(keys) if keys else "",
    )
    return sql, {name: value for part in bound for name, value in part.parameters.items()}


def _described(keys: Mapping[str, str], *, conditions: Sequence[Condition], ranked: bool) -> str:
    """What is known of a person: the keys, what filters look at, and the place in the files."""
    filtered = {entry.dimension.own: entry.dimension.keys[entry.dimension.own] for entry in conditions}
    rank = {"import_id": "import_id", "row": "row"} if ranked else {}
    columns = {**keys, **filtered, **rank} or {"person_id": "person_id"}
    return ", ".join(name if name == made else f"{made} AS {name}" for name, made in columns.items())


@cache
def _template() -> str:
    return resources.files(__package__).joinpath("population.sql").read_text(encoding="utf-8").rstrip()
