"""Names of districts, streets and communities: split from one text, and brought to one form."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from sgstats.fields import normalise
from sgstats.fields.script import letters
from sgstats.records.categories import each_distinct

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = ("district", "street", "community")

_HAN = r"[\u4e00-\u9fff]"
_STREET = r"街道办事处|街道|镇|乡"
_COMMUNITY = r"社区居民委员会|社区居委会|社区|居民委员会|居委会|居民区|村民委员会|村委会|村"
# Lazy groups from the left: each level ends at the first suffix that can close it. 社区, 小区 and
# 居民区 are no districts; nor is the 东区 of 东区社区 or the 红旗 of 红旗街道, which are names of one level.
_OWN_NAME = rf"(?!(?:{_STREET}|{_COMMUNITY})(?!{_HAN}))"
_PATH = re.compile(
    rf"(?:{_HAN}{{2,4}}省)?(?:{_HAN}{{2,4}}市)?"
    rf"(?P<district>{_HAN}{{0,5}}?[^\W社小民宅片]区{_OWN_NAME}|{_HAN}{{2,5}}?[县旗]{_OWN_NAME})?"
    rf"(?P<street>{_HAN}{{1,8}}?(?:{_STREET}))?"
    rf"(?P<community>[\u4e00-\u9fff\d]{{1,12}}?(?:{_COMMUNITY}))?"
)
_SEPARATOR = re.compile(r"[^\w]+|_")
_NO_DISTRICT = ("全区", "本区", "我区", "各区", "市区", "辖区", "城区")
_FORMAL = r"(街道|社区|村)(?:办事处|居民委员会|居委会|村民委员会|村委会|党工委|党委|党总支|服务中心)+$"


class Units(NamedTuple):
    """A unit path; None where a level is not named."""

    district: str | None
    street: str | None
    community: str | None


def in_simplified(name: pl.Series) -> pl.Series:
    """Names in simplified characters, so that 晨光社區 and 晨光社区 are one community.

    A character that simplified texts use too, such as the 乾 of 乾安, stays.

    Example:
        >>> in_simplified(pl.Series(["晨光社區", "乾安社区", None])).to_list()
        ['晨光社区', '乾安社区', None]
    """
    old, new = letters(only_traditional=True)
    return name.str.replace_many(old, new)


def canonical(name: pl.Expr) -> pl.Expr:
    """One form of a unit's name: formal endings dropped (春晓街道办事处 is 春晓街道).

    Example:
        >>> frame = pl.DataFrame({"name": ["春晓街道办事处", "集贤社区居委会"]})
        >>> frame.select(canonical(pl.col("name")))["name"].to_list()
        ['春晓街道', '集贤社区']
    """
    return name.str.replace(_FORMAL, "${1}")


@lru_cache(maxsize=100_000)
def split_path(path: str) -> Units:
    """Split a unit path into its three levels; None where a level is not named.

    A separator between two levels (星光街道/海韵社区) ends a name. What follows counts only below
    the levels already named: in 海韵社区（原星光街道） the street is the former one.

    Example:
        >>> split_path("大连市青禾区春晓街道办事处集贤社区")
        Units(district='青禾区', street='春晓街道', community='集贤社区')
        >>> split_path("红旗社区")
        Units(district=None, street=None, community='红旗社区')
        >>> split_path("滨海区>星光街道>海韵社区")
        Units(district='滨海区', street='星光街道', community='海韵社区')
    """
    levels: list[str | None] = [None] * len(LEVELS)
    for part in filter(None, _SEPARATOR.split(path)):
        deepest = max((place for place, name in enumerate(levels) if name), default=-1)
        named = _split_unseparated(part)
        if not any(named[: deepest + 1]):
            levels[deepest + 1 :] = named[deepest + 1 :]
    return Units(*levels)


def _split_unseparated(path: str) -> Units:
    found = _PATH.match(path)
    levels = found.groupdict() if found else dict.fromkeys(LEVELS)
    if levels["district"] in _NO_DISTRICT:
        levels["district"] = None
    return Units(**{level: re.sub(_FORMAL, r"\1", name) if name else None for level, name in levels.items()})


def split_paths(path: pl.Series) -> pl.DataFrame:
    """Split a column of unit paths such as 青禾区春晓街道集贤社区 into its three levels.

    Returns:
        One row per path: ``district``, ``street``, ``community``; null where not named.
    """
    return pl.DataFrame({
        "district": each_distinct(path, lambda one: split_path(one).district),
        "street": each_distinct(path, lambda one: split_path(one).street),
        "community": each_distinct(path, lambda one: split_path(one).community),
    })


def units_in_text(texts: Iterable[str]) -> Units:
    """The units that titles, a sheet name or a file name state, each level from the first that names it.

    Example:
        >>> units_in_text(["附件1", "2023年青禾区春晓街道社区工作者花名册（截至2023年12月31日）"])
        Units(district='青禾区', street='春晓街道', community=None)
    """
    found = [_units_of(text) for text in texts]
    return Units(*(next((units[level] for units in found if units[level]), None) for level in range(3)))


def _units_of(text: str) -> Units:
    plain = normalise(text)
    for start in re.finditer(
        r"(?:^|[^\u4e00-\u9fff])(?:年度?|月份?|日|关于|附件)?(?=[\u4e00-\u9fff])", plain
    ):
        # A title is prose: what follows a separator in it is no level of a path.
        units = _split_unseparated(plain[start.end() :])
        if any(units):
            return units
    return Units(None, None, None)
