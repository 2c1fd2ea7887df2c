"""The ledger and what lies around it: files, indicators that are measured, problems found in the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgstats import ledger as register
from sgstats.errors import Refused
from sgstats.ledger.editing import edit, known_item
from sgstats.ledger.ledger import Change, Ledger
from sgstats.ledger.sheets import sheets
from sgstats.ledger.workbook import write_csv, write_workbook
from sgstats.messages import listed, say
from sgstats.pipeline.arriving import DEFAULT_STORE, Choices, tables_of
from sgstats.pipeline.indicating import indicated
from sgstats.pipeline.spans import Day
from sgstats.pipeline.tracking import append_changes, change_ledger, ledger
from sgstats.records.ledger_entries import united
from sgstats.records.ledger_matching import match
from sgstats.reports.rendering import replace_file

if TYPE_CHECKING:
    from collections.abc import Mapping

EXPORTS = (".xlsx", ".csv")


def ledger_baseline(
    item: str,
    *,
    who: str | None,
    on: Day = None,
    store: str | Path = DEFAULT_STORE,
) -> tuple[Change, ...]:
    """Measure the baseline of a measure's indicator, and keep it.

    The indicator's metric is asked with the keywords it names. A ledger is read by everybody in the house,
    so a baseline is always what internal readers may see.

    Args:
        item: The measure.
        who: Office or post that makes the change.
        on: The day before the measure began; by default the last one that the store knows.
        store: The DuckDB file.

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
    told = measure.indicator
    found = indicated(measure.indicator.metric, told.question, on=on, store=store).text
    return change_ledger("set", wanted, {"baseline": found}, who=who, store=store)


def read_ledger(file: str | Path, *, choices: Choices | None = None) -> Ledger:
    """The ledger that a spreadsheet holds, without storing it.

    Args:
        file: The spreadsheet.
        choices: How it is to be understood, as for ``ingest``.

    Raises:
        Refused: The file can't be read, or holds no ledger.

    Example:
        >>> read_ledger(export_ledger(store.with_name("空台账.xlsx"), store=store))
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 空台账.xlsx 中没有读到任何问题或措施。请检查表头。
    """
    choices = replace(choices or Choices(), kind="ledger")
    standing: dict[str, dict[str, str]] = {}
    told: list[Change] = []
    for rows in united([one.rows for one in tables_of(Path(file), choices=choices)]):
        for _, item, name, value in match(rows, standing=standing).changes:
            standing.setdefault(item, {})[name] = value
            told.append(Change(item=item, field=name, value=value))
    found = register.replay(told)
    if not (found.issues or found.measures):
        raise Refused("ledger.no_ledger", file=Path(file).name)
    return found


def export_ledger(to: str | Path, *, store: str | Path = DEFAULT_STORE, today: date | None = None) -> Path:
    """Write the ledger as the workbook that offices keep, or its list of problems as CSV.

    Taken in again by ``ingest``, the workbook is the same ledger.

    Args:
        to: The file, ``.xlsx`` or ``.csv``.
        store: The DuckDB file.
        today: The day that the totals speak of; by default the day it is.

    Returns:
        The path written.

    Raises:
        Refused: There is no store, the file is of another kind, or it can't be written.

    Example:
        >>> export_ledger(store.with_name("台账.xlsx"), store=store).name
        '台账.xlsx'
    """
    path, day = Path(to), today or date.today()
    if path.suffix.lower() not in EXPORTS:
        raise Refused("ledger.export_kind", file=path.name, known=listed(EXPORTS))
    if not path.parent.is_dir():
        raise Refused("ledger.no_folder", folder=path.parent.name, file=path.name)
    found = sheets(ledger(store), day)
    if path.suffix.lower() == ".xlsx":
        content = write_workbook(found, title=say("ledger.title", day=day.isoformat()))
    else:
        # Excel takes a CSV for the code page of the machine unless it begins so.
        content = write_csv(found[0]).encode("utf-8-sig")
    replace_file(path, content)
    return path


def adopt_issue(
    source: str,
    *,
    who: str | None,
    measure: str | None = None,
    on: date | str | None = None,
    store: str | Path = DEFAULT_STORE,
) -> tuple[Change, ...]:
    """Enter a problem that was found in the data into the ledger.

    Args:
        source: Check and unit as ``issues`` lists them: ``sex_ratio@春晓街道``.
        who: Office or post that enters it.
        measure: What is to be done about it; its indicator is the number by which it was found.
        on: The day on which the data is looked at; by default the last one that the store knows.
        store: The DuckDB file.

    Returns:
        The changes made.

    Raises:
        Refused: No such problem is found, or the ledger has it already.

    Example:
        >>> adopt_issue("sex_ratio@火星街道", who="社区党委", store=store)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 数据中没有发现“sex_ratio@火星街道”这个问题。用 sgstats issues 查看发现了哪些。
    """
    from sgstats.pipeline.finding_issues import find_issues

    found = find_issues(on=on, store=store)
    rows = (row for row in found.issues.iter_rows(named=True) if f"{row['id']}@{row['unit']}" == source)
    row = next(rows, None)
    if row is None:
        raise Refused("ledger.not_found", source=source)
    return append_changes(lambda known: _adopted(known, row, measure, day=found.on), who=who, store=store)


def _adopted(known: Ledger, row: Mapping[str, Any], measure: str | None, *, day: date) -> list[Change]:
    """The changes by which a found problem, and a measure for it, are entered."""
    source = f"{row['id']}@{row['unit']}"
    if again := next((one.item for one in known.issues if one.source == source), None):
        raise Refused("ledger.adopted_already", source=source, item=again)
    told = {"text": row["sentence"], "unit": row["unit"], "kind": row["kind"], "goal": row["goal"]}
    told |= {"source": source, "found_on": day.isoformat()}
    changes = [*edit(known, "add", "issue", _texts(told), today=day)]
    if measure:
        issue = changes[0].item
        known = replace(known, issues=(*known.issues, *register.replay(changes).issues))
        aim = {"text": measure, "issues": issue, "indicator": row["words"], "metric": row["metric"]}
        aim |= {name: row[name] for name in ("question", "baseline", "target")}
        changes += edit(known, "add", "measure", _texts(aim), today=day)
    return changes


def _texts(told: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(value) for name, value in told.items() if value not in {None, ""}}
