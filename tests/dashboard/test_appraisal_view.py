"""The page on appraisal and pay: what was judged, what follows, what it pays, and who is never shown."""

from __future__ import annotations

import re

import pytest
from page_reading import card, texts

import sgstats
from dashboard.appraisal.reading import typed

PSEUDONYM = re.compile(r"\bp[0-9a-f]{20}\b")


@pytest.fixture
def app(opened, district):
    return opened("appraisal", district)


@pytest.fixture(scope="module")
def judged(district):
    return sgstats.judge("EAST", year=2023, store=district)


def everything(app):
    """All that is on the page, tables included."""
    return "\n".join([*texts(app), *(element.value.to_csv() for element in app.dataframe)])


def tables(app, column):
    """The tables that have a column, as rows."""
    found = [element.value for element in app.dataframe]
    return [table.to_dict("records") for table in found if column in list(table.columns)]


def number(text):
    return int(text.replace(",", ""))


def part(protected, of, value):
    return next(row for row in protected.rows() if row[of] == value)


# Cards


def test_the_cards_repeat_what_the_pack_makes_of_the_year(app, judged):
    assert number(card(app, "评定范围内人数")) == judged.grades.rows()[0]["base"]
    assert number(card(app, "评为优秀")) == part(judged.grades, "grade", "优秀")["people"]
    assert number(card(app, "需人工认定")) == part(judged.outcomes, "outcome", "需人工认定")["people"]
    assert number(card(app, "没有等次")) == part(judged.grades, "grade", "无等次")["people"]
    assert number(card(app, "名额超出的社区")) == judged.quota_units["over"] > 0


def test_whoever_meets_an_exit_clause_is_counted_but_not_whoever_passed_a_vote(app, judged):
    leaving = [part(judged.outcomes, "outcome", name)["people"] for name in ("解除聘用", "不再聘用")]
    assert number(card(app, "达到退出条款")) == sum(leaving)


def test_a_pack_without_a_quota_and_exits_says_so(app):
    app.selectbox("policy").set_value("GRID").run()
    assert not app.exception
    assert card(app, "名额超出的社区") == card(app, "达到退出条款") == "–"
    assert "规则包 GRID 没有名额规定。" in texts(app)


@pytest.mark.parametrize("policy", sorted(sgstats.packs()))
def test_every_pack_opens_the_page(app, policy):
    app.selectbox("policy").set_value(policy).run()
    assert not app.exception
    assert len(app.metric) == 6


# Grades, quota, clauses


def test_every_year_has_its_grades_with_their_interval(app):
    rows = next(table for table in tables(app, "年度") if "95% 区间" in table[0])
    assert {row["年度"] for row in rows} == {"2021", "2022", "2023"}
    assert all(re.fullmatch(r"\d+\.\d–\d+\.\d%", row["95% 区间"].strip()) for row in rows)


def test_transitions_stand_in_a_square_of_grades(app):
    (rows,) = tables(app, "上年考核等次")
    assert {"优秀", "称职", "基本称职", "不称职"} <= set(rows[0])
    assert re.fullmatch(r"\d+ \(\d+\.\d%\)", rows[0]["优秀"].strip())


def test_it_is_said_whether_the_same_people_are_excellent_again(app):
    assert any("优秀较多落在同一批人身上" in text for text in texts(app))


def test_an_earlier_year_has_no_year_before_and_says_so(app):
    app.selectbox("year").set_value(2021).run()
    assert not app.exception
    assert "没有上一年的等次，看不出变化。" in texts(app)


def test_streets_stand_in_the_order_of_what_is_left_of_their_quota(app, judged):
    rows = tables(app, "尚余")[0]
    left = [int(row["尚余"]) for row in rows if row["尚余"].strip() != "*"]
    assert left == sorted(left)
    assert len(rows) == judged.quota_by_street.height


def test_a_rule_that_fired_stands_beside_its_clause(app, judged):
    exits, every = tables(app, "条文")
    assert {row["规则"] for row in every} == {row["rule"] for row in judged.rules.rows()}
    assert all(row["条文"] for row in every)
    assert {row["处理"] for row in exits} <= {"解除聘用", "不再聘用"}


def test_a_street_is_judged_by_itself(app, district):
    app.selectbox("street").set_value("康宁街道").run()
    assert card(app, "评定范围内人数") == "162"
    assert {row["街道"] for row in tables(app, "尚余")[0]} == {"康宁街道"}


# Pay


def pay(app, amount, kind="average"):
    app.button_group("pay_kind").set_value(kind).run()
    app.text_input("pay_amount").set_value(amount).run()
    return app


