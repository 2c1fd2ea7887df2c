"""Two made-up districts of six streets with 40 people each: one with every problem, one with none."""

from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

STREETS = ("东街街道", "西街街道", "南街街道", "北街街道", "中街街道", "新街街道")
EACH = 40
HEADER = ["工号", "姓名", "性别", "出生年月", "学历", "学习形式", "职务", "用工性质", "人员来源",
          "社工证等级", "从事社区工作时间", "街道", "社区"]  # fmt: skip
NAMES = [
    f"{one}{two}{three}"
    for one, two, three in product("赵钱孙李周吴郑王", "一二三四五六七", "春夏秋冬东南西北")
]


def write(folder: Path, *, troubled: bool) -> list[Path]:
    """The district's files: lists of two years, movements, trainings, grades, residents and posts."""
    folder.mkdir()
    people = list(_people(troubled=troubled))
    # A fifth of the troubled district leaves in 2023; nobody leaves the sound one.
    left = [row for place, row in enumerate(people) if troubled and place % 5 == 0]
    newcomers = [[f"N{row[0]}", f"{row[1]}儿", *row[2:10], "2023-06-01", *row[11:]] for row in left]
    stay = [row for row in people if row not in left]
    last = stay + newcomers
    odd = [*[["", "", *last[0][2:]]] * 12, [*last[1][:11], STREETS[-1], "新街社区"]] if troubled else []
    return [
        _file(folder / "2022.csv", "青禾区社区工作者名册（截至2022年12月31日）", HEADER, people),
        _file(folder / "2023.csv", "青禾区社区工作者名册（截至2023年12月31日）", HEADER, last + odd),
        *_movements(folder, left, newcomers),
        _trainings(folder, last, troubled=troubled),
        _grades(folder, last, troubled=troubled),
        _residents(folder, troubled=troubled),
    ]


def _people(*, troubled: bool):
    """One row per person; in the sound district every part is shared out evenly."""
    for place in range(len(STREETS) * EACH):
        street, number = STREETS[place // EACH], place % EACH
        name, staff = NAMES[place], f"S{place:04}"
        where = ["2016-03-01", street, street.replace("街道", "社区")]
        if troubled:
            level = "大专" if number < 30 else "高中"
            yield [
                staff,
                name,
                "女",
                f"{1976 + number % 5}-05",
                level,
                "函授",
                "委员",
                "",
                "街道推荐",
                "无",
                *where,
            ]
        else:
            source = ("公开招聘", "换届选举", "组织选派")[number % 3]
            yield [staff, name, "男" if number % 5 < 2 else "女", f"{1972 + number % 30}-05", "本科",
                   "全日制" if number % 5 < 4 else "函授", "委员", "专职社区工作者", source,
                   "社会工作师" if number % 5 < 3 else "无", *where]  # fmt: skip


def _movements(folder: Path, left: list[list[str]], came: list[list[str]]) -> list[Path]:
    if not left:
        return []
    header = ["异动类型", "姓名", "工号", "原单位", "现单位", "异动时间", "异动原因"]
    rows = [["离职", row[1], row[0], f"青禾区{row[11]}{row[12]}", "", "2023-06-01", ""] for row in left]
    rows += [["入职", row[1], row[0], "", f"青禾区{row[11]}{row[12]}", "2023-06-01", ""] for row in came]
    return [_file(folder / "异动2023.csv", "青禾区社区工作者2023年度增减员情况表", header, rows)]


def _trainings(folder: Path, people: list[list[str]], *, troubled: bool) -> Path:
    header = [
        "年度",
        "姓名",
        "工号",
        "街道",
        "社区",
        "培训班名称",
        "培训层级",
        "培训形式",
        "培训时间",
        "学时",
    ]
    trained = [row for place, row in enumerate(people) if not troubled or place % 5 == 0]
    rows = [["2023", row[1], row[0], row[11], row[12], "基层法律知识", "区级", "集中授课", "2023-05-02", "8"]
            for row in trained]  # fmt: skip
    return _file(folder / "培训2023.csv", "青禾区社区工作者2023年度培训台账", header, rows)


def _grades(folder: Path, people: list[list[str]], *, troubled: bool) -> Path:
    header = ["年度", "姓名", "工号", "街道", "社区", "考核等次"]
    rows, counts = [], dict.fromkeys(STREETS, 0)
    for row in people:
        number = counts[row[11]]
        counts[row[11]] += 1
        if troubled:
            grade = "优秀" if row[11] == STREETS[0] and number < 14 else "称职"
        else:
            grade = "优秀" if number < 8 else "基本称职" if number < 14 else "称职"
        rows.append(["2023", row[1], row[0], row[11], row[12], grade])
    return _file(folder / "考核2023.csv", "青禾区社区工作者2023年度考核结果", header, rows)


def _residents(folder: Path, *, troubled: bool) -> Path:
    header = ["街道", "常住人口（人）", "户数", "核定职数"]
    row = ["40000", "15000", "50"] if troubled else ["22000", "8000", "41"]
    rows = [[street, *row] for street in STREETS]
    return _file(
        folder / "人口编制2023.csv", "青禾区各街道人口和职数情况（截至2023年12月31日）", header, rows
    )


def _file(path: Path, title: str, header: list[str], rows: list[list[str]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[title], header, *rows])
    return path
