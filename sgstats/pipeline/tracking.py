"""The rectification ledger of a store: read, looked through, counted, and edited with every change kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from sgstats import ledger as register
from sgstats import store as statements
from sgstats.errors import Refused
from sgstats.ledger.editing import edit, known_item
from sgstats.ledger.ledger import Change, Gap, Ledger
from sgstats.pipeline.arriving import DEFAULT_STORE, proof_of
from sgstats.pipeline.unnamed import names_in
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
        One gap per rule and item; see ``sgstats.ledger.check`` for the rules.

    Example:
        >>> ledger_gaps(store=store)
        ()
    """
    return register.check(ledger(store), today or date.today())


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
    path, by, key = Path(store), maker(who), secret()
    _check_metric(values)

    def make(before: list[Told]) -> list[Told]:
        standing = register.replay(Change(item=i, field=f, value=v) for i, f, v in before)
        made = edit(standing, action, item, values, today=today or date.today())
        return [(one.item, one.field, _masked(one.value, names)) for one in made]

    names = names_in(values.values(), store=path, key=key)
    appended = statements.change_ledger(path, make, who=by, key=proof_of(key))
    return tuple(Change(item=item, field=name, value=value) for item, name, value in appended)


def _masked(value: str | None, names: frozenset[str]) -> str | None:
    return value if value is None else mask_names(value, names=names).text


def _check_metric(values: Mapping[str, str]) -> None:
    """An indicator's metric is one of the catalogue."""
    name = values.get("metric") or values.get("指标代码")
    if name:
        from sgstats.metrics.registry import definition

        definition(name)


def ledger_baseline(
    item: str,
    *,
    who: str | None,
    store: str | Path = DEFAULT_STORE,
    audience: str = "internal",
) -> tuple[Change, ...]:
    """Measure the baseline of a measure's indicator, and keep it.

    The indicator's metric is asked with the keywords it names, as any reader may see the answer.

    Args:
        item: The measure.
        who: Office or post that makes the change.
        store: The DuckDB file.
        audience: ``internal``, ``public`` or ``analyst``.

    Raises:
        Refused: The measure's indicator names no metric, its answer is no single number, or it is hidden.

    Example:
        >>> ledger_baseline("M1", who="社区党委", store=store)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 台账中没有 M1。现有：—。
    """
    known = ledger(store)
    wanted = known_item(known, item)
    measure = next((one for one in known.measures if one.item == wanted), None)
    if measure is None or measure.indicator is None or measure.indicator.metric is None:
        raise Refused("ledger.no_metric", item=wanted)
    question: dict[str, Any] = json.loads(measure.indicator.question or "{}")
    found = answer_of(measure.indicator.metric, question, store=store, audience=audience)
    return change_ledger("set", wanted, {"baseline": found}, who=who, store=store)


def answer_of(metric: str, question: dict[str, Any], *, store: str | Path, audience: str) -> str:
    """The one number that a question is answered with, as text; a share with its counts beside it."""
    from sgstats.metrics.shares import percent
    from sgstats.pipeline.asking import measure

    part = question.pop("value", None)
    shown = measure(metric, store=store, audience=audience, **question)
    rows = [row for row in shown.rows() if part is None or row.get(shown.of or "") == part]
    if len(rows) != 1:
        raise Refused("ledger.not_one_number", metric=metric, count=len(rows))
    row = rows[0]
    if row["status"] != "shown":
        raise Refused("ledger.hidden_number", metric=metric)
    if row.get("value") is not None:
        return str(row["value"])
    if row.get("share") is not None and row.get("base") != row.get("people"):
        return f"{percent(row['share'])}%（{row['people']}/{row['base']}）"
    return str(row["people"])


def loose_ledger(file: str | Path, *, choices: Any = None) -> Ledger:  # noqa: ANN401 - Choices of arriving
    """The ledger that a spreadsheet holds, without storing it.

    Args:
        file: The spreadsheet.
        choices: How it is to be understood, as for ``ingest``.

    Raises:
        Refused: The file can't be read, or holds no ledger.
    """
    from sgstats.pipeline.arriving import Choices, tables_of
    from sgstats.records.ledger_matching import match

    choices = replace(choices or Choices(), kind="ledger")
    standing: dict[str, dict[str, str]] = {}
    told: list[Change] = []
    for one in tables_of(Path(file), choices=choices):
        found = match(one.rows, standing=standing).changes
        for _, item, name, value in found:
            standing.setdefault(item, {})[name] = value
            told.append(Change(item=item, field=name, value=value))
    return register.replay(told)
