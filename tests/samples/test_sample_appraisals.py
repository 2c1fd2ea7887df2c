"""The invented appraisals are of the people of the rosters, and every story ends as it is meant to."""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction

import pytest

GRADES = ("优秀", "称职", "基本称职", "不称职")
DECIDED = {
    "weak twice": ("不称职", "EAST-18-8"),
    "weak after excellent": ("不称职", "EAST-18-8"),
    "weak, then unfit": ("不称职", "EAST-18-8"),
    "unfit twice": ("不称职", "EAST-23-7a"),
    "weak three times": ("基本称职", "EAST-23-7b"),
    "weak, weak, unfit": ("不称职", "EAST-23-7a EAST-23-7b"),
    "unfit, weak, weak": ("不称职", "EAST-18-8 EAST-23-7b"),
    "weak every other year": ("基本称职", ""),
    "unfit with a gap": ("不称职", ""),
    "weak around a year not appraised": ("基本称职", ""),
    "recovered": ("称职", ""),
    "recovered from two weak years": ("称职", ""),
    "always excellent": ("优秀", ""),
    "always excellent elsewhere": ("优秀", ""),
    "away 3 days in a row": ("称职", ""),
    "away 4 days in a row although excellent": ("基本称职", "EAST-17-7"),
    "away 6 days in a row over a weekend": ("不称职", "EAST-18-7 EAST-17-7"),
    "away 11 days in a row": ("不称职", "PLAN-7-1 EAST-23-8 EAST-18-7 EAST-17-7"),
    "away 3 in a row and 7 in all": ("称职", ""),
    "away 7 and a half days in all": ("基本称职", "EAST-17-7"),
    "away 8 days in all": ("基本称职", "EAST-17-7"),
    "away around the October holiday": ("基本称职", "EAST-17-7"),
    "away over New Year": ("基本称职", "EAST-17-7"),
    "away 21 days, two at a time": ("不称职", "EAST-23-8 EAST-18-7 EAST-17-7"),
    "weak after a year lowered by absence": ("不称职", "EAST-18-8"),
    "excellent by score, away 4 days, weak last year": ("不称职", "PLAN-7-1 EAST-17-7 EAST-18-8"),
    "between 59 and 60": ("不称职", "PLAN-7-1"),
    "nearly 90": ("称职", "PLAN-7-1"),
    "refused the appraisal": ("不称职", "EAST-18-6"),
    "refused the appraisal and has a grade": ("不称职", "EAST-18-6"),
    "little sense of duty": ("基本称职", "EAST-17-3"),
    "suspected of little sense of duty": ("称职", ""),
    "excellent without mastering the work": ("称职", "EAST-15-2"),
    "competent without a sense of duty": ("基本称职", "EAST-16-3"),
    "unable to do the work": ("不称职", "EAST-18-2"),
    "dereliction": ("称职", "EAST-23-3"),
}


@pytest.fixture(scope="module")
def ledger(district, books):
    from data.generator.ledgers import keep

    return keep(district, books)


@pytest.fixture(scope="module")
def cast(district, books):
    from data.generator import ledgers, stories

    return stories.cast(district, ledgers._listed_twice(books))


@pytest.fixture(scope="module")
def history(district, books, ledger):
    from data.generator import expected_appraisals, slow_judge

    return slow_judge.judge(ledger, expected_appraisals._staff(district, books))


def test_only_people_in_post_at_the_year_s_end_are_appraised_and_nearly_all_of_them(district, ledger):
    for year in (2021, 2022, 2023):
        staff = {person.key for person in district.in_post(date(year, 12, 31))}
        rated = {merit.person.key for merit in ledger.of_year(year)}
        assert rated <= staff
        assert len(rated) > 0.98 * len(staff)


def test_the_grades_of_a_year_are_distributed_as_in_a_real_district(ledger):
    for year in (2021, 2022, 2023):
        grades = Counter(merit.grade for merit in ledger.of_year(year) if merit.grade)
        shares = [100 * grades[grade] / grades.total() for grade in GRADES]
        assert 11 <= shares[0] <= 19
        assert 75 <= shares[1] <= 88
        assert 2 <= shares[2] <= 4
        assert 0.3 <= shares[3] <= 1.5


def test_four_communities_have_more_candidates_than_seats_and_only_these(expected):
    over = expected("appraisals")["east_2023"]["over_quota"]
    assert [(one["candidates"] - one["seats"], one["given"], one["undecided"]) for one in over] == [
        (1, 0, 2),
        (1, 1, 1),
        (1, 1, 2),
        (1, 2, 0),
    ]


