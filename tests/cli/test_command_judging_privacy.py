"""What judge and pay tell others than the analyst: no person, no small count, none that answers give away."""

from __future__ import annotations

import re
from itertools import product

import numpy as np
import pytest

PSEUDONYM = re.compile(r"\bp[0-9a-f]{20}\b")
EAST = ("--policy", "EAST", "--year", "2023")
STREETS = ("拾光街道", "揽月街道", "鹿鸣街道", "康宁街道")
WHERE = [
    (),
    ("--where", "street=拾光街道"),
    ("--where", "community=信笺社区"),
    ("--where", "street=拾光街道,揽月街道"),
    ("--where", "street=揽月街道", "--where", "community=玉兔社区"),
]
BY = [(), ("--by", "street"), ("--by", "community")]
VERBS = [
    ("judge",),
    ("pay", "--average", "60000"),
    ("pay", "--pool", "100000"),
    ("judge", "--against", "PLAN"),
]


def shown(ask, *words, audience="internal"):
    return ask(*words, *EAST, "--audience", audience)


@pytest.mark.parametrize("audience", ["internal", "public"])
@pytest.mark.parametrize("form", ["table", "json", "csv"])
@pytest.mark.parametrize("verb", VERBS, ids=" ".join)
def test_no_person_is_printed(ask, audience, form, verb):
    ended = shown(ask, *verb, "--format", form, audience=audience)
    assert (ended.code, ended.err) == (0, "")
    assert not PSEUDONYM.search(ended.out)


def test_the_analyst_sees_people_and_is_told_to_keep_them(ask):
    ended = shown(ask, "judge", audience="analyst")
    assert PSEUDONYM.search(ended.out)
    assert "不得外传" in ended.err


@pytest.mark.parametrize(("by", "where"), product(BY, WHERE), ids=lambda words: " ".join(words) or "all")
@pytest.mark.parametrize(("audience", "most"), [("internal", 4), ("public", 7)])
def test_no_count_is_small(ask, by, where, audience, most):
    told = shown(ask, "judge", *by, *where, "--format", "json", audience=audience).json
    rows = [row for table in ("grades", "outcomes", "rules") for row in told[table]]
    assert not [row for row in rows if row["people"] and row["people"] <= most]
    assert not [row for row in told["grades"] if row["base"] and row["base"] < 10]
    assert not [row for row in told["quota"] for name in ("given", "open") if row[name] and row[name] <= most]
    assert not re.search(rf"(?<!\d)[1-{most}] ?人", "".join(told["notes"]))


@pytest.mark.parametrize("where", WHERE, ids=lambda words: " ".join(words) or "all")
def test_no_change_is_small(ask, where):
    told = shown(ask, "judge", "--against", "PLAN", *where, "--format", "json").json
    counts = ("changed", "graded_up", "graded_down", "outcomes_changed")
    rows = [*told["units"], told["changes"]]
    assert not [row for row in rows for name in counts if 0 < (row.get(name) or 0) < 5]
    assert not [row for row in told["units"] if row["people"] and row["people"] < 10]


@pytest.mark.parametrize("where", WHERE, ids=lambda words: " ".join(words) or "all")
def test_pay_tells_of_no_unit_of_a_few_people_nor_their_grades(ask, where):
    told = shown(ask, "pay", "--average", "60000", *where, "--format", "json").json
    assert told["people"] == []
    for row in told["units"]:
        assert row["members"] is None or row["members"] >= 5
        assert (row["members"] is None) == (row["pool"] is None) == (row["allocated"] is None)
        assert row["one_more_costs"] is None
        assert not re.search(r"\d", row["reason"] or "")


def test_a_hidden_pool_cannot_be_had_from_the_total(ask):
    told = shown(ask, "pay", "--average", "60000", "--format", "json").json
    hidden = [row["unit"] for row in told["units"] if row["pool"] is None]
    assert len(hidden) != 1
    alone = shown(ask, "pay", "--average", "60000", "--where", "street=折桂街道")
    assert "合计" in alone.out


