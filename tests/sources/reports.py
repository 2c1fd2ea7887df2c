"""Word files made on the fly, part by part, as programs write them."""

from __future__ import annotations

import zipfile
from pathlib import Path

SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
LINKS = f'<Relationships><Relationship Id="r1" Type="{OFFICE}" Target="word/document.xml"/></Relationships>'
MARKUP = "http://schemas.openxmlformats.org/markup-compatibility/2006"


def word_file(path: Path, body: str, *, space=SPACE, parts=None, head="") -> Path:
    """A file whose body is this XML; ``parts`` are further members by name."""
    spaces = f'xmlns:w="{space}" xmlns:mc="{MARKUP}" xmlns:v="urn:schemas-microsoft-com:vml"'
    root = f"<w:document {spaces}><w:body>{body}</w:body></w:document>"
    members = {"[Content_Types].xml": TYPES, "_rels/.rels": LINKS, "word/document.xml": head + root}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (members | (parts or {})).items():
            archive.writestr(name, content)
    return path


def part(root: str, inside: str) -> str:
    """A further part, such as ``footnotes`` or ``styles``."""
    return f'<w:{root} xmlns:w="{SPACE}">{inside}</w:{root}>'


def run(text: str, *, form="") -> str:
    return f'<w:r>{f"<w:rPr>{form}</w:rPr>" if form else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def par(*texts: str, style="") -> str:
    """A paragraph; a text that begins with ``<`` is taken as it is."""
    made = "".join(text if text.startswith("<") else run(text) for text in texts)
    form = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f"<w:p>{form}{made}</w:p>"


def cell(*inside: str, form="") -> str:
    made = "".join(text if text.startswith("<w:") else par(text) for text in inside)
    return f"<w:tc>{f'<w:tcPr>{form}</w:tcPr>' if form else ''}{made}</w:tc>"


def row(*cells: str, form="") -> str:
    made = "".join(text if text.startswith("<w:tc") else cell(text) for text in cells)
    return f"<w:tr>{f'<w:trPr>{form}</w:trPr>' if form else ''}{made}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def texts(document) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def lines(printed) -> list[str]:
    """A table as rows of texts, columns parted by a stroke; blanks between cells are kept."""
    width = max(one.column for one in printed.cells)
    rows: dict[int, list[str]] = {}
    for one in printed.cells:
        rows.setdefault(one.row, [""] * width)[one.column - 1] = one.text
    return ["|".join(row) for row in rows.values()]
