"""A report's numbers against the store: right verdicts, each reproducible, and nothing hidden told."""

from __future__ import annotations

import shlex
from datetime import date
from functools import partial

import pytest

import sgstats
from sgstats.claims.claim import Subject
from sgstats.errors import Refused
from sgstats.pipeline.answering import Asker
from sgstats.pipeline.questions import Question
from sgstats.store import holding

DAY = date(2023, 12, 31)
SENTENCES = {
    "全区现有社区工作者1336人。": ("1336人", 1336, "consistent"),
    "全区现有社区工作者1363人。": ("1363人", 1336, "contradicted"),
    "男性只占5%。": ("5%", 67, "consistent"),
    "男性占8%。": ("8%", 67, "contradicted"),
    "大专以上学历的近78%。": ("近78%", 1042, "consistent"),
    "40至50岁的占总人数的70%。": ("70%", 935, "consistent"),
    "康宁街道现有社区工作者162人。": ("162人", 162, "consistent"),
    "2023年培训覆盖率100%。": ("100%", 1049, "contradicted"),
}


@pytest.fixture
def verify(ingested):
    return partial(sgstats.verify, store=ingested.store)


@pytest.fixture
def asker(ingested):
    """Answers without a text, with the questions it puts recorded."""
    put: list[Question] = []

    def measure(metric, **keywords):
        put.append((metric, keywords))
        return sgstats.measure(metric, store=ingested.store, **keywords)

    names = {"district": {"青禾区"}, "street": {"康宁街道", "春晓街道"}, "community": set()}
    with holding(ingested.store):
        one = Asker(measure=measure, audience="internal", within={}, last_day=DAY, units=names)
        yield one, put


def claims(found):
    return found.claims.select("printed", "actual_people", "verdict").rows()


@pytest.mark.parametrize("text", SENTENCES)
def test_the_verdict_is_the_one_the_data_gives(verify, text):
    assert SENTENCES[text] in claims(verify(text=text))


def test_a_percentage_stands_for_a_range_of_counts(verify):
    row = verify(text="男性只占5%。").claims.row(0, named=True)
    assert (row["count_low"], row["count_high"], row["actual_base"]) == (61, 73, 1336)


def test_a_percentage_that_nobody_can_make_is_impossible(verify):
    found = verify(text="该批69名社区工作者中，女性占93.2%。")
    assert "impossible" in found.claims["verdict"].to_list()


@pytest.mark.parametrize(
    "text",
    [
        "n=69，满意度93.2%。",
        "投票69票，同意的占93.2%。",
        "投票69票，同意64票，占93.2%。",
        "发放问卷70份，回收69份，回收率98.6%，满意率93.2%。",
        "n=69，女性占93.2%。",
    ],
)
def test_whoever_answered_is_the_base_whatever_was_asked(verify, text):
    outcomes = dict(verify(text=text).claims.select("printed", "verdict").rows())
    assert outcomes["93.2%"] == "impossible"
    assert outcomes.get("98.6%") in {None, "untestable"}


def test_the_command_beside_a_verdict_prints_the_same_number(verify, ingested, capsys):
    from sgstats.cli import main

    text = "全区大专以上占78%。\n2023年全区离职107人。\n康宁街道现有社区工作者162人。"
    for row in verify(text=text).claims.rows(named=True):
        words = shlex.split(row["call"])[1:]
        assert main([*words, "--store", str(ingested.store), "--format", "csv"]) == 0
        assert f",{row['actual_people']}," in capsys.readouterr().out


def test_every_number_of_the_text_is_a_claim_at_its_place(verify):
    text = "全区现有1336人。\n甲乙丙丁戊己庚辛12.5%。"
    found = verify(text=text)
    paragraphs = {one.number: one.text for one in found.document.paragraphs}
    for row in found.claims.rows(named=True):
        assert paragraphs[row["paragraph"]][row["start"] : row["end"]] == row["printed"]
        assert row["reason"]
    assert found.counts["untestable"] == 1


