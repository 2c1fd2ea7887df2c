"""回头看: closed issues looked at again when later data has come in, and whether what was gained lasted."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date
from math import floor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sgstats import effects
from sgstats import store as statements
from sgstats.disclosure.effects import protect_effect
from sgstats.effects.sentences import amount, interval
from sgstats.engines.duckdb import DuckDB
from sgstats.errors import Refused
from sgstats.ledger.editing import edit
from sgstats.ledger.ledger import Change, Gap, Issue, Ledger, Measure
from sgstats.ledger.states import CLOSED
from sgstats.messages import say
from sgstats.pipeline.arriving import DEFAULT_STORE
from sgstats.pipeline.effects_of import last_day
from sgstats.pipeline.look_panels import Told, chosen_measures, closed, panel_from_start, panel_until
from sgstats.pipeline.tracking import append_changes
from sgstats.pipeline.tracking import ledger as standing

if TYPE_CHECKING:
    from sgstats.disclosure.effects_shown import ProtectedEffect
    from sgstats.effects import Panel
    from sgstats.effects.effect import Verdict
    from sgstats.pipeline.spans import Day

GONE: Verdict = "有证据恶化"
FREE = ("totals", "line", "events")
YES = "是"
PEOPLE = "人"


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """One measure of a closed issue, looked at again with all that is known by now.

    Attributes:
        issue: The issue.
        measure: The measure.
        metric: Its indicator.
        closed_on: Day on which the issue was closed.
        until: Last day of the data.
        then: Verdict with the data up to closing, or None where it could not be told or is hidden.
        now: The effect with all data, or None where it can't be told.
        since: What changed from closing on, held against the time between start and closing: verdict,
            effect and interval, without counts; or None where it can't be told.
        rebound: Whether it is evidently worse since closing (反弹); None where it can't be told.
        sentence: The finding in one sentence: about which level it had between start and closing and
            has since (in whole numbers, so that no counts follow), the change and its 95 % interval.

    Example:
        >>> look_back(store=store)
        ()
    """

    issue: str
    measure: str
    metric: str
    closed_on: date
    until: date | None
    then: Verdict | None
    now: ProtectedEffect | None
    since: ProtectedEffect | None
    rebound: bool | None
    sentence: str

    def rows(self) -> list[dict[str, Any]]:
        """One dict, as ``effects --look-back --format json`` prints it."""
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in {"now", "since"}}
        told = {name: getattr(self, name) for name in ("now", "since")}
        return [plain | {name: one.rows()[0] if one else None for name, one in told.items()}]


def look_back(
    store: str | Path = DEFAULT_STORE,
    *,
    measures: Collection[str] | None = None,
    until: Day = None,
    audience: str = "internal",
    step: Callable[[str], None] | None = None,
) -> tuple[LookBack, ...]:
    """Every measure of a closed issue, estimated once more with the data that came in after closing.

    It rebounds (反弹) where the level after closing is evidently worse than between start and closing: the
    same estimate as for a measure, with closing as the start and the periods before the measure left out.

    Args:
        store: The DuckDB file.
        measures: Only these measures; by default those of all closed issues.
        until: Last day, month or year whose data counts; by default all.
        audience: ``internal``, ``public`` or ``analyst``.
        step: Called with the id of every measure that is done.

    Returns:
        One per closed issue and measure of it that has an indicator and a start; why the others are
        missing, ``not_looked_back`` tells.

    Raises:
        Refused: There is no store, no such measure or no such audience.

    Example:
        >>> look_back(store=store)
        ()
    """
    path, known, found = Path(store), standing(store), []
    told, wanted = Told(ledger=known, until=last_day(until)), chosen_measures(known, measures)
    with statements.reading(path) as connection:
        engine = DuckDB(connection)
        for issue, measure in closed(known):
            if wanted is not None and measure.item not in wanted:
                continue
            found.append(_looked(issue, told.panel(measure, engine=engine), measure, audience=audience))
            if step:
                step(measure.item)
    return tuple(found)


def record_look_back(
    *,
    who: str | None,
    store: str | Path = DEFAULT_STORE,
    measures: Collection[str] | None = None,
    today: date | None = None,
) -> tuple[Change, ...]:
    """Write what a look back found into the ledger, as ``ledger review`` would.

    An issue whose effect has evidently gone is opened again (反弹). One of which nothing can be told, and
    one whose finding the ledger has already, gets no entry.

    Args:
        who: Office or post that looks.
        store: The DuckDB file.
        measures: Only these measures; by default those of all closed issues.
        today: The day of the look, whose later data does not count; by default the day it is.

    Returns:
        The changes made.

    Raises:
        Refused: There is no store, or nobody answers for the change.

    Example:
        >>> record_look_back(who="社区党委", store=store)
        ()
    """
    found = look_back(store, measures=measures, until=today)
    looks = [one for one in found if one.rebound is not None]
    day = today or date.today()
    return append_changes(lambda known: list(_reviews(known, looks, day)), who=who, store=store)


def rebound_gaps(store: str | Path, *, ledger: Ledger, until: date | None = None) -> tuple[Gap, ...]:
    """Closed issues whose effect has evidently gone, as gaps of the ledger (``ledger.rebound``).

    Args:
        store: The DuckDB file.
        ledger: The ledger as it stands.
        until: Last day whose data counts; by default all.
    """
    if not any(closed(ledger)):
        return ()
    found: list[Gap] = []
    told = Told(ledger=ledger, until=until)
    with statements.reading(Path(store)) as connection:
        for issue, measure in closed(ledger):
            since, _ = _since(told.panel(measure, engine=DuckDB(connection)), measure, issue)
            if since is not None and since.verdict == GONE:
                facts = {"measure": measure.item, "change": _moved(since)}
                message = say("ledger.rebound", item=issue.item, closed=issue.closed_on, **facts)
                found.append(Gap(rule="ledger.rebound", item=issue.item, message=message))
    return tuple(found)


def _looked(issue: Issue, panel: Panel | None, measure: Measure, *, audience: str) -> LookBack:
    assert issue.closed_on is not None
    assert measure.indicator is not None
    now = _protected(panel, audience=audience)
    since, levels = _since(panel, measure, issue, audience=audience)
    told = since is not None and since.verdict not in {None, "数据不足以判断"}
    # What is hidden of the time after closing must not follow from what is told of the time before it.
    may_tell = panel is not None and since is not None and since.status == "shown"
    before = panel_until(panel, issue.closed_on) if panel is not None and may_tell else None
    then = _protected(before, audience=audience)
    look = LookBack(
        issue=issue.item, measure=measure.item, metric=measure.indicator.metric or "",
        closed_on=issue.closed_on, until=panel.periods[-1].last if panel else None,
        then=then.verdict if then else None, now=now, since=since,
        rebound=since.verdict == GONE if since is not None and told else None, sentence="",
    )  # fmt: skip
    return replace(look, sentence=_sentence(look, levels))


def _protected(panel: Panel | None, *, audience: str = "internal") -> ProtectedEffect | None:
    """The effect told by a panel; None where it can't be told."""
    if panel is None:
        return None
    try:
        return protect_effect(effects.estimate(panel), audience=audience)
    except Refused:
        return None


