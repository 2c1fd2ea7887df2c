"""A ledger that goes out as sheets and comes back is the same ledger."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from string import ascii_uppercase

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sgstats
from sgstats.ledger import Change, replay
from sgstats.ledger.sheets import sheets
from sgstats.records import clean
from sgstats.records.ledger_entries import united
from sgstats.records.ledger_items import FIELDS, TERMS, item_of
from sgstats.records.ledger_matching import match
from sgstats.records.ledger_values import value_of
from sgstats.sources.table import Column, Table

TODAY = date(2023, 12, 31)
TEXTS = st.text(alphabet="问题培训考核个别大部分一是二，；。、1（）=+-@'\n ab", min_size=1, max_size=20)
DAYS = st.dates(TODAY - timedelta(days=900), TODAY + timedelta(days=900)).map(str)
POSTS = st.sampled_from(["社区主任", "街道组织办", "青禾区民政局", "已指定个人（姓名未存）"])
STATES = st.sampled_from(["待整改", "整改中", "待验收", "已销号"])
BY_FIELD = {
    "deadline": DAYS, "finished_on": DAYS, "closed_on": DAYS, "found_on": DAYS, "done_on": DAYS, "on": DAYS,
    "leader": POSTS, "owner": POSTS, "responsible": POSTS, "accepted_by": POSTS, "by": POSTS,
    "state": STATES, "term": st.sampled_from(TERMS), "again": st.just("是"), "photos": st.just("3"),
    "degree": st.sampled_from(["个别", "一些", "普遍"]), "unit": st.sampled_from(["春晓街道", "幸福社区"]),
    "starts": st.just("春晓街道2022-03-01；听雨街道2022-09-01"), "question": st.just('{"of": "education"}'),
    "metric": st.just("structure"), "target": st.sampled_from(["≥90", "≤5"]),
}  # fmt: skip


@st.composite
def histories(draw):
    """Changes of invented items, as edits would make them."""
    issues = [f"{draw(st.sampled_from(['', '幸福社区/']))}P{n}" for n in range(1, draw(st.integers(1, 4)))]
    parts = [f"{issue}-{letter}{n}" for issue in issues for letter in "CELJR" for n in (1, 2)]
    chosen = [*issues, *(part for part in parts if draw(st.booleans()))]
    measures = [f"M{n}" for n in range(1, draw(st.integers(1, 4)))]
    return [change for item in (*chosen, *measures) for change in draw(told(item, issues))]


@st.composite
def told(draw, item, issues):
    """An item with its text and some of its other fields, in one form."""
    part = item_of(item).part
    needed = "result" if part == "review" else "text"
    kinds = st.sampled_from(TERMS) if part == "measure" else TEXTS
    facts = {needed: draw(TEXTS)}
    for name in FIELDS[part]:
        if name not in {needed, "issues"} and draw(st.booleans()):
            facts[name] = draw(kinds if name == "kind" else BY_FIELD.get(name, TEXTS))
    if part == "measure" and issues:
        facts["issues"] = ",".join(draw(st.lists(st.sampled_from(issues), unique=True)))
    if facts.get("state") != "已销号":
        facts.pop("closed_on", None)
    kept = {name: value_of(part, name, text) for name, text in facts.items() if name != "state"}
    kept |= {"state": facts["state"]} if "state" in facts else {}
    kept[needed] = kept[needed] or "某事"
    return [Change(item=item, field=name, value=value) for name, value in kept.items() if value]


def tables(ledger):
    """The sheets of a ledger as a reader of files would give them."""
    for sheet in sheets(ledger, TODAY)[:3]:
        letters = [*ascii_uppercase, *(f"A{letter}" for letter in ascii_uppercase)]
        columns = tuple(
            Column(name=f"c{n}", letter=letters[n], title=title) for n, title in enumerate(sheet.columns)
        )
        cells = {one.name: [row.get(one.title) for row in sheet.rows] for one in columns}
        frame = pl.DataFrame(
            {"_row": range(3, 3 + len(sheet.rows)), "_section": [None] * len(sheet.rows), **cells},
            schema={"_row": pl.Int64, "_section": pl.String, **dict.fromkeys(cells, pl.String)},
        )
        yield Table(
            file="整改台账.xlsx", sheet=sheet.name, header_rows=(2,), columns=columns, cells=frame, kinds=None
        )


def returned(ledger):
    """The ledger that the sheets of a ledger hold."""
    standing, changes = {}, []
    for rows in united([clean(table, as_of=TODAY, kind="ledger").rows for table in tables(ledger)]):
        for _, item, name, value in match(rows, standing=standing).changes:
            standing.setdefault(item, {})[name] = value
            changes.append(Change(item=item, field=name, value=value))
    return replay(changes)


def compared(ledger):
    """A ledger with its measures in the order of their ids: a sheet lists them by issue."""
    return replace(ledger, measures=tuple(sorted(ledger.measures, key=lambda one: one.item)))


@settings(max_examples=150, deadline=None)
@given(histories())
def test_nothing_is_lost_on_the_way_out_and_back(history):
    ledger = replay(history)
    assert compared(returned(ledger)) == compared(ledger)


@pytest.fixture
def store(tmp_path):
    """A store with the ledger of a file, edited."""
    path = tmp_path / "a.duckdb"
    who = {"who": "街道纪工委", "store": path, "today": TODAY}
    sgstats.change_ledger("add", "issue", {"text": "=缺少文体人才", "unit": "幸福社区"}, **who)
    sgstats.change_ledger("add", "issue", {"text": "全区的问题"}, **who)
    sgstats.change_ledger("add", "cause", {"of": "幸福社区/P1", "text": "一是变动；二是任务重"}, **who)
    sgstats.change_ledger("add", "measure", {"text": "招录", "issues": "幸福社区/P1,P1"}, **who)
    sgstats.change_ledger("add", "measure", {"text": "无主的措施"}, **who)
    sgstats.change_ledger("move", "P1", {"to": "整改中"}, **who)
    sgstats.change_ledger("move", "P1", {"to": "待验收"}, **who)
    sgstats.change_ledger("move", "P1", {"to": "驳回", "reason": "没有照片"}, **who)
    return path


def test_a_workbook_that_comes_back_is_the_same_ledger(store, tmp_path):
    """Under whatever name: the file's own ids rule, not the unit in its name."""
    known = sgstats.standing_ledger(store)
    file = sgstats.export_ledger(tmp_path / "集贤社区台账.xlsx", store=store, today=TODAY)
    assert compared(sgstats.read_ledger(file)) == compared(known)
    sgstats.ingest([file], store=store)
    assert sgstats.standing_ledger(store) == known
    sgstats.ingest([file], store=(other := tmp_path / "b.duckdb"))
    assert compared(sgstats.standing_ledger(other)) == compared(known)


