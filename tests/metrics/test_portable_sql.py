"""Every query that is sent to an engine stays inside the portable core of SQL.

It is parsed as DuckDB's dialect and written as Spark's: apart from how bound values are marked
and how a remainder is spelled, nothing may change.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import cache

import pytest
import sqlglot
from postings import DAY, graded, scored
from sqlglot import exp
from stays import engine as stays_engine
from stays import stay

from sgstats.engines import DuckDB
from sgstats.errors import Refused
from sgstats.metrics import Options, catalogue, measure
from sgstats.metrics.dimensions import FIELDS
from sgstats.metrics.duty import Duty

FORBIDDEN = {
    "integer division": r"//",
    "dialect cast": r"::",
    "QUALIFY": r"\bQUALIFY\b",
    "generated series": r"\b(generate_series|range|unnest)\b",
    "GROUP BY ALL": r"\bGROUP BY ALL\b",
    "star but for counting": r"(SELECT|,|\.)\s*\*",
    "decimal literal without exponent": r"\b\d+\.\d+\b(?!E)",
    "date arithmetic": r"\b(INTERVAL\b|(DATE_DIFF|DATEDIFF|AGE|STRFTIME)\s*\()",
    "division": r"(?<!/)/(?!/)",
}
FUNCTIONS = {
    exp.Mod,
    exp.Count,
    exp.Min,
    exp.Max,
    exp.Sum,
    exp.RowNumber,
    exp.Coalesce,
    exp.Cast,
    exp.Case,
    exp.If,
    exp.And,
    exp.Or,
}


class Recorder:
    """An engine that keeps the queries it passes on."""

    def __init__(self, inner: DuckDB):
        self.inner, self.queries = inner, []

    def rows(self, sql, parameters=None):
        self.queries.append((sql, dict(parameters or {})))
        return self.inner.rows(sql, parameters)


YEARLY = Duty(name="一年一次", levels=("区级",), years=1, posts=("正职",))
LASTING = Duty(name="四十学时", months=12, hours_tenths=400, employment=("两委成员",))
DUTIES = Options(duties=(YEARLY, LASTING), standard="gansu")


def every_query():
    """What all metrics ask, by and of every field, filtered by every field."""
    told = {"p1": {"gender": "男"}, "p2": {"street": "西街"}, "p3": {}}
    lists = ({"valid_from": DAY.replace(year=2021), "valid_to": DAY}, {"valid_from": DAY})
    people = [{"person_id": name, **facts, **days} for days in lists for name, facts in told.items()]
    facts = [{"person_id": "p1", "item": item} for item in ("投诉", "同意续聘")]
    recorder = Recorder(histories(people, appraisals=appraisals(), facts=facts))
    for name, entry in catalogue().items():
        period = {"since": DAY.replace(month=1, day=1)} if entry.span else {}
        asked = {"on": DAY, "of": "gender" if entry.needs_of else None, "options": DUTIES, **period}
        with suppress(Refused):  # moves lie between units, so some metrics ask for a level
            measure(name, engine=recorder, **asked)
        measure(name, engine=recorder, by=["community"], where={"street": ["东街"]}, **asked)
        for part in entry.parts:
            measure(name, engine=recorder, **asked | {"of": part, "by": ["year"]})
        for field in entry.also:
            ask_by_and_where(recorder, entry, field, asked=asked)
    for field in FIELDS:
        measure("structure", engine=recorder, on=DAY, of=field, where={field: ["未知"]})
        measure("headcount", engine=recorder, on=DAY, by=[field, "street" if field != "street" else "gender"])
    where = {
        "gender": ["男", "女", "未知"],
        "age_band": ["40-50", "未知"],
        "street": ["东街", "西街"],
        "age": ["3"],
    }
    options = Options(bands="shk", base="known")
    measure("headcount", engine=recorder, on=DAY, by=["education_group"], where=where, options=options)
    return recorder.queries


def histories(people, **recorded):
    """An engine on these people, one of them first listed, one moved, and one who left."""
    start, move = DAY.replace(year=2022), DAY.replace(month=6, day=1)
    told = [
        stay(start, move, person_id="p1", began="listed", hire_day=start, gender="男"),
        stay(move, person_id="p1", street="西街"),
        stay(start, move, person_id="p2", leave_reason="辞职"),
    ]
    return stays_engine(told, people=people, **recorded)


def ask_by_and_where(recorder, entry, field, *, asked):
    """A metric by a field of its own, and filtered by it; not every metric knows every way."""
    values = {"year": ["2023"], "item": ["同意续聘"], "rater": ["街道"], "excellent_years": ["1"]}
    values |= {"leave_reason": ["辞职", "未知"], "leave_class": ["主动", "未知"]}
    values |= {"training_level": ["区级", "未知"], "training_form": ["课堂"]}
    grouped = field not in {entry.of, "excellent_years", "item", "leave_reason", "leave_class"}
    ways = [{"by": [field, "community"]}] if grouped else []
    for way in (*ways, {"where": {field: values.get(field, ["优秀", "未知"])}}):
        with suppress(Refused):
            measure(entry.name, engine=recorder, **asked, **way)


def appraisals():
    grades = [row for year in (2021, 2022, 2023) for row in graded("优秀", "称职", year=year)]
    return [*grades, *scored("街道", 90, 80), *scored("居民", 91, 85)]


# Every text once, whatever is bound in it.
QUERIES = list({sql: (sql, bound) for sql, bound in every_query()}.values())


@cache
def tree(sql):
    """The query as parsed; nobody may change it."""
    return sqlglot.parse_one(sql, read="duckdb")


def without_comments(sql):
    return re.sub(r"--[^\n]*", "", sql)


@pytest.mark.parametrize("construct", FORBIDDEN)
def test_no_query_uses(construct):
    for sql, _ in QUERIES:
        found = re.search(FORBIDDEN[construct], without_comments(sql), re.IGNORECASE)
        assert not found, f"{found.group()!r} in\n{sql}"


def test_spark_reads_the_same_query():
    for sql, _ in QUERIES:
        spark = tree(sql).sql("spark", unsupported_level=sqlglot.ErrorLevel.RAISE)
        again = sqlglot.parse_one(spark, read="spark")
        assert tokens(again) == tokens(tree(sql).copy())


def tokens(whole):
    """The tree written neutrally: same text, same meaning; only the mark of a bound value may differ."""
    for node in list(whole.find_all(exp.Parameter, exp.Placeholder)):
        name = node.name or node.this.name
        node.replace(exp.Placeholder(this=name))
    for node in list(whole.find_all(exp.Cast)):
        # A cast that Spark may answer with null is no other: only day numbers and texts are cast.
        texts = {exp.DataType.Type.VARCHAR, exp.DataType.Type.TEXT}
        to = exp.DataType.build("TEXT") if node.to.this in texts else node.to
        node.replace(exp.Cast(this=node.this.copy(), to=to.copy()))
    return whole.sql(comments=False)


def test_functions_are_those_every_engine_has():
    for sql, _ in QUERIES:
        used = {type(node) for node in tree(sql).find_all(exp.Func)}
        assert used <= FUNCTIONS, used - FUNCTIONS


def test_sorting_never_meets_a_null_whose_place_engines_disagree_on():
    for sql, _ in QUERIES:
        for node in tree(sql).find_all(exp.Ordered):
            assert node.this.name in {"valid_from", "import_id", "row"}


def test_values_are_bound_and_every_bound_value_is_used():
    for sql, parameters in QUERIES:
        assert set(re.findall(r"\$(\w+)", without_comments(sql))) == set(parameters)
        assert all(isinstance(value, int | str) for value in parameters.values())


def test_no_value_is_written_into_a_query():
    for sql, _ in QUERIES:
        literals = [node for node in tree(sql).find_all(exp.Literal) if node.is_string]
        assert {node.this for node in literals} <= {""}


def test_queries_ask_for_the_tables_of_the_store_and_their_own_steps_only():
    stored = {"posting", "appraisal", "fact", "movement", "training", "population", "stay"}
    for sql, _ in QUERIES:
        steps = {step.alias for step in tree(sql).find_all(exp.CTE)}
        assert {table.name for table in tree(sql).find_all(exp.Table)} - steps <= stored
