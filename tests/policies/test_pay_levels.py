"""Pay by post and level: a reference wage times a coefficient, and an allowance."""

from __future__ import annotations

from decimal import Decimal

import pytest
from judging_cases import evidence, row_of

from sgstats.errors import Refused
from sgstats.policies.judging import judge
from sgstats.policies.level_pay import pay_by_level
from sgstats.policies.loading import load

YEAR = 2023
# Nine years make three further levels: 一般 4.
PERSON = {"year": YEAR, "post": "一般", "hire_day": 20140701, "education": "高中", "degree": "无"}


def pack(**coefficients):
    rules = load("SANGANG18")
    values = {level.removeprefix("level_"): Decimal(value) for level, value in coefficients.items()}
    return rules.model_copy(update={"levels": rules.levels.model_copy(update={"coefficients": values})})


def paid(*people, rules=None, wage="4000"):
    rows = [PERSON | {"person_id": f"p{number}"} | one for number, one in enumerate(people)]
    known = evidence(rows)
    return pay_by_level(
        judge(known, pack=rules or pack(level_4="1.15"), year=YEAR), evidence=known, wage=wage
    )


def test_a_level_has_its_pay_and_a_certificate_its_allowance():
    result = paid({"certificate": "无"}, {"certificate": "社会工作师"})
    assert result.people["cents"].to_list() == [460000, 480000]
    assert result.people["base_cents"].to_list() == [322000, 322000]
    assert result.people["coefficient"].to_list() == ["1.15", "1.15"]
    assert "4 级" in result.people["reason"][0]
    assert "200.00" in result.people["reason"][1]
    unit = result.units.row(0, named=True)
    assert (unit["pool"], unit["allocated"], unit["unallocated"]) == (940000, 940000, 0)


def test_pay_is_rounded_half_up_to_the_cent():
    assert paid({}, wage="0.10", rules=pack(level_4="1.15")).people["cents"].to_list() == [12]


def test_without_a_level_or_its_coefficient_the_amount_stays_open():
    result = paid({"post": None}, {"post": "正职"}, {})
    assert result.people["cents"].to_list() == [None, None, 460000]
    assert result.people["needs_human"].to_list() == [True, True, False]
    assert "2 人" in result.units["reason"].item()


def test_whoever_is_outside_is_not_paid():
    person = row_of(paid({}, {"employment": "兼职"}), "p1")
    assert (person["cents"], person["needs_human"]) == (0, False)


def test_coefficients_must_be_entered_first():
    with pytest.raises(Refused, match="没有写各级的系数"):
        paid({}, rules=load("SANGANG18"))


def test_a_pack_without_levels_is_refused():
    known = evidence(
        [PERSON | {"person_id": "p"}], appraisals=[{"person_id": "p", "year": YEAR, "grade": "称职"}]
    )
    with pytest.raises(Refused, match="没有岗位等级"):
        pay_by_level(judge(known, pack=load("EAST"), year=YEAR), evidence=known, wage="1")
