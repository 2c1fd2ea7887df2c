"""Reading single sentences as the sample district would have them read."""

from __future__ import annotations

from datetime import date

from sgstats import claims
from sgstats.claims.claim import Claim
from sgstats.sources.document import Document, Paragraph

LAST = date(2023, 12, 31)
KNOWN = claims.Known(
    last_day=LAST,
    first=date(2021, 1, 1),
    days=tuple(date(year, 12, 31) for year in (2020, 2021, 2022, 2023)),
    years=(2021, 2022, 2023),
    districts=("青禾区",),
    streets=("春晓街道", "康宁街道", "听雨街道"),
    communities=("幸福社区", "信笺社区"),
)


def read(*paragraphs: str, heading: int = 0) -> tuple[Claim, ...]:
    """The claims of paragraphs; the first ones may be headings."""
    told = tuple(
        Paragraph(number=place, text=text, heading=place <= heading)
        for place, text in enumerate(paragraphs, start=1)
    )
    return claims.find(Document(file=None, paragraphs=told), known=KNOWN)


def one(text: str, printed: str) -> Claim:
    """The claim with these words."""
    (found,) = [claim for claim in read(text) if claim.quantity.printed == printed]
    return found


def group(claim: Claim) -> dict[str, list[str]]:
    """Who is counted, by field."""
    reading = claim.subjects[0]
    mine = {reading.of: reading.values} if reading.of and reading.values else {}
    return {name: list(values) for name, values in {**reading.where, **mine}.items()}


def telling(claim: Claim) -> tuple[str, str, dict[str, list[str]]]:
    """Metric, number and group of the reading taken."""
    return claim.subjects[0].metric, claim.subjects[0].number, group(claim)
