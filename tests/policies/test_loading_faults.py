"""Packs that contradict themselves or the shape of a pack are refused, with the place of the fault."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from loading_cases import changed

from sgstats.errors import Refused
from sgstats.messages import language, use_language
from sgstats.policies.grading import Band
from sgstats.policies.limits import misfits
from sgstats.policies.loading import load, names, packs

# Refused

FAULTS = {
    # shape
    "quoat = 1": ("policy.key_unknown", ["my.toml", "quoat", "quota"]),
    '[quota]\nshre = "1/5"': ("policy.key_unknown", ["quota.shre", "share"]),
    '[[runs]]\nid = "EAST-23-7a"\nyaers = 2': ("policy.key_unknown", ["runs[EAST-23-7a].yaers", "years"]),
    '[[runs]]\nid = "MY-1"\nbelow = "称职"\noutcome = "解除聘用"': (
        "policy.key_missing",
        ["runs[MY-1].cite"],
    ),
    "[quota]\nid = 12": ("policy.wrong_value", ["quota.id", "文字", "12"]),
    '[term]\nyears = "3"': ("policy.wrong_value", ["term.years", "整数", "“3”"]),
    "[term]\nyears = 2.5": ("policy.wrong_value", ["term.years", "整数", "2.5"]),
    "[term]\nyears = true": ("policy.wrong_value", ["term.years", "整数", "true"]),
    "[term]\nyears = 0": ("policy.wrong_value", ["term.years", "不小于 1", "“0”"]),
    "term = 3": ("policy.wrong_value", ["term", "表", "3"]),
    'items = "x"': ("policy.wrong_value", ["items", "列表", "x"]),
    'removed = "EAST-12"': ("policy.wrong_value", ["removed", "列表"]),
    'removed = ["EAST-99"]': ("policy.nothing_to_remove", ["EAST-99"]),
    '[in_force]\nfirst = "2019"': ("policy.wrong_value", ["in_force.first", "日期"]),
    '[quota]\nshare = "two"': ("policy.wrong_value", ["quota.share", "份额", "two"]),
    '[quota]\nshare = "1/0"': ("policy.wrong_value", ["quota.share", "份额"]),
    "[quota]\nshare = nan": ("policy.wrong_value", ["quota.share"]),
    "[quota]\nshare = inf": ("policy.wrong_value", ["quota.share"]),
    "[quota]\nshare = 20": ("policy.wrong_value", ["quota.share", "不大于 1", "20"]),
    '[quota]\nshare = "-5%"': ("policy.wrong_value", ["quota.share", "不小于 0"]),
    '[quota]\nunit = "city"': ("policy.wrong_value", ["quota.unit", "community、street", "city"]),
    '[pay.coefficients]\n"优秀" = "1.4"': ("policy.wrong_value", ["pay.coefficients.优秀", "数字", "1.4"]),
    '[pay.coefficients]\n"优秀" = nan': ("policy.wrong_value", ["pay.coefficients.优秀"]),
    '[population.classes]\nothers = ["两委成员"]': (
        "policy.wrong_value",
        ["population.classes", "recruited"],
    ),
    # names
    '[quota]\nid = "EAST-22"': ("policy.id_twice", ["EAST-22"]),
    '[quota]\ngrade = "甲等"': ("policy.no_such_grade", ["EAST-12.grade", "甲等", "不称职"]),
    '[pay.coefficients]\n"甲等" = 2': ("policy.no_such_grade", ["pay.coefficients", "甲等"]),
    '[pay.human]\n"甲等" = "EAST-22"': ("policy.no_such_grade", ["pay.human", "甲等"]),
    '[pay.human]\n"优秀" = "EAST-99"': ("policy.no_such_rule", ["pay.human", "EAST-99"]),
    '[[runs]]\nid = "EAST-23-7a"\ngrades = ["丙"]': ("policy.no_such_grade", ["EAST-23-7a.grades", "丙"]),
    '[[runs]]\nid = "EAST-23-7b"\nbelow = "丙"': ("policy.no_such_grade", ["EAST-23-7b.below", "丙"]),
    '[[after]]\nid = "EAST-18-8"\nlast = "丙"': ("policy.no_such_grade", ["EAST-18-8.last", "丙"]),
    '[[items]]\nid = "EAST-23-1"\noutcome = "开除"': (
        "policy.no_such_outcome",
        ["EAST-23-1.outcome", "开除"],
    ),
    'outcomes = ["解除聘用", "不再聘用"]': ("policy.no_such_outcome", ["EAST-6-3.outcome"]),
    'outcomes = ["无"]': ("policy.reserved_outcome", ["无"]),
    'outcomes = ["解除聘用", "解除聘用"]': ("policy.name_twice", ["outcomes", "解除聘用"]),
    'competent = "合格"': ("policy.no_such_grade", ["competent", "合格"]),
    '[population.classes]\nrecruited = ["社工"]': ("policy.no_such_value", ["population.classes", "社工"]),
    '[[votes]]\nid = "EAST-6-2-B"\ncounts = ["yes"]': (
        "policy.no_such_value",
        ["EAST-6-2-B.counts", "in_favour"],
    ),
    '[[entry]]\nid = "EAST-7-5"\nleast_education = "大专"': ("policy.no_such_value", ["大专", "大学专科"]),
    '[options]\ngap = "down"': ("policy.in_file", ["my.toml", "gap", "down"]),
    '[options]\nluck = "good"': ("policy.in_file", ["luck"]),
    'extends = "EAST"': ("policy.not_toml", ["my.toml", "2"]),
    'bands_from = "GRID"': ("policy.no_bands_there", ["GRID"]),
    'bands_from = "WEST"': ("policy.unknown_pack", ["WEST"]),
    # numbers
    "[in_force]\nfirst = 2020-01-01\nlast = 2019-12-31": ("policy.wrong_order", ["in_force", "2020-01-01"]),
    '[pay]\nbase_share = "80%"': ("policy.pay_shares", ["110%"]),
    '[[raters]]\nname = "街道"\nweight = "50%"': ("policy.weights_sum", ["50%"]),
    '[[raters]]\nname = "街道"\nweight = 1\n[[raters]]\nname = "居民"': ("policy.weight_missing", ["居民"]),
    '[[runs]]\nid = "EAST-23-7a"\nbelow = "称职"': ("policy.run_of_what", ["EAST-23-7a"]),
    '[[absences]]\nid = "MY-1"\ncite = "旷工"\nrun_over = 1\ntotal_over = 1': ("policy.no_effect", ["MY-1"]),
    '[[votes]]\nid = "MY-1"\ncite = "得票"\ncounts = ["in_favour"]': ("policy.no_limit", ["MY-1"]),
}


@pytest.mark.parametrize(
    ("text", "expected"), FAULTS.items(), ids=[text.replace("\n", " ") for text in FAULTS]
)
def test_a_fault_is_refused_with_its_place(written, text, expected):
    rule, told = expected
    with pytest.raises(Refused) as refusal:
        written(changed(text))
    assert refusal.value.rule == rule
    assert not [words for words in told if words not in str(refusal.value)]


@pytest.mark.parametrize("text", FAULTS)
def test_a_refusal_is_told_in_english_too(written, text):
    use_language("en")
    with pytest.raises(Refused) as refusal:
        written(changed(text))
    said = str(refusal.value)
    use_language(None)
    assert language() == "zh"
    assert "规则包" not in said


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"\xff\xfe", "policy.not_utf8"),
        ("标题 = ".encode(), "policy.not_toml"),
        ('name = "甲"'.encode("gbk"), "policy.not_utf8"),
        (b"", "policy.key_missing"),
    ],
)
def test_what_is_no_pack_is_refused(tmp_path, content, rule):
    (tmp_path / "my.toml").write_bytes(content)
    with pytest.raises(Refused) as refusal:
        load(tmp_path / "my.toml")
    assert refusal.value.rule == rule


@pytest.mark.parametrize("name", ["none.toml", "folder.toml"])
def test_a_file_that_is_not_there_is_refused(tmp_path, name):
    (tmp_path / "folder.toml").mkdir()
    with pytest.raises(Refused) as refusal:
        load(tmp_path / name)
    assert refusal.value.rule == "file.missing"


# Bands

BANDS = {
    '[[bands]]\ngrade = "优秀"\nleast = 80': ("policy.bands_overlap", ["称职", "优秀"]),
    '[[bands]]\ngrade = "优秀"\nleast = 95': ("policy.bands_gap", ["90", "95"]),
    '[[bands]]\ngrade = "优秀"\nmost = 99': ("policy.bands_gap", ["99", "100"]),
    '[[bands]]\ngrade = "不称职"\nleast = 10': ("policy.bands_gap", ["0", "10"]),
    '[[bands]]\ngrade = "优秀"\nmost = 110': ("policy.band_empty", ["优秀"]),
    '[[bands]]\ngrade = "称职"\nmost = 89': ("policy.bands_gap", ["89", "90"]),
    '[[bands]]\ngrade = "称职"\nbelow = 90\nmost = 89': ("policy.two_ends", ["称职"]),
    "[gap]\nbelow = 61": ("policy.bands_gap", ["59", "60"]),
    'removed = ["PLAN-7-1"]\n[gap]\nid = "G"\ncite = "G"\nover = 1\nbelow = 2\ngrade = "称职"\nflag = "G"': (
        "policy.no_such_gap",
        ["1", "2"],
    ),
}


@pytest.mark.parametrize(("text", "expected"), BANDS.items(), ids=[text.replace("\n", " ") for text in BANDS])
def test_bands_that_do_not_cover_every_score_once_are_refused(written, text, expected):
    rule, told = expected
    with pytest.raises(Refused) as refusal:
        written(changed(text, base="PLAN"))
    assert refusal.value.rule == rule
    assert not [words for words in told if words not in str(refusal.value)]


@st.composite
def cuts(draw):
    """Three limits between four bands, each the start of the upper or the end of the lower one."""
    limits = sorted(draw(st.sets(st.integers(1, 99), min_size=3, max_size=3)), reverse=True)
    return [(limit, draw(st.integers(-1, 1))) for limit in limits]


@given(cuts())
def test_bands_are_refused_exactly_if_some_score_has_no_band_or_two(drawn):
    """An end beside the next start leaves a hole or an overlap, which a look at every score finds."""
    plan = load("PLAN")
    starts = [Decimal(limit) for limit, _ in drawn] + [Decimal(0)]
    ends = [None] + [Decimal(limit) + Decimal(slip) / 10 for limit, slip in drawn]
    bands = tuple(
        Band(id="B", cite="B", grade=grade, least=start, below=end)
        for grade, start, end in zip(plan.scale, starts, ends, strict=True)
    )
    pack = plan.model_copy(update={"bands": bands, "gap": None})
    homes = {sum(holds(band, Decimal(tenth) / 10) for band in bands) for tenth in range(1001)}
    assert bool(list(misfits(pack, "my.toml"))) == (homes != {1})


def holds(band: Band, score: Decimal) -> bool:
    return score >= band.least and (band.below is None or score < band.below)


@given(st.lists(st.integers(0, 100), min_size=1, max_size=5))
def test_weights_are_refused_exactly_if_they_are_not_the_whole(percents):
    plan = load("PLAN")
    raters = tuple(plan.raters[0].model_copy(update={"weight": Fraction(one, 100)}) for one in percents)
    refused = bool(list(misfits(plan.model_copy(update={"raters": raters}), "my.toml")))
    assert refused == (sum(percents) != 100)


def test_every_delivered_pack_passes():
    assert set(packs()) == set(names())
