"""The rectification ledger of a store: read, looked through, counted, and edited with every change kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import polars as pl

from sgstats import ledger as register
from sgstats import store as statements
from sgstats.ledger.editing import edit, known_item
from sgstats.ledger.ledger import Change, Gap, Ledger
from sgstats.pipeline.arriving import DEFAULT_STORE, proof_of
from sgstats.pipeline.unnamed import NO_WORDS, names_in
from sgstats.records.ledger_items import item_of
from sgstats.records.ledger_privacy import mask_names
from sgstats.records.ledger_values import maker
from sgstats.records.pseudonyms import secret

if TYPE_CHECKING:
    from sgstats.ledger import Progress

Told = tuple[str, str, str | None]


def ledger(store: str | Path = DEFAULT_STORE) -> Ledger:
    """The rectification ledger (整改台账) as it stands.

    Args:
        store: The DuckDB file.

    Returns:
        Issues with their causes, evidence and reviews, and the measures; empty where none was entered.

    Raises:
        Refused: There is no store.

    Example:
        >>> ledger(store=store).issues
        ()
    """
    return register.replay(_told(statements.ledger_changes(store)))


standing_ledger = ledger
"""The same under the name it has in ``sgstats``, whose ``ledger`` is the package of the lane."""


def _told(changes: pl.DataFrame) -> list[Change]:
    rows = changes.select("item", "field", "value").rows()
    return [Change(item=item, field=name, value=value) for item, name, value in rows]


def ledger_changes(store: str | Path = DEFAULT_STORE, *, item: str | None = None) -> pl.DataFrame:
    """Every change of the ledger, oldest first.

    Args:
        store: The DuckDB file.
        item: An item whose changes are wanted; of an issue those of its parts too.

    Returns:
        ``change``, ``import`` (null for edits), ``at``, ``who``, ``item``, ``field``, ``value`` (null where
        a value was taken away).

    Raises:
        Refused: There is no store or no such item.

    Example:
        >>> ledger_changes(store=store).height
        0
    """
    changes = statements.ledger_changes(store)
    if item is None:
        return changes
    wanted = known_item(register.replay(_told(changes)), item)
    parts = pl.col("item").str.starts_with(f"{wanted}-") & (item_of(wanted).part == "issue")
    return changes.filter((pl.col("item") == wanted) | parts)


def ledger_gaps(store: str | Path = DEFAULT_STORE, *, today: date | None = None) -> tuple[Gap, ...]:
    """What the ledger lacks: issues without measures, measures without indicator, owner or day, and more.

    Args:
        store: The DuckDB file.
        today: The day by which things are late; by default the day it is.

    Returns:
        One gap per rule and item; see ``sgstats.ledger.check`` for the rules. A closed issue whose effect
        has evidently gone since (反弹, ``ledger.rebound``) is one, too.

    Example:
        >>> ledger_gaps(store=store)
        ()
    """
    from sgstats.pipeline.looking_back import rebound_gaps

    known, day = ledger(store), today or date.today()
    return (*register.check(known, day), *rebound_gaps(store, ledger=known, until=day))


def ledger_progress(store: str | Path = DEFAULT_STORE, *, today: date | None = None) -> Progress:
    """How far the ledger is: 完成率, 按期率, 超期数, 驳回次数, 反弹率; see ``sgstats.ledger.Progress``.

    Args:
        store: The DuckDB file.
        today: The day by which things are late; by default the day it is.

    Example:
        >>> ledger_progress(store=store).completion.percent
    """
    return register.progress(ledger(store), today or date.today())


def change_ledger(  # noqa: PLR0913 - one keyword per part of an edit, as in the command
    action: str,
    item: str,
    values: Mapping[str, str],
    *,
    who: str | None,
    store: str | Path = DEFAULT_STORE,
    today: date | None = None,
) -> tuple[Change, ...]:
    """Edit the ledger; every change is kept with when it was made and by which office or post.

    Names of staff that the store knows are masked in the words.

    Args:
        action: ``add``, ``set``, ``move`` or ``review``.
        item: The item; of ``add`` what is added: ``issue``, ``cause``, ``measure``, ``evidence``, ``record``.
        values: Fields and their values; see ``sgstats.ledger.editing.edit``.
        who: Office or post that makes the change, never a person's name.
        store: The DuckDB file, made if missing.
        today: The day of a move or a look where ``values`` give none; by default the day it is.

    Returns:
        The changes made; none where everything stood so already.

    Raises:
        Refused: Nobody answers for the change, a person is named, or the edit is not possible.

    Example:
        >>> import shutil
        >>> mine = shutil.copy(store, store.with_name("ledger.duckdb"))
        >>> made = change_ledger("add", "issue", {"text": "缺少文体人才"}, who="社区党委", store=mine)
        >>> made[0].item, ledger(store=mine).issues[0].state
        ('P1', '待整改')
    """
    _check_metric(values)
    return append_changes(
        lambda known: edit(known, action, item, values, today=today or date.today()), who=who, store=store
    )


def append_changes(
    make: Callable[[Ledger], Iterable[Change]], *, who: str | None, store: str | Path
) -> tuple[Change, ...]:
    """Append what is worked out from the ledger as it stands, all or nothing, without names of staff.

    Args:
        make: Given the ledger, the changes.
        who: Office or post that makes them.
        store: The DuckDB file, made if missing.

    Raises:
        Refused: Nobody answers for the change, or ``make`` refuses.
    """
    path, by, key = Path(store), maker(who), secret()
    # Names are looked for in what will be written, before the store is open for it.
    wanted = make(ledger(path)) if path.exists() else make(Ledger(issues=(), measures=()))
    names = names_in((one.value for one in wanted if one.value), store=path, key=key)

    def made(before: list[Told]) -> list[Told]:
        standing = register.replay(Change(item=i, field=f, value=v) for i, f, v in before)
        return [(one.item, one.field, _masked(one, names)) for one in make(standing)]

    appended = statements.change_ledger(path, made, who=by, key=proof_of(key))
    return tuple(Change(item=item, field=name, value=value) for item, name, value in appended)


def _masked(change: Change, names: frozenset[str]) -> str | None:
    """What a change sets, without names of staff where it is running text."""
    if change.value is None or change.field in NO_WORDS:
        return change.value
    return mask_names(change.value, names=names).text


def _check_metric(values: Mapping[str, str]) -> None:
    """An indicator's metric is one of the catalogue."""
    name = values.get("metric") or values.get("指标代码")
    if name:
        from sgstats.metrics.registry import definition

        definition(name)
