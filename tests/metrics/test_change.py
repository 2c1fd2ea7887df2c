"""Why a share has changed between two days: accounts that add up, per value and in percentage points."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from fractions import Fraction

import oracle
import pytest
import stays
from hypothesis import given
from hypothesis import strategies as st
from postings import posting

from sgstats.errors import Refused
from sgstats.metrics import Options, measure
from sgstats.metrics.change import contributions
from sgstats.periods import OPEN_END, from_day_number

BEFORE, SINCE, ON = date(2022, 12, 31), date(2023, 1, 1), date(2023, 12, 31)
COMPONENTS = ("期初", "入职", "调入", "转入", "离职", "调出", "转出", "期末")
SUMS = {"流入": ("入职", "调入", "转入"), "流出": ("离职", "调出", "转出")}


def person(name, first=None, last=None, **facts):
    """Somebody in the list of one day, of the other or of both; each day's facts override the common ones."""
    told = []
    if first is not None:
        told.append({"person_id": name, "valid_from": BEFORE, "valid_to": ON, **facts, **first})
    if last is not None:
        told.append({"person_id": name, "valid_from": ON, **facts, **last})
    return told


def account(people, *, of="gender", by=(), options=None, where=None):
    """{component: {group and value: people}} without zeros and sums, and the frame."""
    engine = stays.engine([], people=[row for one in people for row in one])
    asked = {"of": of, "by": by, "where": where, "options": options or Options()}
    frame = measure("change", engine=engine, since=SINCE, on=ON, **asked).cells
    found = defaultdict(dict)
    for row in frame.iter_rows(named=True):
        key = tuple(row[name] for name in (*by, of))
        if row["people"] and row["component"] not in SUMS:
            found[row["component"]][key if by else key[0]] = row["people"]
    return dict(found), frame


MAN, WOMAN = {"gender": "男"}, {"gender": "女"}


def test_somebody_there_on_both_days_has_stayed():
    assert account([person("a", MAN, MAN)])[0] == {"期初": {"男": 1}, "期末": {"男": 1}}


def test_somebody_there_on_the_last_day_only_has_joined_and_on_the_first_only_has_left():
    found, _ = account([person("a", MAN), person("b", None, WOMAN)])
    assert found == {"期初": {"男": 1}, "离职": {"男": 1}, "入职": {"女": 1}, "期末": {"女": 1}}


def test_somebody_who_grew_older_changed_from_one_band_to_the_next():
    people = [
        person("a", {}, {}, birth_day=date(1983, 6, 1)),
        person("b", {}, {}, birth_day=date(1990, 1, 1)),
    ]
    found, _ = account(people, of="age_band", options=Options(bands="0-39,40-50,51-"))
    assert found == {
        "期初": {"39岁及以下": 2}, "转出": {"39岁及以下": 1},
        "转入": {"40–50岁": 1}, "期末": {"39岁及以下": 1, "40–50岁": 1},
    }  # fmt: skip


def test_somebody_who_moved_between_streets_moved_out_and_in():
    moved = person("a", {"street": "东街"}, {"street": "西街"}, gender="男")
    found, _ = account([moved], by=("street",))
    assert found == {
        "期初": {("东街", "男"): 1}, "调出": {("东街", "男"): 1},
        "调入": {("西街", "男"): 1}, "期末": {("西街", "男"): 1},
    }  # fmt: skip


def test_a_move_inside_what_is_looked_at_is_none():
    assert account([person("a", {"street": "东街"}, {"street": "西街"}, gender="男")])[0].keys() == {
        "期初",
        "期末",
    }


def test_a_move_out_of_the_street_looked_at_is_one():
    moved = person("a", {"street": "东街"}, {"street": "西街"}, gender="男")
    stayed = person("b", {}, {}, street="东街", gender="女")
    found, _ = account([moved, stayed], where={"street": ["东街"]})
    assert found == {"期初": {"男": 1, "女": 1}, "调出": {"男": 1}, "期末": {"女": 1}}


def test_who_no_longer_fits_another_filter_has_changed():
    learnt = person("a", {"certificate": "无"}, {"certificate": "社会工作师"}, gender="男")
    found, _ = account([learnt], where={"certificate": ["社会工作师"]})
    assert found == {"转入": {"男": 1}, "期末": {"男": 1}}


def test_values_are_the_shares_and_what_adds_up_to_their_difference():
    """Of 4, 1 is a man; a woman leaves, a man joins: 2 of 4. Joining adds (1 - 3/8) / 4, leaving 3/8 / 4."""
    people = [
        person("a", MAN, MAN), person("b", WOMAN, WOMAN), person("c", WOMAN, WOMAN), person("d", WOMAN),
        person("e", None, MAN),
    ]  # fmt: skip
    _, frame = account(people)
    men = {row["component"]: row["value"] for row in frame.iter_rows(named=True) if row["gender"] == "男"}
    assert men == {
        "期初": 25.0, "流入": 15.625, "入职": 15.625, "调入": 0.0, "转入": 0.0,
        "流出": 9.375, "离职": 9.375, "调出": 0.0, "转出": 0.0, "期末": 50.0,
    }  # fmt: skip


