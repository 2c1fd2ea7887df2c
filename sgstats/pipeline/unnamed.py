"""No name of staff stays in the words of a ledger: what the store knows by pseudonym is found and masked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import polars as pl

from sgstats import store as statements
from sgstats.finding import Place, findings_at
from sgstats.records.ledger_items import DAYS, POSTS
from sgstats.records.ledger_privacy import mask_names, possible_names
from sgstats.records.pseudonyms import digest

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sgstats.records import Cleaned
    from sgstats.store import Arrival

NO_WORDS = (
    DAYS | POSTS | {"state", "term", "issues", "starts", "metric", "question", "again", "photos", "unit"}
)
"""Fields that hold no running text."""


def names_in(
    texts: Iterable[str], *, store: Path, key: bytes, listed: frozenset[str] = frozenset()
) -> frozenset[str]:
    """The names of people on staff lists that stand in some texts.

    Every piece of a text that could be a name is put through the key, and looked for among the
    pseudonyms that the store has: it never learns the names, and nor does anybody without the key.

    Args:
        texts: Texts of a ledger.
        store: The store; it may be missing.
        key: Of the pseudonyms.
        listed: Pseudonyms of lists that arrive with the ledger.
    """
    pieces = {digest(f"called|{piece}", key=key): piece for text in texts for piece in possible_names(text)}
    known = statements.called(store, keys=list(pieces)) | (listed & pieces.keys())
    return frozenset(pieces[one] for one in known)


def without_names(arrivals: list[Arrival], *, store: Path, key: bytes) -> list[Arrival]:
    """The arrivals with the names of staff masked in the words of ledgers; where they stood is noticed."""
    ledgers = [one for one in arrivals if one.kind == statements.LEDGER]
    if not ledgers:
        return arrivals
    texts = {text for one in ledgers for text in one.rows.filter(_wordy())["value"]}
    # A number of problems may be anything that somebody typed.
    texts |= {code for one in ledgers for code in one.rows["code"].drop_nulls()}
    names = names_in(texts, store=store, key=key, listed=_listed(arrivals))
    if not names:
        return arrivals
    return [_masked(one, names) if one.kind == statements.LEDGER else one for one in arrivals]


def unnamed_between(cleaned: list[Cleaned]) -> list[Cleaned]:
    """The sheets of one file, with the names that one of them lists masked in the words of the others."""
    names = frozenset[str]().union(*(one.people for one in cleaned))
    if not names:
        return cleaned
    return [_unnamed(one, names - one.people) if one.kind == statements.LEDGER else one for one in cleaned]


def _unnamed(cleaned: Cleaned, names: frozenset[str]) -> Cleaned:
    rows, changed = _without_names(cleaned.rows, names)
    at = Place(file=cleaned.file, sheet=cleaned.sheet)
    noticed = findings_at("ledger_file.name_masked", at=at, rows=changed)
    return replace(cleaned, rows=rows, findings=pl.concat([cleaned.findings, noticed]))


def _listed(arrivals: list[Arrival]) -> frozenset[str]:
    """The pseudonyms of names on lists that arrive together with a ledger."""
    with_people = [one.rows["called_key"] for one in arrivals if "called_key" in one.rows.columns]
    return frozenset(key for column in with_people for key in column.drop_nulls())


def _wordy() -> pl.Expr:
    return (pl.col("field") != "") & ~pl.col("field").is_in(sorted(NO_WORDS))


def _masked(arrival: Arrival, names: frozenset[str]) -> Arrival:
    rows, changed = _without_names(arrival.rows, names)
    at = Place(file=arrival.file, sheet=arrival.sheet)
    noticed = findings_at("ledger_file.name_masked", at=at, rows=changed)
    return replace(arrival, rows=rows, findings=pl.concat([arrival.findings, noticed]))


def _without_names(rows: pl.DataFrame, names: frozenset[str]) -> tuple[pl.DataFrame, pl.Series]:
    """Rows with names masked in their words, and the sheet rows where any stood."""
    masked = rows.with_columns(
        pl.when(_wordy()).then(_without(pl.col("value"), names)).otherwise("value").alias("value"),
        _without(pl.col("code"), names).alias("code"),
    )
    changed = (masked["value"] != rows["value"]) | masked["code"].ne_missing(rows["code"])
    return masked, masked.filter(changed)["_row"].unique().sort()


def _without(text: pl.Expr, names: frozenset[str]) -> pl.Expr:
    return text.map_elements(lambda one: mask_names(one, names=names).text, return_dtype=pl.String)
