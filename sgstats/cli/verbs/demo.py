"""``sgstats demo``: the invented sample district end to end, from messy files to a report and a page."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path

from sgstats.cli.arguments import names, port
from sgstats.cli.output import write
from sgstats.cli.progress import progress
from sgstats.cli.verbs.dashboard import PORT, serve
from sgstats.cli.verbs.measure import show
from sgstats.errors import Refused
from sgstats.messages import say

DAY = "2023-12-31"
DISTRICT = "青禾区"
YEAR, PACK, AVERAGE = 2023, "EAST", "60000"
COLLEGE = "大专及以上"
FIRST, AHEAD, MIDDLE = "2021-01-01", 10, "40–50岁"
REPORT, SELF_CHECK = "队伍结构", "自查整改报告"
DRAFT = "自查/自查报告-2023-全区.docx"

HEADLINE = (
    {"metric": "structure", "of": "gender"},
    {"metric": "structure", "of": "age_band", "bands": "shk"},
    {"metric": "structure", "of": "education_group"},
    {"metric": "structure", "of": "study_mode", "where": {"education_group": [COLLEGE]}},
    {"metric": "structure", "of": "source"},
)
"""The published breakdown of such a district: sex, age 40 to 50, diplomas and how they were got, source."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write, and whether to serve the page at the end."""
    parser.add_argument("--no-dashboard", action="store_true", help=say("option.no_dashboard"))
    parser.add_argument("--out", type=Path, default=Path("out"), metavar="FOLDER", help=say("option.out"))
    parser.add_argument("--port", type=port, default=PORT, metavar="N", help=say("option.port"))
    parser.add_argument("--store", type=Path, metavar="PATH", help=say("option.store"))


def run(options: argparse.Namespace) -> int:
    """Load the sample district, print its headline breakdown, write the reports, serve the page."""
    options.out.mkdir(parents=True, exist_ok=True)
    # Never the user's own store: the invented people belong nowhere near real ones.
    store = options.store or options.out / "demo.duckdb"
    _load(store)
    _headline(store)
    _movement(store)
    _appraisal(store)
    _self_check(store)
    _effects(store)
    _reports(store, folder=options.out)
    write(say("demo.invented"))
    return 0 if options.no_dashboard else serve(store=store, port=options.port)


def _load(store: Path) -> None:
    from sgstats.pipeline import expand, ingest

    files = expand([samples()])
    with progress(say("progress.ingest"), total=2 * len(files)) as step:
        saved = ingest(files, store=store, step=step)
    accepted = sum(one.arrival.rows_accepted for one in saved)
    rejected = sum(one.arrival.rejected.height for one in saved)
    write(
        say("demo.loaded", tables=len(saved), read=accepted + rejected, accepted=accepted, rejected=rejected)
    )


def samples() -> Path:
    """The folder of sample files: in the project, or inside the installed package.

    Raises:
        Refused: It is in neither place.
    """
    package = Path(__file__).resolve().parents[2]
    for folder in (package / "data" / "samples", package.parent / "data" / "samples"):
        if folder.is_dir():
            return folder
    raise Refused("demo.no_samples")


def _headline(store: Path) -> None:
    from sgstats.pipeline import measure

    people = measure("headcount", on=DAY, store=store).rows()[0]["people"]
    write("\n" + say("demo.headline", district=DISTRICT, on=DAY, people=people) + "\n")
    for table in HEADLINE:
        show(measure(on=DAY, store=store, **table))
        write("")
    show(measure("headcount", by=names("street"), on=DAY, store=store))
    write("")


def _movement(store: Path) -> None:
    """The account of three years, who was trained, and where it leads if nothing changes."""
    from sgstats.metrics.shares import percent
    from sgstats.pipeline import measure

    show(measure("flows", by=names("year"), since=FIRST, until=DAY, store=store))
    write("")
    trained = measure("training_coverage", since=str(YEAR), until=str(YEAR), store=store).rows()[0]
    counts = {"people": trained["people"], "base": trained["base"]}
    write(say("demo.trained", year=YEAR, share=percent(trained["share"]), **counts))
    _ahead(store)
    write(say("demo.next_movement", store=store) + "\n")


