"""A report of invented exact numbers, some of which must not come out."""

from __future__ import annotations

from datetime import date

import polars as pl

from sgstats.disclosure import protect
from sgstats.metrics import Measured, Options, catalogue
from sgstats.reports import TABLES, QualitySummary, structure_report
from sgstats.reports.quality import FindingCount

DAY = date(2023, 12, 31)
STREETS = ("东街街道", "西街街道", '=HYPERLINK("x")街道', "<b>南街</b>街道")

LABELS = {
    "gender": ("男", "女"),
    "age_band": ("35岁及以下", "36–45岁", "46–55岁", "56岁及以上"),
    "education": ("大学本科", "大学专科", "高中", "初中"),
    "education_group": ("大专及以上", "大专以下"),
    "study_mode": ("全日制", "在职"),
    "source": ("公开招聘", "街道推荐", "其他"),
    "political_status": ("中共党员", "民主党派", "群众"),
    "certificate": ("社会工作师", "助理社会工作师", "无"),
    "tenure_band": ("不满1年", "1–2年", "3年及以上"),
}
SECRET = 7919
"""The partner of a count of 3: the smallest other count, hidden with it."""

COUNTS = {
    "gender": (3, SECRET), "age_band": (SECRET, 3, 20011, 30011), "education": (3, SECRET, 20011, 30011),
    "education_group": (20011, 30011), "study_mode": (20011, 30011), "source": (3, SECRET, 40013),
    "political_status": (40013, 3, SECRET), "certificate": (10007, 20011, 30011),
    "tenure_band": (3, SECRET, 9973),
}  # fmt: skip
MIDDLE = ("39岁及以下", "40–50岁", "51岁及以上")


def measured(metric, *, of=None, by=(), bands=None, where=None):
    """The table a question of ``TABLES`` would get."""
    groups = (
        [()]
        if not by
        else [("男",), ("女",)]
        if tuple(by) == ("gender",)
        else [(street,) for street in STREETS]
    )
    rows = []
    for place, group in enumerate(groups):
        parts = _parts(metric, of, bands, grow=place)
        base = sum(people for _, people in parts)
        rows += [(*group, *([label] if of else []), people, base) for label, people in parts]
    cells = pl.DataFrame(rows, schema=[*by, *([of] if of else []), "people", "base"], orient="row")
    if metric == "headcount":
        cells = cells.with_columns(base=pl.col("people").sum())
    if metric.endswith("_age"):
        cells = cells.with_columns(value=pl.lit(43.25), low=pl.lit(43.0), high=pl.lit(43.5))
    return Measured(
        name=metric, definition=catalogue()[metric], on=DAY, by=tuple(by), of=of,
        where={name: tuple(values) for name, values in (where or {}).items()}, options=Options(), cells=cells,
    )  # fmt: skip


def _parts(metric, of, bands, *, grow):
    if metric != "structure":
        return [("", 12011 + 1009 * grow)]
    labels, counts = (MIDDLE, (9973, 20011, 30011)) if bands else (LABELS[of], COUNTS[of])
    return [
        (label, people + 1009 * grow if people > 4 else people)
        for label, people in zip(labels, counts, strict=True)
    ]


def tables(audience="internal"):
    return {name: protect(measured(**question), audience=audience) for name, question in TABLES.items()}


QUALITY = QualitySummary(
    tables=10, rows_read=1342, rows_accepted=1336, rows_rejected=6,
    findings=(
        FindingCount(severity="warning", rule="x.y", message="=1+1 身份证号 <script> 不正确", times=8),
        FindingCount(severity="note", rule="x.z", message="跳过空白行", times=1),
    ),
)  # fmt: skip


def report(audience="internal", **titles):
    return structure_report(tables(audience), quality=QUALITY, **({"unit": "青禾区"} | titles))
