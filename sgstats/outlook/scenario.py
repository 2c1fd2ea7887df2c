"""What is assumed of the years to come: how many are hired, of what age, and what nobody leaves for."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.fields import field
from sgstats.messages import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_HIRED = 10_000_000
_SUMS = (1.0, 100.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeShare:
    """A share of those hired, spread evenly over full years of age, both ends inside."""

    low: int
    high: int
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """Assumptions; as observed where nothing is said.

    Attributes:
        hire: People hired every year and still in post at its end; None: as many as were observed.
        hire_ages: Ages of those hired; none: as observed.
        stop: Reasons of ``leave_reason`` that nobody leaves for any more.

    Raises:
        Refused: A number is negative, a reason is none or is 退休 (that is the law's), or the
            shares of ages do not add up to 1 (or to 100).
    """

    hire: int | None = None
    hire_ages: tuple[AgeShare, ...] = ()
    stop: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.hire is not None and not 0 <= self.hire <= MOST_HIRED:
            raise Refused("outlook.hire", hire=self.hire)
        known = [reason for reason in field("leave_reason").values if reason != "退休"]
        if wrong := [reason for reason in self.stop if reason not in known]:
            raise Refused("outlook.stop", reason=listed(wrong), known=listed(known))
        total = sum(part.share for part in self.hire_ages)
        if self.hire_ages and not any(abs(total - right) < 1e-6 * right for right in _SUMS):
            raise Refused("outlook.hire_ages_sum", total=f"{total:g}")


def age_shares(text: str) -> tuple[AgeShare, ...]:
    """An age mix as written in an option.

    Args:
        text: ``22-29:0.5,30-35:0.5``; shares of 1 or percent.

    Raises:
        Refused: It is not written so, or an age is under 16 or over 70.

    Example:
        >>> age_shares("22-29:50%,30-35:50%")[1]
        AgeShare(low=30, high=35, share=50.0)
    """
    return tuple(_age_share(part) for part in _parts(text))


def _parts(text: str) -> Sequence[str]:
    plain = re.sub(r"[\s岁%]", "", unicodedata.normalize("NFKC", text)).replace("、", ",")
    return re.sub("[\u2013\u2014\u2212~至]", "-", plain).split(",")


def _age_share(part: str) -> AgeShare:
    found = re.fullmatch(r"(\d{2})(?:-(\d{2}))?:(\d+(?:\.\d+)?)", part)
    if found is None:
        raise Refused("outlook.hire_ages", part=part)
    low, high, share = int(found[1]), int(found[2] or found[1]), float(found[3])
    if not 16 <= low <= high <= 70:
        raise Refused("outlook.hire_ages", part=part)
    return AgeShare(low=low, high=high, share=share)