def _since(
    panel: Panel | None, measure: Measure, issue: Issue, *, audience: str = "internal"
) -> tuple[ProtectedEffect | None, str]:
    """What changed from closing on, without counts: those are told beside the measure's own effect.

    Returns:
        The change, and about which levels it lies between, in words; "" where those are not told.
    """
    if panel is None or issue.closed_on is None:
        return None, ""
    shown = _protected(panel_from_start(panel, measure, issue.closed_on), audience=audience)
    if shown is None:
        return None, ""
    bare = {name: getattr(shown, name).clear() for name in FREE}
    return replace(shown, **bare, every=None, parts={}), _levels(shown)


def _levels(shown: ProtectedEffect) -> str:
    """The level of the measure's units before and after closing, in whole numbers.

    With decimals it could be turned into counts, and those be taken from the counts of all periods.
    """
    rows = [row for row in shown.totals.to_dicts() if row["side"] == "treated" and row["status"] == "shown"]
    known = {row["after"]: row["value"] for row in rows if row["value"] is not None}
    if shown.unit == PEOPLE or shown.status != "shown" or set(known) != {False, True}:
        return ""
    first, last = (f"{whole(known[after])}{shown.unit}" for after in (False, True))
    if abs(known[True] - known[False]) < 1:  # 4.6 and 4.4 would be 5 and 4
        return say("effect_panel.look_level", level=last)
    return say("effect_panel.look_levels", first=first, last=last)


def whole(value: float) -> int:
    """The nearest whole number, half up.

    Example:
        >>> whole(62.5), whole(8.49)
        (63, 8)
    """
    return floor(value + 0.5)


def _sentence(look: LookBack, levels: str) -> str:
    told = {"issue": look.issue, "measure": look.measure, "closed": look.closed_on}
    since = look.since
    if since is None or look.rebound is None or since.effect is None:
        return say("effect_panel.look_unknown", **told)
    against = say("effect_panel.look_against") if since.compared else ""
    change = f"{levels}{against}{_moved(since)}{_within(since)}"
    numbers = {"title": since.title, "change": change, "until": look.until}
    return say(f"effect_panel.look_{'rebound' if look.rebound else 'lasting'}", **told, **numbers)


def _within(since: ProtectedEffect) -> str:
    """The interval of the change, where it is told."""
    if since.low is None or since.high is None:
        return ""
    return say("effect_panel.look_interval", interval=interval(since.low, since.high))


def _moved(since: ProtectedEffect) -> str:
    """Up or down by how much."""
    number = since.effect or 0.0
    way = "up" if number > 0 else "down" if number < 0 else "still"
    return say(f"effect.moved_{way}", amount=amount(abs(number), since.unit))


def _plain(text: str) -> str:
    """A text as it is compared: the ledger keeps Chinese without the blanks around its numbers."""
    return "".join(text.split())


def _reviews(known: Ledger, looks: list[LookBack], today: date) -> Iterator[Change]:
    """The entries for what was found; an issue opened again by one look is closed to further ones."""
    issues = {one.item: one for one in known.issues}
    for item in dict.fromkeys(one.issue for one in looks):
        own = [one for one in looks if one.issue == item]
        result = "".join(one.sentence for one in own)
        told = {_plain(one.result) for one in issues[item].reviews}
        if issues[item].state != CLOSED or _plain(result) in told:
            continue
        again = {"again": YES} if any(one.rebound for one in own) else {}
        yield from edit(
            known, "review", item, {"result": result, "on": today.isoformat()} | again, today=today
        )
