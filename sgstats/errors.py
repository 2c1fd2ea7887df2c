"""The two ways sgstats ends badly: the user's input was refused, or we made a mistake.

A refusal names a rule of the message catalogue and the values its sentence needs;
it never carries a personal cell, only the cell's address.
"""

from __future__ import annotations


class SgstatsError(Exception):
    """Root of everything sgstats raises on purpose; ends a command with exit code 1.

    Example:
        >>> issubclass(Refused, SgstatsError), SgstatsError.exit_code
        (True, 1)
    """

    exit_code = 1


class Refused(SgstatsError):
    """The input or an option is wrong: nothing was stored; ends a command with exit code 2.

    Args:
        rule: Key of the sentence in the message catalogue, such as ``file.encrypted``.
        **values: What the sentence names: file, sheet, cell, what was expected.

    Example:
        >>> refusal = Refused("file.missing", file="名单.xlsx")
        >>> refusal.rule, refusal.exit_code
        ('file.missing', 2)
    """

    exit_code = 2

    def __init__(self, rule: str, /, **values: object) -> None:
        super().__init__(rule, values)
        self.rule = rule
        self.values = values

    def __str__(self) -> str:
        from sgstats.messages import say

        return say(self.rule, **self.values)
