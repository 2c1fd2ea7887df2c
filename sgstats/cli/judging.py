"""What ``judge`` and ``pay`` have in common on the command line."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING

from sgstats.cli.arguments import AUDIENCES, add_format, add_store
from sgstats.cli.output import tell
from sgstats.errors import Refused
from sgstats.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def add_judging(parser: argparse.ArgumentParser) -> None:
    """Pack, year, units, named options, a second pack to compare with, and who reads."""
    add = parser.add_argument
    add("--policy", required=True, metavar="PACK", help=say("option.policy"))
    add("--year", required=True, type=year, metavar="YEAR", help=say("option.year"))
    add("--against", metavar="PACK", help=say("option.against"))
    add("--where", action="append", default=[], metavar="FIELD=VALUE,…", help=say("option.where"))
    add("--choose", action="append", default=[], metavar="OPTION=VALUE", help=say("option.choose"))
    # These verbs answer person by person: whoever calls them on this machine is the analyst.
    add("--audience", choices=AUDIENCES, default="analyst", help=say("option.audience_people"))
    add_store(parser)
    add_format(parser)


def year(text: str) -> int:
    """A year, as an option's type.

    Example:
        >>> year("2023"), year("2023年")
        (2023, 2023)
    """
    found = re.fullmatch(r"\s*((?:19|20)\d\d)\s*年?(?:度)?\s*", text)
    if found is None:
        raise argparse.ArgumentTypeError(say("cli.not_a_year", text=text))
    return int(found[1])


def choices(items: Iterable[str]) -> dict[str, str]:
    """Named options written ``option=value``.

    Raises:
        Refused: An item has no ``=``.

    Example:
        >>> choices(["denominator=returned"])
        {'denominator': 'returned'}
    """
    chosen = {}
    for item in items:
        name, equals, value = (part.strip() for part in item.partition("="))
        if not (name and equals and value):
            raise Refused("cli.not_a_choice", item=item)
        chosen[name] = value
    return chosen


def mark(audience: str) -> None:
    """Say on stderr that rows of single people are not to be passed on."""
    if audience == "analyst":
        tell(say("disclosure.note_marked"))


def chosen_options(options: Mapping[str, str]) -> str:
    """The named options behind a result, in one line."""
    said = [
        say("choice.is", option=say(f"choice.{name}"), value=say(f"choice.{value}"))
        for name, value in options.items()
    ]
    return say("judging.options", options=say("judging.separator").join(said))
