"""A verified report for a person: claim by claim, then its arithmetic, then the counts of both."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from sgstats.cli.folding import WIDTH, folded
from sgstats.cli.output import Row, write
from sgstats.messages import say

if TYPE_CHECKING:
    from sgstats.pipeline.verified import Verified


def show_verified(found: Verified) -> None:
    """Every claim with the right number and the reason, the checks, and how many of each verdict."""
    audience = say(f"audience.{found.audience}")
    name = found.document.file or say("verify.the_text")
    write(say("verify.caption", file=name, claims=found.claims.height, on=found.on, audience=audience))
    told = found.rows()
    if not told["claims"]:
        write(say("verify.none"))
    for row in told["claims"]:
        _show_claim(row)
    _show_arithmetic(told["arithmetic"])
    write("")
    write(say("verify.counts", counts=_counted(found.counts)))
    if checked := Counter(row["verdict"] for row in told["arithmetic"]):
        some = {outcome: checked[outcome] for outcome in found.counts if checked[outcome]}
        write(say("arithmetic.counts", counts=_counted(some)))


def _show_claim(row: Row) -> None:
    """One line with what is printed and what is right; the reason and other readings below it."""
    write("")
    verdict = say(f"verify.outcome_{row['verdict']}")
    place = row["cell"] or say("verify.place", paragraph=row["paragraph"])
    _paragraph(f"【{verdict}】{place} {row['printed']}：{_one_line(row['quote'])}", indent="")
    _paragraph(row["reason"])
    for other in row["readings"]:
        reading = "; ".join(
            filter(None, (other["metric"], other["values"], other["where"], other["options"]))
        )
        outcome = say(f"verify.outcome_{other['verdict']}")
        _paragraph(say("verify.reading", reading=reading, verdict=outcome, reason=other["reason"]))
    if row["call"]:
        write(f"  {say('verify.call', call=row['call'])}")


def _show_arithmetic(checks: list[Row]) -> None:
    write("")
    if not checks:
        write(say("verify.arithmetic_none"))
        return
    write(say("verify.arithmetic"))
    for row in checks:
        verdict = say(f"verify.outcome_{row['verdict']}")
        place = " ".join(row["cells"])
        _paragraph(f"【{verdict}】{place} {_one_line(row['quote'])}", indent="")
        _paragraph(row["reason"])
        if row["mend"]:
            _paragraph(say("verify.mend", mend=row["mend"]))


def _counted(counts: dict[str, int]) -> str:
    told = (
        say("verify.count", outcome=say(f"verify.outcome_{outcome}"), count=count)
        for outcome, count in counts.items()
    )
    return say("measure.separator").join(told)


def _paragraph(text: str, *, indent: str = "  ") -> None:
    for line in folded(text.strip(), WIDTH - 2):
        write(f"{indent}{line}")


def _one_line(text: str) -> str:
    return " ".join(text.split())
