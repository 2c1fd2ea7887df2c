"""The field dictionary: what a column means, and which printed headers mean it.

``fields.toml`` defines every field once; ``headers.csv`` lists the headers met in real
files. Both are data: a new spelling is a new line.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from types import MappingProxyType
from typing import Any, Literal

from sgstats.errors import Refused
from sgstats.messages import language, listed

UNKNOWN = "未知"
"""How an unknown value of any field is printed; in the store it is null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One entry of the dictionary; ``values`` is empty where any text is allowed."""

    name: str
    label: str
    label_en: str
    type: Literal["text", "category", "date", "integer", "number", "flag"]
    description: str
    description_zh: str
    values: tuple[str, ...] = ()
    personal: bool = False
    stored: bool = True
    derived: bool = False

    @property
    def title(self) -> str:
        """Label in the language of the moment."""
        return self.label if language() == "zh" else self.label_en

    @property
    def meaning(self) -> str:
        """Description in the language of the moment."""
        return self.description_zh if language() == "zh" else self.description


@cache
def dictionary() -> dict[str, Field]:
    """Every field by name, in the order of the dictionary.

    Example:
        >>> dictionary()["gender"].values
        ('男', '女')
    """
    text = resources.files(__name__).joinpath("fields.toml").read_text(encoding="utf-8")
    return {name: _entry(name, facts) for name, facts in tomllib.loads(text).items()}


def _entry(name: str, facts: dict[str, Any]) -> Field:
    return Field(name=name, **(facts | {"values": tuple(facts.get("values", ()))}))


def field(name: str) -> Field:
    """The field of this name.

    Raises:
        Refused: There is no such field; the nearest names are given.

    Example:
        >>> field("birth_date").label
        '出生日期'
    """
    try:
        return dictionary()[name]
    except KeyError:
        near = nearest(name, list(dictionary()))
        raise Refused("field.unknown", field=name, near=listed(near)) from None


def nearest(word: str, candidates: list[str], *, count: int = 3) -> list[str]:
    """The candidates that look most like a word, best first; for "did you mean".

    Example:
        >>> nearest("streets", ["gender", "street", "post"])[0]
        'street'
    """
    from difflib import get_close_matches

    return get_close_matches(word, candidates, n=count, cutoff=0.3)


INVISIBLE = r"[\s\x00-\x1f\x7f\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]+"
"""White space and what takes no room: controls, marks of writing direction, joiners, soft hyphens."""


@lru_cache(maxsize=10_000)
def normalise(text: str) -> str:
    r"""A header or label without what varies for no reason: width, spaces, line breaks, script.

    Applies NFKC, drops all white space and invisible characters and turns traditional
    characters into simplified ones.

    Example:
        >>> normalise(" 姓　　名 \n"), normalise("政治面貌＊"), normalise("學歷")
        ('姓名', '政治面貌*', '学历')
    """
    plain = re.sub(INVISIBLE, "", unicodedata.normalize("NFKC", text))
    return plain if plain.isascii() else simplify(plain)


@cache
def simplify(text: str) -> str:
    """Traditional script to simplified; other characters stay."""
    from zhconv import convert

    return str(convert(text, "zh-cn"))


@cache
def headers() -> dict[str, str]:
    """Which field each known header means; keys are normalised."""
    text = resources.files(__name__).joinpath("headers.csv").read_text(encoding="utf-8")
    return {normalise(row["header"]): row["field"] for row in csv.DictReader(text.splitlines())}


@cache
def register_headers() -> dict[str, str]:
    """Which field a header means in a rectification ledger, and elsewhere not: 问题, 责任人, 时限.

    Example:
        >>> register_headers()["责任单位/部门"], "责任人" in headers()
        ('owner', False)
    """
    text = resources.files(__name__).joinpath("registers.csv").read_text(encoding="utf-8")
    return {normalise(row["header"]): row["field"] for row in csv.DictReader(text.splitlines())}


_DECORATION = re.compile(
    r"^[*※★#]+|[*※★:：]+$|(?:\((?!镇|岗位|村|社区|工)[^()]*\)|【[^】]*】|\[[^\]]*\])+[*:]*$"
)


def field_of_header(header: str) -> str | None:
    """The field that a printed header means, or None.

    Stars, colons and a trailing instruction in brackets are ignored. A header with a year or with
    whoever rates in it is one of many: such are known by a pattern.

    Example:
        >>> field_of_header("姓  名"), field_of_header("出生年月（如1985.06）*"), field_of_header("血型")
        ('name', 'birth_date', None)
        >>> field_of_header("2018年"), field_of_header("物业单位评分")
        ('grade', 'score')
    """
    plain = normalise(header)
    also = _also.get()
    if not also:
        return _known(plain)
    bare = _undecorated(plain)
    return also.get(plain) or headers().get(plain) or also.get(bare) or _known(bare)


@lru_cache(maxsize=10_000)
def _known(plain: str) -> str | None:
    """What a header means to everybody: the search of a header asks it of the same cells again and again."""
    bare = _undecorated(plain)
    known = headers().get(plain) or headers().get(bare)
    return known or next((name for name, form in header_patterns() if form.match(bare)), None)


def _undecorated(plain: str) -> str:
    return _DECORATION.sub("", _DECORATION.sub("", plain))


@cache
def header_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Fields and the forms of the headers that mean them, for headers too many to list."""
    text = resources.files(__name__).joinpath("patterns.csv").read_text(encoding="utf-8")
    return tuple((row["field"], re.compile(row["pattern"])) for row in csv.DictReader(text.splitlines()))


