"""Invented rosters of any size, made a column at a time, for the benchmarks."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import polars as pl

if TYPE_CHECKING:
    from pathlib import Path

FIRST_AREA = 190_000  # province 19 does not exist: no real person can be meant
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
VALUES = {
    "政治面貌": ["中共党员", "群众", "共青团员"],
    "学历": ["全日制本科", "本科（函授）", "大专", "大专（自考）", "高中", "中专"],
    "用工性质": ["专职社工", "两委成员", "网格员"],
    "人员来源": ["街道推荐", "公开招考", "选举"],
    "社工证等级": ["无", "初级", "中级"],
    "职务": ["书记", "副主任", "委员", "专干"],
    "血型": ["A", "B", "O"],
}
PEOPLE_PER_COMMUNITY = 9
COMMUNITIES_PER_STREET = 18


def write_roster(path: Path, *, people: int, encoding: str = "utf-8", seed: int = 20231231) -> None:
    """Write a roster CSV with a title row, as a bureau would send it.

    Args:
        path: File to write.
        people: Data rows, one per invented person.
        encoding: Of the text.
        seed: Of the random values.
    """
    title = "青禾区社区工作者花名册（截至2023年12月31日）\n"
    text = title + roster(people=people, seed=seed).write_csv()
    path.write_bytes(text.encode(encoding))


def roster(*, people: int, seed: int) -> pl.DataFrame:
    """One row per invented person, headers and spellings as in real exports."""
    random, number = np.random.default_rng(seed), np.arange(people)
    born = np.datetime64("1963-01-01") + random.integers(0, 365 * 40, people).astype("timedelta64[D]")
    # Nobody starts before the age of nineteen.
    start = np.datetime64("2004-01-01") + random.integers(0, 365 * 19, people).astype("timedelta64[D]")
    hired = np.maximum(born + np.timedelta64(365 * 19, "D"), start)
    days = pl.DataFrame({"born": born, "hired": hired}).select(pl.all().cast(pl.Date))
    return pl.DataFrame(_person(days["born"], number) | _work(days["hired"], number, random))


def _person(born: pl.Series, number: np.ndarray) -> dict[str, object]:
    return {
        "序号": number + 1,
        "姓名": pl.Series(number).cast(pl.String).str.replace_all("0", "零").str.replace_all("1", "一"),
        "性别": np.where(number % 10 % 2 == 1, "男", "女"),
        "出生年月": born.dt.strftime("%Y.%m"),
        "身份证号": _id_numbers(born.dt.strftime("%Y%m%d").cast(pl.Int64).to_numpy(), number),
        "联系电话": pl.Series(10_000_000_000 + number),
    }


def _work(hired: pl.Series, number: np.ndarray, random: np.random.Generator) -> dict[str, object]:
    community = number // PEOPLE_PER_COMMUNITY
    chosen = {title: random.choice(values, len(number)) for title, values in VALUES.items()}
    units = {
        "所属街道": pl.Series(community // COMMUNITIES_PER_STREET).cast(pl.String) + "号街道",
        "所属社区": pl.Series(community).cast(pl.String) + "号社区",
    }
    return chosen | {"从事社区工作时间": hired.dt.strftime("%Y-%m-%d")} | units


def _id_numbers(birth: np.ndarray, number: np.ndarray) -> pl.Series:
    """A valid number for each person: order digits within an area, then the next area."""
    body = ((FIRST_AREA + number // 1000) * 10**8 + birth) * 1000 + number % 1000
    total = sum((body // 10 ** (16 - place) % 10) * weight for place, weight in enumerate(WEIGHTS))
    check = np.array(list("10X98765432"))[total % 11]
    return pl.Series(body).cast(pl.String) + pl.Series(check)
