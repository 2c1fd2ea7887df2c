"""The command's grammar: every module in ``verbs`` is one verb, found by its file name."""

from __future__ import annotations

import argparse
import pkgutil
from importlib import import_module
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, NoReturn

from sgstats.cli import verbs
from sgstats.messages import LANGUAGES, Language, area, language, say

if TYPE_CHECKING:
    from collections.abc import Sequence

ORDER = (
    "ingest",
    "preview",
    "imports",
    "rejected",
    "undo",
    "catalogue",
    "measure",
    "report",
    "dashboard",
    "demo",
)
"""Verbs in the order in which work is done; any other verb follows in alphabetical order."""


class _Help(argparse.HelpFormatter):
    """Help whose second column begins where the longest verb leaves room."""

    def __init__(self, prog: str) -> None:
        # Help texts are wrapped at spaces, which Chinese does not have: leave the width to the terminal.
        super().__init__(prog, max_help_position=28, width=110)
        # argparse forgets to count the indent of verbs and would break the line after the longest.
        self._action_max_length = 14


class Parser(argparse.ArgumentParser):
    """An argument parser that complains in one sentence and in the user's language.

    A shortened option is refused: what it stands for would change with the next option added.
    """

    def __init__(self, **facts: Any) -> None:  # noqa: ANN401 - argparse's own
        super().__init__(formatter_class=_Help, allow_abbrev=False, **facts)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and how to get help, then end with exit code 2."""
        self.exit(2, say("cli.usage_error", message=message, program=self.prog) + "\n")


def build() -> Parser:
    """The parser with every verb."""
    _translate_argparse()
    parser = Parser(
        prog="sgstats",
        description=say("cli.description"),
        epilog=say("cli.epilog"),
    )
    _add_language(parser)
    parser.add_argument("--version", action="version", version=_version(), help=say("option.version"))
    commands = parser.add_subparsers(dest="verb", metavar="VERB", required=True)
    for name in _names():
        module = import_module(f"{verbs.__name__}.{name}")
        title = say(f"verb.{name}")
        command = commands.add_parser(name, help=title, description=title)
        _add_language(command)
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    return parser


def chosen_language(words: Sequence[str]) -> Language:
    """The language asked for with ``--lang``, needed before the parser can say anything.

    Example:
        >>> chosen_language(["measure", "--lang", "en"]), chosen_language(["--lang=zh"])
        ('en', 'zh')
    """
    for word, following in zip_longest(words, words[1:], fillvalue=""):
        wanted = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and wanted in LANGUAGES:
            return wanted
    return language()


def _add_language(parser: argparse.ArgumentParser) -> None:
    """``--lang``, before the verb or behind it; ``chosen_language`` has read it already."""
    parser.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help=say("option.lang"))


def _names() -> list[str]:
    found = {module.name for module in pkgutil.iter_modules(verbs.__path__)}
    return [name for name in ORDER if name in found] + sorted(found - set(ORDER))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"sgstats {version('sgstats')}"
    except PackageNotFoundError:
        return "sgstats"


def _translate_argparse() -> None:
    """Give argparse our catalogue; the standard library asks gettext, which has no Chinese for it."""
    known = {texts["en"]: f"argparse.{key}" for key, texts in area("argparse").items()}
    argparse._ = lambda text: say(known[text]) if text in known else text  # type: ignore[attr-defined]
