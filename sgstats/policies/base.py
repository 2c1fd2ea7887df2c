"""What every part of a rule pack has: it is frozen, and holds no key that nobody reads.

A key that is not defined here or beside cannot be written in a pack: it is refused when the pack is loaded.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Annotated, Literal, TypeGuard

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field


def _fraction(value: object) -> object:
    """A share written as ``"30/100"``, ``"30%"`` or ``0.3``; never as a binary float."""
    try:
        if isinstance(value, str):
            text = value.strip()
            return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
        return Fraction(value) if _counts(value) else value
    except (ZeroDivisionError, OverflowError):
        raise ValueError(value) from None


def _decimal(value: object) -> object:
    """A number as it is written; never a binary float."""
    return Decimal(value) if _counts(value) else value


def _counts(value: object) -> TypeGuard[int | Decimal]:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


Share = Annotated[Fraction, BeforeValidator(_fraction), Field(ge=0, le=1)]
Number = Annotated[Decimal, BeforeValidator(_decimal), Field(ge=0)]
Count = Annotated[int, Field(ge=1)]
MonthDay = Annotated[str, Field(pattern=r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$")]
StaffClass = Literal["committee", "recruited"]
"""Two-committee members (EAST-2-1, EAST-2-2) or recruited full-time workers (EAST-2-3)."""
Doubt = Literal["broken_text", "no_number", "undefined_word", "our_default", "changed"]
"""Why a clause cannot be applied as printed: signs are lost, a number is missing, a word is explained
nowhere, the value is ours because the source
has none, or a pack that extends another has changed a value beside the old citation."""


class Part(BaseModel):
    """Anything in a pack: frozen, and without keys that nobody reads."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Rule(Part):
    """A part that a result may cite.

    Attributes:
        id: As in the rules' own numbering, such as ``EAST-17-7``.
        cite: The clause in a few of its own words.
        note: How an unclear clause is read, with the reason.
        doubt: What the clause lacks, shown wherever the pack is listed.
    """

    id: str
    cite: str
    note: str = ""
    doubt: Doubt | None = None
