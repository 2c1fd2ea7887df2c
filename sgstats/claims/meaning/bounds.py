"""Ages, years of service and decades that bound a group: 40至50岁, 35岁以下, 工作满五年, 80后.

Legal reading of bounds: 以上, 以下 and 以内 include the number, 超过, 不足 and 不满 do not (Civil Code of the
People's Republic of China, art. 1259). Where reports mean it otherwise the other reading is listed too.
"""

from __future__ import annotations

import re
from functools import cache

from sgstats.claims.numbers.numerals import read_number
from sgstats.metrics.bands import Band

Reading = tuple[str, tuple[str, ...], dict[str, str]]
"""A field, its values and the keywords that name its bands."""
_UNIT = {"age_band": "岁", "tenure_band": "年"}
_OPTION = {"age_band": "bands", "tenure_band": "tenure"}
_N = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_TO = r"(?:至|到|[-—–－~～]{1,2})"
_UPPER, _LOWER = r"以上|往上|之上|开外", r"以下|以内|往下|之内|之下"
_BRACKET = r"(?:\((?:不)?含[^()]{0,6}\))?"
_MORE, _LESS = r"超过|大于|高于|已过|过了|逾|超", r"不足|不满|未满|不到|小于|低于|未到"
_SIDE = rf"(?:(?P<up>{_UPPER})|(?P<down>{_LOWER}))"
_AGE = rf"""
  (?P<from>{_N})(?:周?岁)?(?:以上)?{_TO}(?P<to>{_N})周?岁(?:之间|以下)?(?!以上)
 |(?:年龄在)?(?P<more>{_MORE})(?P<above>{_N})周?岁(?:以上)?
 |(?:年龄在)?(?P<less>{_LESS})(?P<below>{_N})周?岁(?:以下)?
 |(?:年满|已满|满)(?P<full>{_N})周?岁(?:以上)?
 |(?P<bound>{_N})周?岁{_BRACKET}(?P<incl>及其?|\(含\))?(?:年龄)?{_SIDE}{_BRACKET}
 |(?P<near>{_N})周?岁(?:左右|上下|前后|出头)
"""
_LEAD = (
    r"(?:入职|上岗|到岗|工作|工龄|社工龄|从业|从事社区工作|从事社区服务|任职|年限|资历|社区工作|服务|在岗)"
)
_TERM_ALONE = rf"""
 (?:(?P<from>{_N})年?{_TO}(?P<to>{_N})年(?:之间)?
 |(?P<more>{_MORE})(?P<above>{_N})年(?:以上)?
 |(?P<less>{_LESS})(?P<below>{_N})年(?:以下)?
 |(?:年满|已满|满)(?P<full>{_N})年(?:以上)?
 |(?P<bound>{_N})年{_BRACKET}(?P<incl>及其?|\(含\))?(?:(?P<up>{_UPPER})|(?P<down>{_LOWER})){_BRACKET}
 |(?P<near>{_N})年(?:左右|上下))
"""
_TERM = rf"""
 (?:{_LEAD}(?:时间|年限|经历|工龄|已|在|的){{0,2}})
 {_TERM_ALONE}
"""
_TENS = "(?:[0-9]0|[五六七八九零〇][零〇十])后?"
_DECADE = rf"(?P<decades>{_TENS}(?:[、和与及,]{_TENS}){{0,4}}(?<=后))"
_NUMERALS = dict(zip("零〇一二三四五六七八九", "00123456789", strict=True))
_CLOSE = {"age_band": (2, 5), "tenure_band": (1, 2)}
"""How far 左右 reaches, first reading and wider one; no standard fixes it."""


def bounded(text: str) -> list[tuple[int, int, list[Reading]]]:
    """Every phrase that bounds a group, with its readings; the first is the one taken.

    Example:
        >>> bounded("40至50岁占七成")
        [(0, 6, [('age_band', ('40–50岁',), {'bands': '0-39,40-50,51-'})])]
        >>> [one[1] for one in bounded("80、90后有3人")[0][2]]
        [('80后', '90后')]
    """
    found = [(m.start(), m.end(), _decades(m["decades"])) for m in _decade().finditer(text)]
    for name, pattern in _patterns():
        for match in pattern.finditer(text):
            if not _is_mean(text, match) and (readings := _readings(name, match)):
                found.append((match.start(), match.end(), readings))
    if any(readings[0][0] == "tenure_band" for _, _, readings in found):
        for match in _later_terms().finditer(text):
            if readings := _readings("tenure_band", match):
                found.append((match.start(), match.end(), readings))
    return _apart(sorted(found, key=lambda one: (one[0], -one[1])))


_MEAN = re.compile(r"(?:平均|均值|中位数|中位年龄|均龄)[^,;。、()]{0,10}$")


