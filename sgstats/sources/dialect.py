"""Which character separates the cells of a text table, judged on its head."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import islice

_CANDIDATES = (",", "\t", ";", "|")
_FULL_WIDTH = "，"
_HEAD_BYTES = 1 << 16
_HEAD_RECORDS = 100


def delimiter_of(text: bytes) -> str:
    r"""The separator under which most records have the same, larger number of cells.

    Titles and notes of one cell do not count against a separator. The full-width comma, which
    also stands inside remarks, separates only where no other character parts most records. Text
    without any separator is a table of one column: the comma stands for it.

    Args:
        text: The text as UTF-8 with ``\n`` line ends.

    Example:
        >>> delimiter_of("花名册，2023\n姓名\t性别\n张三\t女".encode())
        '\t'
        >>> delimiter_of("姓名，性别\n张三，女\n李四，男".encode())
        '，'
    """
    head = text[:_HEAD_BYTES].decode("utf-8", "ignore")
    scores = {candidate: _evenness(head, candidate) for candidate in _CANDIDATES if candidate in head}
    best = max(scores, key=lambda candidate: scores[candidate], default=",")
    if _parted(head, best) < 0.5 and _parted(head, _FULL_WIDTH) >= 0.5:
        return _FULL_WIDTH
    return best


def head_width(text: bytes, delimiter: str) -> int:
    """Largest number of cells in the first records."""
    return max(_widths(text[:_HEAD_BYTES].decode("utf-8", "ignore"), delimiter), default=1)


def _evenness(head: str, delimiter: str) -> tuple[int, int]:
    """Cells in the records of the most usual width; more of them breaks a tie."""
    usual = Counter(width for width in _widths(head, delimiter) if width > 1)
    if not usual:
        return (0, 0)
    width, records = max(usual.items(), key=lambda item: item[0] * item[1])
    return (records * width, width)


def _parted(head: str, candidate: str) -> float:
    """Share of the filled records that a separator parts into its usual width."""
    widths = _widths(head, candidate)
    records, width = _evenness(head, candidate)
    return records / max(width, 1) / max(sum(1 for one in widths if one), 1)


def _widths(head: str, delimiter: str) -> list[int]:
    lines = head.split("\n")
    complete = lines[:-1] if len(lines) > 1 else lines
    return [len(record) for record in islice(csv.reader(complete, delimiter=delimiter), _HEAD_RECORDS)]
