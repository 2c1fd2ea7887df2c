"""What measures really did is planted, told, and found again by those who see only the files."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import date

import pytest

import sgstats

LISTS = [date(year, 12, 31) for year in (2020, 2021, 2022, 2023)]
HOLDERS = {"助理社会工作师", "社会工作师", "高级社会工作师", "有证（级别不详）"}
NEVER = ("鹿鸣街道", "向暖街道")


@pytest.fixture(scope="module")
def truth(expected):
    return expected("effects")


@pytest.fixture(scope="module")
def unmeasured():
    """The same district, had the measures not been."""
    from data.generator.district import build

    return build(measures=False)


@pytest.fixture(scope="module")
def starts(expected):
    told = expected("ledgers")["台账-2021至2023-全区-整改台账.xlsx"]["starts"]
    days = date.fromisoformat
    return {item: {street: days(day) for street, day in begun.items()} for item, begun in told.items()}


def last(history, day):
    """Written apart from the generator: what somebody has on a day."""
    held = history[0][1]
    for since, value in history:
        held = value if since <= day else held
    return held


def staff(district, day):
    """People in post on a day by street."""
    found = {}
    for person in district.people:
        if person.hire <= day and (person.leave is None or person.leave > day):
            found.setdefault(last(person.units, day).street, []).append(person)
    return found


def holders(people, day):
    return sum(last(person.certificate, day) in HOLDERS for person in people)


def test_the_told_effect_of_coaching_is_the_difference_of_two_districts(district, unmeasured, truth, starts):
    caused, base = 0, 0
    for day in LISTS:
        with_it, without = staff(district, day), staff(unmeasured, day)
        for street in (street for street, begun in starts["M4"].items() if begun <= day):
            caused += holders(with_it[street], day) - holders(without[street], day)
            base += len(with_it[street])
    assert truth["M4"]["effect"] == pytest.approx(100 * caused / base, abs=1e-6)
    assert 5 < truth["M4"]["effect"] < 7


def test_every_street_and_list_after_its_start_is_told_and_no_other(truth, starts):
    for measure in ("M4", "M1"):
        told = [(cell["unit"], cell["last"]) for cell in truth[measure]["cells"]]
        after = [(unit, day.isoformat()) for unit, begun in starts[measure].items() for day in LISTS]
        after = [(unit, day) for unit, day in after if day >= starts[measure][unit].isoformat()]
        assert told == after


def test_nothing_else_was_done_by_a_measure(district, unmeasured, truth, starts):
    """The two districts have the same people with the same careers, but for those who were coached."""
    fields = ("key", "sex", "birth", "hire", "leave", "units", "education", "position", "id_number")
    pairs = list(zip(district.people, unmeasured.people, strict=True))
    assert all(getattr(one, name) == getattr(two, name) for one, two in pairs for name in fields)
    passed = [one for one, two in pairs if one.certificate != two.certificate]
    assert {last(one.units, LISTS[-1]).street for one in passed} == set(starts["M4"])
    assert all(one.leave is None and one.hire <= LISTS[0] for one in passed)
    assert [truth[measure]["effect"] for measure in ("M1", "M9")] == [0, 0]
    cells = truth["M1"]["cells"] + truth["M9"]["cells"]
    assert all(cell["people"] == cell["without"] > 0 for cell in cells)


def test_whoever_was_coached_passed_in_the_first_year_of_the_street(district, unmeasured, starts):
    for one, two in zip(district.people, unmeasured.people, strict=True):
        if one.certificate != two.certificate:
            street = last(one.units, LISTS[-1]).street
            (_, nothing), (day, held) = one.certificate
            assert (nothing, [value for _, value in two.certificate]) == ("无", ["无"])
            assert held in HOLDERS
            assert day.year == starts["M4"][street].year
            assert day > starts["M4"][street]


def test_the_last_list_is_as_the_self_check_says_and_other_streets_never_differ(district, unmeasured):
    found = {day: staff(district, day) for day in LISTS}
    total = [sum(holders(people, day) for people in found[day].values()) for day in LISTS]
    assert total == [166, 196, 258, 342]
    for day in LISTS:
        for street in NEVER:
            assert holders(found[day][street], day) == holders(staff(unmeasured, day)[street], day)


def test_the_lists_of_the_files_have_the_true_holders(district, samples):
    """What the structure of every list says is what is true of the people."""
    with (samples.parent / "expected" / "structure.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["field"] == "certificate"]
    listed = Counter()
    for row in (row for row in rows if row["value"] in HOLDERS):
        listed[row["on"], row["street"]] += int(row["people"])
    for day in LISTS:
        for street, people in staff(district, day).items():
            assert abs(listed[day.isoformat(), street] - holders(people, day)) <= 1


@pytest.fixture(scope="module")
def estimated(store):
    """What somebody sees who has the files alone."""
    return {one: sgstats.estimate_effect(measure=f"青禾区/{one}", store=store) for one in ("M4", "M1", "M9")}


@pytest.mark.parametrize("measure", ["M4", "M1", "M9"])
def test_the_planted_truth_lies_inside_the_interval(estimated, truth, measure):
    found, told = estimated[measure], truth[measure]
    assert found.low <= told["effect"] <= found.high
    assert found.verdict == told["verdict"]
    assert set(found.starts["unit"]) == {cell["unit"] for cell in told["cells"]}


def test_three_measures_have_three_verdicts_for_reasons_that_can_be_followed(estimated):
    """Clear of zero; near zero for certain; neither, and what was aimed at is too small to be seen."""
    clear, none, unknown = estimated["M4"], estimated["M1"], estimated["M9"]
    assert clear.low > 0
    assert none.low > -none.needed.aimed
    assert none.high < none.needed.aimed
    assert unknown.low < -unknown.needed.aimed < 0 < unknown.high
    assert unknown.needed.detectable > unknown.needed.aimed
    assert len({one.verdict for one in estimated.values()}) == 3


def test_the_measure_that_was_let_go_is_found_again_and_no_other(store, truth):
    """Called in its first year, closed, and nobody is called any more: the level of before is back."""
    looked = {one.issue: one for one in sgstats.look_back(store)}
    assert [issue for issue, one in looked.items() if one.rebound] == ["向暖街道/P16"]
    again = looked["向暖街道/P16"]
    assert (again.measure, again.then) == ("向暖街道/M14", "有证据改善")
    told = {year: cell["people"] / cell["base"] for year, cell in truth["M14"].items()}
    assert told["2023"] < told["2022"] * 0.6
    assert f"{100 * (told['2022'] - told['2023']):.1f}" in again.sentence


def test_what_was_let_go_did_nothing_in_the_year_after(truth):
    people, without = ([cell[name] for cell in truth["M14"].values()] for name in ("people", "without"))
    assert (people, without) == ([29, 67, 37], [29, 30, 37])
