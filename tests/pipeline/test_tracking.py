"""The ledger of a store: imports, edits, history, privacy, and taking an import back."""

from __future__ import annotations

from datetime import date

import openpyxl
import pytest

import sgstats
from sgstats import Refused

HEADER = ["问题编号", "具体问题", "原因分析", "整改措施", "责任人", "整改时限", "备注"]
WHO = "街道纪工委"


@pytest.fixture
def store(tmp_path):
    return tmp_path / "ledger.duckdb"


@pytest.fixture
def file(tmp_path):
    """Write a ledger's sheets: ``file(name, rows)`` or with records of work beside it."""

    def written(name, *rows, records=()):
        book = openpyxl.Workbook()
        page = book.active
        page.title = "问题清单"
        for row in (HEADER, *rows):
            page.append(row)
        if records:
            further = book.create_sheet("整改记录")
            for row in (["问题编号", "时间", "说明"], *records):
                further.append(row)
        book.save(path := tmp_path / name)
        return path

    return written


@pytest.fixture
def ledger(file):
    return file(
        "整改台账.xlsx",
        ["P1", "缺少文体人才", "人员变动", "招录", "社区主任", "2023-06-30"],
        ["P2", "纪律松弛", "考勤流于形式", "严格考勤"],
    )


def items(store):
    return [one.item for one in sgstats.standing_ledger(store).issues]


def test_an_import_is_accounted_for(ledger, store):
    (saved,) = sgstats.ingest([ledger], store=store)
    assert (saved.arrival.kind, saved.arrival.rows_read, saved.arrival.rows_accepted) == ("ledger", 2, 2)
    assert sgstats.imports(store).select("kind", "rows_read", "rows_rejected").rows() == [("ledger", 2, 0)]
    assert set(sgstats.ledger_changes(store)["import"]) == {1}


def test_the_same_file_again_changes_nothing(ledger, store):
    sgstats.ingest([ledger], store=store)
    before = sgstats.ledger_changes(store)
    (saved,) = sgstats.ingest([ledger], store=store)
    assert saved.again
    assert sgstats.ledger_changes(store).equals(before)


def test_a_later_file_updates_the_same_items_and_keeps_what_it_does_not_tell(ledger, file, store):
    sgstats.ingest([ledger], store=store)
    later = file("新台账.xlsx", ["P1", "缺少文体人才", None, "招录", None, "2023-12-31"], ["P3", "任务重"])
    sgstats.ingest([later], store=store)
    found = sgstats.standing_ledger(store)
    assert items(store) == ["P1", "P2", "P3"]
    assert [one.text for one in found.issues[0].causes] == ["人员变动"]
    assert found.measures[0].deadline == date(2023, 12, 31)
    assert found.measures[0].responsible == "社区主任"
    changed = sgstats.ledger_changes(store)
    assert set(changed.filter(changed["import"] == 2)["item"]) == {"P1", "M1", "P3"}


def test_a_row_number_that_is_another_problems_makes_a_new_one(ledger, tmp_path, store):
    sgstats.ingest([ledger], store=store)
    book = openpyxl.Workbook()
    for row in (["序号", "具体问题", "整改措施"], [1, "电脑操作水平低", "培训"], [2, "纪律松弛", "谈话"]):
        book.active.append(row)
    book.save(path := tmp_path / "另一份台账.xlsx")
    (saved,) = sgstats.ingest([path], store=store)
    assert items(store) == ["P1", "P2", "P3"]
    assert "ledger_file.renumbered" in saved.findings["rule"].to_list()


def test_records_of_work_reach_the_problems_of_their_own_file(file, store):
    for unit in ("幸福社区", "集贤社区"):
        path = file(
            f"{unit}台账.xlsx",
            ["P1", f"{unit}的问题", "原因", "措施"],
            records=[["P1", "2023-05-01", f"{unit}做了"]],
        )
        sgstats.ingest([path], store=store)
    told = {
        one.item: [record.text for record in one.records] for one in sgstats.standing_ledger(store).issues
    }
    assert told == {"幸福社区/P1": ["幸福社区做了"], "集贤社区/P1": ["集贤社区做了"]}


