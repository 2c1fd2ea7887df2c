"""Numbers that compare otherwise than two days: with other groups or units, by the year, shares of shares."""

from __future__ import annotations

import re

from sgstats.claims.meaning.changes import Change
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.spoken import Spoken

Hindrance = tuple[str, dict[str, str]]
"""Key of the sentence that says why, and what fills its gaps."""
_RATES = {
    "turnover",
    "joining_rate",
    "transfer_rate",
    "certified",
    "training_coverage",
    "fill_rate",
    "vacancy_rate",
    "stayed",
    "stability",
    "grades",
    "early_leavers",
    "first_year_leavers",
    "never_trained",
}
_BETWEEN_UNITS = re.compile(
    r"(?:比|较|高于|低于|超出|超过|落后于?)"
    r"(?:全[区县市国省]|其他|兄弟|平均|同类|各|别的|[^,;。]{0,4}平均)[^,;。]{0,12}$"
)


def beside_another(slot: Slot) -> bool:
    """较群众多出百余人, 比最低的听雨街道高9.7个百分点, 极差6.7个百分点."""
    begin = slot.quantity.start - len(slot.clause)
    if _EXTREME.search(slot.clause) or _BETWEEN_UNITS.search(slot.clause):
        return True
    starts = {mention.start - begin for mention in slot.own if mention.role in _COMPARED}
    return any(
        match.end() <= start <= match.end() + _TO_GROUP
        for match in _THAN.finditer(slot.clause)
        for start in starts
        if _MORE.search(slot.clause[start:] + slot.quantity.printed)
    )


_COMPARED = {"value", "place", "maybe", "metric"}
_THAN = re.compile(
    r"(?<![占对相])(?:比(?![例重率较])|较(?![上去前多少高低大小快慢好差强弱])|高于|低于|多于|少于|超过)"
)
_MORE = re.compile(r"[多少高低大小长短]|领先|落后|相差|超出")
_TO_GROUP = 4
_EXTREME = re.compile(
    r"(?:极差|相差|差距|之差|差额|最高|最低|最大|最小|最多|最少|首位|末位|排名|倒数|前列|居首|垫底)[^,;。]{0,6}$"
)


_YEARLY = re.compile(r"年均|平均每年|每年|逐年")


def of_growth(slot: Slot, said: Spoken | None, change: Change | None) -> Hindrance | None:
    """持证率同比增长11.9%: a share grows by points; what a percentage of a percentage means is open."""
    yearly = _YEARLY.search(slot.clause)
    if change is not None and yearly:
        return "claim_subject.average", {"word": yearly[0]}
    if change is None or slot.quantity.kind != "percent" or said is None:
        return None
    of_a_share = said.metric in _RATES or _SHARE.search(slot.clause)
    return ("claim_subject.growth_of_share", {}) if of_a_share else None


_SHARE = re.compile(r"率|占比|比重|比例")
