"""Blocks as HTML: every text of the draft is escaped, and the classes are ours alone (style.css)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from dashboard.self_check import reading
from sgstats import say

if TYPE_CHECKING:
    from dashboard.self_check.blocks import Block, Piece

Row = dict[str, Any]
SIGNS = {"consistent": "✓", "contradicted": "×", "impossible": "!", "untestable": "?"}
"""Beside the colour and the line under it, so that nobody needs to see colours."""
BREACH = "∑"
LONG = 16
"""Characters from which a number may be broken over two lines."""


def page(shown: Sequence[Block]) -> str:
    """Blocks one below the other, each with its remarks beside it."""
    return f'<div class="draft">{"".join(map(_block, shown))}</div>'


def legend() -> str:
    """What the signs mean."""
    titles = {outcome: escape(reading.outcome_title(outcome)) for outcome in SIGNS}
    marks = [
        f'<span class="claim claim-{outcome}">{titles[outcome]}<sup>{sign}</sup></span>'
        for outcome, sign in SIGNS.items()
    ]
    breach = f'<span class="draft-breach">{BREACH} {escape(say("page.check_legend_breach"))}</span>'
    return f'<div class="draft-legend">{"".join(marks)}{breach}</div>'


def _block(block: Block) -> str:
    body = _table(block) if block.lines else f"<p>{''.join(map(_piece, block.pieces))}</p>"
    kind = "draft-text draft-heading" if block.heading else "draft-text"
    notes = "".join([*_remarks(block), *map(_breach, block.breaches)])
    place = f'<div class="draft-place">{escape(block.place)}</div>'
    return (
        f'<div class="draft-block"><div class="{kind}">{place}{body}</div>'
        f'<div class="draft-notes">{notes}</div></div>'
    )


def _table(block: Block) -> str:
    lines = "".join(f"<tr>{''.join(map(_cell, line))}</tr>" for line in block.lines)
    return f'<div class="draft-table"><table><tbody>{lines}</tbody></table></div>'


def _cell(piece: Piece) -> str:
    kind = ' class="at-odds"' if piece.at_odds else ""
    return f"<td{kind}>{_piece(piece)}</td>"


def _piece(piece: Piece) -> str:
    """Words as they stand; a number with its colour, its line, its sign and its number in the list."""
    text = escape(piece.text)
    if not piece.claims:
        return text
    outcome = worst(piece.claims)
    title = escape("\n".join(f"{claim['number']}. {claim['reason']}" for claim in piece.claims))
    wrap = " claim-long" if len(piece.text) > LONG else ""
    return f'<span class="claim claim-{outcome}{wrap}" title="{title}">{text}{_badges(piece.claims)}</span>'


def _badges(claims: Sequence[Row]) -> str:
    return "".join(
        f'<sup aria-label="{escape(_spoken(claim))}">{SIGNS[claim["verdict"]]}{claim["number"]}</sup>'
        for claim in claims
    )


def _spoken(claim: Row) -> str:
    return say("page.check_spoken", outcome=reading.outcome_title(claim["verdict"]), number=claim["number"])


def worst(claims: Sequence[Row]) -> str:
    """What wants attention most."""
    return min((str(claim["verdict"]) for claim in claims), key=reading.OUTCOMES.index)


def _remarks(block: Block) -> Iterator[str]:
    """What is to be said of a block: each number that wants attention, and in one line those that agree."""
    agreeing = [claim for claim in block.claims if claim["verdict"] == "consistent"]
    for claim in block.claims:
        if claim["verdict"] != "consistent":
            yield _remark(claim)
    if agreeing:
        numbers = say("page.comma_of_numbers").join(runs([claim["number"] for claim in agreeing]))
        words = f"{SIGNS['consistent']} {reading.outcome_title('consistent')}"
        yield f'<p class="draft-note note-consistent"><b>{escape(words)}</b> {escape(numbers)}</p>'


def runs(numbers: Sequence[int]) -> list[str]:
    """Numbers in their order, three or more in a row by the first and the last.

    Example:
        >>> runs([1, 2, 3, 5, 8, 9])
        ['1–3', '5', '8', '9']
    """
    rows: list[list[int]] = []
    for number in sorted(numbers):
        if not rows or number > rows[-1][-1] + 1:
            rows.append([])
        rows[-1].append(number)
    told = ([f"{row[0]}–{row[-1]}"] if len(row) > 2 else map(str, row) for row in rows)
    return [one for several in told for one in several]


def _remark(claim: Row) -> str:
    outcome = claim["verdict"]
    title = reading.outcome_title(outcome)
    words = f"{SIGNS[outcome]}{claim['number']} {title}"
    return (
        f'<p class="draft-note note-{outcome}"><b>{escape(words)}</b> '
        f"<q>{escape(claim['printed'])}</q> {escape(bare_reason(claim))}</p>"
    )


def bare_reason(claim: Row) -> str:
    """Why a verdict is as it is, without the verdict itself, which stands before it."""
    title = re.escape(reading.outcome_title(claim["verdict"]))
    return re.sub(rf"^{title}[：:]\s*", "", str(claim["reason"]).strip(), flags=re.IGNORECASE)


def _breach(row: Row) -> str:
    mend = f"<br>{escape(say('verify.mend', mend=row['mend']))}" if row["mend"] else ""
    return f'<p class="draft-note note-breach"><b>{BREACH}</b> {escape(row["reason"])}{mend}</p>'