def test_a_record_of_an_unknown_problem_is_refused_and_comes_in_once_it_is_known(file, store):
    path = file("台账.xlsx", ["P1", "问题", "原因", "措施"], records=[["P7", "2023-05-01", "做了"]])
    saved = sgstats.ingest([path], store=store)
    assert saved[1].arrival.rejected["rule"].to_list() == ["ledger_file.unknown_issue"]
    assert saved[1].arrival.rows_read == 1
    sgstats.ingest([file("补.xlsx", ["P7", "又一个问题", "原因", "措施"])], store=store)
    path = file("台账.xlsx", ["P1", "问题", "原因", "措施"], records=[["P7", "2023-05-01", "做了"]])
    sgstats.ingest([path], store=store)
    assert [len(one.records) for one in sgstats.standing_ledger(store).issues] == [0, 1]


def test_a_dry_run_stores_nothing(ledger, store):
    sgstats.ingest([ledger], store=store, choices=sgstats.Choices(dry_run=True))
    assert not store.exists()


# Editing


def test_every_change_is_kept_with_who_and_when(ledger, store):
    sgstats.ingest([ledger], store=store, choices=sgstats.Choices(who="区民政局"))
    sgstats.change_ledger("set", "P1", {"整改时限": "2023年12月31日"}, who=WHO, store=store)
    sgstats.change_ledger("set", "P1", {"deadline": "2024-03-31"}, who="社区党委", store=store)
    found = sgstats.ledger_changes(store, item="P1").filter(field="deadline")
    assert found["value"].to_list()[-2:] == ["2023-12-31", "2024-03-31"]
    assert found["who"].to_list()[-2:] == [WHO, "社区党委"]
    assert set(sgstats.ledger_changes(store).filter(field="text")["who"]) == {"区民政局"}
    assert found["at"].str.contains(r"T\d\d:\d\d:\d\d[+-]").all()


def test_setting_what_stands_is_no_change(ledger, store):
    sgstats.ingest([ledger], store=store)
    assert sgstats.change_ledger("set", "P1", {"text": "缺少文体人才"}, who=WHO, store=store) == ()


def test_a_refused_edit_changes_nothing(ledger, store):
    sgstats.ingest([ledger], store=store)
    before = sgstats.ledger_changes(store)
    for action, item, values in (
        ("move", "P1", {"to": "已销号"}),
        ("set", "P1", {"state": "已销号"}),
        ("set", "P1", {"goal": "好", "deadline": "某日"}),
        ("set", "P9", {"goal": "好"}),
        ("add", "cause", {"of": "P9", "text": "原因"}),
        ("add", "issue", {}),
        ("review", "P1", {"result": "好"}),
        ("burn", "P1", {}),
        ("set", "M1", {"metric": "nonsense"}),
    ):
        with pytest.raises(Refused):
            sgstats.change_ledger(action, item, values, who=WHO, store=store)
    assert sgstats.ledger_changes(store).equals(before)


def test_closing_needs_evidence_and_somebody_who_accepts(ledger, store):
    def move(to, **values):
        sgstats.change_ledger("move", "P1", {"to": to, **values}, who=WHO, store=store)

    sgstats.ingest([ledger], store=store)
    move("整改中")
    move("待验收")
    with pytest.raises(Refused, match="佐证"):
        move("已销号", accepted_by="街道纪工委")
    sgstats.change_ledger("add", "evidence", {"of": "P1", "text": "录用公示"}, who=WHO, store=store)
    with pytest.raises(Refused, match="验收"):
        move("已销号")
    move("已销号", accepted_by="街道纪工委", on="2023-06-15")
    issue = sgstats.standing_ledger(store).issues[0]
    assert (issue.state, issue.closed_on, issue.accepted_by) == ("已销号", date(2023, 6, 15), "街道纪工委")


# Nobody is named


@pytest.fixture
def staffed(tmp_path, store):
    """A store whose staff list names somebody."""
    book = openpyxl.Workbook()
    for row in (
        ["姓名", "性别", "出生年月", "学历", "街道", "社区"],
        ["王芳菲", "女", "1985-06", "大专", "春晓街道", "晨曦社区"],
    ):
        book.active.append(row)
    book.save(path := tmp_path / "2023年12月花名册.xlsx")
    sgstats.ingest([path], store=store)
    return store


