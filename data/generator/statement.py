"""What a file says about one person: the truth of a day, with what goes wrong in the telling."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from random import Random

from .careers import level
from .truth import Person, Schooling, Unit, at

COLLEGE = frozenset({"博士研究生", "硕士研究生", "研究生", "大学本科", "大学专科"})

LOSES_ID = frozenset({"id_missing", "id_masked", "id_wrong_check", "id_truncated"})
"""Slips after which the ID number can no longer tell sex, birth or identity."""

NEEDS_ID = frozenset({"birth_conflict", "birth_blank", "sex_conflict", "sex_blank"})
"""Slips of other cells that only a valid ID number can put right."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One listed person. Values are canonical, "" where nobody knows; slips name what is written wrongly."""

    person: Person
    day: date
    unit: Unit
    schooling: Schooling
    earlier_schooling: Schooling
    certificate: str
    politics: str
    position: str
    slips: frozenset[str] = frozenset()

    @property
    def post(self) -> str:
        """Level of the position."""
        return level(self.position)

    @property
    def has_valid_id(self) -> bool:
        """Can a reader rely on the ID number of this row?"""
        return not self.slips & LOSES_ID

    @property
    def college(self) -> bool:
        """大专及以上?"""
        return self.schooling.level in COLLEGE

    def slipping(self, *slips: str) -> Said:
        """The same row with more slips."""
        return replace(self, slips=self.slips | set(slips))


def say(person: Person, day: date) -> Said:
    """What a careful clerk would write about a person on a day."""
    schooling = at(person.education, day)
    first = person.education[0][1]
    return Said(
        person=person,
        day=day,
        unit=at(person.units, day),
        schooling=schooling,
        earlier_schooling=first if first != schooling else _school_before(schooling),
        certificate=at(person.certificate, day),
        politics=at(person.politics, day),
        position=at(person.position, day),
        slips=frozenset({"id_missing", "birth_unknown"}) if "birth" in person.unknown else frozenset(),
    )


def _school_before(schooling: Schooling) -> Schooling:
    """What somebody with an in-service diploma had finished at school."""
    return Schooling("大学专科" if schooling.level in {"研究生", "博士研究生"} else "高中", "全日制")


def with_slips(rows: Iterable[Said], quota: Mapping[str, int], rng: Random) -> list[Said]:
    """Spread slips over the rows: at most one each, and none on a row that already has one."""
    rows = list(rows)
    for slip, count in quota.items():
        fit = [place for place, said in enumerate(rows) if not said.slips and _possible(slip, said.person)]
        for place in rng.sample(fit, min(count, len(fit))):
            rows[place] = rows[place].slipping(slip)
    return rows


def _possible(slip: str, person: Person) -> bool:
    if person.twin:
        return False
    if slip == "id_15":
        return person.birth.year < 1990
    if slip == "id_lower":
        return person.id_number.endswith("X")
    return person.sex == "女" or slip not in {"sex_conflict", "sex_blank"}


def told(said: Said, fields: Iterable[str]) -> dict[str, str | date | None]:
    """What a careful reader knows about this row when the file has these columns.

    ``study_mode`` is told for college and above only, unless the file has a column for each mode.
    """
    fields = set(fields)
    by_id = "id_number" in fields and said.has_valid_id
    birth = (
        said.person.birth if by_id or ("birth_date" in fields and "birth_unknown" not in said.slips) else None
    )
    known = {
        "gender": said.person.sex if by_id or "gender" in fields else None,
        "birth_date": birth,
        "ethnicity": said.person.ethnicity,
        "political_status": said.politics,
        "education": said.schooling.level,
        "study_mode": _mode_told(said, fields),
        "certificate": said.certificate,
        "source": said.person.source,
        "employment": said.person.employment,
        "post": said.post,
    }
    always = {"gender", "birth_date", "study_mode"}
    return {name: (value or None) if name in always | fields else None for name, value in known.items()}


def _mode_told(said: Said, fields: set[str]) -> str:
    if "study_mode_by_column" in fields:
        return said.schooling.mode or ("在职" if said.schooling.level else "")
    return said.schooling.mode if "study_mode" in fields and said.college else ""