def test_with_the_base_of_the_known_unknown_values_have_no_share():
    people = [person("a", MAN, MAN), person("b", {}, WOMAN)]
    _, frame = account(people, options=Options(base="known"))
    shares = {(row["component"], row["gender"]): row["value"] for row in frame.iter_rows(named=True)}
    assert shares["期初", "男"] == 100.0
    assert shares["转入", "男"] == pytest.approx(-50.0)
    assert shares["期末", "男"] == 50.0
    assert shares["期初", "未知"] is None


def test_a_street_without_anybody_on_one_day_has_no_contributions():
    people = [person("a", MAN, MAN, street="东街"), person("b", None, MAN, street="西街")]
    _, frame = account(people, by=("street",))
    west = {row["component"]: row["value"] for row in frame.iter_rows(named=True) if row["street"] == "西街"}
    assert west["期初"] is None
    assert west["入职"] is None
    assert west["期末"] == 100.0


def test_a_day_without_lists_is_refused():
    with pytest.raises(Refused) as refusal:
        account([person("a", None, MAN)])
    assert refusal.value.rule == "metric.no_statement"


# For any history

COUNTS = st.integers(0, 30)
VALUES = ("甲", "乙", "丙", "未知")


@st.composite
def accounts(draw):
    """An account by value: any stocks and flows that leave nobody below zero."""
    flows = {part: {value: draw(COUNTS) for value in VALUES} for part in ("入职", "调入", "离职", "调出")}
    changed = [(draw(st.sampled_from(VALUES)), draw(st.sampled_from(VALUES)), draw(COUNTS)) for _ in range(4)]
    flows |= {part: dict.fromkeys(VALUES, 0) for part in ("转入", "转出")}
    for source, target, people in changed:
        if source != target:
            flows["转出"][source] += people
            flows["转入"][target] += people
    out = {value: sum(flows[part][value] for part in ("离职", "调出", "转出")) for value in VALUES}
    came = {value: sum(flows[part][value] for part in ("入职", "调入", "转入")) for value in VALUES}
    flows["期初"] = {value: out[value] + draw(COUNTS) for value in VALUES}
    flows |= {"流入": came, "流出": out}
    flows["期末"] = {value: flows["期初"][value] + came[value] - out[value] for value in VALUES}
    return flows


@given(accounts(), st.booleans())
def test_contributions_add_up_to_the_change_of_the_share_exactly(account, known):
    found = contributions(account, known=known)
    values = [value for value in VALUES if not (known and value == "未知")]
    bases = [sum(account[part][value] for value in values) for part in ("期初", "期末")]
    for value in values:
        if not all(bases):
            assert all(found[part, value] is None for part in COMPONENTS[1:-1])
            continue
        parts = sum(found[part, value] for part in COMPONENTS[1:-1])
        change = Fraction(account["期末"][value], bases[1]) - Fraction(account["期初"][value], bases[0])
        assert parts == change == found["流入", value] + found["流出", value]
        assert change == found["期末", value] - found["期初", value]


FACTS = st.fixed_dictionaries({
    "gender": st.sampled_from(["男", "女", None]), "street": st.sampled_from(["东街", "西街"]),
    "birth_day": st.one_of(st.none(), st.dates(date(1960, 1, 1), date(2000, 12, 31))),
    "certificate": st.sampled_from(["无", "社会工作师", None]),
})  # fmt: skip
BOTH = st.tuples(st.one_of(st.none(), FACTS), st.one_of(st.none(), FACTS))


@given(st.lists(BOTH, min_size=1, max_size=12), st.sampled_from(["gender", "age_band", "certificate"]))
def test_the_account_holds_and_its_stocks_are_those_of_the_oracle(histories, of):
    # Somebody is there on both days, so that both have a list.
    people = [
        person("z", {}, {}, street="东街"),
        *(person(f"p{n}", *both) for n, both in enumerate(histories)),
    ]
    found, frame = account(people, of=of, by=("street",))
    told = [posting(row=n, **row) for n, row in enumerate((row for one in people for row in one), start=1)]
    dated = [
        row | {name: a_day(row[name]) for name in ("birth_day", "valid_from", "valid_to")} for row in told
    ]
    for part, day in (("期初", BEFORE), ("期末", ON)):
        slow = defaultdict(int)
        for one in oracle.in_post(dated, day):
            slow[one["street"], oracle.value(one, of, day, oracle.DEFAULT_AGES)] += 1
        assert found.get(part, {}) == dict(slow)
    told = {(row["street"], row[of], row["component"]): row["people"] for row in frame.iter_rows(named=True)}
    for key in {key for counts in found.values() for key in counts}:
        count = {part: found.get(part, {}).get(key, 0) for part in COMPONENTS}
        came, went = (told[*key, whole] for whole in SUMS)
        assert count["期初"] + came == went + count["期末"]
        assert (came, went) == tuple(sum(count[part] for part in parts) for parts in SUMS.values())


def a_day(number):
    return None if number in {None, OPEN_END} else from_day_number(number)