def test_names_of_known_staff_are_masked_in_the_words_of_a_ledger(staffed, file):
    path = file("台账.xlsx", ["P1", "王芳菲经常迟到", "原因", "由王芳菲检讨"])
    (saved,) = sgstats.ingest([path], store=staffed)
    assert "ledger_file.name_masked" in saved.findings["rule"].to_list()
    assert sgstats.standing_ledger(staffed).issues[0].text == "＊＊＊经常迟到"


def test_and_in_the_numbers_of_problems(staffed, file):
    sgstats.ingest([file("台账.xlsx", ["王芳菲.1", "迟到", "原因", "措施"])], store=staffed)
    assert items(staffed) == ["P＊＊＊.1"]


def test_and_in_what_is_typed(staffed):
    sgstats.change_ledger("add", "issue", {"text": "王芳菲经常迟到"}, who=WHO, store=staffed)
    assert sgstats.standing_ledger(staffed).issues[0].text == "＊＊＊经常迟到"


def test_no_bytes_of_the_store_hold_a_name_or_a_number(staffed, file):
    path = file(
        "台账.xlsx",
        [
            "P1",
            "王芳菲迟到，电话13812345678",
            "原因",
            "措施",
            "李晓明（社区主任）",
            None,
            "210204198501051861",
        ],
    )
    sgstats.ingest([path], store=staffed)
    content = staffed.read_bytes()
    for secret in ("王芳菲", "李晓明", "13812345678", "210204198501051861"):
        assert secret.encode() not in content


@pytest.mark.parametrize("who", ["张三", None, "李晓明主任", "13812345678"])
def test_an_edit_is_made_by_an_office_or_a_post(ledger, store, who):
    sgstats.ingest([ledger], store=store)
    with pytest.raises(Refused):
        sgstats.change_ledger("set", "P1", {"goal": "好"}, who=who, store=store)


# Taking back


def test_an_import_is_taken_back_as_if_it_had_never_been(ledger, store):
    sgstats.ingest([ledger], store=store)
    sgstats.undo(store, import_id=1)
    assert items(store) == []
    assert sgstats.ledger_changes(store).is_empty()


def test_an_import_that_was_edited_since_is_not_taken_back(ledger, store):
    sgstats.ingest([ledger], store=store)
    sgstats.change_ledger("add", "evidence", {"of": "P1", "text": "公示"}, who=WHO, store=store)
    with pytest.raises(Refused, match="P1-E1"):
        sgstats.undo(store, import_id=1)
    assert items(store) == ["P1", "P2"]


def test_the_last_import_goes_first(ledger, file, store):
    sgstats.ingest([ledger], store=store)
    sgstats.ingest([file("新.xlsx", ["P1", "缺少文体人才", "任务重", "招录"])], store=store)
    with pytest.raises(Refused, match="（2）"):
        sgstats.undo(store, import_id=1)
    sgstats.undo(store, import_id=2)
    sgstats.undo(store, import_id=1)
    assert items(store) == []


def test_an_edit_of_something_else_hinders_nothing(ledger, store):
    sgstats.ingest([ledger], store=store)
    sgstats.change_ledger("add", "issue", {"text": "另一个问题"}, who=WHO, store=store)
    sgstats.undo(store, import_id=1)
    assert items(store) == ["P3"]


def test_numbers_of_changes_are_not_given_again(ledger, store):
    sgstats.ingest([ledger], store=store)
    last = sgstats.ledger_changes(store)["change"].max()
    sgstats.undo(store, import_id=1)
    sgstats.change_ledger("add", "issue", {"text": "问题"}, who=WHO, store=store)
    assert sgstats.ledger_changes(store)["change"].min() > last


def test_a_file_that_is_no_ledger_is_refused(tmp_path):
    (path := tmp_path / "名单.csv").write_text("姓名,性别\n甲,女\n", encoding="utf-8")
    with pytest.raises(Refused):
        sgstats.read_ledger(path)


def test_gaps_and_progress_are_told_of_a_store(ledger, store):
    sgstats.ingest([ledger], store=store)
    rules = {gap.rule for gap in sgstats.ledger_gaps(store, today=date(2024, 1, 1))}
    assert {"ledger.overdue", "ledger.no_indicator", "ledger.no_owner"} <= rules
    assert sgstats.ledger_progress(store, today=date(2024, 1, 1)).overdue == 1