def _ahead(store: Path) -> None:
    """One line on the staff ten years on."""
    from sgstats.metrics.shares import half_up, percent
    from sgstats.pipeline.projecting import project

    ahead = project(on=DAY, years=AHEAD, bands="shk", store=store).rows()
    whole = next(row for row in ahead if (row["year"], row["field"]) == (AHEAD, "total"))
    now, then = (row["share"] for row in ahead if row["label"] == MIDDLE and row["year"] in {0, AHEAD})
    numbers = {name: half_up(whole[name], places=0) for name in ("people", "low", "high")}
    shares = {"middle": MIDDLE, "now": percent(now), "share": percent(then)}
    write(say("demo.ahead", on=whole["on"], **numbers, **shares))


def _appraisal(store: Path) -> None:
    """One paragraph on the same year judged by a rule pack, and how to ask for more."""
    from sgstats.metrics.shares import percent
    from sgstats.pipeline.judging import judge
    from sgstats.pipeline.paying import pay

    judged = judge(PACK, year=YEAR, store=store)
    best = next(row for row in judged.grades.rows() if row["grade"] == judged.scale[0])
    waiting = next(row for row in judged.grades.rows() if row["grade"] == say("verdict.open"))
    given = {"best": best["grade"], "people": best["people"], "share": percent(best["share"])}
    facts = {"policy": PACK, "year": YEAR, "base": best["base"], "open": waiting["people"]}
    write(say("demo.judged", **facts, **given, **(judged.quota_units or {})))
    paid = pay(PACK, year=YEAR, average=AVERAGE, store=store)
    write(say("demo.paid", average=AVERAGE, **paid.totals))
    write(say("demo.next", policy=PACK, year=YEAR, average=AVERAGE, store=store) + "\n")


def _self_check(store: Path) -> None:
    """A draft held against the data, the problems of the data, and where the ledger stands."""
    from sgstats.pipeline.finding_issues import find_issues
    from sgstats.pipeline.tracking import ledger_gaps, ledger_progress
    from sgstats.pipeline.verifying import verify

    draft = samples() / DRAFT
    found = verify(draft, on=DAY, store=store)
    wrong = next(row for row in found.claims.to_dicts() if row["verdict"] == "contradicted")
    example = {"quote": wrong["quote"], "reason": wrong["reason"]}
    write(say("demo.verified", file=draft.name, claims=found.claims.height, **found.counts, **example))
    write(say("demo.issues", summary=find_issues(on=DAY, store=store).summary))
    today = date.fromisoformat(DAY)
    told, gaps = ledger_progress(store, today=today), ledger_gaps(store, today=today)
    facts = {"percent": told.completion.percent, "overdue": told.overdue, "gaps": len(gaps)}
    write(say("demo.ledger", on=DAY, issues=told.issues, **facts))
    write(say("demo.next_self_check", file=draft, on=DAY, store=store) + "\n")


def _effects(store: Path) -> None:
    """One line per measure on whether it worked, and what fell back after closing."""
    from sgstats.pipeline.effects_table import estimate_effects
    from sgstats.pipeline.looking_back import look_back
    from sgstats.pipeline.tracking import ledger
    from sgstats.reports.effect_words import ends, moved, verdict_word

    found = estimate_effects(store=store)
    texts = {one.item: one.text for one in ledger(store).measures}
    write(say("demo.effects", count=len(found.effects), measures=len(texts)))
    for one in found.effects:
        text = texts.get(str(one.measure), "")
        told = {"change": moved(one.effect, one.unit) or "*", "interval": ends(one) or "*"}
        facts = {"measure": one.measure, "title": one.title, "verdict": verdict_word(one.verdict)}
        write(say("demo.effect", text=text, **facts, **told))
    for look in look_back(store):
        if look.rebound:
            write(look.sentence)
    write(say("demo.next_effects", store=store) + "\n")


def _reports(store: Path, *, folder: Path) -> None:
    from sgstats.pipeline import report

    for suffix in (".docx", ".xlsx", ".html"):
        written = report("structure", to=folder / f"{DISTRICT}{REPORT}-{DAY}{suffix}", on=DAY, store=store)
        write(say("demo.report", file=written))
    self_check = folder / f"{DISTRICT}{SELF_CHECK}-{DAY}.docx"
    written = report("rectification", to=self_check, on=DAY, today=DAY, store=store)
    write(say("demo.report", file=written))