def test_the_best_stay_the_best_but_in_one_community_everybody_has_a_turn(ledger):
    from data.generator.merit import YEARS

    def best(unit, year):
        return {merit.person.key for merit in ledger.teams(year)[unit] if merit.grade == "优秀"}

    turns, lasting = [], 0
    for unit in ledger.teams(YEARS[-1]):
        years = [best(unit, year) for year in YEARS]
        if unit.community == "福寿社区":
            turns = years
        lasting += len(years[0] & years[1] & years[2])
    assert [len(keys) for keys in turns] == [1, 1, 1]
    assert not turns[0] & turns[1] | turns[1] & turns[2] | turns[0] & turns[2]
    assert lasting > 10


@pytest.mark.parametrize("name", DECIDED)
def test_a_story_ends_by_these_rules(cast, history, name):
    key = next(key for key, story in cast.items() if story.name == name)
    verdict = history[2023][key]
    assert (verdict.grade, " ".join(verdict.rules)) == DECIDED[name]


def test_every_story_has_somebody_of_its_own(cast):
    assert sorted(story.name for story in cast.values()) == sorted(DECIDED)


def test_scores_lie_in_the_band_of_the_grade(ledger):
    from data.generator.merit import mean
    from data.generator.slow_judge import rated

    for merit in ledger.of_year(2023):
        if scores := ledger.scores.get(merit.person.key):
            assert all(0 <= score.points <= 100 * score.ballots for score in scores)
            assert rated(None, scores, by_score=True) == merit.grade, mean(scores)


def test_a_tie_is_equal_as_a_fraction_though_points_and_ballots_differ(ledger):
    from data.generator.merit import mean

    tied = [scores for scores in ledger.scores.values() if mean(scores) == Fraction(92)]
    assert {(float(one.points), one.ballots) for (one,) in tied if one.ballots > 1} >= {
        (1840, 20),
        (1932, 21),
    }


def test_nobody_has_more_votes_than_there_were_ballots(ledger):
    for meeting in ledger.rehiring + ledger.satisfaction:
        valid = meeting.counts["returned"] - meeting.counts["invalid"]
        assert meeting.counts["returned"] <= meeting.counts["present"]
        for vote in meeting.votes:
            favour = vote.counts.get("favour", 0)
            assert min(vote.counts.values()) >= 0
            assert max(favour, sum(vote.counts.values()) - favour) <= valid


def test_a_community_and_a_name_are_enough_where_a_list_has_nothing_else(district):
    for year in (2022, 2023):
        from data.generator.merit import unit_in

        names = Counter((one.name, unit_in(one, year)) for one in district.in_post(date(year, 12, 31)))
        assert set(names.values()) == {1}


def test_the_wide_list_says_what_the_lists_of_the_years_say(district, ledger):
    from data.generator import appraisals_earlier

    (grid,) = appraisals_earlier.wide(ledger, district).book.grids
    people = {person.staff_id: person for person in district.people}
    for role, (staff, _, _, *cells) in zip(grid.roles, grid.rows, strict=True):
        if role == "data":
            for year, cell in zip((2021, 2022, 2023), cells, strict=True):
                merit = ledger.merits.get((people[staff].key, year))
                assert (cell in {None, "—"}) == (merit is None)
                assert merit is None or not merit.grade or cell == merit.grade


def test_a_pool_is_given_for_every_community_of_three_streets(samples):
    text = (samples.parent / "pools" / "2023-绩效总额.csv").read_text(encoding="utf-8-sig")
    rows = [line.split(",") for line in text.splitlines()]
    assert rows[0] == ["街道", "社区", "绩效总额"]
    assert rows[1] == ["康宁街道", "幸福社区", "162000.00"]
    assert Counter(street for street, _, _ in rows[1:]) == {"康宁街道": 18, "拾光街道": 14, "枕溪街道": 14}


@pytest.mark.parametrize(
    ("cents", "weights", "shares"),
    [
        (10_000_000, "14 10 10 10 10 10 10 6 0", [1_750_000, *[1_250_000] * 6, 750_000, 0]),
        (3_000_000, "14 10 10 10 10 10 6", [600_000, 428_572, 428_572, 428_571, 428_571, 428_571, 257_143]),
        (100, "10 10 10 10 10 10 10", [15, 15, 14, 14, 14, 14, 14]),
        (5_000_000, "0 0", [0, 0]),
    ],
)
def test_pay_is_shared_out_as_in_the_worked_examples(cents, weights, shares):
    from data.generator.slow_pay import share

    assert share(cents, [Fraction(int(weight), 10) for weight in weights.split()]) == shares


def test_a_pool_is_paid_out_whole_or_waits_for_a_choice(expected):
    pay = expected("appraisals")["east_2023_pay"]
    assert [one["community"] for one in pay if one["waits"]] == ["旧书社区", "信笺社区"]
    assert all(one["allocated"] == one["pool"] for one in pay if not one["waits"])
