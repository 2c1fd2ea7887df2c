"""Every query of an outlook stays inside the portable core of SQL, with its values bound."""

from __future__ import annotations

import re
from datetime import date

import pytest
import sqlglot
from histories import DAY, engine
from sqlglot import exp
from test_projection import SHORT, born, joiner, leaver, question

from sgstats.outlook.project import backtest, project
from sgstats.outlook.wave import wave

FORBIDDEN = {
    "integer division": r"//",
    "dialect cast": r"::",
    "generated series": r"\b(generate_series|range|unnest)\b",
    "star but for counting": r"(SELECT|,|\.)\s*\*",
    "date arithmetic": r"\b(INTERVAL\b|(DATE_DIFF|DATEDIFF|AGE|STRFTIME)\s*\()",
    "division": r"(?<!/)/(?!/)",
}
FUNCTIONS = {
    exp.Mod, exp.Count, exp.Min, exp.RowNumber, exp.Coalesce, exp.Cast, exp.Case, exp.If, exp.And, exp.Or,
    exp.Sum,
}  # fmt: skip


class Recorder:
    def __init__(self, inner):
        self.inner, self.queries = inner, []

    def rows(self, sql, parameters=None):
        self.queries.append((re.sub(r"--[^\n]*", "", sql), dict(parameters or {})))
        return self.inner.rows(sql, parameters)


def every_query():
    recorder = Recorder(engine([born(1985)] * 5 + [leaver(2022), joiner(2021)]))
    where = {"street": ["东街"], "gender": ["女", "未知"], "education_group": ["大专及以上"]}
    wave(engine=recorder, on=DAY, by=["street", "age_band"], where=where)
    project(question(where=where), engine=recorder, plan=SHORT)
    backtest(question(date(2021, 12, 31)), engine=recorder, plan=SHORT, until=DAY)
    return recorder.queries


QUERIES = every_query()


@pytest.mark.parametrize("construct", FORBIDDEN)
def test_no_query_uses(construct):
    for sql, _ in QUERIES:
        assert not re.search(FORBIDDEN[construct], sql, re.IGNORECASE), sql


def test_spark_reads_the_same_functions_and_tables():
    for sql, _ in QUERIES:
        tree = sqlglot.parse_one(sql, read="duckdb")
        spark = sqlglot.parse_one(tree.sql(dialect="spark"), read="spark")
        # Spark's own cast may answer with null, so the parser gives it another name.
        for found, functions in ((tree, FUNCTIONS), (spark, FUNCTIONS | {exp.TryCast})):
            used = {type(node) for node in found.find_all(exp.Func)}
            assert used <= functions, used - functions
        assert len(list(tree.find_all(exp.Select))) == len(list(spark.find_all(exp.Select)))
        steps = {step.alias for step in tree.find_all(exp.CTE)}
        assert {table.name for table in tree.find_all(exp.Table)} - steps <= {"posting", "stay"}


def test_values_are_bound_and_every_bound_value_is_used():
    for sql, parameters in QUERIES:
        assert set(re.findall(r"\$(\w+)", sql)) == set(parameters)
        texts = [
            node for node in sqlglot.parse_one(sql, read="duckdb").find_all(exp.Literal) if node.is_string
        ]
        assert {node.this for node in texts} <= {""}
