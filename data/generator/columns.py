"""The columns that rosters have, by short name; a file picks some and calls them what it likes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from itertools import count

from .grid import Column
from .spelling import Pen, post_start, work_start
from .statement import Said

SCHOOLS = ("青禾学院", "春晓职业技术学院", "青禾广播电视大学", "青禾师范专科学校")
SUBJECTS = ("行政管理", "会计", "汉语言文学", "社会工作", "法学", "计算机应用")

Header = str | tuple[str, str]


def pick(pen: Pen, names: str, headers: Mapping[str, Header] | None = None) -> list[Column]:
    """The columns of these short names, in this order, some under other headers."""
    library = _persons(pen) | _work(pen) | _schools(pen) | _clutter(pen)
    chosen = [(name, library[name]) for name in names.split()]
    return [replace(column, header=(headers or {}).get(name, column.header)) for name, column in chosen]


def _persons(pen: Pen) -> dict[str, Column]:
    return {
        "name": Column("姓名", pen.name, ("name",)),
        "gender": Column("性别", pen.sex, ("gender",)),
        "ethnicity": Column(
            "民族", lambda said: pen.word("ethnicity", said.person.ethnicity), ("ethnicity",)
        ),
        "birth": Column("出生年月", pen.birth, ("birth_date",)),
        "age": Column("年龄", pen.age),
        "id": Column("身份证号", pen.id_number, ("id_number",)),
        "staff": Column("工号", lambda said: said.person.staff_id, ("staff_id",)),
        "politics": Column(
            "政治面貌", lambda said: pen.word("political_status", said.politics), ("political_status",)
        ),
        "phone": Column("联系电话", lambda said: said.person.phone),
    }


def _work(pen: Pen) -> dict[str, Column]:
    return {
        "street": Column("所属街道", lambda said: said.unit.street),
        "community": Column("所属社区", lambda said: said.unit.community),
        "unit": Column("所在单位", lambda said: "青禾区" + said.unit.street + said.unit.community),
        "position": Column("职务", lambda said: said.position, ("post",)),
        "employment": Column(
            "用工性质", lambda said: pen.word("employment", said.person.employment), ("employment",)
        ),
        "source": Column("人员来源", lambda said: pen.word("source", said.person.source), ("source",)),
        "certificate": Column(
            "社工证等级", lambda said: pen.word("certificate", said.certificate), ("certificate",)
        ),
        "hire": Column("从事社区工作时间", lambda said: pen.day(said.person.hire)),
        "work_start": Column("参加工作时间", lambda said: pen.day(work_start(said))),
        "post_start": Column("任职时间", lambda said: pen.day(post_start(said))),
        "leave": Column("离职时间", lambda said: pen.full_day(_left(said))),
        "reason": Column(
            "离职原因",
            lambda said: pen.word("leave_reason", said.person.leave_reason) if _left(said) else None,
        ),
    }


def _left(said: Said) -> date | None:
    """Day of leaving, if it has come by the day of the statement."""
    leave = said.person.leave
    return leave if leave and leave <= said.day else None


def _schools(pen: Pen) -> dict[str, Column]:
    full, beside = "全日制教育", "在职教育"
    both = ("education", "study_mode_by_column")
    return {
        "education": Column("学历", pen.education, ("education",)),
        "study_mode": Column("学习形式", pen.study_mode, ("study_mode",)),
        "compound": Column("学历", pen.compound, ("education", "study_mode")),
        "full": Column((full, "学历学位"), lambda said: pen.by_column(said, "全日制"), both),
        "full_school": Column(
            (full, "毕业院校系及专业"), lambda said: _school(pen) if said.schooling.level else None
        ),
        "beside": Column((beside, "学历学位"), lambda said: pen.by_column(said, "在职"), both),
        "beside_school": Column(
            (beside, "毕业院校系及专业"), lambda said: _school(pen) if pen.by_column(said, "在职") else None
        ),
        "major": Column("所学专业", lambda said: pen.rng.choice(SUBJECTS)),
    }


def _school(pen: Pen) -> str:
    return f"{pen.rng.choice(SCHOOLS)}{pen.rng.choice(SUBJECTS)}专业"


def _clutter(pen: Pen) -> dict[str, Column]:
    """Columns that say nothing about the workforce, or must never be stored."""
    numbers = count(1)
    return {
        "serial": Column("序号", lambda said: next(numbers)),
        "blood": Column("血型", lambda said: pen.rng.choice(("A", "B", "AB", "O", None))),
        "votes": Column("民主测评票数", lambda said: pen.rng.randint(20, 60)),
        "bank": Column("工资卡号", lambda said: f"0000{said.person.key:015d}"),
        "home": Column("家庭住址", lambda said: f"虚构路{said.person.key % 97 + 1}号"),
        "grid": Column("网格", lambda said: f"第{said.person.key % 6 + 1}网格"),
        "remark": Column("备注", lambda said: "党员先锋岗" if pen.rng.random() < 0.05 else None),
    }