def test_cents_left_over_by_equal_shares_tell_of_no_unit(ask):
    words = ("pay", "--average", "60000", "--choose", "rounding=equal_within_grade", "--format", "json")
    told = shown(ask, *words).json
    assert all(row["allocated"] is None and row["unallocated"] is None for row in told["units"])
    assert any(row["pool"] for row in told["units"])


def test_for_the_public_pay_is_one_sum(ask):
    told = shown(ask, "pay", "--average", "60000", "--format", "json", audience="public").json
    assert all(row["pool"] is None for row in told["units"])
    refused = shown(ask, "pay", "--average", "60000", "--where", "street=康宁街道", audience="public")
    assert refused.code == 2


# Comparing the answers


def test_the_same_number_is_hidden_wherever_it_is_asked_for(ask):
    """A street's own table is the row of the table of streets: neither tells more than the other."""
    whole = shown(ask, "judge", "--by", "street", "--format", "json").json
    for street, table in product(STREETS, ("grades", "outcomes")):
        own = shown(ask, "judge", "--where", f"street={street}", "--format", "json").json[table]
        row = [one for one in whole[table] if one["street"] == street]
        of = table.removesuffix("s")
        assert [(one[of], one["people"]) for one in own] == [(one[of], one["people"]) for one in row]


@pytest.mark.parametrize("table", ["grades", "outcomes"])
def test_no_small_number_follows_from_all_tables_together(ask, table):
    """Every sum that anybody can write down, solved together: no hidden small count has one value only."""
    of = table.removesuffix("s")
    exact = exact_counts(ask, of)
    seen = {}
    for by in BY:
        for row in shown(ask, "judge", *by, "--format", "json").json[table]:
            seen[(row.get("street"), row.get("community"), row[of])] = row["people"], row["base"]
    unknown = [key for key, count in exact.items() if seen[key][0] is None and count > 0]
    places = {key: place for place, key in enumerate(unknown)}
    move = free_move(list(equations(exact, seen, places)), len(places))
    fixed = [key for key, place in places.items() if abs(move[place]) < 1e-6]
    assert unknown
    assert not [key for key in fixed if exact[key] < 5]


def exact_counts(ask, of):
    """People by street, community and part, and their sums, as only the analyst knows them."""
    counts = {}
    rows = shown(ask, "judge", "--by", "community", "--format", "json", audience="analyst").json
    for row in rows:
        if row["outcome"] == "不适用":
            continue
        street, community = row["unit"].split("/")
        waits = "待定" if row["needs_human"] else "无等次"
        part = row["outcome"] if of == "outcome" else row["final_grade"] or waits
        for key in ((None, None, part), (street, None, part), (street, community, part)):
            counts[key] = counts.get(key, 0) + 1
    return counts


def equations(exact, seen, places):
    """One row for each sum that a reader knows to hold: parts of a base, units of a unit above."""
    groups = {key[:2] for key in exact}
    for group in groups:
        parts = [key for key in exact if key[:2] == group and key in places]
        if any(seen[key][1] is not None for key in seen if key[:2] == group):
            yield {places[key]: 1.0 for key in parts}
    for key in exact:
        street, community, part = key
        if community is not None:
            continue
        level = 1 if street else 0
        alike = [one for one in exact if one[2] == part and one[:level] == key[:level]]
        below = [one for one in alike if one[level] is not None and (level or one[1] is None)]
        row = {places[one]: 1.0 for one in below if one in places}
        yield row | ({places[key]: -1.0} if key in places else {})


def free_move(rows, size):
    """A random change of all hidden numbers, less all of it that would break an equation."""
    matrix = np.zeros((len(rows), size))
    for number, row in enumerate(rows):
        for place, value in row.items():
            matrix[number, place] = value
    wish = np.random.default_rng(7).normal(size=size)
    return wish - matrix.T @ np.linalg.lstsq(matrix.T, wish, rcond=None)[0]
