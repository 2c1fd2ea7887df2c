"""A ranking over several appraisers needs weights that somebody has entered (HG-6, X38)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging_cases import evidence, row_of
from special_cases import YEAR, case_of

from sgstats.errors import Refused
from sgstats.policies.judging import judge
from sgstats.policies.loading import load
from sgstats.policies.ranking import combined, notes

RATERS = ("街道", "居民", "同事")
WEIGHTS = {"街道": Fraction(1, 2), "居民": Fraction(3, 10), "同事": Fraction(1, 5)}


def weighted():
    pack = load("HAIGANG")
    raters = tuple(rater.model_copy(update={"weight": WEIGHTS[rater.name]}) for rater in pack.raters)
    return pack.model_copy(update={"raters": raters})


def scores(person, *marks, **more):
    rows = zip(RATERS, marks, strict=False)
    return [
        {"person_id": person, "year": YEAR, "rater": name, "score": str(mark)} | more for name, mark in rows
    ]


def ranked(people, pack=None):
    rows = [row for person, marks in people.items() for row in scores(person, *marks)]
    return combined(case_of(pack or weighted(), list(people), appraisals=rows))


def test_without_weights_there_is_no_combined_score():
    with pytest.raises(Refused, match="没有给街道考评、居民代表测评、居委会成员自评（实为互评）的权重"):
        ranked({"甲": (90, 80, 70)}, pack=load("HAIGANG"))
    assert notes(case_of("HAIGANG", ["甲"])) == (
        "街道考评、居民代表测评、居委会成员自评（实为互评）没有权重，未计算综合得分。",
    )
    assert notes(case_of(weighted(), ["甲"])) == ()


def test_a_pack_of_ones_own_enters_the_weights(tmp_path):
    parts = [f'{{ name = "{name}", weight = "{WEIGHTS[name]}" }}' for name in RATERS]
    text = f'extends = "HAIGANG"\nname = "OURS"\nraters = [{", ".join(parts)}]\n'
    (tmp_path / "ours.toml").write_text(text, encoding="utf-8")
    ranking = ranked({"甲": (90, 80, 70)}, pack=load(tmp_path / "ours.toml"))
    assert ranking["score"].to_list() == ["83"]


def test_a_judgement_says_everybodys_place_and_cites_the_clause():
    marks = {"甲": (90, 90, 90), "乙": (80, 80, 80), "丙": (84, 80, 70), "丁": (90, 90)}
    rows = [row for person, own in marks.items() for row in scores(person, *own)]
    people = [{"person_id": name, "year": YEAR, "employment": "两委成员"} for name in marks]
    known = evidence(people, appraisals=rows)
    judged = judge(known, pack=weighted(), year=YEAR)
    best, tied, without = (row_of(judged, name) for name in "甲乙丁")
    assert (best["score"], best["rank"], best["tied"], best["rules"]) == ("90", 1, False, ["HG-6"])
    assert best["effects"] == ["综合得分90，街道内排名1/3"]
    assert "HG-6：经三部分的考核" in best["reason"]
    assert (tied["rank"], tied["tied"], tied["final_grade"]) == (2, True, None)
    assert "综合得分80，街道内排名2/3，并列" in tied["reason"]
    assert (without["score"], without["rank"], without["needs_human"]) == (None, None, True)
    unweighted = row_of(judge(known, pack=load("HAIGANG"), year=YEAR), "甲")
    assert (unweighted["rank"], unweighted["effects"]) == (None, [])


def test_equal_means_share_a_place_and_the_next_stays_empty():
    ranking = ranked({"甲": (90, 90, 90), "乙": (80, 80, 80), "丙": (84, 80, 70), "丁": (60, 60, 60)})
    assert ranking["rank"].to_list() == [1, 2, 2, 4]
    assert ranking["tied"].to_list() == [False, True, True, False]


def test_means_that_print_alike_are_not_equal():
    ranking = ranked({"甲": (Fraction(250, 3), 80, 80), "乙": (Fraction("83.333333"), 80, 80)})
    assert ranking["score"].unique().to_list() == ["81.6666"]
    assert ranking["rank"].to_list() == [1, 2]


def test_whom_one_appraiser_has_not_scored_has_no_place():
    ranking = ranked({"甲": (90, 90), "乙": (60, 60, 60)})
    assert ranking.select("person_id", "score", "rank", "people").rows() == [
        ("乙", "60", 1, 1),
        ("甲", None, None, 1),
    ]


def test_streets_are_ranked_apart():
    people = [{"person_id": "甲", "street": "康宁街道"}, {"person_id": "乙", "street": "揽月街道"}]
    rows = [*scores("甲", 90, 90, 90), *scores("乙", 60, 60, 60)]
    assert combined(case_of(weighted(), people, appraisals=rows))["rank"].to_list() == [1, 1]


def test_scores_of_single_dimensions_are_not_put_together():
    rows = scores("甲", 90, 90, 90, dimension="德")
    assert combined(case_of(weighted(), ["甲"], appraisals=rows))["rank"].to_list() == [None]


MARKS = st.tuples(*[st.fractions(0, 100, max_denominator=40) for _ in RATERS])


@given(st.dictionaries(st.sampled_from("甲乙丙丁戊"), MARKS, min_size=1))
def test_places_are_those_of_exact_fractions(people):
    people = {name: [Fraction(int(mark * 1000), 1000) for mark in marks] for name, marks in people.items()}
    means = {
        name: sum(weight * mark for weight, mark in zip(WEIGHTS.values(), marks, strict=True))
        for name, marks in people.items()
    }
    expected = {name: 1 + sum(other > mean for other in means.values()) for name, mean in means.items()}
    assert dict(ranked(people).select("person_id", "rank").rows()) == expected