def test_what_is_allocated_and_what_waits_add_up_to_the_pool(app, district):
    pay(app, "60000")
    amounts = {name: card(app, name).removesuffix(" 元") for name in ("绩效总额", "已分配", "暂未分配")}
    cents = {name: number(text.replace(".", "")) for name, text in amounts.items()}
    assert cents["绩效总额"] == cents["已分配"] + cents["暂未分配"] > 0
    totals = sgstats.pay("EAST", year=2023, average="60000", store=district).totals
    assert amounts["绩效总额"].replace(",", "") == totals["pool"]


def test_one_more_excellent_is_told_of_a_community_that_is_nobodys(app):
    pay(app, "60000")
    assert any("每名称职由18,000.00元减为17,234.04元，少765.96元" in text for text in texts(app))


@pytest.mark.parametrize(
    ("amount", "said"),
    [("many", "many"), ("-5", "-5"), ("../pools.csv", "../pools.csv"), ("/etc/a.xlsx", "a.xlsx")],
)
def test_an_amount_that_is_none_is_refused_in_words(app, amount, said):
    pay(app, amount, kind="pool")
    assert not app.exception
    assert any(said in text for text in texts(app))
    assert not [metric for metric in app.metric if metric.label == "已分配"]


def test_an_amount_never_names_a_file():
    for text in ("pools.csv", "/work.xlsx", "a\\b.xls", "~x"):
        with pytest.raises(sgstats.Refused):
            typed(text)


def test_a_pack_that_pays_nobody_says_so(app):
    app.selectbox("policy").set_value("KANGJIAN").run()
    pay(app, "60000")
    assert not app.exception
    assert any("KANGJIAN" in text and "绩效" in text for text in texts(app))


def test_another_pack_beside_it_says_how_many_change(app, district):
    app.selectbox("against").set_value("PLAN").run()
    changes = sgstats.what_if("EAST", "PLAN", year=2023, store=district).changes
    assert any(
        text.startswith(f"由 EAST 改按 PLAN：1,336 人中 {changes['changed']} 人") for text in texts(app)
    )


def test_a_pack_that_has_no_use_for_an_average_is_compared_by_grades_all_the_same(app):
    pay(app, "60000")
    app.selectbox("against").set_value("PLAN").run()
    assert not app.exception
    assert any("PLAN 没有规定绩效占报酬的比例" in text for text in texts(app))
    assert any(text.startswith("由 EAST 改按 PLAN") for text in texts(app))


# Who reads


def test_nobody_is_on_the_page_unless_the_analyst_asked(app):
    assert not PSEUDONYM.search(everything(pay(app, "60000")))
    assert not any("仅限分析员" in text for text in texts(app))


def test_the_analyst_sees_cases_by_pseudonym_with_their_reason(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = opened("appraisal", district)
    waiting, decided = tables(app, "代码")
    assert len(waiting) == number(card(app, "需人工认定"))
    assert all(PSEUDONYM.fullmatch(row["代码"]) and row["理由"] for row in waiting + decided)
    assert any("EAST-23-7a" in row["条款"] for row in decided)
    assert any("不得外传" in text for text in texts(app))


def test_the_analyst_sees_which_communities_are_over_first(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "analyst")
    app = opened("appraisal", district)
    rows = tables(app, "尚余")[1]
    over = [row for row in rows if row["情况"] == "超出"]
    assert over == rows[: len(over)]
    assert len(over) == number(card(app, "名额超出的社区"))


@pytest.mark.parametrize("name", ["appraisal", "structure"])
def test_a_page_for_anybody_else_is_refused(opened, district, monkeypatch, name):
    monkeypatch.setenv("SGSTATS_AUDIENCE", "public")
    app = opened(name, district)
    assert "无法显示" in {title.value for title in app.title}
    assert not app.metric
    assert any("SGSTATS_AUDIENCE" in text for text in texts(app))


def test_a_store_of_lists_alone_says_that_nothing_was_appraised(opened, tmp_path, monkeypatch):
    from project_source import ROOT

    monkeypatch.setenv("SGSTATS_KEY_FILE", str(tmp_path / "sgstats.key"))
    sgstats.ingest([ROOT / "data" / "samples" / "2012-幸福社区-8人.xlsx"], store=tmp_path / "eight.duckdb")
    app = opened("appraisal", tmp_path / "eight.duckdb")
    assert not app.exception
    assert any(text.startswith("还没有考核") for text in texts(app))


def test_the_page_speaks_english(opened, district, monkeypatch):
    monkeypatch.setenv("SGSTATS_LANG", "en")
    app = opened("appraisal", district)
    pay(app, "60000")
    assert not app.exception
    assert card(app, "People judged") == "1,293"
    assert any(text.startswith("The pool is fixed") for text in texts(app))
