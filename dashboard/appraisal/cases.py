"""Single people, by pseudonym: for the analyst and nobody else."""

from __future__ import annotations

import polars as pl

from dashboard import parts
from dashboard.appraisal.reading import Chosen
from sgstats import Verdicts, say

COLUMNS = ("person_id", "unit", "rated_grade", "final_grade", "outcome", "rules", "reason")


def panel(verdicts: Verdicts, chosen: Chosen) -> None:
    """Those whom a human must look at, then those for whom something follows."""
    if verdicts.cases is None:
        return
    with parts.panel("cases", title=say("page.cases")):
        parts.quiet(say("page.cases_about"), key="cases_about")
        waiting = verdicts.cases.filter("needs_human")
        _people(waiting, key="cases", title=f"{say('page.cases')} {chosen.title}")
        parts.quiet(say("page.cases_decided"), key="decided_about")
        decided = verdicts.cases.filter(~pl.col("needs_human"))
        _people(decided, key="decided", title=f"{say('page.cases_decided')} {chosen.title}")


def _people(cases: pl.DataFrame, *, key: str, title: str) -> None:
    if cases.is_empty():
        parts.quiet(say("page.nobody_here"), key=f"{key}_none")
        return
    shown = cases.with_columns(pl.col("rules").list.join(" → ")).select(pl.col(COLUMNS).fill_null("–"))
    titles = {name: say(f"page.case_{name}") for name in COLUMNS}
    parts.told_table(
        shown.rename(titles), key=key, title=title, right=[], below=[say("disclosure.note_marked")]
    )
