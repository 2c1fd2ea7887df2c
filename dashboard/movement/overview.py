"""The headline cards of a period: how many there are, who came and went, how fast, how long people stay."""

from __future__ import annotations

from collections.abc import Callable

import sgstats
from dashboard import numbers, parts, tables
from dashboard.movement import reading
from dashboard.movement.printed import Row, interval, signed
from dashboard.movement.reading import Chosen
from sgstats import say

CAME, WENT = ("入职", "调入", "首次列入"), ("离职", "调出")
MONTHS_A_YEAR = 12


def cards(chosen: Chosen) -> None:
    """Six cards and a line on what they rest on."""
    shown: dict[str, Callable[[Chosen], dict[str, str]]] = {
        "at_end": _at_end,
        "came": _came,
        "went": _went,
        "turnover": _turnover,
        "first_year": _first_year,
        "median_stay": _median,
    }
    year = chosen.until.year
    parts.cards([
        parts.Card(
            label=say(f"page.card_{name}", **({"year": year} if name == "turnover" else {})),
            help=say(f"page.card_{name}_help"),
            **_known(card, chosen),
        )
        for name, card in shown.items()
    ])
    parts.quiet(say("page.cards_movement"), key="cards")


def _known(card: Callable[[Chosen], dict[str, str]], chosen: Chosen) -> dict[str, str]:
    """A card, or a dash with the reason where it cannot be measured."""
    try:
        return card(chosen)
    except sgstats.Refused as refusal:
        if refusal.rule in parts.NOTHING_YET:
            raise
        return {"value": numbers.NONE, "below": say("page.not_known")}


def _account(chosen: Chosen) -> dict[str, int | None]:
    return {row["flow"]: row["people"] for row in reading.measured("flows", chosen).rows()}


def _at_end(chosen: Chosen) -> dict[str, str]:
    account = _account(chosen)
    opening, closing = account["期初"], account["期末"]
    if closing is None:
        return _hidden()
    if opening is None:
        return {"value": numbers.people(closing), "below": say("page.everyone_once")}
    below = say("page.from_opening", opening=numbers.people(opening), change=signed(closing - opening))
    return {"value": numbers.people(closing), "below": below}


def _came(chosen: Chosen) -> dict[str, str]:
    return _side(_account(chosen), "流入", CAME)


def _went(chosen: Chosen) -> dict[str, str]:
    return _side(_account(chosen), "流出", WENT)


def _side(account: dict[str, int | None], total: str, items: tuple[str, ...]) -> dict[str, str]:
    """A side of the account: its sum and what it is made of."""
    counts = [account[item] for item in items]
    known = account[total]
    if known is None:
        return _hidden()
    told = [
        f"{item} {numbers.HIDDEN if count is None else numbers.people(count)}"
        for item, count in zip(items, counts, strict=True)
        if count != 0 or item == items[0]
    ]
    return {"value": numbers.people(known), "below": say("page.comma").join(told)}


def _turnover(chosen: Chosen) -> dict[str, str]:
    row = reading.measured("turnover", chosen.last_year).rows()[0]
    if row["value"] is None:
        return _absent(row)
    base = {"people": numbers.people(row["people"]), "base": f"{numbers.rounded(row['base']):,}"}
    below = say("page.turnover_of", interval=interval(row), **base)
    return {"value": f"{numbers.rounded(row['value'])}%", "below": below}


def _first_year(chosen: Chosen) -> dict[str, str]:
    row = reading.measured("first_year_leavers", chosen).rows()[0]
    if row["share"] is None:
        return _absent(row)
    counts = {"people": numbers.people(row["people"]), "base": numbers.people(row["base"])}
    below = say("page.joiners_of", interval=tables.interval(row), **counts)
    return {"value": numbers.percent(row["share"]), "below": below}


def _median(chosen: Chosen) -> dict[str, str]:
    row = reading.on_last_day("median_stay", chosen).rows()[0]
    if row["value"] is None:
        unreached = row["status"] != "hidden"
        return {"value": numbers.NONE, "below": say("page.median_unreached")} if unreached else _hidden()
    low, high = (_years(row[end]) for end in ("low", "high"))
    return {
        "value": say("page.stay_years", years=_years(row["value"])),
        "below": say("page.stay_interval", low=low, high=high),
    }


def _years(months: float | None) -> str:
    """Months as years with one decimal; an end that is not reached is a dash."""
    return numbers.NONE if months is None else str(numbers.rounded(months / MONTHS_A_YEAR))


def _absent(row: Row) -> dict[str, str]:
    if row["status"] == "hidden":
        return _hidden()
    return {"value": numbers.NONE, "below": say("page.nobody")}


def _hidden() -> dict[str, str]:
    return {"value": numbers.HIDDEN, "below": say("page.hidden")}
