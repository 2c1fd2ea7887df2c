"""Names of districts, streets and communities: split from one text, and brought to one form."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import polars as pl

from sgstats.fields import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable

LEVELS = ("district", "street", "community")

# Lazy groups from the left: each level ends at the first suffix that can close it. 社区 is no district.
_HAN = r"[\u4e00-\u9fff]"
_NOT_SHE = r"[\u4e00-\u793d\u793f-\u9fff]"
_PATH = (
    rf"^(?:{_HAN}{{2,4}}省)?(?:{_HAN}{{2,4}}市)?(?P<district>{_HAN}{{0,5}}?{_NOT_SHE}(?:区|县|旗))?"
    rf"(?P<street>{_HAN}{{1,8}}?(?:街道办事处|街道|镇|乡))?"
    rf"(?P<community>[\u4e00-\u9fff\d]{{1,12}}?(?:社区居民委员会|社区居委会|社区|居民委员会|居委会|居民区|村民委员会|村委会|村))?"
)
_NO_DISTRICT = ("全区", "本区", "我区", "各区", "市区", "辖区", "社区", "城区")
_FORMAL = r"(街道|社区|村)(?:办事处|居民委员会|居委会|村民委员会|村委会|党工委|党委|党总支|服务中心)+$"


class Units(NamedTuple):
    """A unit path; None where a level is not named."""

    district: str | None
    street: str | None
    community: str | None


def canonical(name: pl.Expr) -> pl.Expr:
    """One form of a unit's name: formal endings dropped (春晓街道办事处 is 春晓街道).

    Example:
        >>> pl.DataFrame({"n": ["春晓街道办事处", "集贤社区居委会"]}).select(canonical(pl.col("n")))["n"].to_list()
        ['春晓街道', '集贤社区']
    """
    return name.str.replace(_FORMAL, "${1}")


def split_paths(path: pl.Series) -> pl.DataFrame:
    """Split a column of unit paths such as 青禾区春晓街道集贤社区 into its three levels.

    Returns:
        One row per path: ``district``, ``street``, ``community``; null where not named.
    """
    frame = pl.DataFrame({"path": path})
    levels = {level: canonical(pl.col("path").str.extract(_pattern(level), 1)) for level in LEVELS}
    found = frame.select(**levels)
    return found.with_columns(district=pl.when(~pl.col("district").is_in(_NO_DISTRICT)).then("district"))


def _pattern(level: str) -> str:
    """The path pattern with only one level captured, for engines that capture by number."""
    pattern = _PATH
    for other in LEVELS:
        pattern = pattern.replace(f"(?P<{other}>", "(" if other == level else "(?:")
    return pattern


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
        row = split_paths(pl.Series([plain[start.end() :]])).row(0)
        if any(row):
            return Units(*row)
    return Units(None, None, None)
