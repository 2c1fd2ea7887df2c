"""Packs are found by name or file, and one of the user's own may be laid over another."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from loading_cases import changed

from sgstats.errors import Refused
from sgstats.policies.bands import grade_of
from sgstats.policies.checks import flags
from sgstats.policies.loading import load

# Found


@pytest.mark.parametrize("name", ["EAST", "east", "East"])
def test_a_name_may_be_written_in_any_case(name):
    assert load(name) is load("EAST")


def test_a_file_may_begin_with_a_byte_order_mark(tmp_path):
    (tmp_path / "my.toml").write_text(changed('title = "甲"'), encoding="utf-8-sig")
    assert load(str(tmp_path / "my.toml")).title == "甲"


@pytest.mark.parametrize("name", ["WEST", "", "east.txt", "../EAST"])
def test_an_unknown_pack_is_refused_with_those_there_are(name):
    with pytest.raises(Refused, match=r"EAST、GRID.*SANGANG18") as refusal:
        load(name)
    assert refusal.value.rule == "policy.unknown_pack"


# Extended


def test_a_pack_may_extend_another_and_change_one_value(written):
    pack = written(changed('name = "MORE"\n[quota]\nshare = "25%"'))
    assert (pack.name, pack.extends) == ("MORE", "EAST")
    assert (pack.quota.share, pack.quota.cite) == (Fraction(1, 4), load("EAST").quota.cite)
    assert pack.runs == load("EAST").runs


def test_without_a_name_a_pack_is_called_like_its_file(written):
    assert written(changed(""), name="东区试行.toml").name == "东区试行"


def test_a_title_of_ones_own_is_the_title_in_every_language(written):
    pack = written(changed('title = "东区试行办法"'))
    assert (pack.title, pack.title_en) == ("东区试行办法", "东区试行办法")
    assert written(changed('title = "甲"\ntitle_en = "A"')).title_en == "A"
    assert written(changed("")).title_en == load("EAST").title_en


def test_tables_merge_key_by_key(written):
    coefficients = written(changed('[pay.coefficients]\n"优秀" = 1.5')).pay.coefficients
    assert coefficients == load("EAST").pay.coefficients | {"优秀": Decimal("1.5")}


def test_arrays_of_tables_merge_by_id_and_take_new_ones(written):
    text = """
    [[absences]]
    id = "EAST-17-7"
    total_over = 5
    [[absences]]
    id = "MY-1"
    cite = "旷工一天即诫勉"
    run_over = 0
    total_over = 0
    grade = "基本称职"
    """
    limits = [(one.id, one.run_over, one.total_over) for one in written(changed(text)).absences]
    assert limits == [("EAST-23-8", 10, 20), ("EAST-18-7", 5, 10), ("EAST-17-7", 3, 5), ("MY-1", 0, 0)]


def test_of_a_clause_that_stands_twice_the_first_is_changed_first(written):
    pack = written(changed('[[runs]]\nid = "PLAN-8-3e"\n[[runs]]\nid = "PLAN-8-3e"\nyears = 3', base="PLAN"))
    assert [run.years for run in pack.runs if run.id == "PLAN-8-3e"] == [1, 3]


def test_bands_merge_by_grade_raters_by_name(written):
    text = '[gap]\nbelow = 61\n[[bands]]\ngrade = "基本称职"\nleast = 61\n'
    assert [band.least for band in written(changed(text, base="PLAN")).bands] == [90, 80, 61, 0]
    weights = "".join(f'[[raters]]\nname = "{name}"\nweight = "1/3"\n' for name in ("街道", "居民", "同事"))
    raters = written(changed(weights, base="HAIGANG")).raters
    assert [(rater.cite, rater.weight) for rater in raters] == [
        ("HG-5a", Fraction(1, 3)),
        ("HG-5b", Fraction(1, 3)),
        ("HG-5c", Fraction(1, 3)),
    ]


UNFIT = '[[bands]]\nid = "PLAN-7-1"\ngrade = "不称职"\n'


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        (f"{UNFIT}below = 60", "不称职"),
        (f'removed = ["gap"]\n{UNFIT}below = 60', "不称职"),
        (f'{UNFIT}below = 59\n[[bands]]\ngrade = "基本称职"\nleast = 59', "基本称职"),
    ],
)
def test_the_gap_between_two_bands_can_be_closed(written, text, grade):
    pack = written(changed(text, base="PLAN"))
    assert pack.gap is None
    assert grade_of("59.5", pack) == (grade, None)
    assert next(band for band in pack.bands if band.grade == "不称职").most is None


def test_a_band_that_ended_below_may_end_with_a_limit_of_its_own(written):
    text = '[[bands]]\ngrade = "基本称职"\nmost = 79\n[gap]\nover = 79\nbelow = 80\n'
    pack = written(changed(text + UNFIT + "below = 60", base="PLAN"))
    assert [(band.below, band.most) for band in pack.bands][2:] == [(None, 79), (60, None)]


def test_a_gap_that_bands_still_leave_cannot_be_left_out(written):
    with pytest.raises(Refused) as refusal:
        written(changed('removed = ["gap"]', base="PLAN"))
    assert refusal.value.rule == "policy.bands_gap"


def test_plain_lists_are_replaced_and_an_empty_array_empties(written):
    pack = written(
        changed('outcomes = ["解除聘用", "不再聘用", "可进入EAST-6-3集体讨论", "谈话"]\ndimensions = []')
    )
    assert (len(pack.outcomes), pack.dimensions) == (4, ())


def test_a_rule_can_be_left_out(written):
    pack = written(changed('removed = ["EAST-12", "EAST-17-7", "EAST-6-2-A"]'))
    assert pack.quota is None
    assert [one.id for one in pack.absences] == ["EAST-23-8", "EAST-18-7"]
    assert "EAST-12" not in pack.rules()


def test_a_chain_of_packs_is_followed(written):
    written(changed('[quota]\nshare = "30%"'), name="a.toml")
    pack = written(changed("[term]\nyears = 5", base="a.toml"), name="b.toml")
    assert (pack.quota.share, pack.term.years) == (Fraction(3, 10), 5)


def test_a_circle_is_refused(tmp_path):
    for name, parent in (("a", "b"), ("b", "a"), ("c", "c")):
        (tmp_path / f"{name}.toml").write_text(changed("", base=f"{parent}.toml"), encoding="utf-8")
    for name in "ac":
        with pytest.raises(Refused) as refusal:
            load(tmp_path / f"{name}.toml")
        assert refusal.value.rule == "policy.extends_itself"


def test_extending_changes_nothing_in_the_pack_below(written):
    before = load("EAST").model_copy(deep=True)
    written(changed('removed = ["EAST-12"]\n[pay.coefficients]\n"优秀" = 9'))
    assert load("EAST") == before


def test_a_value_changed_under_its_old_citation_is_marked(written):
    pack = written(changed('[quota]\nshare = "25%"\n[term]\nyears = 3'))
    assert [rule.id for rule in pack.rules().values() if rule.doubt == "changed"] == ["EAST-12"]
    assert any("取值已改" in flag and "EAST-12" in flag for flag in flags(pack))
    quoted = written(changed('[quota]\nshare = "25%"\ncite = "优秀等次不超过25%（试行）"'))
    assert quoted.quota.doubt is None


def test_dates_in_force_can_be_entered(written):
    assert written(changed("[in_force]\nfirst = 2019-05-14")).in_force.first == date(2019, 5, 14)
