"""Sentences that count people: who protects small numbers must find the number in them again."""

from __future__ import annotations

from sgstats.messages import say


class Counted(str):
    """A sentence below a result that says of how many people something holds.

    Attributes:
        people: How many.

    Example:
        >>> from sgstats.messages import use_language
        >>> use_language("en")
        >>> one = Counted.said("judge.part_year", count=3)
        >>> one.people, one.with_number("*")
        (3, '* people were in post for less than twelve months of the year.')
        >>> use_language(None)
    """

    __slots__ = ("_gap", "_key", "_others", "people")

    people: int
    _key: str
    _gap: str
    _others: dict[str, str]

    @classmethod
    def said(cls, key: str, **gaps: int | str) -> Counted:
        """The sentence of a key with its gaps filled; the one number among them is that of people."""
        ((gap, people),) = [(name, value) for name, value in gaps.items() if isinstance(value, int)]
        text = cls(say(key, **gaps))
        text.people, text._key, text._gap = people, key, gap
        text._others = {name: value for name, value in gaps.items() if isinstance(value, str)}
        return text

    def with_number(self, number: object) -> str:
        """The same sentence with something else in the place of the number."""
        return say(self._key, **self._others, **{self._gap: number})
