"""The command line: ``sgstats VERB``. Exit 0 done, 2 refused (nothing was stored), 1 a fault of ours.

Nothing heavy is imported until a verb runs, so that ``--help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from contextvars import copy_context
from typing import TYPE_CHECKING

from sgstats.cli.output import tell
from sgstats.cli.parser import build, chosen_language
from sgstats.errors import Refused, SgstatsError
from sgstats.messages import say, use_language

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one verb.

    Args:
        arguments: Words after ``sgstats``; by default those of the process.

    Returns:
        The exit code.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    # In a context of its own: whoever calls this from Python keeps the language of their choice.
    return copy_context().run(_answer, words)


def _answer(words: list[str]) -> int:
    """Run and tell how it ended."""
    _speak_utf8()
    use_language(chosen_language(words))
    try:
        return _run(words)
    except Refused as refusal:
        return _complain(say("cli.refused", message=refusal), code=refusal.exit_code)
    except KeyboardInterrupt:
        return _complain(say("cli.interrupted"), code=INTERRUPTED)
    except BrokenPipeError:
        # The reader of a pipe went away (| head): nothing is wrong, and nothing can be said.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception as error:
        return _fault(error)


def _run(words: list[str]) -> int:
    """Parse and run; a wrong command or ``--help`` ends as an exit code too."""
    try:
        options = build().parse_args(words)
        code = int(options.run(options))
    except SystemExit as end:
        code = int(end.code or 0)
    # Else a pipe that broke would be noticed after us, by the interpreter, with a traceback.
    sys.stdout.flush()
    return code


def _fault(error: Exception) -> int:
    """Our own mistake: told by kind and place only, because the text of an error may quote a cell."""
    if os.environ.get("SGSTATS_DEBUG"):
        raise error
    if isinstance(error, SgstatsError) and str(error):
        return _complain(say("cli.fault", error=str(error).splitlines()[0]), code=error.exit_code)
    place = error.__traceback__
    while place and place.tb_next:
        place = place.tb_next
    where = f"{os.path.basename(place.tb_frame.f_code.co_filename)}:{place.tb_lineno}" if place else ""
    return _complain(say("cli.fault", error=f"{type(error).__name__} {where}"), code=1)


def _complain(message: str, *, code: int) -> int:
    tell(message)
    return code


def _speak_utf8() -> None:
    """Print Chinese on any terminal and into any pipe, Windows included."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
