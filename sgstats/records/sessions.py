"""What a title or a header says of a training: its name, day, level, form and hours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING

from sgstats.fields import also_called, field_of_header, normalise
from sgstats.records.categories import key, spellings, table
from sgstats.records.kinds import lines_above, marks
from sgstats.records.privacy import is_presentable
from sgstats.records.spans import spans

if TYPE_CHECKING:
    from sgstats.sources.table import Table

MOST_HOURS = 1000
"""More class hours than a year's trainings have."""

LONGEST_TOPIC = 40
LONGEST_LABEL = 8

_OTHER_LABELS = frozenset({
    "培训地点", "地点", "主讲人", "主讲", "授课人", "授课教师", "授课老师", "讲师", "教师",
    "培训教师", "培训老师", "参加人员", "参训人员", "培训对象", "主持人", "记录人", "应到", "实到", "联系人",
})  # fmt: skip
"""Labels of what is not kept; they end what stands before them."""

_YEAR = r"(?:(?:19|20)\d\d)"
_HOURS = re.compile(r"(\d{1,4}(?:\.\d)?)个?(?:学时|课时)")
_DAY = re.compile(
    rf"{_YEAR}年\d{{1,2}}月\d{{1,2}}日?|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}|\d{{1,2}}月\d{{1,2}}日?"
)
_MONTH = re.compile(rf"({_YEAR})(?:年|[./-])\d{{1,2}}(?:月|$)")
_ABOUT = re.compile("培训|轮训|研修|讲座|学习|观摩|带教|课")
_OF_ONE = re.compile("签到|参训|学员|参加人员|班")
_DATES = re.compile(
    rf"{_YEAR}年?度?(?:\d{{1,2}}月(?:\d{{1,2}}日?)?)?|\d{{1,2}}月(?:\d{{1,2}}日?)?|[至到~—–-]+\d{{1,2}}日|{_YEAR}[./-]\d{{1,2}}[./-]\d{{1,2}}"
)
_TEACHER = re.compile(r"[(:,;、]*(?:主讲|授课|讲师|教师|老师|导师|师傅|带教人|带教老师|主持).{0,3}:.*$")
_NOTES = re.compile(r"\([^()]*\)|【[^】]*】|\[[^\]]*\]|共?\d+(?:\.\d)?个?(?:学时|课时)")
_FORM_OF_LIST = re.compile(
    r"(?:人员)?(?:签到|参训|参加|参会|学员|统计|情况|汇总|登记|记录|台账|明细|名单|名册|花名册|一览|人员|表|册|簿)+$"
)
_EDGES = "关于的附件表:,.、-—_0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """One training as a text tells it; None where it does not."""

    topic: str | None = None
    year: int | None = None
    day: int | None = None
    level: str | None = None
    form: str | None = None
    hours_tenths: int | None = None


def session_of_table(held: Table, *, year: int | None) -> Session:
    """The session that the lines above a table, else its sheet and file, tell.

    What stands behind a label (学时：4) rules over what a title says in passing.

    Args:
        held: A table of trainings.
        year: The year that holds where no day names one.
    """
    above = lines_above(held)
    named = [*above, normalise(held.sheet or ""), normalise(held.file.rsplit(".", 1)[0])]
    title = next((text for text in named if _ABOUT.search(text)), "")
    told = [
        _labelled(above, year=year),
        *(session_in(one, year=year) for one in dict.fromkeys([title, *above])),
    ]
    first = {
        one.name: next((value for each in told if (value := getattr(each, one.name)) is not None), None)
        for one in fields(Session)
    }
    # The title of a ledger of many trainings is the name of none of them.
    one = bool(told[1].day or _OF_ONE.search(title))
    return Session(**first | {"topic": told[0].topic or (told[1].topic if one else None)})


def _labelled(texts: Iterable[str], *, year: int | None) -> Session:
    """What lines of labels say: 培训班名称：初任培训 学时：4."""
    said: dict[str, str] = {}
    for text in texts:
        said = labels_in(text) | said
    days = spans(said.get("training_date", ""), year=year)
    form = said.get("training_form")
    return Session(
        topic=said.get("training_topic") or None,
        year=days[0][0] // 10_000 if days else None,
        day=days[0][0] if days else None,
        level=level_of(said["training_level"]) if "training_level" in said else None,
        form=spellings("training_form").get(key(form)) if form else None,
        hours_tenths=hours_in(said.get("training_hours", "")),
    )


def labels_in(text: str) -> dict[str, str]:
    """What stands behind the labels of a line, by field; the first of a field counts.

    Example:
        >>> labels_in("培训时间:2023年5月18日培训层级:区级培训地点:会议室学时:4")
        {'training_date': '2023年5月18日', 'training_level': '区级', 'training_hours': '4'}
    """
    with also_called(marks()["training"].alone):
        found = [label for match in re.finditer(":", text) if (label := _label(text[: match.start()]))]
    said: dict[str, str] = {}
    for place, (start, end, name) in enumerate(found):
        last = found[place + 1][0] if place + 1 < len(found) else len(text)
        if name and start < end:
            said.setdefault(name, text[end + 1 : last])
    return said


def _label(before: str) -> tuple[int, int, str] | None:
    """The label that a text ends with: where it starts and ends, and its field; an empty one of none."""
    for length in range(min(LONGEST_LABEL, len(before)), 1, -1):
        ending = before[-length:]
        if ending in _OTHER_LABELS or field_of_header(ending):
            return len(before) - length, len(before), field_of_header(ending) or ""
    return None


def session_in(text: str, *, year: int | None) -> Session:
    """What one text tells of a training.

    Args:
        text: A title or a header, without what varies for no reason.
        year: The year that holds where the text names none.

    Example:
        >>> told = session_in("2023年5月18日区级初任培训班签到表(共8学时)", year=None)
        >>> told.topic, told.day, told.level, told.hours_tenths
        ('区级初任培训班', 20230518, '区级', 80)
        >>> session_in("6月党校轮训", year=2023).day
    """
    found = _DAY.search(text)
    days = spans(found.group(), year=year) if found else None
    month = _MONTH.search(text)
    hours = _HOURS.search(text)
    day = days[0][0] if days else None
    named = int(month[1]) if month else None
    return Session(
        topic=topic_in(text),
        year=day // 10_000 if day else named,
        day=day,
        level=_told(text, "training_level"),
        form=_told(text, "training_form"),
        hours_tenths=hours_in(hours[1]) if hours else None,
    )


def topic_in(text: str) -> str | None:
    """The name of a training in a title: without dates, hours, teachers and what the sheet is.

    Example:
        >>> topic_in("附件2 2023年5月社区工作者消防安全培训签到表"), topic_in("签到表")
        ('社区工作者消防安全培训', None)
    """
    bare = _NOTES.sub("", _TEACHER.sub("", _DATES.sub("", normalise(text))))
    named = _FORM_OF_LIST.sub("", bare).strip(_EDGES)
    return named if _ABOUT.search(named) or named.endswith("班") else None


def kept_topic(text: str, *, people: frozenset[str]) -> str | None:
    """A name of a training as it may be stored, or None: no number or name of a person, no prose.

    Example:
        >>> people = frozenset({"王芳"})
        >>> kept_topic("初任培训班", people=people), kept_topic("王芳带教", people=people)
        ('初任培训班', None)
    """
    plain = _TEACHER.sub("", normalise(text))
    named = any(len(one) > 1 and one in plain for one in people)
    return plain if plain and len(plain) <= LONGEST_TOPIC and is_presentable(plain) and not named else None


def level_of(text: str, *, settled: Mapping[str, str] | None = None) -> str | None:
    """The level of a training by who held it, or None where the rules do not say.

    Example:
        >>> level_of("青禾区民政局"), level_of("春晓街道党工委"), level_of("大连市民政局"), level_of("某公司")
        ('区级', '街道级', '外训', None)
        >>> level_of("大连市青禾区委组织部"), level_of("幸福社区居委会"), level_of("外出考察")
        ('区级', '社区级', '外训')
    """
    known = spellings("training_level") | {key(code): level for code, level in (settled or {}).items()}
    plain = normalise(text)
    ruled = (row["canonical"] for row in table("training_levels") if re.search(row["pattern"], plain))
    return known.get(key(text)) or next(ruled, None)


def hours_in(text: str) -> int | None:
    """Class hours in tenths: 8, 0.5, 8学时.

    Example:
        >>> hours_in("8学时"), hours_in("0.5"), hours_in("2天"), hours_in("0.25")
        (80, 5, None, None)
    """
    match = re.fullmatch(r"(\d{1,4})(?:\.(\d)0*)?个?(?:学时|课时)?", text)
    tenths = int(match[1]) * 10 + int(match[2] or 0) if match else None
    return tenths if tenths is not None and tenths <= MOST_HOURS * 10 else None


def _told(text: str, field: str) -> str | None:
    """What a title says of a field in so many words."""
    rows = (row for row in table("sessions") if row["field"] == field)
    return next((row["canonical"] for row in rows if re.search(row["pattern"], text)), None)
