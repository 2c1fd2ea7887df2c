"""Options that several verbs share, each defined once."""

from __future__ import annotations

import argparse
import os
import re
from math import isfinite
from pathlib import Path
from typing import TYPE_CHECKING

from sgstats.errors import Refused
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline import Choices

AUDIENCES = ("internal", "public", "analyst")
FORMATS = ("table", "json", "csv")
KINDS = (
    "auto", "roster", "appraisal", "absence", "ballot", "fact", "movement", "training", "ledger",
    "population",
)  # fmt: skip


def add_store(parser: argparse.ArgumentParser) -> None:
    """``--store``: where the numbers live."""
    default = Path(os.environ.get("SGSTATS_STORE") or "sgstats.duckdb")
    parser.add_argument("--store", type=Path, default=default, metavar="PATH", help=say("option.store"))


def add_format(parser: argparse.ArgumentParser) -> None:
    """``--format``: how a table is printed."""
    parser.add_argument("--format", choices=FORMATS, default="table", help=say("option.format"))


def add_audience(parser: argparse.ArgumentParser) -> None:
    """``--audience``: who will read the numbers."""
    parser.add_argument("--audience", choices=AUDIENCES, default="internal", help=say("option.audience"))


def add_reading(parser: argparse.ArgumentParser) -> None:
    """Options on how a file is to be understood."""
    add = parser.add_argument
    add("--kind", choices=KINDS, default="auto", help=say("option.kind"))
    add("--as-of", metavar="DATE", help=say("option.as_of"))
    add("--map", action="append", default=[], metavar="COLUMN=FIELD", help=say("option.map"))
    add("--set", action="append", default=[], metavar="FIELD=VALUE", help=say("option.set"))
    add("--mapping", type=Path, metavar="FILE.toml", help=say("option.mapping"))
    add("--sheet", metavar="NAME", help=say("option.sheet"))
    add("--prefer", choices=("id", "typed"), default="id", help=say("option.prefer"))


def add_who(parser: argparse.ArgumentParser) -> None:
    """``--who``: the office or post that brings or edits a ledger."""
    parser.add_argument("--who", metavar="OFFICE", help=say("option.who"))


def add_import(parser: argparse.ArgumentParser, *, optional: bool = False) -> None:
    """``IMPORT``: the number of an import."""
    parser.add_argument(
        "import_id",
        nargs="?" if optional else None,
        type=whole_number,
        metavar="IMPORT",
        help=say("option.import_id"),
    )


def choices_of(options: argparse.Namespace) -> Choices:
    """The choices that the reading options stand for."""
    from sgstats.periods import parse_day
    from sgstats.pipeline import Choices
    from sgstats.records.mapping import Settlement, parse_settlement, read_settlement

    saved = read_settlement(options.mapping) if options.mapping else Settlement()
    return Choices(
        as_of=parse_day(options.as_of) if options.as_of else None,
        settled=parse_settlement(options.map, options.set, saved),
        sheet=options.sheet,
        prefer=options.prefer,
        dry_run=getattr(options, "dry_run", False),
        strict=getattr(options, "strict", False),
        kind=options.kind,
        who=getattr(options, "who", None) or os.environ.get("SGSTATS_WHO"),
        register=getattr(options, "register", False),
    )


def whole_number(text: str) -> int:
    """A number of an import, as an option's type.

    Example:
        >>> whole_number("12")
        12
    """
    if not re.fullmatch(r"\d{1,9}", text.strip()):
        raise argparse.ArgumentTypeError(say("cli.not_a_number", text=text))
    return int(text)


def count(text: str) -> int:
    """How many of something, none included, as an option's type.

    Example:
        >>> count("0")
        0
    """
    if not re.fullmatch(r"\d{1,9}", text.strip()):
        raise argparse.ArgumentTypeError(say("cli.not_a_count", text=text))
    return int(text)


def number(text: str) -> float:
    """Any number, as an option's type.

    Example:
        >>> number("-2.5")
        -2.5
    """
    try:
        found = float(text)
    except ValueError:
        found = float("nan")
    if not isfinite(found):
        raise argparse.ArgumentTypeError(say("cli.not_any_number", text=text))
    return found


def port(text: str) -> int:
    """A port that a user without privileges may open.

    Example:
        >>> port("8501")
        8501
    """
    if not (re.fullmatch(r"\d{1,5}", text.strip()) and 1024 <= int(text) <= 65535):
        raise argparse.ArgumentTypeError(say("cli.not_a_port", text=text))
    return int(text)


def names(text: str | None) -> tuple[str, ...]:
    """A list written with commas, Chinese ones included.

    Example:
        >>> names("street,gender"), names("男，女"), names(None)
        (('street', 'gender'), ('男', '女'), ())
    """
    parts = (text or "").replace("，", ",").replace("、", ",").split(",")
    return tuple(part.strip() for part in parts if part.strip())


def field_names(text: str | None) -> tuple[str, ...]:
    """Fields written with commas, by name or by what they are called in lists.

    Example:
        >>> field_names("street,性别"), field_names("年龄段，nonsense")
        (('street', 'gender'), ('age_band', 'nonsense'))
    """
    return tuple(_field_name(name) for name in names(text))


def _field_name(text: str) -> str:
    """The field's name; a text that is none stays, to be refused where the fields are known."""
    from sgstats.fields import dictionary, field_of_header

    called = {title: one.name for one in dictionary().values() for title in (one.label, one.label_en)}
    return text if text in dictionary() else called.get(text) or field_of_header(text) or text


def conditions(items: list[str]) -> dict[str, list[str]]:
    """Filters written ``field=value,value``; the same field may be given again.

    Raises:
        Refused: An item has no ``=``.

    Example:
        >>> conditions(["street=春晓街道,听雨街道", "gender=女"])
        {'street': ['春晓街道', '听雨街道'], 'gender': ['女']}
        >>> conditions(["街道=春晓街道"])
        {'street': ['春晓街道']}
    """
    wanted: dict[str, list[str]] = {}
    for item in items:
        field, equals, values = item.partition("=")
        if not (field and equals and names(values)):
            raise Refused("cli.not_a_condition", item=item)
        wanted.setdefault(_field_name(field.strip()), []).extend(names(values))
    return wanted
