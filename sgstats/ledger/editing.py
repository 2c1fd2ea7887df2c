"""EDIT a ledger: what is asked for becomes changes, or is refused; nothing that stands is overwritten."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, get_args

from sgstats.errors import Refused
from sgstats.ledger.ledger import Cause, Change, Evidence, Issue, Ledger, Record, Refusal, Review
from sgstats.ledger.replaying import YES
from sgstats.ledger.states import AGAIN, CLOSED, REFUSED, UNDER_WAY, move_to
from sgstats.ledger.wording import rank
from sgstats.messages import listed
from sgstats.records.ledger_items import LETTERS, issues_in, item_of, prefix
from sgstats.records.ledger_values import field_named, value_of

if TYPE_CHECKING:
    from datetime import date

    from sgstats.records.ledger_items import Part

Values = Mapping[str, str]
Action = Literal["add", "set", "move", "review"]
ACTIONS: tuple[Action, ...] = get_args(Action)
ADDED: tuple[Part, ...] = ("issue", "cause", "measure", "evidence", "record")
ITEMS_NAMED = 20


def items(ledger: Ledger) -> tuple[str, ...]:
    """Every id of a ledger: issues, each followed by its parts, then measures."""
    of_issues = [
        item for issue in ledger.issues for item in (issue.item, *(one.item for one in _parts(issue)))
    ]
    return (*of_issues, *(one.item for one in ledger.measures))


def _parts(issue: Issue) -> tuple[Cause | Evidence | Record | Refusal | Review, ...]:
    return (*issue.causes, *issue.evidence, *issue.records, *issue.refused, *issue.reviews)


def known_item(ledger: Ledger, text: str) -> str:
    """The id of an item, also without its unit where only one unit has it.

    Raises:
        Refused: There is none, or several units have one.

    Example:
        >>> known_item(Ledger(issues=(Issue(item="幸福社区/P5", text="缺少文体人才"),), measures=()), "P5")
        '幸福社区/P5'
    """
    wanted, every = text.strip(), items(ledger)
    if wanted in every:
        return wanted
    found = [item for item in every if item.endswith(f"/{wanted}")]
    if len(found) > 1:
        raise Refused("ledger.several_items", item=wanted, known=listed(found[:ITEMS_NAMED]))
    if not found:
        raise Refused("ledger.unknown_item", item=wanted, known=listed(every[:ITEMS_NAMED]))
    return found[0]


def edit(ledger: Ledger, action: str, item: str, values: Values, *, today: date) -> tuple[Change, ...]:
    """The changes that an edit stands for.

    Args:
        ledger: The ledger as it stands.
        action: ``add``, ``set``, ``move`` or ``review``.
        item: The item; of ``add`` what is to be added: ``issue``, ``cause``, ``measure``, ``evidence`` or
            ``record``.
        values: Fields by name or by what they are called. Of ``add`` also ``of``, the issue that a part
            belongs to; of ``move`` ``to``, and ``on``, ``accepted_by``, ``reason``, ``by``; of ``review``
            ``on``, ``result``, ``again``.
        today: The day on which a move or a look was made, where none is given.

    Raises:
        Refused: The action, the item, a field or a value is none; the move does not lead from where the
            issue stands, or lacks what it needs; a person is named.

    Example:
        >>> from datetime import date
        >>> ledger = Ledger(issues=(Issue(item="P5", text="缺少文体人才"),), measures=())
        >>> told = {"text": "招录文体专干", "issues": "P5"}
        >>> edit(ledger, "add", "measure", told, today=date(2026, 1, 5))[0].item
        'M1'
    """
    if action == "add":
        return _add(ledger, item, values, today=today)
    if action == "set":
        return _set(ledger, known_item(ledger, item), values)
    if action == "move":
        return _move(_issue(ledger, item), values, ledger=ledger, today=today)
    if action == "review":
        return _review(_issue(ledger, item), values, ledger=ledger, today=today)
    raise Refused("ledger.no_action", action=action, known=listed(ACTIONS))


def _issue(ledger: Ledger, text: str) -> Issue:
    item = known_item(ledger, text)
    found = next((one for one in ledger.issues if one.item == item), None)
    if found is None:
        raise Refused("ledger.no_issue_id", item=item)
    return found


def _add(ledger: Ledger, what: str, values: Values, *, today: date) -> tuple[Change, ...]:
    part = next((one for one in ADDED if one == what), None)
    if part is None:
        raise Refused("ledger.cannot_add", what=what, known=listed(ADDED))
    told = _belonging(part, values)
    unit = told.get("unit") or told.pop("所在单位", None)
    if part in {"issue", "measure"}:
        start = (
            f"{prefix(unit if part == 'issue' else _unit_of(ledger, told))}{'P' if part == 'issue' else 'M'}"
        )
    elif not values.get("of"):
        raise Refused("ledger.of_no_issue", what=what)
    else:
        start = f"{_issue(ledger, values.get('of', '')).item}-{_letter(part)}"
    item = _next(ledger, start)
    facts = _facts(ledger, part, told)
    if not facts.get("text"):
        raise Refused("ledger.no_text", what=what)
    if part == "issue":
        facts.setdefault("found_on", today.isoformat())
    if part in {"evidence", "record"}:
        facts.setdefault("on", today.isoformat())
    return _changes(item, facts)


def _belonging(part: Part, values: Values) -> dict[str, str]:
    """What is told of a new item; a measure that is added to an issue is for that issue."""
    told = {name: text for name, text in values.items() if name != "of"}
    of = values.get("of")
    if of and part == "issue":
        raise Refused("ledger.issue_of_issue", item=of)
    if of and part == "measure":
        name = "对应问题" if "对应问题" in told else "issues"
        told[name] = ",".join(dict.fromkeys((of, *issues_in(told.get(name)))))
    return told


def _letter(part: Part) -> str:
    return next(letter for letter, one in LETTERS.items() if one == part)


def _unit_of(ledger: Ledger, told: Values) -> str | None:
    """The unit of the issues that a measure is for, if they are of one."""
    named = issues_in(told.get("issues") or told.get("对应问题"))
    units = {item_of(known_item(ledger, one)).unit for one in named}
    return next(iter(units)) if len(units) == 1 else None


def _next(ledger: Ledger, start: str) -> str:
    known, number = set(items(ledger)), 1
    while f"{start}{number}" in known:
        number += 1
    return f"{start}{number}"


def _facts(ledger: Ledger, part: Part, values: Values) -> dict[str, str | None]:
    """Fields by name, values in one form; what only a move may say is refused."""
    facts: dict[str, str | None] = {}
    for name, text in values.items():
        field = field_named(name, part=part)
        if field in {"state", "closed_on"} and part == "issue":
            raise Refused("ledger.set_state")
        value = value_of(part, field, text)
        if field == "degree" and value:
            rank(value)
        if field == "issues" and value:
            value = ",".join(_issue(ledger, one).item for one in issues_in(value))
        facts[field] = value
    return facts


def _changes(item: str, facts: Mapping[str, str | None]) -> tuple[Change, ...]:
    return tuple(Change(item=item, field=name, value=value) for name, value in facts.items())


def _set(ledger: Ledger, item: str, values: Values) -> tuple[Change, ...]:
    facts = _facts(ledger, item_of(item).part, values)
    if not facts:
        raise Refused("ledger.nothing_to_set", item=item)
    if "text" in facts and facts["text"] is None:
        raise Refused("ledger.no_text", what=item)
    return _changes(item, facts)


def _move(issue: Issue, values: Values, *, ledger: Ledger, today: date) -> tuple[Change, ...]:
    named = {"accepted_by": "issue", "by": "refusal"}
    posts = {name: value_of(part, name, values.get(name, "")) for name, part in named.items()}  # type: ignore[arg-type]
    reason = value_of("refusal", "text", values.get("reason", ""))
    day = value_of("evidence", "on", values.get("on", "")) or today.isoformat()
    given = frozenset(
        name for name, value in {"accepted_by": posts["accepted_by"], "reason": reason}.items() if value
    )
    step = move_to(values.get("to", ""), issue=issue, given=given)
    changes = [*_changes(issue.item, {"state": step.to})]
    if posts["accepted_by"] and step.to == CLOSED:
        changes += _changes(issue.item, {"accepted_by": posts["accepted_by"]})
    if step.to == CLOSED:
        changes += _changes(issue.item, {"closed_on": day})
    if step.name == REFUSED:
        facts = {"on": day, "text": reason, "by": posts["by"]}
        told = {name: value for name, value in facts.items() if value}
        changes += _changes(_next(ledger, f"{issue.item}-{_letter('refusal')}"), told)
    return tuple(changes)


def _review(issue: Issue, values: Values, *, ledger: Ledger, today: date) -> tuple[Change, ...]:
    """A second look at a closed issue; one that finds it again opens it (反弹)."""
    if issue.state != CLOSED:
        raise Refused("ledger.review_open", item=issue.item, state=issue.state)
    facts = {name: value_of("review", name, values.get(name, "")) for name in ("on", "result", "again")}
    facts["on"] = facts["on"] or today.isoformat()
    again = facts.pop("again") == YES
    facts["result"] = facts["result"] or (AGAIN if again else None)
    if facts["result"] is None:
        raise Refused("ledger.review_empty", item=issue.item)
    changes = _changes(
        _next(ledger, f"{issue.item}-{_letter('review')}"), facts | ({"again": YES} if again else {})
    )
    reopened = {"state": UNDER_WAY, "closed_on": None, "accepted_by": None}
    return changes + (_changes(issue.item, reopened) if again else ())