def test_the_list_of_problems_comes_back_from_csv_without_running_as_a_formula(store, tmp_path):
    file = sgstats.export_ledger(tmp_path / "台账.csv", store=store, today=TODAY)
    assert "'=缺少文体人才" in file.read_text("utf-8-sig")
    found = sgstats.read_ledger(file)
    assert [one.text for one in found.issues] == ["=缺少文体人才", "全区的问题"]


def test_no_cell_of_a_workbook_is_a_formula(store, tmp_path):
    import openpyxl

    file = sgstats.export_ledger(tmp_path / "台账.xlsx", store=store, today=TODAY)
    book = openpyxl.load_workbook(file)
    assert book.sheetnames == ["问题清单", "整改记录", "驳回记录", "统计汇总"]
    assert not [c for page in book for row in page.iter_rows() for c in row if c.data_type == "f"]


@pytest.mark.parametrize("name", ["台账.docx", "台账"])
def test_a_ledger_is_written_to_a_workbook_or_csv_only(store, tmp_path, name):
    with pytest.raises(sgstats.Refused, match=r"\.xlsx"):
        sgstats.export_ledger(tmp_path / name, store=store)


def test_who_is_named_in_one_sheet_is_named_in_no_text_of_another(tmp_path):
    """Nor in the records of work of the same file."""
    import openpyxl

    book = openpyxl.Workbook()
    book.active.title = "问题清单"
    for row in (["问题编号", "具体问题", "整改措施", "责任人"], ["P1", "纪律松弛", "严格考勤", "王小明"]):
        book.active.append(row)
    page = book.create_sheet("整改记录")
    for row in (["序号", "问题编号", "第几次", "时间", "说明"], [1, "P1", 1, "2023-03-01", "王小明已谈心"]):
        page.append(row)
    book.save(path := tmp_path / "台账.xlsx")
    sgstats.ingest([path], store=tmp_path / "a.duckdb")
    kept = sgstats.ledger_changes(tmp_path / "a.duckdb")
    assert "＊＊＊已谈心" in kept["value"].to_list()
    assert "王小明" not in str(kept.rows()) + str(sgstats.read_ledger(path))