_also: ContextVar[Mapping[str, str]] = ContextVar("also", default=MappingProxyType({}))


@contextmanager
def also_called(names: Mapping[str, str]) -> Iterator[None]:
    """Inside the block, further headers mean a field: those that the user settled for a call.

    Example:
        >>> with also_called({"男 女": "gender"}):
        ...     field_of_header("男女")
        'gender'
        >>> field_of_header("男女")
    """
    token = _also.set({normalise(header): name for header, name in names.items()})
    try:
        yield
    finally:
        _also.reset(token)


def field_of_title(title: str, *, beside: Collection[str] = ()) -> str | None:
    """The field a header path names: as a whole, else by its last level, else by its first.

    A slash or a word such as 及 may also have been typed in one header cell that asks for two
    facts: 学历/学位, 出生年月/年龄. ``joined.csv`` says which field such a pair is read as.

    Args:
        title: The titles over a column, joined by a slash.
        beside: All titles of the table. A first level that stands over another column as well
            is the heading of a group, so the slash parts two rows.

    Example:
        >>> field_of_title("全日制教育/学历学位"), field_of_title("职务/岗位"), field_of_title("血型")
        ('education', 'position', None)
        >>> field_of_title("学历/学位"), field_of_title("学历/学位", beside=["学历/学历", "学历/学位"])
        ('education', 'degree')
    """
    levels = normalise(title).split("/")
    named = list(map(field_of_header, (title, levels[-1], levels[0])))
    together = None if _is_group(title, levels[0], beside) else _field_of_pair(title)
    return next(filter(None, (named[0], together, *named[1:])), None)


def _is_group(title: str, first: str, beside: Collection[str]) -> bool:
    """Whether a first level stands over further columns too."""
    others = (normalise(one) for one in beside if one != title)
    return any(other == first or other.startswith(f"{first}/") for other in others)


_TYPED_JOINER = re.compile(r"[/、,;&+]|及其?|[和与]")


def _field_of_pair(title: str) -> str | None:
    """The field that two facts typed into one header cell are read as, or None."""
    parts = _TYPED_JOINER.split(normalise(title))[-2:]
    fields = tuple(map(field_of_header, parts))
    return joined().get((fields[0] or "", fields[-1] or "")) if len(fields) > 1 else None


@cache
def joined() -> dict[tuple[str, str], str]:
    """Which field a column is read as whose header asks for two, by the two fields."""
    text = resources.files(__name__).joinpath("joined.csv").read_text(encoding="utf-8")
    return {(row["first"], row["second"]): row["field"] for row in csv.DictReader(text.splitlines())}
