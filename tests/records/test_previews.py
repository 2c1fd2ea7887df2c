"""What a preview shows: canonical values, days as people write them, and nobody's name."""

from __future__ import annotations

import pytest
from invented_rosters import id_number, roster

from sgstats.records.preview import readable_rows

HEADER = ["姓名", "身份证号", "工号", "出生年月", "入职时间", "年龄", "政治面貌", "社区"]
NUMBER = id_number(19850615)
ROW = ["欧阳明月", NUMBER, "GH0077", None, "2019.07", None, "党员", "集贤社区"]


def shown(row=ROW, **options):
    return readable_rows(roster(HEADER, [row]), **options).row(0, named=True)


def test_personal_fields_are_masked_unless_asked_for():
    masked = shown()
    assert {masked[name] for name in ("name", "id_number", "staff_id")} == {"***"}
    assert not {"欧阳明月", NUMBER, "GH0077"} & {str(value) for value in masked.values()}
    open_ = shown(show_personal=True)
    assert [open_[name] for name in ("name", "id_number", "staff_id")] == ["欧阳明月", NUMBER, "GH0077"]


def test_a_missing_personal_field_shows_as_missing():
    assert shown(["甲", *[None] * 7])["id_number"] is None


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("birth_date", "1985-06-15"), ("hire_date", "2019-07"), ("leave_date", None), ("age", 38),
        ("gender", "女"),
        ("political_status", "中共党员"), ("community", "集贤社区"), ("_sheet", "名单"), ("_row", 2),
    ],
)  # fmt: skip
def test_values_are_canonical_and_days_as_precise_as_they_are_known(field, value):
    assert shown()[field] == value


def test_a_stated_age_is_shown_as_an_age_and_not_as_a_birth_date():
    row = shown(["甲", None, None, None, None, "38", None, None])
    assert (row["age"], row["birth_date"]) == (38, None)
