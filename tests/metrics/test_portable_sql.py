"""Every query that is sent to an engine stays inside the portable core of SQL.

It is parsed as DuckDB's dialect and written as Spark's: apart from how bound values are marked
and how a remainder is spelled, nothing may change.
"""

from __future__ import annotations

import re

import pytest
import sqlglot
from postings import DAY, engine, graded, scored
from sqlglot import exp

from sgstats.engines import DuckDB
from sgstats.metrics import Options, catalogue, measure
from sgstats.metrics.dimensions import FIELDS

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


def every_query():
    """What all metrics ask, by and of every field, filtered by every field."""
    people = [{"gender": "男"}, {"street": "西街"}]
    facts = [{"person_id": "p1", "item": item} for item in ("投诉", "同意续聘")]
    recorder = Recorder(engine(people, appraisals=appraisals(), facts=facts))
    for name, entry in catalogue().items():
        measure(name, engine=recorder, on=DAY, of="gender" if entry.needs_of else None)
        for field in entry.also:
            groups = [field, "community"] if field not in {entry.of, "excellent_years", "item"} else []
            values = {"year": ["2023"], "item": ["同意续聘"], "rater": ["街道"], "excellent_years": ["1"]}
            where = {field: values.get(field, ["优秀", "未知"])}
            measure(name, engine=recorder, on=DAY, by=groups, where=where)
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


def appraisals():
    grades = [row for year in (2021, 2022, 2023) for row in graded("优秀", "称职", year=year)]
    return [*grades, *scored("街道", 90, 80), *scored("居民", 91, 85)]


QUERIES = every_query()


def without_comments(sql):
    return re.sub(r"--[^\n]*", "", sql)


@pytest.mark.parametrize("construct", FORBIDDEN)
def test_no_query_uses(construct):
    for sql, _ in QUERIES:
        found = re.search(FORBIDDEN[construct], without_comments(sql), re.IGNORECASE)
        assert not found, f"{found.group()!r} in\n{sql}"


def test_spark_reads_the_same_query():
    for sql, _ in QUERIES:
        spark = sqlglot.transpile(sql, read="duckdb", write="spark", error_level=sqlglot.ErrorLevel.RAISE)[0]
        again = sqlglot.parse_one(spark, read="spark")
        assert tokens(again) == tokens(sqlglot.parse_one(sql, read="duckdb"))


def tokens(tree):
    """The tree written neutrally: same text, same meaning; only the mark of a bound value may differ."""
    for node in list(tree.find_all(exp.Parameter, exp.Placeholder)):
        name = node.name or node.this.name
        node.replace(exp.Placeholder(this=name))
    for node in list(tree.find_all(exp.Cast)):
        # A cast that Spark may answer with null is no other: only day numbers and texts are cast.
        texts = {exp.DataType.Type.VARCHAR, exp.DataType.Type.TEXT}
        to = exp.DataType.build("TEXT") if node.to.this in texts else node.to
        node.replace(exp.Cast(this=node.this.copy(), to=to.copy()))
    return tree.sql(comments=False)


def test_functions_are_those_every_engine_has():
    for sql, _ in QUERIES:
        used = {type(node) for node in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Func)}
        assert used <= FUNCTIONS, used - FUNCTIONS


def test_sorting_never_meets_a_null_whose_place_engines_disagree_on():
    for sql, _ in QUERIES:
        for node in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Ordered):
            assert node.this.name in {"valid_from", "import_id", "row"}


def test_values_are_bound_and_every_bound_value_is_used():
    for sql, parameters in QUERIES:
        assert set(re.findall(r"\$(\w+)", without_comments(sql))) == set(parameters)
        assert all(isinstance(value, int | str) for value in parameters.values())


def test_no_value_is_written_into_a_query():
    for sql, _ in QUERIES:
        literals = [
            node for node in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Literal) if node.is_string
        ]
        assert {node.this for node in literals} <= {""}


def test_queries_ask_for_the_tables_of_the_store_and_their_own_steps_only():
    for sql, _ in QUERIES:
        tree = sqlglot.parse_one(sql, read="duckdb")
        steps = {step.alias for step in tree.find_all(exp.CTE)}
        assert {table.name for table in tree.find_all(exp.Table)} - steps <= {"posting", "appraisal", "fact"}
