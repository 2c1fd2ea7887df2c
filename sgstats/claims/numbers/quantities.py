"""Every number of a text that could be a claim, as its words mean it."""

from __future__ import annotations

from sgstats.claims.claim import Quantity
from sgstats.claims.numbers.folding import fold
from sgstats.claims.numbers.phrases import phrases
from sgstats.claims.numbers.ranging import joined
from sgstats.claims.numbers.spans import hidden, spans
from sgstats.claims.numbers.vague import vague


def quantities(text: str) -> tuple[Quantity, ...]:
    """The numbers of a text with their words, units and bounds.

    Dates, numberings, document numbers and names with a number in them are none (``spans``). A range
    (40至50岁) is one, and so is a ratio (1:3.2). Words that name no number (多名, 数十) have step 0: they
    bound the number from below and can be tested no further.

    Args:
        text: Any text; no text gives none. Full-width and narrow digits mean the same.

    Returns:
        In order of the text, never overlapping.

    Example:
        >>> [(found.printed, found.operator) for found in quantities("现有1336人,男性只占5%,大专以上近78%")]
        [('1336人', '='), ('5%', '='), ('近78%', '≈<')]
    """
    plain = fold(text)
    plain = hidden(plain, [(span.start, span.end) for span in spans(text)])
    loose = list(vague(plain))
    plain = hidden(plain, [(phrase.start, phrase.end) for phrase in loose])
    found = sorted([*joined(phrases(plain), plain), *loose], key=lambda phrase: phrase.start)
    return tuple(phrase.quantity(text) for phrase in found)