def _is_mean(text: str, match: re.Match[str]) -> bool:
    """平均年龄45岁左右 is a number of its own and bounds no group."""
    return _MEAN.search(text[max(match.start() - 16, 0) : match.start()]) is not None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("tenure_band", re.compile(_TERM, re.VERBOSE)),
        ("age_band", re.compile(rf"(?<![\d.])(?:{_AGE})", re.VERBOSE)),
    )


@cache
def _later_terms() -> re.Pattern[str]:
    """5年以上 alone, which is of service where the text speaks of service already."""
    return re.compile(_TERM_ALONE, re.VERBOSE)


@cache
def _decade() -> re.Pattern[str]:
    return re.compile(rf"(?<![\d.]){_DECADE}")


def _apart(found: list[tuple[int, int, list[Reading]]]) -> list[tuple[int, int, list[Reading]]]:
    """Without those that begin inside an earlier one."""
    kept: list[tuple[int, int, list[Reading]]] = []
    for one in found:
        if not kept or one[0] >= kept[-1][1]:
            kept.append(one)
    return kept


def _decades(printed: str) -> list[Reading]:
    digits = "".join(_NUMERALS.get(one, one) for one in printed.replace("十", "0"))
    return [("birth_decade", tuple(f"{one}后" for one in re.findall(r"\d0", digits)), {})]


def _readings(name: str, match: re.Match[str]) -> list[Reading]:
    """The bands that a phrase may mean; none where its numbers bound nothing."""
    groups = {key: _number(value) for key, value in match.groupdict().items() if key in _NUMBERED and value}
    if None in groups.values():
        return []
    pairs = _pairs(name, match, {key: value or 0 for key, value in groups.items()})
    return [_band(name, low, high) for low, high in pairs if high is None or 0 <= low <= high]


_NUMBERED = ("from", "to", "above", "below", "full", "bound", "near")


def _number(text: str) -> int | None:
    read = read_number(text)
    return int(read.value) if read is not None and read.last is None else None


def _pairs(name: str, match: re.Match[str], number: dict[str, int]) -> list[tuple[int, int | None]]:
    """Lowest and highest full year of each reading."""
    if "from" in number:
        return [(number["from"], number["to"])]
    if "above" in number:
        return [(number["above"] + 1, None), (number["above"], None)]
    if "below" in number:
        return [(0, number["below"] - 1)]
    if "full" in number:
        return [(number["full"], None)]
    if "near" in number:
        return [(max(number["near"] - by, 0), number["near"] + by) for by in _CLOSE[name]]
    return _one_sided(name, match, number["bound"])


def _one_sided(name: str, match: re.Match[str], bound: int) -> list[tuple[int, int | None]]:
    """以上 and 以下, with the number; where 及 or 含 does not say so, without it as a further reading."""
    sure = match["incl"] or "(含" in match[0]
    if "不含" in match[0]:
        return [(bound + 1, None) if match["up"] else (0, bound - 1)]
    if match["up"]:
        return [(bound, None)] if sure else [(bound, None), (bound + 1, None)]
    # Of full years, whoever is in the year after the fifth has served more than five years.
    inside, outside = (0, bound), (0, bound - 1)
    if name == "tenure_band":
        return [outside, inside]
    return [inside] if sure else [inside, outside]


def _band(name: str, low: int, high: int | None) -> Reading:
    """One band as a value of its field, and the set of bands that has it."""
    before = [f"0-{low - 1}"] if low else []
    after = [f"{high + 1}-"] if high is not None else []
    spec = ",".join([*before, f"{low}-{'' if high is None else high}", *after])
    return name, (Band(low, high).label(_UNIT[name]),), {_OPTION[name]: spec}


_TAIL = re.compile(r"(?P<low>\d+)(?:–(?P<high>\d+))?(?P<unit>岁|年)(?P<open>及以上|及以下)?")


def together(first: str, second: str) -> Reading | None:
    """Two bands as one, where the second begins right behind the first or the other way round.

    Example:
        >>> together("36–45岁", "46–55岁")
        ('age_band', ('36–55岁',), {'bands': '0-35,36-55,56-'})
        >>> together("36–45岁", "50岁及以上")
    """
    lower, upper = sorted((_ends(first), _ends(second)), key=lambda ends: ends[0])
    if lower[1] is None or upper[0] != lower[1] + 1:
        return None
    name = "age_band" if "岁" in first else "tenure_band"
    return _band(name, lower[0], upper[1])


def _ends(label: str) -> tuple[int, int | None]:
    match = _TAIL.fullmatch(label)
    if match is None:
        return 0, None
    low = int(match["low"])
    if match["open"]:
        return (low, None) if match["open"] == "及以上" else (0, low)
    return low, int(match["high"] or low)
