"""Values of a ledger's fields as people type them: read, brought to one form, or refused."""

from __future__ import annotations

import json
import tomllib
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.fields import normalise
from sgstats.messages import language, listed
from sgstats.periods import parse_day
from sgstats.records.ledger_items import DAYS, FIELDS, POSTS, TERMS, issues_in, starts_in, starts_text
from sgstats.records.ledger_names import mask_people
from sgstats.records.ledger_privacy import kept_post
from sgstats.records.ledger_text import NOTHING, is_formula, term_in, tidy, undefused, yes_in

if TYPE_CHECKING:
    from sgstats.records.ledger_items import Part

PEOPLE = frozenset({"leader", "responsible", "accepted_by", "by"})
"""Fields that are asked for as people: only what is surely a unit or a post is taken."""

LONGEST = 2000


@cache
def _labels() -> dict[str, dict[str, list[str]]]:
    text = resources.files("sgstats.records").joinpath("values/ledger_fields.toml").read_text("utf-8")
    return tomllib.loads(text)


def label(part: Part, field: str) -> str:
    """What a field of an item is called in the user's language.

    Example:
        >>> label("measure", "owner")
        '责任单位'
    """
    return _labels()[part][field][language() == "en"]


def field_named(text: str, *, part: Part) -> str:
    """The field of an item by its name or by what it is called.

    Raises:
        Refused: An item of this kind has no such field.

    Example:
        >>> field_named("整改时限", part="measure"), field_named("owner", part="issue")
        ('deadline', 'owner')
    """
    called = {title: name for name, titles in _labels()[part].items() for title in titles}
    name = normalise(text) if text in FIELDS[part] else called.get(text.strip())
    if name is None:
        known = listed(f"{name}（{label(part, name)}）" for name in FIELDS[part])
        raise Refused("ledger.no_field", field=text, known=known)
    return name


def value_of(part: Part, field: str, text: str) -> str | None:
    """A typed value as a ledger keeps it; an empty one takes the value away.

    Raises:
        Refused: It is no day, no type of rectification, no JSON; it names a person; it is too long.

    Example:
        >>> value_of("measure", "deadline", "2023年6月30日"), value_of("issue", "goal", " ")
        ('2023-06-30', None)
    """
    plain = undefused(tidy(text))
    if not plain or plain in NOTHING:
        return None
    if len(plain) > LONGEST:
        raise Refused("ledger.too_long", field=label(part, field), limit=LONGEST)
    if field in DAYS:
        return parse_day(plain).isoformat()
    if (field in POSTS or field == "unit") and is_formula(plain):
        raise Refused("ledger.formula_named")
    if field in POSTS:
        return office(plain, strict=field in PEOPLE)
    if field == "term" or (part, field) == ("measure", "kind"):
        return _term(plain)
    return _other(field, plain)


def _other(field: str, text: str) -> str:
    if field == "starts":
        return starts_text(starts_in(text))
    if field == "issues":
        return ",".join(issues_in(text))
    if field == "photos" and not text.isdecimal():
        raise Refused("ledger.no_count", text=text)
    if field == "again":
        return "是" if yes_in(text) else "否"
    if field == "question":
        return _question(text)
    return mask_people(text).text or ""


def _term(text: str) -> str:
    found = term_in(text)
    if found is None:
        raise Refused("ledger.no_term", text=text, known=listed(TERMS))
    return found


def _question(text: str) -> str:
    """Keywords of a measurement, as JSON in one form."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError:
        found = None
    if not isinstance(found, dict):
        raise Refused("ledger.question_no_json", text=text)
    return json.dumps(found, ensure_ascii=False, sort_keys=True)


def office(text: str, *, strict: bool) -> str:
    """A unit, an office or a post as it was typed.

    Raises:
        Refused: A person seems to be named. What was typed is not repeated.

    Example:
        >>> office("街道组织办", strict=True)
        '街道组织办'
        >>> office("张三", strict=False)
        Traceback (most recent call last):
            ...
        sgstats.errors.Refused: 这里只能写单位、科室或职务，不能写人名。例如 街道组织办、社区主任。
    """
    kept = kept_post(text, strict=strict)
    if kept.left_out or kept.text is None:
        raise Refused("ledger.person_named")
    return kept.text


def maker(text: str | None) -> str:
    """Who makes a change: an office or a post.

    Raises:
        Refused: Nobody is named, or a person seems to be.

    Example:
        >>> maker("街道组织办")
        '街道组织办'
    """
    if not (text and text.strip()):
        raise Refused("ledger.nobody")
    return office(text.strip(), strict=True)
