"""READ the rows of a list of problems: one problem over several rows, causes and measures beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sgstats.records.ledger_entries import Entry, code_in
from sgstats.records.ledger_items import starts_in, starts_text
from sgstats.records.ledger_states import reopen, same_look, second_look, tell_state
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

SHARED = {"owner": "owner", "responsible": "responsible", "deadline": "deadline", "term": "term",
          "finished_date": "finished_on"}  # fmt: skip
"""Columns that may speak of a problem or of the measure beside it, by the field of the problem."""

OF_MEASURE = {
    "measure_owner": "owner", "measure_responsible": "responsible", "measure_deadline": "deadline",
    "measure_term": "kind", "measure_done_date": "done_on", "indicator": "indicator",
    "indicator_metric": "metric", "indicator_question": "question", "baseline": "baseline",
    "target": "target",
}  # fmt: skip
OWN = frozenset({
    "measure_owner",
    "measure_responsible",
    "measure_deadline",
    "measure_term",
    "measure_done_date",
})
"""Columns of the measures' own; with one of them, the shared ones speak of the problem."""
AS_MEASURE = {"owner": "owner", "responsible": "responsible", "deadline": "deadline", "term": "kind",
              "finished_on": "done_on"}  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Problems:
    """The entries of a list of problems, as its rows are read one after the other.

    Attributes:
        cells: The cells.
        entries: What was told so far.
        taken: Rows taken in, with the problem they speak of.
        refused: Rows that speak of no problem.
        current: The problem of the row above.
    """

    cells: Cells
    entries: list[Entry] = field(default_factory=list)
    taken: list[tuple[int, int]] = field(default_factory=list)
    refused: list[int] = field(default_factory=list)
    current: Entry | None = None
    shared: dict[int, list[Texts]] = field(default_factory=dict)

    def add(self, part: Part, *, row: int, of: Entry | None = None, unit: str | None = None) -> Entry:
        """A new entry."""
        one = Entry(
            place=len(self.entries), part=part, row=row, of=of.place if of else None,
            unit=of.unit if of else unit,
        )  # fmt: skip
        self.entries.append(one)
        return one

    def read(self, row: int, texts: Texts, *, unit: str | None) -> None:
        """Take in one row."""
        issue = self._issue(row, texts, unit=unit)
        if issue is None:
            self.refused.append(row)
            return
        self.current = issue
        self.taken.append((row, issue.place))
        for name, known in PLAIN.items():
            self._tell(issue, known, texts.get(name), row=row)
        issue.tell("found_on", self.cells.day(texts, "found_date", row=row), row=row)
        shared = self._shared(texts, row=row)
        self._causes(issue, texts, row=row)
        measures = self._measures(issue, texts, row=row)
        self._tell_measures(measures, texts, shared, row=row)
        if measures or any(shared.values()):
            self.shared.setdefault(issue.place, []).append(shared | {"#": "measure" if measures else ""})
        self._shown(issue, texts, row=row)
        tell_state(issue, texts, cells=self.cells, row=row)
        self._looked(issue, texts, row=row)

    def _looked(self, issue: Entry, texts: Texts, *, row: int) -> None:
        """A second look, and what it means for a problem that was closed."""
        look = second_look(texts, cells=self.cells, row=row)
        parts = [one for one in self.entries if one.part == "review" and one.of == issue.place]
        if look is None or any(same_look(one, look) for one in parts):
            return
        one = self.add("review", row=row, of=issue)
        for name, value in look.items():
            one.tell(name, value, row=row)
        self.cells.notice("ledger_file.reopened", row, self.cells.letter("review"), when=reopen(issue, look))

    def _tell(self, one: Entry, name: str, text: str | None, *, row: int) -> None:
        """Note a fact; several rows that say different things of a problem are all kept."""
        if text is None:
            return
        text = tidy(text)
        known = one.value(name)
        if known and alike(text) not in alike(known):
            one.facts[name] = (one.facts[name][0], f"{known}；{text}")
        one.tell(name, text, row=row)

    def _issue(self, row: int, texts: Texts, *, unit: str | None) -> Entry | None:
        """The problem a row speaks of: one known already, the one above, or a new one."""
        code, text = code_in(texts.get("issue_code")), tidy(texts.get("issue", "")) or None
        if code is None and text is None:
            return self.current
        known = next((one for one in self.entries if self._is(one, code, text, unit)), None)
        if known:
            return known
        one = self.add("issue", row=row, unit=unit)
        one.code, one.numbered = code or code_in(texts.get("serial")), code is not None
        one.tell("text", text, row=row)
        one.tell("unit", unit, row=row)
        return one

    @staticmethod
    def _is(one: Entry, code: str | None, text: str | None, unit: str | None) -> bool:
        if one.part != "issue" or one.unit != unit:
            return False
        if code is not None:
            return one.numbered and one.code == code
        return alike(one.value("text") or "") == alike(text or "")

    def _shared(self, texts: Texts, *, row: int) -> Texts:
        """What a row says of its problem or its measure."""
        told = {SHARED[name]: tidy(texts[name]) for name in ("owner", "responsible") if name in texts}
        told |= self._limit(texts, ("deadline", "term"), row=row)
        if day := self._finished(texts, row=row):
            told["finished_on"] = day
        return told

    def _finished(self, texts: Texts, *, row: int) -> str | None:
        """The day of 完成时间; a cell that says 长期坚持 instead names none."""
        text = texts.get("finished_date")
        return None if text and term_in(text) else self.cells.day(texts, "finished_date", row=row)

    def _limit(self, texts: Texts, names: tuple[str, str], *, row: int) -> Texts:
        """Limit and type of rectification; either may stand in the column of the other."""
        told: Texts = {}
        for name in names:
            text = texts.get(name)
            if text is None:
                continue
            term = term_in(text)
            day = None if term else self.cells.day_of(text)
            if term:
                told.setdefault("term", term)
            elif day:
                told.setdefault("deadline", day.isoformat())
            else:
                rule = "ledger_file.no_day" if name == names[0] else "ledger_file.no_term"
                self.cells.notice(rule, row, self.cells.letter(name))
        return told

    def _causes(self, issue: Entry, texts: Texts, *, row: int) -> None:
        for text in points(texts.get("cause", "")):
            if self._part_of(issue, "cause", text) is None:
                one = self.add("cause", row=row, of=issue)
                one.tell("text", text, row=row)
                one.tell("kind", texts.get("cause_kind"), row=row)

    def _part_of(self, issue: Entry, part: Part, text: str) -> Entry | None:
        """A part of a problem that says the same."""
        parts = (one for one in self.entries if one.part == part and one.of == issue.place)
        return next((one for one in parts if alike(one.value("text") or "") == alike(text)), None)

    def _measures(self, issue: Entry, texts: Texts, *, row: int) -> list[Entry]:
        """The measures of a row; one told under several problems of a unit is one for all of them."""
        code = code_in(texts.get("measure_code"), letter="M")
        found = [
            self._measure(text, code, unit=issue.unit, row=row)
            for text in (
                [tidy(texts["measure"])] if code and "measure" in texts else points(texts.get("measure", ""))
            )
        ]
        for one in found:
            if issue.place not in one.issues:
                one.issues.append(issue.place)
        return found

    def _measure(self, text: str, code: str | None, *, unit: str | None, row: int) -> Entry:
        for one in self.entries:
            same = one.code == code if code else alike(one.value("text") or "") == alike(text)
            if one.part == "measure" and same and (code or one.unit == unit):
                return one
        one = self.add("measure", row=row, unit=unit)
        one.code, one.numbered = code, code is not None
        one.tell("text", text, row=row)
        return one

    def _tell_measures(self, measures: list[Entry], texts: Texts, shared: Texts, *, row: int) -> None:
        """What a row says of its measures, those with columns of their own or not."""
        told = {OF_MEASURE[name]: tidy(texts[name]) for name in OF_MEASURE if name in texts}
        told |= {"question": texts["indicator_question"]} if "indicator_question" in texts else {}
        limit = self._limit(texts, ("measure_deadline", "measure_term"), row=row)
        told = {name: value for name, value in told.items() if name not in {"deadline", "kind", "done_on"}}
        told |= {AS_MEASURE[name]: value for name, value in limit.items()}
        if day := self.cells.day(texts, "measure_done_date", row=row):
            told["done_on"] = day
        if not OWN & self.cells.sheet.columns.columns.keys():
            told = {AS_MEASURE[name]: value for name, value in shared.items()} | told
        for one in measures:
            for name, value in told.items():
                differs = one.tell(name, value, row=row)
                self.cells.notice(
                    "ledger_file.measure_differs", row, self.cells.letter("measure"), when=differs
                )
            self._starts(one, texts.get("starts"), row=row)

    def _starts(self, one: Entry, text: str | None, *, row: int) -> None:
        """Where a measure began; rows may name one unit each."""
        if text is None:
            return
        told = one.value("starts")
        merged = dict(starts_in(told)) if told else {}
        for part in filter(None, map(tidy, re.split(r"[;；\n,，、]+", text))):
            day = self.cells.day_of(re.sub(r"^[^\d]*", "", part), last=False)
            self.cells.notice("ledger_file.no_day", row, self.cells.letter("starts"), when=day is None)
            if day:
                merged[re.sub(r"[\s:：（(自从]*\d.*$", "", part)] = day
        if merged:
            one.facts["starts"] = (row, starts_text(tuple(merged.items())))

    def _shown(self, issue: Entry, texts: Texts, *, row: int) -> None:
        """Evidence, one piece per point."""
        for text in points(texts.get("evidence", "")):
            if self._part_of(issue, "evidence", text) is None:
                self.add("evidence", row=row, of=issue).tell("text", text, row=row)

    def finish(self) -> None:
        """What all rows together say of each problem."""
        own = bool(OWN & self.cells.sheet.columns.columns.keys())
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
        per_row = len(self.taken) > len(issues) and any(
            later.code != str(place) for place, later in enumerate(issues, start=1)
        )
        if None in [code for _, code in codes] or len(set(codes)) < len(codes) or per_row:
            for place, one in enumerate(issues, start=1):
                one.code = str(place)


def _together(name: str, told: list[str]) -> str:
    """What several rows say of one problem: the latest of days, the first of types, all texts."""
    if name in {"deadline", "finished_on"}:
        return max(told)
    return told[0] if name == "term" else "；".join(dict.fromkeys(told))
