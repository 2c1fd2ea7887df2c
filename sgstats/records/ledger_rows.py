"""READ the rows of a list of problems: one problem over several rows, causes and measures beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgstats.records.ledger_entries import Entry, code_in
from sgstats.records.ledger_items import item_of
from sgstats.records.ledger_measures import SHARED, limits, own_columns, tell_measure
from sgstats.records.ledger_states import reopen, second_look, tell_state
from sgstats.records.ledger_text import alike, points, term_in, tidy

if TYPE_CHECKING:
    from sgstats.records.ledger_cells import Cells
    from sgstats.records.ledger_items import Part

Texts = dict[str, str]

PLAIN = {
    "issue_kind": "kind", "degree_word": "degree", "goal": "goal", "leader": "leader", "progress": "progress",
    "accepted_by": "accepted_by", "issue_source": "source", "issue_remark": "remark", "record_text": "remark",
}  # fmt: skip
"""Columns that say something of a problem as a whole, by the field of it."""

NO_ISSUE = "（无对应问题）"
"""Stands where a problem would, beside a measure that is for none."""


@dataclass(slots=True, kw_only=True)
class Problems:
    """The entries of a list of problems, as its rows are read one after the other.

    Attributes:
        cells: The cells.
        entries: What was told so far.
        taken: Rows taken in, with an entry they speak of.
        refused: Rows that speak of no problem.
        unread: Rows with a number of their own whose problem can't be read.
        current: The problem of the row above.
        shared: What each row said of its problem or its measure, by problem.
        known: The entries by what they are known by.
    """

    cells: Cells
    entries: list[Entry] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    unread: list[int] = field(default_factory=list)
    current: Entry | None = None
    shared: dict[int, list[Texts]] = field(default_factory=dict)
    known: dict[tuple[object, ...], Entry] = field(default_factory=dict)

    def add(self, part: Part, *, row: int, of: Entry | None = None, unit: str | None = None) -> Entry:
        """A new entry."""
        one = Entry(place=len(self.entries), part=part, row=row)
        one.of, one.unit = (of.place, of.unit) if of else (None, unit)
        self.entries.append(one)
        return one

    def read(self, row: int, texts: Texts, *, unit: str | None) -> None:
        """Take in one row."""
        if texts.get("issue") == NO_ISSUE:
            self.taken += [(row, one.place) for one in self._measures(None, texts, row=row)]
            return
        if self._is_unread(row, texts):
            self.unread.append(row)
            self.current = None
            return
        issue = self._issue(row, texts, unit=unit)
        if issue is None:
            self.refused.append(row)
            return
        self.current = issue
        self.taken.append((row, issue.place))
        for name, known in PLAIN.items():
            self._tell(issue, known, texts.get(name), row=row)
        issue.tell("found_on", self.cells.day(texts, "found_date", row=row), row=row)
        self._causes(issue, texts, row=row)
        shared = self._shared(texts, row=row)
        measures = self._measures(issue, texts, row=row, shared=shared)
        if measures or shared:
            self.shared.setdefault(issue.place, []).append(shared | {"#": "measure" if measures else ""})
        self._shown(issue, texts, row=row)
        tell_state(issue, texts, cells=self.cells, row=row)
        self._looked(issue, texts, row=row)

    def _tell(self, one: Entry, name: str, text: str | None, *, row: int) -> None:
        """Note a fact; several rows that say different things of a problem are all kept."""
        if text is None:
            return
        text, known = tidy(text), one.value(name)
        if known and alike(text) not in alike(known):
            one.facts[name] = (one.facts[name][0], f"{known}；{text}")
        one.tell(name, text, row=row)

    def _is_unread(self, row: int, texts: Texts) -> bool:
        """Whether a row is a problem of its own that can't be read; it is not that of the row above."""
        numbered = {"serial", "issue_code"} & texts.keys()
        return bool(numbered) and "issue" not in texts and self.cells.unread("issue", row)

    def _issue(self, row: int, texts: Texts, *, unit: str | None) -> Entry | None:
        """The problem a row speaks of: one known already, the one above, or a new one."""
        if exact := _exact(texts, "issue_item", "issue"):
            return self._exact_issue(row, texts, exact)
        code, text = code_in(texts.get("issue_code")), tidy(texts.get("issue", "")) or None
        if code is None and text is None:
            return self.current
        by_text = ("issue", unit, "text", alike(text or ""))
        by = ("issue", unit, "code", code) if code else by_text
        if known := self.known.get(by):
            return known
        one = self.known[by] = self.add("issue", row=row, unit=unit)
        self.known.setdefault(by_text, one)
        one.code, one.numbered = code or code_in(texts.get("serial")), code is not None
        one.tell("text", text, row=row)
        one.tell("unit", unit, row=row)
        return one

    def _exact_issue(self, row: int, texts: Texts, exact: str) -> Entry:
        """The problem of a whole id."""
        if known := self.known.get(("issue", exact)):
            return known
        one = self.known["issue", exact] = self.add("issue", row=row, unit=item_of(exact).unit)
        one.code, one.numbered, one.exact = exact, True, True
        one.tell("text", tidy(texts["issue"]) if "issue" in texts else None, row=row)
        one.tell("unit", tidy(texts["unit"]) if "unit" in texts else None, row=row)
        return one

    def _shared(self, texts: Texts, *, row: int) -> Texts:
        """What a row says of its problem or its measure."""
        told = {SHARED[name]: tidy(texts[name]) for name in ("owner", "responsible") if name in texts}
        told |= limits(texts, ("deadline", "term"), cells=self.cells, row=row)
        finished = texts.get("finished_date")
        # A cell that says 长期坚持 instead names no day.
        if finished and not term_in(finished):
            day = self.cells.day(texts, "finished_date", row=row)
            told |= {"finished_on": day} if day else {}
        return told

    def _causes(self, issue: Entry, texts: Texts, *, row: int) -> None:
        for one in self._parts(issue, "cause", texts, row=row):
            one.tell("kind", texts.get("cause_kind"), row=row)
            one.tell("degree", texts.get("cause_degree"), row=row)

    def _shown(self, issue: Entry, texts: Texts, *, row: int) -> None:
        """Evidence, one piece per point."""
        day = self.cells.day(texts, "evidence_date", row=row)
        for one in self._parts(issue, "evidence", texts, row=row):
            one.tell("on", day, row=row)

    def _parts(self, issue: Entry, part: Part, texts: Texts, *, row: int) -> list[Entry]:
        """The parts of a problem that a cell tells, one per point; those of another row told again too."""
        exact, cell = _exact(texts, f"{part}_item", part), texts.get(part, "")
        found = []
        for text in [tidy(cell)] if exact else points(cell):
            by = (part, issue.place, exact or alike(text))
            one = self.known.get(by) or self.add(part, row=row, of=issue)
            self.known[by] = one
            one.code, one.exact = exact, exact is not None
            one.tell("text", text, row=row)
            found.append(one)
        return found

    def _looked(self, issue: Entry, texts: Texts, *, row: int) -> None:
        """A second look, and what it means for a problem that was closed."""
        look = second_look(texts, cells=self.cells, row=row)
        exact = _exact(texts, "review_item", "review")
        by = (
            "review",
            issue.place,
            exact or tuple(alike(look.get(n, "")) for n in ("result", "on")) if look else None,
        )
        if look is None or by in self.known:
            return
        one = self.known[by] = self.add("review", row=row, of=issue)
        one.code, one.exact = exact, exact is not None
        for name, value in look.items():
            one.tell(name, value, row=row)
        again = "issue_state" not in texts and reopen(issue, look)
        self.cells.notice("ledger_file.reopened", row, self.cells.letter("review"), when=again)

    def _measures(
        self, issue: Entry | None, texts: Texts, *, row: int, shared: Texts | None = None
    ) -> list[Entry]:
        """The measures of a row; one told under several problems of a unit is one for all of them."""
        exact = _exact(texts, "measure_item", "measure")
        code, cell = exact or code_in(texts.get("measure_code"), letter="M"), texts.get("measure", "")
        unit = issue.unit if issue and not exact else None
        found = []
        for text in [tidy(cell)] if code and cell else points(cell):
            one = self._measure(text, code, unit=unit, row=row)
            one.exact = exact is not None
            if issue and issue.place not in one.issues:
                one.issues.append(issue.place)
            tell_measure(one, texts, cells=self.cells, row=row, shared=shared or {})
            found.append(one)
        return found

    def _measure(self, text: str, code: str | None, *, unit: str | None, row: int) -> Entry:
        """The measure of a number or of some words; a whole id is that of any unit."""
        whole = code is not None and "/" in code
        by = ("measure", None if whole else unit, code or alike(text))
        if known := self.known.get(by):
            return known
        one = self.known[by] = self.add("measure", row=row, unit=unit)
        one.code, one.numbered = code, code is not None
        one.tell("text", text, row=row)
        return one

    def finish(self) -> None:
        """What all rows together say of each problem; where they disagree it is of the measures alone."""
        own = own_columns(self.cells)
        for place, rows in self.shared.items():
            issue = self.entries[place]
            with_measure = [one for one in rows if one["#"]] or rows
            for name in SHARED.values():
                told = [one[name] for one in rows if name in one]
                agreed = len(set(told)) == 1 and all(name in one for one in with_measure)
                if told and (own or agreed):
                    issue.tell(name, _together(name, told), row=issue.row)
        self._number()

    def _number(self) -> None:
        """Number problems by their order where rows were numbered instead."""
        issues = [one for one in self.entries if one.part == "issue" and not one.numbered]
        codes = [(one.unit, one.code) for one in issues]
        in_order = all(one.code == str(place) for place, one in enumerate(issues, start=1))
        by_row = len(self.taken) > len(issues) and not in_order
        if by_row or len(set(codes)) < len(codes) or any(code is None for _, code in codes):
            for place, one in enumerate(issues, start=1):
                one.code = str(place)


def _exact(texts: Texts, name: str, part: str) -> str | None:
    """The whole id of a part in a sheet that was exported, or None."""
    text = texts.get(name)
    return text if text and item_of(text).part == part else None


def _together(name: str, told: list[str]) -> str:
    """What several rows say of one problem: the latest of days, the first of types, all texts."""
    if name in {"deadline", "finished_on"}:
        return max(told)
    return told[0] if name == "term" else "；".join(dict.fromkeys(told))
