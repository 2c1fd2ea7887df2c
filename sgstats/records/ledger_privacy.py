"""No person's name, number or telephone gets into a ledger: cells keep units, offices and posts.

Whoever writes a ledger names people: in the column of those responsible, behind a post, in passing.
A cell meant for them keeps only what is known to be a unit, an office or a post; what is left out is
said. In running text numbers of people are masked, and the names of staff that the store knows.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources

SOMEBODY = "已指定个人（姓名未存）"
"""Stands for a person whose name is not kept, so that a check knows that somebody answers."""

MASK = "＊＊＊"

_NUMBERS = re.compile(
    r"(?<![0-9A-Za-z])(?:\d{17}[0-9Xx]|\d{15}|(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}|0\d{2,3}[- ]\d{7,8}"
    r"|\d{16,19}|\d{3,}\*{2,}[\dXx]*)(?![0-9A-Za-z])"
)
_TELEPHONE = re.compile(r"((?:电话|手机|联系方式|座机|微信)[:：]?)\s*\d{7,12}")
_PARTS = re.compile(
    r"[、,，;；。/\\\s:：()（）【】\[\]|+]+|(?<=\S)[和及与暨](?=\S)"
    r"|^由|负责(?!人|同志)|牵头(?!人|单位|部门|领导)|配合(?!单位|部门)|落实|主抓"
)
_FOREIGN = re.compile(r"[\u4e00-\u9fff]+(?:[·•・‧∙⋅][\u4e00-\u9fff]+)+|[A-Za-z]+(?:[ .·-]+[A-Za-z]+){1,3}")
_HAN = re.compile(r"[\u4e00-\u9fff]+")
_TITLED = re.compile(r"(?:同志|先生|女士|老师|工|总|姐|哥|阿姨|师傅)$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What may be kept of a cell.

    Attributes:
        text: The text, or None where nothing may.
        left_out: Whether anything was left out.
    """

    text: str | None
    left_out: bool


def kept_post(text: str, *, strict: bool) -> Kept:
    """What a cell says of units, offices and posts, without the people named beside them.

    Args:
        text: The cell.
        strict: Whether the column is one of people, so that only what is surely no name stays.

    Example:
        >>> kept_post("张三（社区主任）", strict=True).text, kept_post("李四、王五", strict=True).text
        ('社区主任', '已指定个人（姓名未存）')
        >>> kept_post("党政办、安监站", strict=False), kept_post("党建办王芳", strict=False).text
        (Kept(text='党政办、安监站', left_out=False), '党建办')
    """
    plain, as_is = (
        unicodedata.normalize("NFKC", text).strip(),
        Kept(text=text.strip() or None, left_out=False),
    )
    if not plain or as_is.text == SOMEBODY:
        return as_is
    bare, foreign = _FOREIGN.subn("、", mask_numbers(plain).text or "")
    read = [_part(part, strict=strict) for part in _PARTS.split(bare.replace(MASK, "")) if part]
    kept = list(dict.fromkeys(one.text for one in read if one.text))
    left_out = bool(foreign) or any(one.left_out for one in read)
    if not left_out and bare == plain:
        return as_is
    return Kept(text="、".join(kept) or SOMEBODY, left_out=True)


def _part(text: str, *, strict: bool) -> Kept:
    """One part of a cell: kept, kept without a name before or behind it, or left out."""
    if post := _after_name(text) or (strict and _behind_doubtful(text)):
        return Kept(text=post, left_out=True)
    if _is_office(text) and not _may_be_both(text, strict=strict):
        return Kept(text=text, left_out=False)
    if office := _before_name(text):
        return Kept(text=office, left_out=True)
    named = strict or looks_like_name(text) or _is_titled(text) or _may_be_both(text, strict=False)
    return Kept(text=None if named else text, left_out=named)


def named_in(text: str) -> list[str]:
    """The names in a cell that is meant for people.

    Example:
        >>> named_in("社区主任张三、李明副书记、党政办")
        ['张三', '李明']
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    bare = _FOREIGN.sub("、", mask_numbers(plain).text or "").replace(MASK, "")
    if plain == SOMEBODY:
        return []
    parts = (_name_in(part) for part in _PARTS.split(bare) if part)
    return [*_FOREIGN.findall(plain), *(name for name in parts if name)]


def _name_in(text: str) -> str | None:
    """The name in one part of such a cell."""
    if post := _after_name(text) or _behind_doubtful(text):
        name = text[: -len(post)]
    elif _is_office(text) and not _may_be_both(text, strict=True):
        return None
    else:
        name = text[len(_before_name(text) or "") :]
    name = re.sub(r"(?:同志|先生|女士|老师)$", "", name)
    return name if looks_like_name(name) or (name == text and _may_be_both(text, strict=True)) else None


def _is_titled(text: str) -> bool:
    return bool(_TITLED.search(text)) and starts_with_surname(text) and len(text) <= 6


def _is_office(text: str) -> bool:
    """Whether a text ends as units, offices and posts do."""
    return text in _words().no_name or bool(_words().ending.search(text))


def _may_be_both(text: str, *, strict: bool) -> bool:
    """Whether a short text that ends as a unit may be somebody's name all the same: 张科, 王志园, 李村."""
    found = _words().both if strict else _words().both_anywhere
    match = found.fullmatch(text)
    if match is None or text in _words().no_name or not starts_with_surname(text):
        return False
    return not _words().before_post.fullmatch(match["before"])


