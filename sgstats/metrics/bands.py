"""Age and tenure bands: named sets from ``bands.toml``, or free ones as ``0-39,40-50,51-``.

A set covers every full year from 0 upwards exactly once, and a band's label names its two
inclusive bounds, so that label and test cannot disagree.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import pairwise
from typing import Literal

from sgstats.errors import Refused
from sgstats.messages import listed

Kind = Literal["age", "tenure"]
_UNIT: dict[Kind, str] = {"age": "岁", "tenure": "年"}


@dataclass(frozen=True, slots=True)
class Band:
    """Full years from ``low`` to ``high``, both inside; ``high`` is None where the band has no end."""

    low: int
    high: int | None

    def label(self, unit: str) -> str:
        """The band in words that include its bounds (以下 and 以上 include them, Civil Code art. 1259).

        Example:
            >>> [band.label("岁") for band in (Band(0, 35), Band(36, 45), Band(56, None))]
            ['35岁及以下', '36–45岁', '56岁及以上']
            >>> Band(0, 0).label("年"), Band(7, 7).label("年")
            ('不满1年', '7年')
        """
        if self.high is None:
            return f"{self.low}{unit}及以上"
        if self.low == 0:
            return f"{self.high}{unit}及以下" if self.high else f"不满1{unit}"
        return f"{self.low}{unit}" if self.low == self.high else f"{self.low}–{self.high}{unit}"


@cache
def named_sets() -> dict[str, dict[str, dict[str, str]]]:
    """Every named set with its label, bands and source, by kind; the first of a kind is its default."""
    text = resources.files(__package__).joinpath("bands.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@cache
def band_set(kind: Kind, spec: str | None = None) -> tuple[Band, ...]:
    """The bands of a named set or of a written one, in ascending order.

    Args:
        kind: Whether ages or tenures are cut.
        spec: Name of a set, or inclusive bounds such as ``0-39,40-50,51-``; None for the default.

    Raises:
        Refused: It is no known name and no list of bounds, or the bands leave a gap, overlap, do
            not start at 0 or end.

    Example:
        >>> band_set("age", "0-39,40-50,51-")
        (Band(low=0, high=39), Band(low=40, high=50), Band(low=51, high=None))
    """
    sets = named_sets()[kind]
    written = sets[spec]["bands"] if spec in sets else spec
    if written is None:
        written = next(iter(sets.values()))["bands"]
    bands = tuple(_band(part, kind=kind) for part in _plain(written).split(","))
    _check(bands, spec=written)
    return bands


def labels(kind: Kind, spec: str | None = None) -> tuple[str, ...]:
    """The labels of a set's bands, ascending.

    Example:
        >>> labels("tenure")
        ('不满1年', '1–2年', '3–5年', '6–10年', '11年及以上')
    """
    return tuple(band.label(_UNIT[kind]) for band in band_set(kind, spec))


def _plain(written: str) -> str:
    """Half-width, without spaces, with one kind of dash and comma."""
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", written)).replace("、", ",")
    return re.sub("[\u2013\u2014\u2212~至]", "-", plain)


def _band(part: str, *, kind: Kind) -> Band:
    bounds = re.fullmatch(r"(\d{1,3})(?:-(\d{1,3})?|\+)", part)
    if bounds is None:
        raise Refused("metric.bands_form", part=part, known=listed(named_sets()[kind]))
    low, high = bounds.groups()
    if high and int(high) < int(low):
        raise Refused("metric.bands_form", part=part, known=listed(named_sets()[kind]))
    return Band(int(low), int(high) if high else None)


def _check(bands: tuple[Band, ...], *, spec: str) -> None:
    """Every full year from 0 upwards lies in exactly one band."""
    if bands[0].low != 0:
        raise Refused("metric.bands_start", spec=spec, low=bands[0].low)
    for band, following in pairwise(bands):
        if band.high is None or following.low <= band.high:
            raise Refused("metric.bands_overlap", spec=spec, low=following.low)
        if following.low > band.high + 1:
            raise Refused("metric.bands_gap", spec=spec, high=band.high, low=following.low)
    if bands[-1].high is not None:
        raise Refused("metric.bands_end", spec=spec, high=bands[-1].high)