def test_the_day_asked_for_rules_claims_without_a_day(verify):
    assert claims(verify(text="全区现有社区工作者1312人。", on="2022-12-31")) == [
        ("1312人", 1312, "consistent")
    ]


def test_the_whole_text_may_be_about_one_street(verify):
    where = {"street": ["康宁街道"]}
    assert claims(verify(text="现有社区工作者162人。", where=where)) == [("162人", 162, "consistent")]


def test_a_filter_that_names_nothing_is_refused(verify):
    with pytest.raises(Refused):
        verify(text="现有162人。", where={"street": ["没有街道"]})


@pytest.mark.parametrize("given", [{}, {"file": "a.docx", "text": "共8人。"}])
def test_one_thing_is_verified_at_a_time(verify, given):
    with pytest.raises(Refused) as refusal:
        verify(**given)
    assert refusal.value.rule == "verify.file_or_text"


# Privacy


def test_searching_for_a_hidden_count_never_changes_the_answer(verify):
    """No one with a doctorate is told apart from two or three, however often it is asked."""
    answers = set()
    for people in range(12):
        found = verify(text=f"全区社区工作者中，博士研究生{people}人。").claims.row(0, named=True)
        assert found["metric"] == "structure"
        answers.add(
            tuple(found[name] for name in ("verdict", "reason", "actual_people", "actual_base", "call"))
        )
    assert {answer[0] for answer in answers} == {"untestable"}
    assert len(answers) == 1


def test_searching_by_percentages_finds_no_hidden_count_either(verify):
    shares = [f"全区社区工作者中，博士研究生占{people / 13.36:.2f}%。" for people in range(8)]
    found = [verify(text=text).claims.row(0, named=True) for text in shares]
    assert {(row["actual_people"], row["actual_base"]) for row in found} == {(None, None)}
    assert not {row["verdict"] for row in found} & {"consistent", "contradicted"}


def test_a_sum_over_a_hidden_part_is_hidden(asker):
    one, _ = asker
    parts = Subject(metric="structure", number="people", of="education", values=("博士研究生", "大学本科"))
    assert one.answer(parts, kind="count").answer.status == "hidden"


def test_a_sum_of_shown_parts_is_their_sum(asker):
    one, _ = asker
    single = [
        one.answer(Subject(metric="structure", number="people", of="gender", values=(value,)), kind="count")
        for value in ("男", "女")
    ]
    both = one.answer(
        Subject(metric="structure", number="people", of="gender", values=("男", "女")), kind="count"
    )
    assert both.answer.people == sum(each.answer.people for each in single)


def test_those_with_a_property_are_asked_for_beside_those_without(asker):
    """A filter for the women alone would tell the men, where these are hidden."""
    one, put = asker
    one.answer(
        Subject(metric="headcount", number="people", where={"gender": ("女",), "street": ("康宁街道",)}),
        kind="count",
    )
    assert put == [("structure", {"of": "gender", "by": ("street",), "where": {}})]


@pytest.mark.parametrize("kind", ["count", "percent", "points", "times"])
def test_a_change_from_a_hidden_number_is_hidden(asker, kind):
    one, _ = asker
    change = Subject(
        metric="structure", number="share", of="education", values=("博士研究生",), on=DAY,
        earlier=date(2022, 12, 31),
    )  # fmt: skip
    assert one.answer(change, kind=kind).answer.status == "hidden"


def test_a_ratio_with_a_hidden_side_is_hidden(asker):
    one, _ = asker
    ratio = Subject(
        metric="structure", number="ratio", of="education", values=("大学本科",), against=("博士研究生",)
    )
    assert one.answer(ratio, kind="ratio").answer.status == "hidden"


@pytest.mark.parametrize("people", range(60, 75))
def test_a_rounded_count_tells_no_more_than_its_rounding(verify, people):
    found = verify(text=f"男性{people}人。", audience="public").claims.row(0, named=True)
    assert found["actual_people"] == 65
    assert found["verdict"] == ("untestable" if 63 <= people <= 67 else "contradicted")