def _behind_doubtful(text: str) -> str | None:
    """A post behind what may be a name or the name of a unit: 孙晓燕社区书记 keeps 社区书记."""
    found = _words().unit_and_post.fullmatch(text)
    return found["rest"] if found and looks_like_name(found["before"]) else None


def _after_name(text: str) -> str | None:
    """The post behind a name: 张主任, 李明副书记; None where what stands before it is no name."""
    found = _words().post_end.search(text)
    if found is None or not found.start():
        return None
    before = text[: found.start()]
    if (
        _words().before_post.fullmatch(before)
        or _words().unit_end.search(before)
        or before in _words().no_name
    ):
        return None
    return found.group() if looks_like_name(before, shortest=1) else None


def _before_name(text: str) -> str | None:
    """The unit or post before a name: 党建办王芳, 社区书记张三."""
    for length in (2, 3, 4):
        before, last = text[:-length], text[-length:]
        if len(before) > 1 and _is_office(before) and looks_like_name(last):
            return before
    return None


def looks_like_name(text: str, *, shortest: int = 2) -> bool:
    """Whether a text may be a person's name: a surname and one or two characters, and no unit or post.

    Example:
        >>> [looks_like_name(one) for one in ("王芳", "欧阳修文", "安监站", "党政办", "阿依古丽·买买提")]
        [True, True, False, False, True]
    """
    if _FOREIGN.fullmatch(text):
        return True
    if not _HAN.fullmatch(text) or text in _words().no_name:
        return False
    surname = next((length for length in (2, 1) if text[:length] in surnames()), 0)
    given = len(text) - surname
    fits = bool(surname) and len(text) >= shortest and given <= (2 if surname else 0)
    return fits and not (len(text) > 1 and _words().ending.search(text))


def starts_with_surname(text: str) -> bool:
    """Whether a text begins as a Chinese name does."""
    return text[:1] in surnames() or text[:2] in surnames()


def mask_numbers(text: str) -> Kept:
    """A text without telephone, ID and bank numbers.

    Example:
        >>> mask_numbers("联系张某13800000000，编号2023001").text
        '联系张某＊＊＊，编号2023001'
    """
    masked = _TELEPHONE.sub(rf"\1{MASK}", _NUMBERS.sub(MASK, text))
    return Kept(text=masked, left_out=masked != text)


def possible_names(text: str) -> list[str]:
    """The pieces of a text that could be names: 2 to 4 characters that begin as names do.

    Example:
        >>> possible_names("请王芳负责")
        ['王芳', '王芳负', '王芳负责']
    """
    return [
        run[place : place + length]
        for run in _HAN.findall(text)
        for place in range(len(run))
        if starts_with_surname(run[place : place + 2])
        for length in (2, 3, 4)
        if place + length <= len(run)
    ]


def mask_names(text: str, *, names: frozenset[str]) -> Kept:
    """A text without the names of people, longest first; what is part of the name of a place stays.

    Example:
        >>> mask_names("王芳未到岗，康宁街道已约谈", names=frozenset({"王芳", "康宁"})).text
        '＊＊＊未到岗，康宁街道已约谈'
    """
    if not names:
        return Kept(text=text, left_out=False)
    # Names of two characters are often written with a space inside.
    spaced = (r"[ \u3000]*".join(map(re.escape, name)) for name in sorted(names, key=len, reverse=True))
    any_of = "|".join(spaced)
    masked = re.sub(rf"(?:{any_of})(?!{_words().of_place})", MASK, text)
    return Kept(text=masked, left_out=masked != text)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    ending: re.Pattern[str]
    unit_end: re.Pattern[str]
    post_end: re.Pattern[str]
    before_post: re.Pattern[str]
    of_place: str
    both: re.Pattern[str]
    both_anywhere: re.Pattern[str]
    unit_and_post: re.Pattern[str]
    no_name: frozenset[str]


@cache
def _words() -> _Words:
    found = tomllib.loads(_file("posts.toml"))
    return _Words(
        ending=re.compile(f"(?:{found['unit']}|{found['post']})$"),
        unit_end=re.compile(f"{found['unit']}$"),
        post_end=re.compile(f"{found['post']}$"),
        before_post=re.compile(found["before_post"]),
        of_place=found["of_place"],
        both=re.compile(f"(?P<before>.{{1,2}})(?:{found['both']}|{found['both_of_places']})"),
        both_anywhere=re.compile(f"(?P<before>.{{1,2}})(?:{found['both']})"),
        unit_and_post=re.compile(f"(?P<before>.{{2,3}})(?P<rest>{found['kind_of_unit']}+{found['post']})"),
        no_name=frozenset(found["no_name"]),
    )


@cache
def surnames() -> frozenset[str]:
    """Surnames, of one character and of two."""
    return frozenset(row["surname"] for row in csv.DictReader(_file("surnames.csv").splitlines()))


def _file(name: str) -> str:
    return resources.files("sgstats.records").joinpath(f"values/{name}").read_text(encoding="utf-8")
