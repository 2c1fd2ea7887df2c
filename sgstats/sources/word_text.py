"""The text of a paragraph of a Word file, as it is printed: insertions accepted, deletions gone.

Runs in the child process. Elements are told by their local names: files written to the strict
standard use other namespaces.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

UNPRINTED = frozenset({
    *("del", "moveFrom", "delText", "instrText", "delInstrText"),  # tracked deletions, codes of fields
    *("pPr", "rPr", "sdtPr", "tblPr", "trPr", "tcPr", "tblGrid"),
    *("rt", "annotationRef", "footnoteRef", "endnoteRef"),  # pinyin above characters, numbers of notes
})
_WRITTEN = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_OFF = {"0", "false", "off"}


def local(element: Element) -> str:
    """The name of an element without its namespace; "" for comments and the like."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace."""
    return next(
        (str(value) for key, value in element.attrib.items() if str(key).rpartition("}")[2] == name), None
    )


def child(element: Element, *names: str) -> Element | None:
    """The first descendant along a path of names."""
    for name in names:
        found = next((one for one in element if local(one) == name), None)
        if found is None:
            return None
        element = found
    return element


def printed(element: Element) -> Iterator[Element]:
    """The children that are printed; of alternative contents the first alone."""
    if local(element) == "AlternateContent":
        chosen = child(element, "Choice")
        yield from element if chosen is None else [chosen]
        return
    for one in element:
        if local(one) not in UNPRINTED:
            yield one


def text_of(element: Element) -> str:
    """The text of a paragraph without that of its text boxes."""
    return "".join(_pieces(element))


def within(element: Element, names: frozenset[str]) -> Iterator[Element]:
    """Printed descendants of some names, those inside them left out."""
    for one in printed(element):
        if local(one) in names:
            yield one
        elif not _is_hidden(one):
            yield from within(one, names)


def _pieces(element: Element) -> Iterator[str]:
    for one in printed(element):
        name = local(one)
        if name == "t":
            yield one.text or ""
        elif name in _WRITTEN:
            yield _WRITTEN[name]
        elif name != "txbxContent" and not _is_hidden(one):
            yield from _pieces(one)


def _is_hidden(element: Element) -> bool:
    """Whether a run is formatted as hidden."""
    mark = child(element, "rPr", "vanish") if local(element) == "r" else None
    return mark is not None and attribute(mark, "val") not in _OFF
