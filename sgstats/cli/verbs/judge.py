"""``sgstats judge --policy P --year Y``: grades and outcomes by a rule pack, each with its rules."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from sgstats.cli.arguments import conditions, field_names
from sgstats.cli.judging import add_judging, choices, chosen_options, mark
from sgstats.cli.output import Row, emit, emit_json, write
from sgstats.cli.verbs.measure import show
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.judging import Verdicts

PEOPLE_SHOWN = 30
QUOTA_NUMBERS = ("people", "seats", "given", "open")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Pack, year, units and options."""
    add_judging(parser)
    parser.add_argument("--by", metavar="FIELD,…", help=say("option.by_unit"))


def run(options: argparse.Namespace) -> int:
    """Judge and print: person by person for the analyst, as counts for anybody else."""
    from sgstats.pipeline.judging import judge

    asked = {
        "year": options.year, "where": conditions(options.where), "choices": choices(options.choose),
        "store": options.store, "audience": options.audience,
    }  # fmt: skip
    if options.against:
        from sgstats.cli.comparing import show_comparison
        from sgstats.pipeline.comparing import what_if

        return show_comparison(what_if(options.policy, options.against, **asked), form=options.format)
    verdicts = judge(options.policy, by=field_names(options.by), **asked)
    mark(verdicts.audience)
    if options.format == "json":
        emit_json(_json(verdicts))
    elif options.format == "csv":
        _emit_csv(verdicts)
    else:
        _show(verdicts)
    return 0


def _json(verdicts: Verdicts) -> object:
    """One entry per person for the analyst; counts by grade, outcome and rule for others."""
    if verdicts.people is not None:
        return verdicts.people.to_dicts()
    return {
        "grades": verdicts.grades.rows(),
        "outcomes": verdicts.outcomes.rows(),
        "rules": _rules(verdicts),
        "quota": [] if verdicts.quota_by_street is None else verdicts.quota_by_street.to_dicts(),
        "notes": list(verdicts.notes),
    }


def _emit_csv(verdicts: Verdicts) -> None:
    if verdicts.people is None:
        rows = verdicts.grades.rows()
        columns = verdicts.grades.frame.columns
    else:
        rows = [row | {"rules": " ".join(row["rules"])} for row in verdicts.people.to_dicts()]
        columns = verdicts.people.columns
    emit(rows, form="csv", titles={name: name for name in columns})


def _rules(verdicts: Verdicts) -> list[Row]:
    return [row | {"cite": verdicts.cites.get(row["rule"], "")} for row in verdicts.rules.rows()]


def _show(verdicts: Verdicts) -> None:
    """For a person: what was applied, the counts, the quota, and who needs a decision."""
    write(say("judging.caption", policy=verdicts.policy, title=verdicts.title, year=verdicts.year))
    write(chosen_options(verdicts.options))
    for table in (verdicts.grades, verdicts.outcomes):
        write("")
        show(table)
    write("")
    _show_rules(verdicts)
    if verdicts.quota is not None:
        write("")
        _show_quota(verdicts)
    if verdicts.people is not None:
        write("")
        _show_people(verdicts)
    for note in verdicts.notes:
        write(note)


def _show_rules(verdicts: Verdicts) -> None:
    titles = {name: say(f"judging.title_{name}") for name in ("rule", "people", "cite")}
    rows = [row | {"people": "*" if row["people"] is None else row["people"]} for row in _rules(verdicts)]
    emit(rows, form="table", titles=titles)


def _show_quota(verdicts: Verdicts) -> None:
    """Seats and their use street by street, and the communities that want more than they have."""
    streets, units = verdicts.quota_by_street, verdicts.quota
    if streets is None or units is None:
        return
    write(say("judging.quota"))
    _quota_table(streets.to_dicts(), units=("street",))
    seen = units.drop_nulls("given")
    over = [row for row in seen.to_dicts() if _wanted(row) > row["seats"]]
    write(say("judging.quota_units", units=units.height, over=len(over), hidden=units.height - seen.height))
    if over:
        _quota_table(over, units=("street", "community"))


def _quota_table(rows: list[Row], *, units: tuple[str, ...]) -> None:
    from sgstats.fields import field

    titles = {name: field(name).title for name in units}
    titles |= {name: say(f"judging.title_{name}") for name in QUOTA_NUMBERS}
    starred = [{name: "*" if value is None else value for name, value in row.items()} for row in rows]
    emit(starred, form="table", titles=titles)


def _wanted(row: Row) -> int:
    return int(row["given"]) + int(row["open"] or 0)


def _show_people(verdicts: Verdicts) -> None:
    """Those who need a decision or for whom something follows, by pseudonym."""
    people, cases = verdicts.people, verdicts.cases
    if people is None or cases is None:
        return
    names = ("person_id", "unit", "rated_grade", "final_grade", "outcome", "reason")
    titles = {name: say(f"judging.title_{name}") for name in names}
    shown = min(cases.height, PEOPLE_SHOWN)
    write(say("judging.people", people=people.height, told=cases.height, shown=shown))
    emit(cases.head(PEOPLE_SHOWN).to_dicts(), form="table", titles=titles)
