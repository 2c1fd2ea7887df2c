"""What a text has said so far: its unit and day, the group that was opened, the totals it printed."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from sgstats.claims.known import Known
from sgstats.claims.meaning.days import When
from sgstats.claims.meaning.slots import Slot
from sgstats.claims.spoken import PLACES, Facet, Spoken, spoken

Key = tuple[tuple[tuple[str, tuple[str, ...]], ...], str | None, date | None]
"""A group: its fields and values, the event, and the day where it is people in post."""


@dataclass(slots=True, kw_only=True)
class Context:
    """What later sentences may leave unsaid.

    Attributes:
        known: What is on record.
        today: The day the document speaks of.
        home: The unit the document or its section is about.
        units: The unit spoken of last in this paragraph.
        section: The time named in the heading.
        when: The time named last in this paragraph.
        group: The group that what follows is part of (其中).
        last: What the number before was said of.
        outside: What the number before it in this sentence counted, if they are people on no list.
        outside_base: How many they are.
        faded: A period of years that a sentence before spoke of; what follows may speak of it, too.
        started: Days that a change over the years this sentence names may have begun with.
        compared: The time that this sentence holds others against.
        counted: What the number before it counted, if anything but a share.
        times: The times of the numbers of this sentence, for 由2020年的…提高到2023年的….
        printed: How many people the text says there are, by group.
        planned: Whether this sentence tells of plans.
        topic: What this paragraph is about, by role.
        sample: How many people this sentence says were asked or looked at.
        stated: How many answers, papers or votes it says there are: n=69, 投票69票.
        stranger: A unit spoken of that is not on record.
        spoken: All groups that were counted in this sentence, for 合计.
    """

    known: Known
    today: date
    home: dict[str, Facet] = field(default_factory=dict)
    units: dict[str, Facet] = field(default_factory=dict)
    section: When | None = None
    when: When | None = None
    group: Spoken | None = None
    last: Spoken | None = None
    outside: Spoken | None = None
    outside_base: int | None = None
    faded: When | None = None
    started: tuple[date, ...] = ()
    counted: Spoken | None = None
    compared: When | None = None
    times: list[When] = field(default_factory=list)
    printed: dict[Key, int] = field(default_factory=dict)
    spoken: list[Spoken] = field(default_factory=list)
    planned: bool = False
    stranger: str | None = None
    sample: int | None = None
    stated: int | None = None
    topic: set[str] = field(default_factory=set)

    @property
    def units_told(self) -> int:
        """How many units are spoken of, of the lowest level; 0 for the whole district."""
        level = next((name for name in reversed(PLACES) if name in self.units), None)
        return len(self.units[level].values) if level else 0

    def note_times(self, times: list[When]) -> None:
        """Take the time that a clause without a number names."""
        told = [time for time in times if not time.compared]
        if told:
            self.when = told[-1].lasting(self.today)

    def open_group(self, slot: Slot) -> None:
        """其中 opens the group counted before; a word of the group's own field closes it again."""
        mine = spoken([*slot.own, *slot.right])
        carried = {mention.role for clause in slot.carried for mention in clause}
        inside = spoken(slot.within)
        self.move_to(inside)
        if inside.people or inside.event or inside.roles & {"other", "vague", "unread", "train", "nothing"}:
            self.group = inside
        elif slot.within:
            self.group = None
        before = self.counted
        if before is None and self.last is not None and self.last.people and not self.last.metric:
            before = self.last
        if "part" in mine.roles | carried and before is not None:
            self.group = before
        last = self.spoken[-1] if self.spoken else None
        if self.group is None and last is not None and last.event in {"join", "leave"} and _adds_to(mine):
            self.group = last
        if self.group is not None and not slot.within and at_odds(self.group, mine):
            self.group = None

    def begin_paragraph(self) -> None:
        """Forget what only its paragraph knows."""
        self.units, self.when = dict(self.home), self.section
        self.topic, self.stranger, self.faded = set(), None, None
        # A group may be counted otherwise elsewhere; everybody of a unit on a day is the same everywhere.
        self.printed = {key: number for key, number in self.printed.items() if _is_of_everybody(key)}
        self.last, self.counted = None, None
        self.begin_sentence()

    def begin_sentence(self) -> None:
        """Forget what only its sentence knows."""
        self.group, self.sample, self.outside, self.outside_base = None, None, None, None
        if self.when is not None and self.when.running:
            self.faded, self.when = self.when, None
        self.started, self.stated = (), None
        self.times, self.spoken, self.planned, self.compared = [], [], False, None

    def move_to(self, said: Spoken) -> None:
        """Take the units that a clause names, or the whole district."""
        if said.roles & {"place", "everywhere", "stranger"}:
            self.stranger = said.words["stranger"] if "stranger" in said.roles else None
        named = {name: facet for name, facet in said.facets.items() if name in PLACES}
        if named:
            self.units = named
        elif "everywhere" in said.roles:
            self.units = {}

    def key(self, facets: dict[str, Facet], event: str | None, on: date, *, everywhere: bool = False) -> Key:
        """The name of a group among the printed totals: of the units spoken of, or of the whole district."""
        units = {} if everywhere else self.units
        groups = tuple(sorted((name, facet.values) for name, facet in {**facets, **units}.items()))
        return groups, event, None if event else on


def _adds_to(said: Spoken) -> bool:
    """Whether words name a group and nothing else, so that it may be one of those just counted."""
    apart = {"head", "maybe", "total", "everywhere", "place", "sum", "part", "train"}
    return bool(said.people) and not said.event and not said.metric and not said.roles & apart


def at_odds(group: Spoken, said: Spoken) -> bool:
    """Whether two groups have other values of one field, so that neither is a part of the other."""
    return any(
        facet.values != said.people[name].values
        for name, facet in group.people.items()
        if name in said.people
    )


def _is_of_everybody(key: Key) -> bool:
    groups, event, _ = key
    return event is None and all(name in PLACES for name, _ in groups)
