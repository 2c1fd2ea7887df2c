"""A judgement for a person: totals first, then the rules, the quota, and whom a decision concerns."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sgstats.cli.folding import WIDTH, folded
from sgstats.cli.judging import chosen_options
from sgstats.cli.output import Row, emit, write
from sgstats.cli.verbs.measure import caption, show
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sgstats.disclosure import Protected
    from sgstats.pipeline.judging import Verdicts

PEOPLE_SHOWN = 30
QUOTA_NUMBERS = ("people", "seats", "given", "open")


def show_verdicts(verdicts: Verdicts) -> None:
    """What was applied, the counts, the quota, and who needs a decision."""
    write(say("judging.caption", policy=verdicts.policy, title=verdicts.title, year=verdicts.year))
    paragraph(chosen_options(verdicts.options))
    _show_counts(verdicts)
    write("")
    _show_rules(verdicts)
    _show_quota(verdicts)
    _show_people(verdicts)
    notes(verdicts.notes)


def paragraph(text: str) -> None:
    """A long sentence in lines that a terminal holds."""
    write("\n".join(folded(text, WIDTH)))


def notes(sentences: Iterable[str]) -> None:
    """What was assumed and what is missing, below all the rest."""
    for place, sentence in enumerate(sentences):
        if not place:
            write("")
        paragraph(sentence)


def numbers(rows: Iterable[Row]) -> list[Row]:
    """Rows with a star for what is hidden."""
    return [{name: "*" if value is None else value for name, value in row.items()} for row in rows]


def _show_counts(verdicts: Verdicts) -> None:
    """Grades and outcomes, of all together and of each unit asked for."""
    tables = [(verdicts.outcomes, verdicts.whole_outcomes)]
    if verdicts.scale:
        tables.insert(0, (verdicts.grades, verdicts.whole_grades))
    else:
        write("")
        write(say("judging.no_grades", policy=verdicts.policy))
    for table, whole in tables:
        write("")
        if table.by and table.frame.height:
            write(caption(table))
            _show_wide(table, whole)
        else:
            show(table, below=False)
    marked = say("disclosure.note_marked")
    said = dict.fromkeys(note for table, whole in tables for note in (*table.notes, *whole.notes))
    for note in said:
        if note != marked:
            write(note)


def _show_wide(table: Protected, whole: Protected) -> None:
    """One row per unit and one column per part, all units together first."""
    from sgstats.fields import field

    of = table.of or ""
    parts = list(dict.fromkeys(table.frame[of].to_list()))
    titles = {name: field(name).title for name in table.by} | {"base": say("judging.title_people")}
    named = {f"part {place}": part for place, part in enumerate(parts)}
    rows = [*([_wide(whole, named, of=of)] if not whole.by else []), *_per_unit(table, named, of=of)]
    rows[0] = {table.by[0]: say("judging.all_units")} | rows[0]
    filled = {name: part for name, part in named.items() if any(row.get(name) != 0 for row in rows)}
    share = {"share": say("judging.title_share", part=parts[0])} if table.name == "judged_grades" else {}
    emit(rows, form="table", titles=titles | filled | share)


def _per_unit(table: Protected, named: dict[str, str], *, of: str) -> list[Row]:
    groups = table.frame.partition_by(table.by, maintain_order=True)
    keys = [group.select(table.by).row(0, named=True) for group in groups]
    return [key | _counts(group.to_dicts(), named, of=of) for key, group in zip(keys, groups, strict=True)]


def _wide(whole: Protected, named: dict[str, str], *, of: str) -> Row:
    return _counts(whole.frame.to_dicts(), named, of=of)


def _counts(rows: Sequence[Row], named: dict[str, str], *, of: str) -> Row:
    """The parts of one group side by side, and the share of the first."""
    from sgstats.metrics.shares import percent

    found = {row[of]: row for row in rows}
    base = next((row["base"] for row in rows if row["base"] is not None), "*")
    counts = {name: found[part]["people"] if part in found else 0 for name, part in named.items()}
    first = found.get(next(iter(named.values())))
    share = "*" if first is None or first["share"] is None else f"{percent(first['share'])}%"
    return {"base": base, **numbers([counts])[0], "share": share}


def _show_rules(verdicts: Verdicts) -> None:
    titles = {name: say(f"judging.title_{name}") for name in ("rule", "people", "cite")}
    rows = [row | {"cite": verdicts.cites.get(row["rule"], "")} for row in verdicts.rules.rows()]
    if rows:
        emit(
            [row | numbers([{"people": row["people"]}])[0] for row in rows],
            form="table",
            titles=titles,
            width=WIDTH,
        )
    else:
        write(say("judging.no_rule_fired"))


def _show_quota(verdicts: Verdicts) -> None:
    """Seats and their use street by street, and the communities that want more than they have."""
    streets, units = verdicts.quota_by_street, verdicts.quota
    if streets is None or units is None or not units.height:
        return
    write("")
    write(say("judging.quota"))
    _quota_table(streets.to_dicts(), units=("street",))
    seen = units.drop_nulls("given")
    over = [row for row in seen.to_dicts() if _wanted(row) > row["seats"]]
    if verdicts.quota_units:
        write(say("judging.quota_units", **verdicts.quota_units))
    if hidden := units.height - seen.height:
        write(say("judging.quota_hidden", hidden=hidden))
    if over:
        _quota_table(over, units=tuple(name for name in ("street", "community") if name in seen.columns))


def _quota_table(rows: list[Row], *, units: tuple[str, ...]) -> None:
    from sgstats.fields import field

    titles = {name: field(name).title for name in units}
    titles |= {name: say(f"judging.title_{name}") for name in QUOTA_NUMBERS}
    emit(numbers(rows), form="table", titles=titles)


def _wanted(row: Row) -> int:
    return int(row["given"]) + int(row["open"] or 0)


def _show_people(verdicts: Verdicts) -> None:
    """Those who need a decision or for whom something follows, by pseudonym, the gravest first."""
    people, cases = verdicts.people, verdicts.cases
    if people is None or cases is None:
        return
    write("")
    if not cases.height:
        write(say("judging.no_cases", people=people.height))
        return
    shown = min(cases.height, PEOPLE_SHOWN)
    write(say("judging.people", people=people.height, told=cases.height, shown=shown))
    rest = cases.head(PEOPLE_SHOWN)
    for outcome in rest["outcome"].unique(maintain_order=True):
        own = rest.filter(outcome=outcome).to_dicts()
        write(say("judging.cases", outcome=outcome, people=cases.filter(outcome=outcome).height))
        _case_table([_case(row, verdicts) for row in own])


def _case_table(rows: list[Row]) -> None:
    names = ("person_id", "unit", "grades", "reason")
    emit(rows, form="table", titles={name: say(f"judging.title_{name}") for name in names}, width=WIDTH)


def _case(row: Row, verdicts: Verdicts) -> Row:
    """A case in few columns; the clauses stand above in full and are named by id only."""
    reason = row["reason"]
    for rule in dict.fromkeys(row["rules"]):
        reason = reason.replace(say("judge.fired", rule=rule, cite=verdicts.cites.get(rule, "")), rule)
    return row | {"grades": f"{row['rated_grade'] or '–'} → {row['final_grade'] or '–'}", "reason": reason}