# What the data does not tell


@pytest.mark.parametrize(
    ("subject", "said"),
    [
        (Subject(metric="headcount", number="people", on=date(2030, 1, 1)), "晚于最后一份名册"),
        (Subject(metric="headcount", number="people", on=date(2001, 1, 1)), "没有在用的名册"),
        (Subject(metric="headcount", number="people", where={"street": ("没有街道",)}), "没有“没有街道”"),
        (Subject(metric="structure", number="people", of="source", values=("外星",)), "不是字段"),
    ],
)
def test_what_is_not_on_record_is_unknown_with_the_reason(asker, subject, said):
    one, _ = asker
    answer = one.answer(subject, kind="count").answer
    assert answer.status == "unknown"
    assert said in answer.reason


def test_people_of_unknown_value_may_make_a_claim_true(verify):
    """1042 have a college degree, and of eight nothing is known."""
    assert [row[2] for row in claims(verify(text="大专以上学历1045人。"))] == ["untestable"]
    assert [row[2] for row in claims(verify(text="大专以上学历1060人。"))] == ["contradicted"]


# What reports define differently


@pytest.mark.parametrize(
    ("text", "definition", "usual"),
    [
        ("2023年流失率8.1%。", "期初期末平均", "8.0%"),
        ("35岁以下占10.9%。", "34岁及以下", "164 人（12.3%"),
        ("党员654人。", "中共党员、预备党员", "637 人"),
        ("2023年优秀率12.5%。", "占有等次人员", "141 人（10.6%"),
    ],
)
def test_a_number_right_by_another_definition_names_it_and_is_not_contradicted(
    verify, text, definition, usual
):
    found = verify(text=text)
    row = found.claims.row(0, named=True)
    assert row["verdict"] == "consistent"
    assert f"按“{definition}”计算相符" in row["reason"]
    assert f"则为 {usual}" in row["reason"]
    assert found.readings["verdict"][0] != "consistent"


def test_a_number_right_of_other_people_is_still_contradicted(verify):
    """1269 women are no definition of 67 men, nor is 2022 one of 2023."""
    assert [row[2] for row in claims(verify(text="2023年流失率9.1%。"))] == ["contradicted"]
    assert [row[2] for row in claims(verify(text="男性社区工作者1269人。"))] == ["contradicted"]


def test_the_right_number_of_a_gap_is_the_gap(verify):
    row = verify(text="知秋街道社区工作者缺口4人。").claims.row(0, named=True)
    assert row["verdict"] == "contradicted"
    assert row["reason"].startswith("不符：应为 -1 人")
    assert row["actual_people"] is None


def test_two_streets_together_are_a_part_of_one_whole(verify):
    row = verify(text="康宁街道、春晓街道共有社区工作者303人。").claims.row(0, named=True)
    assert (row["actual_people"], row["actual_base"], row["verdict"]) == (303, 1336, "consistent")


def test_a_gap_counted_from_rounded_people_tells_no_more_than_they_do(verify):
    """It is -1, and shown as -3 from 135 people."""
    row = verify(text="知秋街道社区工作者缺口1人。", audience="public").claims.row(0, named=True)
    assert row["verdict"] == "untestable"


def test_a_number_that_only_another_reading_makes_right_is_open(verify):
    """An increase without a first year: right from 2020 on, wrong from the year before."""
    found = verify(text="社区工作者总量由1258人增加到1336人。")
    first, last = found.claims["verdict"]
    assert (first, last) == ("untestable", "consistent")
    assert "要看怎样理解" in found.claims["reason"][0]
    assert "consistent" in found.readings.filter(number=1)["verdict"].to_list()


# Speed


def test_one_question_answers_every_claim_of_its_table(asker):
    one, put = asker
    for street in ("康宁街道", "春晓街道"):
        for value in ("男", "女"):
            subject = Subject(
                metric="structure", number="people", of="gender", values=(value,), where={"street": (street,)}
            )
            one.answer(subject, kind="count")
    assert len(put) == 1
