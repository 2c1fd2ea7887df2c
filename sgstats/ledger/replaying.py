"""The ledger that a history of changes adds up to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

from sgstats.ledger.ledger import (
    Cause,
    Evidence,
    Indicator,
    Issue,
    Ledger,
    Measure,
    Record,
    Refusal,
    Review,
)
from sgstats.ledger.states import BEGIN, TO_ACCEPT, UNDER_WAY
from sgstats.ledger.wording import class_of, degree_in
from sgstats.records.ledger_items import DAYS, FIELDS, issues_in, item_of, starts_in

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sgstats.ledger.ledger import Change
    from sgstats.records.ledger_items import Part

Values = dict[str, str]

YES = "是"


@dataclass(slots=True)
class _Standing:
    """What is known of every item after some changes, in the order of their entering."""

    items: dict[str, Values] = field(default_factory=dict)
    sent_back: Counter[str] = field(default_factory=Counter)

    def apply(self, change: Change) -> None:
        one = self.items.setdefault(change.item, {})
        if change.field == "state" and (one.get("state"), change.value) == (TO_ACCEPT, UNDER_WAY):
            self.sent_back[change.item] += 1
        if change.value is None:
            one.pop(change.field, None)
        else:
            one[change.field] = change.value


def replay(changes: Iterable[Change]) -> Ledger:
    """The ledger as it stands after all changes.

    The last value of a field counts. An item whose every value was taken away is gone; an issue
    that only its parts speak of is there without a text. What class a cause is of and which word of
    degree an issue or a cause holds is read from its text where nobody said so.

    Args:
        changes: In the order in which they were made.

    Raises:
        Refused: An id or a day is none; the store keeps no such change.

    Example:
        >>> from sgstats.ledger.ledger import Change
        >>> told = [("P1", "text", "个别社工精神状态不佳"), ("P1-C1", "text", "自学意识不强"),
        ...     ("M1", "text", "谈心"), ("M1", "issues", "P1")]
        >>> ledger = replay(Change(item=item, field=field, value=value) for item, field, value in told)
        >>> ledger.issues[0].degree, ledger.issues[0].causes[0].kind, ledger.measures[0].issues
        ('个别', '自学/个人意识', ('P1',))
    """
    standing = _Standing()
    for change in changes:
        standing.apply(change)
    parts: dict[str, dict[Part, list[tuple[str, Values]]]] = {}
    measures = []
    for item, values in standing.items.items():
        if not values:
            continue
        what = item_of(item)
        if what.part == "measure":
            measures.append(_measure(item, values))
        else:
            parts.setdefault(what.issue, {}).setdefault(what.part, []).append((item, values))
    issues = [_issue(item, of, sent_back=standing.sent_back[item]) for item, of in parts.items()]
    return Ledger(issues=tuple(issues), measures=tuple(measures))


def _issue(item: str, parts: dict[Part, list[tuple[str, Values]]], *, sent_back: int) -> Issue:
    values = dict(parts.get("issue", [(item, {})])[0][1])
    facts = _facts("issue", values)
    facts["text"] = facts["text"] or ""
    facts["state"] = facts["state"] or BEGIN
    facts["degree"] = facts["degree"] or degree_in(facts["text"])
    refused = tuple(_part(Refusal, "refusal", *one) for one in parts.get("refusal", ()))
    return Issue(
        item=item,
        **facts,
        # A ledger that came as a file tells of refusals, one kept here of moves as well.
        refusals=max(sent_back, len(refused)),
        refused=refused,
        causes=tuple(_cause(*one) for one in parts.get("cause", ())),
        evidence=tuple(_part(Evidence, "evidence", *one) for one in parts.get("evidence", ())),
        reviews=tuple(_review(*one) for one in parts.get("review", ())),
        records=tuple(_record(*one) for one in parts.get("record", ())),
    )


def _facts(part: Part, values: Values) -> dict[str, Any]:
    """Every field of an item, days as days."""
    return {name: _value(name, values.get(name)) for name in FIELDS[part]}


def _value(name: str, text: str | None) -> str | date | None:
    return date.fromisoformat(text) if text and name in DAYS else text


def _part(kind: Any, part: Part, item: str, values: Values) -> Any:  # noqa: ANN401 - one of the parts
    facts = _facts(part, values)
    return kind(item=item, **facts | {"text": facts["text"] or ""})


def _cause(item: str, values: Values) -> Cause:
    text = values.get("text", "")
    kind, degree = values.get("kind") or class_of(text), values.get("degree") or degree_in(text)
    return Cause(item=item, text=text, kind=kind, degree=degree)


def _review(item: str, values: Values) -> Review:
    facts = _facts("review", values)
    again = facts["again"] == YES
    return Review(item=item, on=facts["on"], result=facts["result"] or "", again=again)


def _record(item: str, values: Values) -> Record:
    facts = _facts("record", values)
    photos = int(facts["photos"]) if facts["photos"] else None
    return Record(item=item, on=facts["on"], text=facts["text"] or "", photos=photos)


def _measure(item: str, values: Values) -> Measure:
    facts = _facts("measure", values)
    told = {name: facts.pop(name) for name in ("metric", "question", "indicator", "baseline", "target")}
    told["words"] = told.pop("indicator")
    facts |= {"text": facts["text"] or "", "issues": issues_in(facts["issues"])}
    facts["starts"] = starts_in(facts["starts"])
    return Measure(item=item, **facts, indicator=Indicator(**told) if any(told.values()) else None)
