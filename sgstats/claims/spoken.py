"""What the words around a number say, put together: groups, events, metrics, and why it cannot be tested."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from sgstats.claims.meaning.mentions import Mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One field with the values that are meant.

    Attributes:
        values: The values.
        options: Keywords of ``sgstats.measure`` that they need.
        others: Other readings: values and keywords.
        joined: Whether several phrases have been put together.
    """

    values: tuple[str, ...]
    options: Mapping[str, str] = field(default_factory=dict)
    others: tuple[tuple[tuple[str, ...], Mapping[str, str]], ...] = ()

    @classmethod
    def of(cls, mention: Mention) -> Facet:
        """The facet that a mention names."""
        also = mention.meaning.also
        options = mention.readings or ({},) * len(also)
        return cls(
            values=mention.meaning.values,
            options=mention.options,
            others=tuple(zip(also, options, strict=True)),
        )

    def with_(self, other: Facet) -> Facet:
        """Both groups together, where they are cut alike; else the later one."""
        if self.options or other.options:
            return other
        values = (*self.values, *(value for value in other.values if value not in self.values))
        return replace(other, values=values, others=())


@dataclass(slots=True, kw_only=True)
class Spoken:
    """What a number is said of, before it is turned into questions.

    Attributes:
        facets: Groups by field, in the order they were named.
        base: Groups of whom a share is; None: not said.
        metric: Name of a metric, if one is named.
        values: Values that the metric's name itself holds: 优秀率.
        event: ``leave``, ``join`` or ``move``.
        ratio: The two sides of a ratio.
        roles: Everything that was mentioned.
    """

    facets: dict[str, Facet] = field(default_factory=dict)
    base: dict[str, Facet] | None = None
    metric: str | None = None
    values: tuple[str, ...] = ()
    event: str | None = None
    ratio: tuple[str, tuple[tuple[str, ...], ...]] | None = None
    roles: set[str] = field(default_factory=set)
    words: dict[str, str] = field(default_factory=dict)

    @property
    def told(self) -> bool:
        """Whether it says whom or what is counted."""
        return bool(self.people or self.metric or self.event or self.ratio) or bool(
            self.roles & {"train", "appraised", "sum", "maybe", "head", "other", "nothing", "vague", "total"}
        )

    @property
    def people(self) -> dict[str, Facet]:
        """Groups that are no units."""
        return {name: facet for name, facet in self.facets.items() if name not in PLACES}

    def copy(self) -> Spoken:
        """One that may be changed alone."""
        base = None if self.base is None else dict(self.base)
        own = {"facets": dict(self.facets), "roles": set(self.roles), "words": dict(self.words)}
        return replace(self, base=base, **own)  # type: ignore[arg-type]


PLACES = ("district", "street", "community")
_LEAVING = {"leave_reason", "leave_class"}


def spoken(found: Iterable[Mention]) -> Spoken:
    """Put mentions together.

    Two values of one field are both meant (劝退、解聘); a class of reasons is wider than the reasons
    named as examples of it (劝退、解聘等被动离职).
    """
    said = Spoken()
    for mention in found:
        said.roles.add(mention.role)
        said.words.setdefault(mention.role, mention.word)
        _add(said, mention)
    if set(said.facets) >= _LEAVING:
        del said.facets["leave_reason"]
    return said


def _add(said: Spoken, mention: Mention) -> None:
    meaning = mention.meaning
    if meaning.role in {"value", "place"} or (meaning.role == "leave" and meaning.name):
        facet = Facet.of(mention)
        held = said.facets.pop(meaning.name, None)
        said.facets[meaning.name] = held.with_(facet) if held and held.values != facet.values else facet
    if meaning.role in {"leave", "join", "move"}:
        said.event = said.event if said.event == "leave" else meaning.role
    if meaning.role == "metric":
        said.metric, said.values = meaning.name, meaning.values
    if meaning.role == "ratio":
        said.ratio = (meaning.name, (meaning.values, *meaning.also))
